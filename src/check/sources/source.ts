/** A file of an export, wherever it lies: on the disk or in an archive. */
export interface SourceFile {
  /** As a person is told it: relative to what was checked; in an archive of a folder `v8.zip/import.xml`. */
  readonly name: string;
  /** The path under which a feed names it: from `import_files/` on (commerceml.md §1.5). */
  readonly path: string;
  readonly bytes: number;
  /** The bytes from the beginning, each time anew. @throws UzelError UZ1203 when it lies in an archive and is damaged there */
  open(): AsyncIterable<Uint8Array>;
}

/** All files of what is checked. */
export interface Sources {
  readonly kind: 'file' | 'folder' | 'zip';
  readonly files: readonly SourceFile[];
  close(): void;
}

/** The first bytes of a file, `most` of them at most. */
export async function firstBytes(file: SourceFile, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (file.bytes === 0) return Buffer.alloc(0);
  for await (const piece of file.open()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most);
}

/** The last bytes of a file, which is read as a whole for that. */
export async function lastBytes(file: SourceFile, most: number): Promise<Buffer> {
  let tail: Buffer = Buffer.alloc(0);
  for await (const piece of file.open()) {
    tail = piece.length >= most ? Buffer.from(piece.subarray(-most)) : Buffer.concat([tail, piece]).subarray(-most);
  }
  return tail;
}

/** All bytes of a file; for those that are known to be small. */
export async function allBytes(file: SourceFile): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.open()) pieces.push(piece);
  return Buffer.concat(pieces);
}
