import type { Services } from '../../services.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import {
  feedsToPack,
  forgetLoose,
  isContentNamed,
  lockContent,
  looseBlobs,
  switchToPacked,
} from '../../store/exchanges/packed-feeds.js';
import { cutToSize } from './blob-bytes.js';

/** Feeds of one round: what was packed in it loses its former bytes in the next. */
const AT_ONCE = 200;

/**
 * Packs what the exchanges have done with: XML is compressed, ZIPs and pictures stay as they are, and all lie under the name of their
 * content, so that the same bytes lie once. First the pack is durable, then the row names it, then, a round later, the former bytes
 * go: who had read the row meanwhile has opened them by then. Whatever dies in between, the next round goes on with it.
 * @param ending the server ends: what is half-packed is given up
 * @returns one round, to be called again and again; one at a time
 */
export function createPacker(services: Services, ending: AbortSignal): () => Promise<void> {
  /** Feeds whose bytes cannot be packed: tried again by the next process. */
  const failed = new Set<string>();
  let isFirst = true;
  return async () => {
    if (isFirst) await services.blobs.removeDrafts();
    isFirst = false;
    while (!ending.aborted && (await packFeeds(services, ending, failed)) === AT_ONCE);
  };
}

/**
 * One round.
 * @param failed feeds that are left as they are; those that cannot be packed now are added
 * @returns how many feeds were looked at
 */
export async function packFeeds(services: Services, ending: AbortSignal, failed: Set<string>): Promise<number> {
  await removeLoose(services);
  const feeds = await feedsToPack(services.db.knex, [...failed], AT_ONCE);
  for (const feed of feeds) {
    if (ending.aborted) break;
    try {
      await packFeed(services, feed, ending);
    } catch (error) {
      if (ending.aborted) break;
      // One feed whose bytes cannot be read must not keep the others loose.
      services.log.error({ err: error, feed: feed.feedId }, 'a feed could not be packed');
      failed.add(feed.feedId);
    }
  }
  return feeds.length;
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
