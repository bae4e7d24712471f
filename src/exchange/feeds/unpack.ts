import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { type Feed, insertFeeds, markUnpacked, type NewFeed } from '../../store/exchanges/feeds.js';
import { type Job, queueJob } from '../../store/exchanges/jobs.js';
import type { JobOutcome, JobTools } from '../jobs/job-step.js';
import { sideBySide } from '../side-by-side.js';
import { type ArchiveEntry, readDirectory } from './archive.js';
import { type OpenedArchive, withArchive } from './archive-bytes.js';
import { mayBeFeed } from './feed-content.js';
import { FILES_AT_ONCE, registerReceived } from './register-files.js';
import { asFile, entryBlob, type UnpackedEntry, unpackEntry } from './unpack-entry.js';
import { isWhole } from './whole-feed.js';

/** Entries that are unpacked at a time: each waits for its own fsync. */
const SIDE_BY_SIDE = 4;

/** An entry by its number in the archive. */
export interface NumberedEntry extends ArchiveEntry {
  readonly index: number;
}

/**
 * The unpack job: each XML entry becomes a feed of the same exchange. The pictures and other files, which are most of an archive, are
 * left to a job of their own (`keepArchiveFiles`), which runs while the XML is imported. The new feeds and that job appear in the
 * transaction that ends this one, and blobs are named by the archive and the entry's number: whatever dies in between, doing it again
 * gives the same. A ZIP inside the ZIP is kept as a file. When nobody asked for the archive, its XML is queued right behind it.
 * @throws UzelError UZ1203 (nothing is unpacked when a name is unsafe or a limit is passed), UZ1105 disk full
 */
export async function unpackArchive(services: Services, job: Job, archive: Feed, tools: JobTools): Promise<JobOutcome> {
  const begun: number[] = [];
  const unpackFrom = async (opened: OpenedArchive): Promise<JobOutcome> => {
    const entries = await readDirectory(opened.zip, archive.size, services.config);
    const possible = numbered(entries).filter((entry) => mayBeFeed(entry.name));
    const unpacked = await sideBySide(possible, SIDE_BY_SIDE, async (entry) => {
      if (tools.stopping()) return null;
      tools.progress(`Распаковка архива: ${begun.length} из ${possible.length} файлов XML`);
      begun.push(entry.index);
      return await unpackEntry(services, opened, archive, entry, entry.index);
    });
    if (unpacked.includes(null)) return { state: 'stopped' };
    const feeds = unpacked.flatMap((entry) => (entry && !entry.kept ? [asFeed(archive, entry)] : []));
    const files = unpacked.flatMap((entry) => (entry ? asFile(entry) : []));
    const left = entries.length - possible.length;
    for (let from = 0; from < files.length; from += FILES_AT_ONCE) {
      await registerReceived(services, archive, files.slice(from, from + FILES_AT_ONCE));
    }
    return {
      state: 'done',
      counts: { xml: feeds.length, files: files.length + left },
      text: `Архив ${archive.name} распакован: файлов XML ${feeds.length}, картинок и других файлов ${files.length + left}`,
      commit: await entriesCommit(services, job, archive, feeds, left > 0),
    };
  };
  try {
    return await withArchive(services.blobs.localPath(archive.storedAs), unpackFrom);
  } catch (error) {
    // A refusal is final; after any other error the job is done again and writes the same blobs.
    if (error instanceof UzelError) {
      for (const index of begun) await services.blobs.remove(entryBlob(archive, index));
    }
    throw error;
  }
}

/** The entries with their numbers, by which their blobs are named. */
export const numbered = (entries: readonly ArchiveEntry[]): NumberedEntry[] =>
  entries.map((entry, index) => ({ ...entry, index }));

async function entriesCommit(
  services: Services,
  job: Job,
  archive: Feed,
  feeds: readonly NewFeed[],
  hasFiles: boolean,
): Promise<(tx: Tx) => Promise<void>> {
  const due: NewFeed[] = [];
  if (!job.asked) for (const feed of feeds) if (await isWhole(services, feed)) due.push(feed);
  return async (tx) => {
    await insertFeeds(tx, feeds);
    await markUnpacked(tx, archive);
    if (hasFiles) await queueJob(tx, archive, 'files', { asked: job.asked, behind: job });
    for (const feed of due) await queueJob(tx, feed, 'import', { asked: false, behind: job });
  };
}

function asFeed(archive: Feed, entry: UnpackedEntry): NewFeed {
  return {
    shopId: archive.shopId,
    feedId: entry.feedId,
    exchangeId: archive.exchangeId,
    nodeId: archive.nodeId,
    type: archive.type,
    name: entry.name,
    generation: archive.generation,
    content: 'xml',
    state: 'closed',
    storedAs: entry.storedAs,
    size: entry.size,
    sha256: null,
    parentFeedId: archive.feedId,
  };
}
