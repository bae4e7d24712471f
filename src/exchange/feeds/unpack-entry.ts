import { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import type { FileInput } from '../../store/catalogue/files.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { type ArchiveEntry, damaged, isSystemError } from './archive.js';
import { type OpenedArchive, readEntry, streamEntry } from './archive-bytes.js';
import { readBytes } from './blob-bytes.js';
import { contentTypeOf } from './content-type.js';
import { contentOf, HEAD_BYTES } from './feed-content.js';

/** Entries up to this size are unpacked in memory: pictures that are kept already then cost no write. */
const IN_MEMORY_BYTES = 4 * 1024 * 1024;

/** What became of an entry: a blob of its own (XML), or a kept file. */
export interface UnpackedEntry {
  readonly name: string;
  /** For the feed that an XML entry becomes: time-ordered as the archive's directory is. */
  readonly feedId: string;
  readonly storedAs: string;
  readonly size: number;
  readonly contentType: string;
  /** Null for XML. */
  readonly kept: { readonly sha256: string; readonly size: number } | null;
}

/** What an entry that was kept is registered as; nothing for XML. */
export const asFile = ({ name, contentType, kept }: UnpackedEntry): FileInput[] =>
  kept ? [{ path: name, contentType, sha256: kept.sha256, size: kept.size }] : [];

/** The blob of an entry: the same name each time that the archive is unpacked. */
export function entryBlob(archive: Pick<Feed, 'exchangeId' | 'feedId'>, index: number): string {
  return `feeds/${archive.exchangeId}/${archive.feedId}-${index}`;
}

/**
 * Unpacks one entry durably. @param index of the entry in the archive
 * @throws UzelError UZ1203 when its data are damaged, UZ1105 disk full
 */
export async function unpackEntry(
  { blobs }: Services,
  opened: OpenedArchive,
  archive: Feed,
  { name, entry }: ArchiveEntry,
  index: number,
): Promise<UnpackedEntry> {
  const made = { name, feedId: uuid(), storedAs: entryBlob(archive, index) };
  const described = (head: Uint8Array, size: number) => ({ ...made, size, contentType: contentTypeOf(name, head) });
  try {
    if (Math.max(entry.compressedSize, entry.uncompressedSize) <= IN_MEMORY_BYTES) {
      const bytes = await readEntry(opened, entry);
      const unpacked = described(bytes.subarray(0, HEAD_BYTES), bytes.length);
      if (contentOf(name, bytes.subarray(0, HEAD_BYTES)) !== 'xml')
        return { ...unpacked, kept: await blobs.keepBytes(bytes) };
      await blobs.append(made.storedAs, 0, Readable.from([bytes]), bytes.length);
      return { ...unpacked, kept: null };
    }
    const stream = await streamEntry(opened, entry);
    // A stream that is left open after a failure would keep the archive open.
    const size = await blobs.append(made.storedAs, 0, stream, entry.uncompressedSize).finally(() => stream.destroy());
    const head = await readBytes(blobs, made.storedAs, 0, HEAD_BYTES);
    if (contentOf(name, head) === 'xml') return { ...described(head, size), kept: null };
    const kept = await blobs.keep(made.storedAs);
    await blobs.remove(made.storedAs);
    return { ...described(head, size), kept };
  } catch (error) {
    throw asDamage(name, error);
  }
}

/** Whatever is no error of the disk is damage: the stream's own error, also as a broken upload (UZ1106) or too many bytes (UZ1103). */
function asDamage(name: string, error: unknown): unknown {
  const cause = error instanceof UzelError && error.cause !== undefined ? error.cause : error;
  if (isSystemError(cause)) return error instanceof UzelError && error.code === 'UZ1106' ? cause : error;
  return damaged(`файл «${name}» в нём не распаковывается`, error);
}
