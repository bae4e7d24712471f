import { UzelError } from '../../errors.js';
import { LITTER, openArchive } from '../../exchange/feeds/archive.js';
import { entryName } from '../../exchange/feeds/archive-entry-name.js';
import { normaliseFeedName } from '../../exchange/feeds/feed-name.js';
import type { Findings } from '../findings.js';
import type { ArchiveLimits } from './archive-files.js';

/** More names than this are not looked at one by one. */
const MOST_NAMES = 1_000_000;

/**
 * Why an archive is refused (UZ1203), told in findings: each unsafe name and each encrypted file, else the limit that it passes.
 * Only its directory is read.
 */
export async function tellOfRefusal(
  archive: { readonly location: string; readonly name: string },
  findings: Findings,
  limits: ArchiveLimits,
): Promise<void> {
  const zip = await openArchive(archive.location);
  let unpacked = 0;
  let told = 0;
  const tell = (code: 'zip-unsafe-name' | 'zip-encrypted', value: string): void => {
    told += 1;
    findings.add(code, { file: archive.name, value });
  };
  try {
    if (zip.entryCount <= Math.min(limits.ZIP_ENTRIES, MOST_NAMES)) {
      for await (const entry of zip.eachEntry()) {
        const raw = entryName(entry);
        unpacked += entry.uncompressedSize;
        if (/[\\/]$/.test(raw) || LITTER.test(raw.replaceAll('\\', '/'))) continue;
        if (entry.isEncrypted()) tell('zip-encrypted', raw);
        else if (!isSafe(raw)) tell('zip-unsafe-name', raw);
      }
    }
    if (told === 0)
      findings.add(
        'zip-refused',
        { file: archive.name },
        { values: { files: zip.entryCount, unpacked: unpacked > 0 ? unpacked : '—' } },
      );
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    findings.add('zip-damaged', { file: archive.name });
  } finally {
    zip.close();
  }
}

function isSafe(raw: string): boolean {
  try {
    normaliseFeedName(raw);
    return true;
  } catch (error) {
    if (error instanceof UzelError) return false;
    throw error;
  }
}
