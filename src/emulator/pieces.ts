import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** What is sent under one name: a file of the disk, or bytes made here (an archive, a portion). */
export type FileSource = { readonly path: string } | { readonly content: Buffer };

/** The body of one POST: a slice of a source. */
export interface PieceBody {
  readonly size: number;
  open(): Readable;
}

/**
 * Cuts a source into the bodies of its POSTs: pieces of at most `limit` bytes, in order; a limit ≤ 0 means no cutting
 * (one-c-client.md §2, §3). An empty file is one empty body, as 1C sends it.
 */
export async function cutIntoPieces(source: FileSource, limit: number): Promise<PieceBody[]> {
  const size = 'content' in source ? source.content.length : (await stat(source.path)).size;
  const step = limit > 0 ? limit : Math.max(size, 1);
  const pieces: PieceBody[] = [];
  for (let start = 0; start < Math.max(size, 1); start += step) {
    pieces.push(piece(source, start, Math.min(start + step, size)));
  }
  return pieces;
}

function piece(source: FileSource, start: number, end: number): PieceBody {
  return {
    size: end - start,
    open() {
      if ('content' in source) return Readable.from([source.content.subarray(start, end)], { objectMode: false });
      if (start === end) return Readable.from([]);
      return createReadStream(source.path, { start, end: end - 1 });
    },
  };
}
