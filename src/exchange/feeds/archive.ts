import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { Config } from '../../config.js';
import { UzelError } from '../../errors.js';
import { entryName } from './archive-entry-name.js';
import { normaliseFeedName } from './feed-name.js';

/** The ratio counts only beyond so many unpacked bytes: small XML packs a thousandfold. */
const RATIO_FREE_BYTES = 10 * 1024 * 1024;
/** What desktops put into archives by themselves. */
export const LITTER = /(^|\/)(__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

type Limits = Pick<Config, 'ZIP_ENTRIES' | 'ZIP_UNPACKED' | 'ZIP_RATIO'>;

/** A file in an archive, under its normalised name. */
export interface ArchiveEntry {
  readonly name: string;
  readonly entry: Entry;
}

/**
 * Opens a ZIP for reading; close it when done.
 * @throws UzelError UZ1203 when its directory is damaged
 */
export async function openArchive(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, decodeStrings: false });
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw damaged('его оглавление не читается', error);
  }
}

/** Whether a ZIP has its directory, that is, has come to its end (commerceml.md §5 no. 9). */
export async function isWholeArchive(path: string): Promise<boolean> {
  try {
    const zip = await openArchive(path);
    try {
      // The first entry shows that the directory lies where the end record says: the end of a ZIP inside a ZIP says otherwise.
      const first = await zip.eachEntry().next();
      return !first.done || zip.entryCount === 0;
    } finally {
      zip.close();
    }
  } catch (error) {
    if (isSystemError(error)) throw error;
    return false;
  }
}

/**
 * The files of an archive, checked as a whole before any is unpacked. Directories, empty files and desktop litter are left out;
 * of two files of one name the later counts.
 * @param size of the archive, bytes
 * @throws UzelError UZ1203 for too many entries, too much unpacked data, encrypted entries and unsafe names
 */
export async function readDirectory(zip: ZipFile, size: number, limits: Limits): Promise<ArchiveEntry[]> {
  if (zip.entryCount > limits.ZIP_ENTRIES) throw refused(`в нём файлов больше, чем разрешено (${limits.ZIP_ENTRIES})`);
  const found = new Map<string, ArchiveEntry>();
  let packed = 0;
  let unpacked = 0;
  for await (const entry of entriesOf(zip)) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.ZIP_UNPACKED) throw refused(`распакованный, он больше предела (${limits.ZIP_UNPACKED} байт)`);
    if (unpacked > RATIO_FREE_BYTES && unpacked > size * limits.ZIP_RATIO) {
      throw refused(`он сжат сильнее, чем в ${limits.ZIP_RATIO} раз: так выглядит «бомба»`);
    }
    // Files that share bytes unpack to more than was sent.
    if (packed > size) throw refused('его файлы перекрываются');
    const raw = entryName(entry);
    if (/[\\/]$/.test(raw) || entry.uncompressedSize === 0 || LITTER.test(raw.replaceAll('\\', '/'))) continue;
    if (entry.isEncrypted()) throw refused(`файл «${shown(raw)}» в нём зашифрован`);
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
      throw refused(`файл «${shown(raw)}» сжат способом, который не поддерживается (${entry.compressionMethod})`);
    }
    const name = safeName(raw);
    found.delete(name);
    found.set(name, { name, entry });
  }
  return [...found.values()];
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  const entries = zip.eachEntry();
  for (;;) {
    let next: IteratorResult<Entry>;
    try {
      next = await entries.next();
    } catch (error) {
      if (isSystemError(error)) throw error;
      throw damaged('его оглавление не читается', error);
    }
    if (next.done) return;
    yield next.value;
  }
}

function safeName(raw: string): string {
  try {
    return normaliseFeedName(raw);
  } catch (error) {
    if (error instanceof UzelError)
      throw new UzelError('UZ1203', `Архив не принят. ${error.publicMessage}`, { cause: error });
    throw error;
  }
}

/** @param why continues «Архив повреждён: …» */
export function damaged(why: string, cause?: unknown): UzelError {
  return new UzelError(
    'UZ1203',
    `Архив повреждён: ${why}. Повторите обмен; если ошибка останется, отключите в 1С сжатие.`,
    { cause },
  );
}

function refused(why: string): UzelError {
  return new UzelError('UZ1203', `Архив не принят: ${why}. Ничего из него не загружено.`);
}

const shown = (name: string): string => name.replaceAll(/\p{Cc}/gu, '?').slice(0, 200);

/** An error of the disk says nothing about the archive. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
