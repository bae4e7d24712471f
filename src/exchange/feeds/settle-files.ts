import type { Services } from '../../services.js';
import { type ExchangeKey, newerFilesThan, unsettledFiles } from '../../store/exchanges/feed-search.js';
import { closeFeed, type Feed, findFeed, setFeedHash } from '../../store/exchanges/feeds.js';
import { takeArrivedHash } from './arriving-hashes.js';
import { cutToSize, hashBlob, readBytes } from './blob-bytes.js';
import { contentTypeOf } from './content-type.js';
import { HEAD_BYTES } from './feed-content.js';
import { feedKey, feedLocks } from './feed-locks.js';
import { registerReceived } from './register-files.js';

/**
 * Registers the pictures and other files that an exchange sent, now that no more pieces of them come: 1C sends the pieces of a
 * file in a row, so any other request of the exchange ends them. Nothing happens when there are none; a file that is being
 * received at this moment waits for the next call. The same bytes under the same path again write nothing, and what
 * was overtaken by a newer file of its name is not registered any more.
 * @param isGrowing which of them may still get pieces
 * @throws UzelError UZ1105 disk full
 */
export async function settleFiles(
  services: Services,
  exchange: ExchangeKey,
  isGrowing: (file: Feed) => boolean = () => false,
): Promise<void> {
  for (const feed of await unsettledFiles(services.db.knex, exchange)) {
    await feedLocks.runWithin(feedKey(exchange, feed.name), 0, async () => {
      // Read again under the lock: a piece may have come since, or another request may have settled it.
      const current = await findFeed(services.db.knex, feed.shopId, feed.feedId);
      if (current?.sha256 === null && !isGrowing(current)) await settle(services, current);
    });
  }
}

async function settle(services: Services, feed: Feed): Promise<void> {
  const { db, blobs } = services;
  // Closed first: the content name may share the feed's bytes, so no later piece may be appended to them.
  await closeFeed(db.knex, feed);
  await cutToSize(blobs, feed.storedAs, feed.size);
  if ((await newerFilesThan(db.knex, feed, [feed.name])).size > 0) {
    await setFeedHash(db.knex, feed, await hashBlob(blobs, feed.storedAs));
    return;
  }
  const head = await readBytes(blobs, feed.storedAs, 0, Math.min(feed.size, HEAD_BYTES));
  const kept = await blobs.keep(feed.storedAs, takeArrivedHash(feed));
  const { sha256, size } = kept;
  const file = { path: feed.name, sha256, size, contentType: contentTypeOf(feed.name, head) };
  await registerReceived(services, feed, [file], async (tx) => await setFeedHash(tx, feed, sha256));
}
