import { SAMPLE_BYTES } from './encoding.js';

/** Bytes are decoded and parsed in pieces of this size, so that few records wait to be taken. */
const PIECE_BYTES = 64 * 1024;

/**
 * The bytes of a source in pieces of 64 KB at the most, and null at its end. The first piece is there in any case; it has the first
 * SAMPLE_BYTES of the file, or all of it.
 * @param onProgress called with the bytes that came so far, when what they hold was taken
 */
export async function* piecesOf(
  source: AsyncIterable<Uint8Array>,
  onProgress: ((bytesRead: number) => void) | undefined,
): AsyncGenerator<Uint8Array | null> {
  let sample: Uint8Array[] | undefined = [];
  let bytesRead = 0;
  for await (const piece of source) {
    bytesRead += piece.length;
    sample?.push(piece);
    if (!sample) yield* cut(piece);
    else if (bytesRead >= SAMPLE_BYTES) {
      const head = Buffer.concat(sample);
      sample = undefined;
      yield* cut(head);
    }
    onProgress?.(bytesRead);
  }
  if (sample) yield Buffer.concat(sample);
  yield null;
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES);
}
