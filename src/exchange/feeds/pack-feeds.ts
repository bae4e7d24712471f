import type { Services } from '../../services.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import {
  feedsToPack,
  forgetLoose,
  isContentNamed,
  isImporting,
  lockContent,
  looseBlobs,
  switchToPacked,
} from '../../store/exchanges/packed-feeds.js';
import { cutToSize } from './blob-bytes.js';

/** Feeds of one round: what was packed in it loses its former bytes in the next. */
const AT_ONCE = 200;
/**
 * An exchange that was heard of so lately goes on. (Packed between two imports of one exchange, the import.xml of 100,000 products took
 * a core from offers.xml for 10 s.)
 */
const QUIET_SECONDS = 15;
/** So often a feed that is being packed looks whether an import has begun. */
const LOOK_MS = 1000;

/**
 * Packs what the exchanges have done with: XML is compressed, ZIPs and pictures stay as they are, and all lie under the name of their
 * content, so that the same bytes lie once. First the pack is durable, then the row names it, then, a round later, the former bytes
 * go: who had read the row meanwhile has opened them by then. Whatever dies in between, the next round goes on with it.
 * @param ending the server ends: what is half-packed is given up, as it is when an import begins
 * @returns one round, to be called again and again; one at a time
 */
export function createPacker(
  services: Services,
  ending: AbortSignal,
  quietSeconds: number = QUIET_SECONDS,
): () => Promise<void> {
  /** Feeds whose bytes cannot be packed: tried again by the next process. */
  const failed = new Set<string>();
  let isFirst = true;
  return async () => {
    if (isFirst) await services.blobs.removeDrafts();
    isFirst = false;
    while (!ending.aborted && (await packFeeds(services, ending, failed, quietSeconds)) === AT_ONCE);
  };
}

/**
 * One round.
 * @param failed feeds that are left as they are; those that cannot be packed now are added
 * @param quietSeconds as `feedsToPack`
 * @returns how many feeds were looked at
 */
export async function packFeeds(
  services: Services,
  ending: AbortSignal,
  failed: Set<string>,
  quietSeconds = 0,
): Promise<number> {
  await removeLoose(services);
  const feeds = await feedsToPack(services.db.knex, [...failed], AT_ONCE, quietSeconds);
  if (feeds.length === 0) return 0;
  const importing = untilImport(services);
  const ended = AbortSignal.any([ending, importing.signal]);
  try {
    await packEach(services, feeds, ended, failed);
  } finally {
    importing.stop();
  }
  return ended.aborted ? 0 : feeds.length;
}

/** Aborts its signal as soon as an import is to be done. */
function untilImport({ db, log }: Services): { readonly signal: AbortSignal; stop(): void } {
  const importing = new AbortController();
  const timer = setInterval(() => {
    isImporting(db.knex).then(
      (begun) => begun && importing.abort(),
      (error: unknown) => log.warn({ err: error }, 'whether an import has begun could not be asked'),
    );
  }, LOOK_MS);
  return { signal: importing.signal, stop: () => clearInterval(timer) };
}

async function packEach(
  services: Services,
  feeds: readonly Feed[],
  ended: AbortSignal,
  failed: Set<string>,
): Promise<void> {
  for (const feed of feeds) {
    if (ended.aborted) return;
    try {
      await packFeed(services, feed, ended);
    } catch (error) {
      if (ended.aborted) return;
      // One feed whose bytes cannot be read must not keep the others loose.
      services.log.error({ err: error, feed: feed.feedId }, 'a feed could not be packed');
      failed.add(feed.feedId);
    }
  }
}

async function packFeed(services: Services, feed: Feed, ending: AbortSignal): Promise<void> {
  const { blobs, db } = services;
  await cutToSize(blobs, feed.storedAs, feed.size);
  if ((await blobs.size(feed.storedAs)) !== feed.size) {
    throw new Error(`${feed.storedAs} has not the ${feed.size} bytes that its row counts`);
  }
  const how = feed.content === 'xml' || feed.content === 'unknown' ? 'gzip' : 'as it is';
  const pack = await blobs.pack(feed.storedAs, how, ending);
  try {
    if (feed.sha256 !== null && feed.sha256 !== pack.sha256) {
      throw new Error(`${feed.storedAs} has other bytes than were received: their SHA-256 is ${pack.sha256}`);
    }
    await db.transaction(async (tx) => {
      await lockContent(tx, pack.storedAs);
      await pack.place();
      if (await switchToPacked(tx, feed, pack)) return;
      if (!(await isContentNamed(tx, pack.storedAs))) await blobs.remove(pack.storedAs);
    });
  } finally {
    await pack.discard();
  }
}

async function removeLoose({ blobs, db, log }: Services): Promise<void> {
  const removed = [];
  for (const blob of await looseBlobs(db.knex, AT_ONCE)) {
    try {
      await blobs.remove(blob.loose);
      removed.push(blob);
    } catch (error) {
      log.warn({ err: error, feed: blob.feedId }, 'the former bytes of a packed feed could not be deleted yet');
    }
  }
  if (removed.length > 0) await forgetLoose(db.knex, removed);
}
