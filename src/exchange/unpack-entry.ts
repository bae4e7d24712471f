import { pipeline, Transform } from 'node:stream';
import { crc32 } from 'node:zlib';
import { v7 as uuid } from 'uuid';
import type { ZipFile } from 'yauzl';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import type { Feed } from '../store/feeds.js';
import { type ArchiveEntry, damaged, isSystemError } from './archive.js';
import { readBytes } from './blob-bytes.js';
import { contentTypeOf } from './content-type.js';
import { contentOf, HEAD_BYTES } from './feed-content.js';

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
  zip: ZipFile,
  archive: Feed,
  { name, entry }: ArchiveEntry,
  index: number,
): Promise<UnpackedEntry> {
  const feedId = uuid();
  const storedAs = entryBlob(archive, index);
  let size: number;
  try {
    const data = pipeline(await zip.openReadStreamPromise(entry), checked(entry.crc32), () => {
      // An error of either stream reaches whoever reads the result.
    });
    size = await blobs.append(storedAs, 0, data, entry.uncompressedSize);
  } catch (error) {
    throw asDamage(name, error);
  }
  const head = await readBytes(blobs, storedAs, 0, Math.min(size, HEAD_BYTES));
  const unpacked = { name, feedId, storedAs, size, contentType: contentTypeOf(name, head) };
  if (contentOf(name, head) === 'xml') return { ...unpacked, kept: null };
  const kept = await blobs.keep(storedAs);
  await blobs.remove(storedAs);
  return { ...unpacked, kept };
}

/** Passes the bytes on and compares their CRC-32 at the end: yauzl does not. */
function checked(expected: number): Transform {
  let actual = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      actual = crc32(chunk, actual);
      done(null, chunk);
    },
    flush(done) {
      done(actual === expected ? null : new Error(`CRC-32 is ${actual}, not ${expected}`));
    },
  });
}

/** The error of the archive's stream comes back as a broken upload (UZ1106) or as more bytes than announced (UZ1103). */
function asDamage(name: string, error: unknown): unknown {
  const cause = error instanceof UzelError && error.cause !== undefined ? error.cause : error;
  if (isSystemError(cause)) return error instanceof UzelError && error.code === 'UZ1106' ? cause : error;
  return damaged(`файл «${name}» в нём не распаковывается`, error);
}
