import { hash } from 'node:crypto';
import type { Slice } from './record-slicer.js';

/** Bytes of a fingerprint. */
export const FINGERPRINT_BYTES = 16;

let room = Buffer.alloc(64 * 1024);

/** What all records at one place have in common, as the bytes that go before each of them. */
export function contextKey(parts: readonly (string | undefined)[]): Buffer {
  return hash('sha256', JSON.stringify(parts.map((part) => part ?? null)), 'buffer').subarray(0, FINGERPRINT_BYTES);
}

/** The first 16 bytes of SHA-256 over the key and the bytes of each candidate. */
export function fingerprintsOf(key: Buffer, candidates: readonly Slice[]): Buffer[] {
  const prints = Buffer.alloc(candidates.length * FINGERPRINT_BYTES);
  key.copy(room);
  return candidates.map(({ bytes, blanks }, index) => {
    const length = FINGERPRINT_BYTES + bytes.length - blanks;
    if (room.length < length) {
      room = Buffer.alloc(length);
      key.copy(room);
    }
    bytes.copy(room, FINGERPRINT_BYTES, blanks);
    const from = index * FINGERPRINT_BYTES;
    // As a string of bytes: a Buffer from the hash itself costs half as much time again.
    prints.write(hash('sha256', room.subarray(0, length), 'binary'), from, FINGERPRINT_BYTES, 'latin1');
    return prints.subarray(from, from + FINGERPRINT_BYTES);
  });
}
