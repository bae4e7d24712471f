import type { Readable } from 'node:stream';

/** Bytes of a feed, packed and not yet in their place. */
export interface Pack {
  /** Of the bytes as they were received. */
  readonly sha256: string;
  /** The name of the content: equal bytes have the same. */
  readonly storedAs: string;
  /** Bytes on the disk. */
  readonly packedSize: number;
  /** Puts it in its place, durably; the same content is kept once. Call it where nobody else may remove that content. */
  place(): Promise<void>;
  /** Not needed after all. */
  discard(): Promise<void>;
}

/**
 * Where feeds and pictures lie. Names are made by Uzel (`feeds/<exchange>/<feed>`, `packed/ab/<sha256>`, `files/ab/<sha256>`), never
 * by a client.
 */
export interface Blobs {
  /** Appends `body` to `name` at `offset` (what lies beyond it is cut off first) and fsyncs. On any error the blob is cut back to `offset`.
   *  `written` hears of the bytes as they are written. @returns the new size. @throws UZ1103 past `limit` bytes of this piece, UZ1105 disk full, UZ1106 broken upload. Called by mode=file. */
  append(
    name: string,
    offset: number,
    body: Readable,
    limit: number,
    written?: (bytes: Uint8Array) => void,
  ): Promise<number>;
  /** The bytes as they were received, packed or not. */
  read(name: string, range?: { start?: number; end?: number }): Readable;
  /** All of them, for whoever is done with a piece when he asks for the next but one: then its memory may be written anew. */
  pieces(name: string): AsyncIterable<Uint8Array>;
  /** How many bytes `read` gives; null = there is no such blob. Of a compressed one all is read to tell it. */
  size(name: string): Promise<number | null>;
  /** Packs the bytes of a feed that gets no more of them, durably, and leaves it as it is. Called by the packer. @throws UZ1105 disk full */
  pack(name: string, how: 'gzip' | 'as it is', signal?: AbortSignal): Promise<Pack>;
  /** Takes away what a crash left half-packed: once, before anything is packed. */
  removeDrafts(): Promise<void>;
  /** Gives the blob a content name `files/<ab>/<sha256>` (a hard link or a copy) durably; repeated = the same. `sha256` of its bytes, when it is
   *  known, saves reading them. Called when a picture is settled. */
  keep(name: string, sha256?: string): Promise<{ sha256: string; size: number; storedAs: string }>;
  /** The same for bytes at hand: nothing is written when they are kept already. Called for the pictures of an archive. */
  keepBytes(bytes: Uint8Array): Promise<{ sha256: string; size: number; storedAs: string }>;
  remove(name: string): Promise<void>;
  /** The blobs of a folder, those of folders in it apart; none when there is no such folder. */
  list(folder: string): Promise<readonly { readonly name: string; readonly writtenAt: Date }[]>;
  /** The path of the file behind a blob that is not compressed, for readers that need random access (ZIP). */
  localPath(name: string): string;
  /** Whether the disk takes writes: /ready. */
  check(): Promise<void>;
}
