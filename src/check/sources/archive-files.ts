import { crc32 } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import type { Config } from '../../config.js';
import { UzelError } from '../../errors.js';
import {
  type ArchiveEntry,
  damaged,
  isSystemError,
  LITTER,
  openArchive,
  readDirectory,
} from '../../exchange/feeds/archive.js';
import { entryName } from '../../exchange/feeds/archive-entry-name.js';
import type { Findings } from '../findings.js';
import { tellOfRefusal } from './archive-refusal.js';
import type { SourceFile } from './source.js';

export type ArchiveLimits = Pick<Config, 'ZIP_ENTRIES' | 'ZIP_UNPACKED' | 'ZIP_RATIO'>;

/**
 * The files of an archive, read out of it piece by piece: nothing is unpacked to the disk. An archive that Uzel would refuse gives
 * no file at all, and a finding that says why.
 * @param prefix of the names told to a person, '' or `v8.zip/`
 */
export async function openArchiveFiles(
  archive: { readonly location: string; readonly name: string; readonly bytes: number },
  prefix: string,
  findings: Findings,
  limits: ArchiveLimits,
): Promise<{ files: SourceFile[]; close: () => void }> {
  const refused = { files: [], close: () => undefined };
  let zip: ZipFile;
  try {
    zip = await openArchive(archive.location);
  } catch (error) {
    if (!(error instanceof UzelError)) throw error;
    findings.add('zip-damaged', { file: archive.name });
    return refused;
  }
  try {
    const entries = await readDirectory(zip, archive.bytes, limits);
    const opened = zip;
    const files = entries.map((entry) => asFile(opened, entry, prefix));
    return { files: [...files, ...(await emptyFeeds(archive.location, prefix))], close: () => opened.close() };
  } catch (error) {
    zip.close();
    if (!(error instanceof UzelError)) throw error;
    await tellOfRefusal(archive, findings, limits);
    return refused;
  }
}

/** Feeds of 0 bytes: an import leaves them out without a word, and 1C then asks for a file that is not there. */
async function emptyFeeds(location: string, prefix: string): Promise<SourceFile[]> {
  const zip = await openArchive(location);
  const files: SourceFile[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry).replaceAll('\\', '/');
      if (entry.uncompressedSize > 0 || !/\.(xml|zip)$/i.test(name) || LITTER.test(name)) continue;
      files.push({ name: `${prefix}${name}`, path: name, bytes: 0, open: nothing });
    }
  } finally {
    zip.close();
  }
  return files;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function asFile(zip: ZipFile, archived: ArchiveEntry, prefix: string): SourceFile {
  return {
    name: `${prefix}${archived.name}`,
    path: archived.name,
    bytes: archived.entry.uncompressedSize,
    open: () => unpacked(zip, archived),
  };
}

/** Compares the CRC-32 at the end: yauzl does not. */
async function* unpacked(zip: ZipFile, { name, entry }: ArchiveEntry): AsyncGenerator<Uint8Array> {
  let actual = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    try {
      for await (const piece of stream) {
        const bytes: Buffer = piece;
        actual = crc32(bytes, actual);
        yield bytes;
      }
    } finally {
      stream.destroy();
    }
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw damaged(`файл «${name}» в нём не распаковывается`, error);
  }
  if (actual !== entry.crc32) throw damaged(`контрольная сумма файла «${name}» не сходится`);
}
