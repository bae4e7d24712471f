import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Blobs } from '../../blobs/blobs.js';

/** The bytes of a blob from `start` on, `length` of them or as many as there are. For short ranges. */
export async function readBytes(blobs: Blobs, name: string, start: number, length: number): Promise<Buffer> {
  if (length <= 0) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of blobs.read(name, { start, end: start + length - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** SHA-256 of a blob, hex. */
export async function hashBlob(blobs: Blobs, name: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of blobs.pieces(name)) hash.update(piece);
  return hash.digest('hex');
}

/** Cuts a blob back to the bytes that its row counts: what a crash left beyond them was never acknowledged. A packed one was cut before. */
export async function cutToSize(blobs: Blobs, name: string, size: number): Promise<void> {
  if (name.startsWith('packed/')) return;
  if (((await blobs.size(name)) ?? 0) > size) await blobs.append(name, size, Readable.from([]), 0);
}
