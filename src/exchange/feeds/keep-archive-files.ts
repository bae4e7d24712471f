import type { Services } from '../../services.js';
import type { FileInput } from '../../store/catalogue/files.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { type Job, saveCheckpoint } from '../../store/exchanges/jobs.js';
import type { JobOutcome, JobTools } from '../jobs/job-step.js';
import { sideBySide } from '../side-by-side.js';
import { readDirectory } from './archive.js';
import { type OpenedArchive, withArchive } from './archive-bytes.js';
import { mayBeFeed } from './feed-content.js';
import { FILES_AT_ONCE, registerReceived } from './register-files.js';
import { type NumberedEntry, numbered } from './unpack.js';
import { asFile, entryBlob, unpackEntry } from './unpack-entry.js';

/** Files that are unpacked, hashed and stored at a time: an import runs beside them, and needs the disk and the thread pool as well. */
const SIDE_BY_SIDE = 2;

/**
 * The files job of an archive: each entry that cannot be a feed becomes a registered file, while the archive's XML is imported. What
 * is registered commits with the number of the last entry that is done; kept bytes are named by their content: whatever dies in between,
 * the job goes on behind the last commit and gives the same.
 * @throws UzelError UZ1203 an entry is damaged, UZ1105 disk full; what was registered before stays
 */
export async function keepArchiveFiles(
  services: Services,
  job: Job,
  archive: Feed,
  tools: JobTools,
): Promise<JobOutcome> {
  return await withArchive(services.blobs.localPath(archive.storedAs), async (opened) => {
    const entries = numbered(await readDirectory(opened.zip, archive.size, services.config));
    const files = entries.filter((entry) => !mayBeFeed(entry.name));
    const { behind } = job.checkpoint;
    const left = typeof behind === 'number' ? files.filter((entry) => entry.index > behind) : files;
    let begun = files.length - left.length;
    for (let from = 0; from < left.length; from += FILES_AT_ONCE) {
      const batch = left.slice(from, from + FILES_AT_ONCE);
      const kept = await sideBySide(batch, SIDE_BY_SIDE, async (entry) => {
        if (tools.stopping()) return null;
        tools.progress(`Картинки архива ${archive.name}: ${begun} из ${files.length}`);
        begun += 1;
        return await keepEntry(services, opened, archive, entry);
      });
      if (kept.includes(null)) return { state: 'stopped' };
      const registered = kept.flatMap((file) => file ?? []);
      const done = { behind: batch.at(-1)?.index ?? -1 };
      await registerReceived(services, archive, registered, async (tx) => {
        await saveCheckpoint(tx, job, done, { files: begun });
      });
    }
    return {
      state: 'done',
      counts: { files: files.length },
      text: `Картинки и другие файлы архива ${archive.name} сохранены: ${files.length}`,
    };
  });
}

/** A file that cannot be kept leaves no bytes behind: nobody may ever ask for it again. */
async function keepEntry(
  services: Services,
  opened: OpenedArchive,
  archive: Feed,
  entry: NumberedEntry,
): Promise<FileInput[]> {
  try {
    return asFile(await unpackEntry(services, opened, archive, entry, entry.index));
  } catch (error) {
    await services.blobs.remove(entryBlob(archive, entry.index));
    throw error;
  }
}
