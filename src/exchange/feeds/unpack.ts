import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { idSpaceOf, registerFiles } from '../../store/catalogue/files.js';
import { recordChanges } from '../../store/changes.js';
import { type Feed, insertFeeds, markUnpacked, type NewFeed } from '../../store/exchanges/feeds.js';
import { type Job, queueJob } from '../../store/exchanges/jobs.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import type { JobOutcome, JobTools } from '../jobs/job-step.js';
import { openArchive, readDirectory } from './archive.js';
import { entryBlob, type UnpackedEntry, unpackEntry } from './unpack-entry.js';
import { isWhole } from './whole-feed.js';

/** Entries that are unpacked at a time: each waits for its own fsync. */
const SIDE_BY_SIDE = 4;
/** Files that are registered in one transaction. */
const FILES_AT_ONCE = 200;

/**
 * The unpack job: each XML entry becomes a feed of the same exchange, every other entry a registered file. The new feeds appear in
 * the transaction that ends the job, and blobs are named by the archive and the entry's number: whatever dies in between, doing it
 * again gives the same. A ZIP inside the ZIP is kept as a file. When nobody asked for the archive, its XML is queued right behind it.
 * @throws UzelError UZ1203 (nothing is unpacked when a name is unsafe or a limit is passed), UZ1105 disk full
 */
export async function unpackArchive(services: Services, job: Job, archive: Feed, tools: JobTools): Promise<JobOutcome> {
  const zip = await openArchive(services.blobs.localPath(archive.storedAs));
  let begun = 0;
  try {
    const entries = await readDirectory(zip, archive.size, services.config);
    const feeds: NewFeed[] = [];
    let files: UnpackedEntry[] = [];
    let filesCount = 0;
    for (; begun < entries.length; begun += SIDE_BY_SIDE) {
      if (tools.stopping()) return { state: 'stopped' };
      tools.progress(`Распаковка архива: ${begun} из ${entries.length} файлов`);
      const group = entries.slice(begun, begun + SIDE_BY_SIDE);
      for (const unpacked of await all(
        group.map((entry, i) => unpackEntry(services, zip, archive, entry, begun + i)),
      )) {
        if (unpacked.kept) files.push(unpacked);
        else feeds.push(asFeed(archive, unpacked));
      }
      if (files.length >= FILES_AT_ONCE) {
        filesCount += await register(services, archive, files);
        files = [];
      }
    }
    filesCount += await register(services, archive, files);
    return {
      state: 'done',
      counts: { xml: feeds.length, files: filesCount },
      text: `Архив ${archive.name} распакован: файлов XML ${feeds.length}, картинок и других файлов ${filesCount}`,
      commit: await entriesCommit(services, job, archive, feeds),
    };
  } catch (error) {
    // A refusal is final; after any other error the job is done again and writes the same blobs.
    if (error instanceof UzelError) await removeBlobs(services, archive, begun + SIDE_BY_SIDE);
    throw error;
  } finally {
    zip.close();
  }
}

/** Waits for all before the first failure is thrown: nothing may go on behind it. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function entriesCommit(
  services: Services,
  job: Job,
  archive: Feed,
  feeds: readonly NewFeed[],
): Promise<(tx: Tx) => Promise<void>> {
  const due: NewFeed[] = [];
  if (!job.asked) for (const feed of feeds) if (await isWhole(services, feed)) due.push(feed);
  return async (tx) => {
    await insertFeeds(tx, feeds);
    await markUnpacked(tx, archive);
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

async function register(services: Services, archive: Feed, entries: readonly UnpackedEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const { shopId, exchangeId } = archive;
  await onceMoreOnDeadlock(
    async () =>
      await services.db.transaction(async (tx) => {
        const idSpace = await idSpaceOf(tx, shopId, archive.nodeId);
        const files = entries.flatMap(({ name, contentType, kept }) =>
          kept ? [{ path: name, contentType, ...kept }] : [],
        );
        const changes = await registerFiles(tx, { shopId, idSpace, exchangeId }, files);
        await recordChanges(tx, shopId, exchangeId, changes);
      }),
  );
  return entries.length;
}

async function removeBlobs({ blobs }: Services, archive: Feed, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await blobs.remove(entryBlob(archive, index));
}
