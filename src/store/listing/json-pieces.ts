/** Bytes of one statement's rows: the text, its copy for the socket and what PostgreSQL makes of it are in memory together. */
const MOST_BYTES = 4_000_000;

/**
 * Rows as JSON arrays for statements, each of at most so many bytes: a row that is larger stands alone.
 * @param most bytes of UTF-8
 */
export function* jsonPieces(rows: Iterable<object>, most = MOST_BYTES): Generator<string> {
  let piece: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const json = JSON.stringify(row);
    const size = Buffer.byteLength(json) + 1;
    if (bytes + size > most && piece.length > 0) {
      yield `[${piece.join(',')}]`;
      piece = [];
      bytes = 0;
    }
    piece.push(json);
    bytes += size;
  }
  if (piece.length > 0) yield `[${piece.join(',')}]`;
}
