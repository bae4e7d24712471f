/** A record that was recognised by its fingerprint, and so not read; of one that stands for itself the reader gives nothing else. */
export interface KnownRecord {
  readonly kind: 'known';
  readonly of: 'product' | 'offer';
  /** Id of the catalogue that the record belongs to. */
  readonly catalogueId: string;
  /** 16 bytes. */
  readonly fingerprint: Buffer;
}
