import type { Readable } from 'node:stream';

/** Where feeds and pictures lie. Names are made by Uzel (`feeds/<exchange>/<feed>`, `files/ab/<sha256>`), never by a client. */
export interface Blobs {
  /** Appends `body` to `name` at `offset` (what lies beyond it is cut off first) and fsyncs. On any error the blob is cut back to `offset`.
   *  @returns the new size. @throws UZ1103 past `limit` bytes of this piece, UZ1105 disk full, UZ1106 broken upload. Called by mode=file. */
  append(name: string, offset: number, body: Readable, limit: number): Promise<number>;
  read(name: string, range?: { start?: number; end?: number }): Readable;
  size(name: string): Promise<number | null>;
  /** Gives the blob a content name `files/<ab>/<sha256>` (a hard link or a copy) durably; repeated = the same. Called when a picture is settled. */
  keep(name: string): Promise<{ sha256: string; size: number; storedAs: string }>;
  /** The same for bytes at hand: nothing is written when they are kept already. Called for the pictures of an archive. */
  keepBytes(bytes: Uint8Array): Promise<{ sha256: string; size: number; storedAs: string }>;
  remove(name: string): Promise<void>;
  /** The path of the file behind a blob, for readers that need random access (ZIP). */
  localPath(name: string): string;
  /** Whether the disk takes writes: /ready. */
  check(): Promise<void>;
}
