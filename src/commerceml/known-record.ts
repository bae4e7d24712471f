/** A record that was recognised by its bytes, and so not read; of one that stands for itself the reader gives nothing else. */
export interface KnownRecord<Found = unknown> {
  readonly kind: 'known';
  readonly of: 'product' | 'offer';
  /** Id of the catalogue that the record belongs to. */
  readonly catalogueId: string;
  /** 16 bytes; the same object for records of one place. */
  readonly key: Buffer;
  /** What the store knows of it. */
  readonly found: Found;
}
