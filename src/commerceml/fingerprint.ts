import { hash } from 'node:crypto';

/** Bytes of a key, and of a record's own fingerprint. */
export const FINGERPRINT_BYTES = 16;

/** What stands for all that the records at one place have in common. */
export function contextKey(parts: readonly (string | undefined)[]): Buffer {
  return hash('sha256', JSON.stringify(parts.map((part) => part ?? null)), 'buffer').subarray(0, FINGERPRINT_BYTES);
}

/** The first 16 bytes of a record's SHA-256, in memory that is used again and again. */
export class Fingerprint {
  readonly bytes = Buffer.alloc(FINGERPRINT_BYTES);
  readonly words = new Uint32Array(this.bytes.buffer, this.bytes.byteOffset, FINGERPRINT_BYTES / 4);

  take(record: Uint8Array): this {
    // As a string of bytes: a Buffer from the hash itself costs half as much time again.
    this.bytes.write(hash('sha256', record, 'binary'), 0, FINGERPRINT_BYTES, 'latin1');
    return this;
  }

  /** Of the same record, where it meant what it meant only because of this. */
  under(what: string): this {
    return this.take(Buffer.concat([this.bytes, Buffer.from(what)]));
  }

  /** As a record carries it: the key of its place, then its own. */
  with(key: Buffer): Buffer {
    return Buffer.concat([key, this.bytes]);
  }
}
