import { v7 as uuid } from 'uuid';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { type Exchange, findExchange, openExchange } from '../../store/exchanges/exchanges.js';
import { type Feed, findFeed } from '../../store/exchanges/feeds.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { appliedFeeds, copyRow, shareFeed } from '../../store/exchanges/replayed-feeds.js';
import { findNode } from '../../store/nodes/nodes.js';

/** What is applied again, and on whose behalf. */
export interface ReplayPlan {
  /** The exchange that sent it first. */
  readonly repeats: Exchange;
  /** In the order in which they were applied. */
  readonly feeds: readonly Feed[];
  readonly node: ExchangeNode;
  /** Whether it is all of the exchange. */
  readonly isWhole: boolean;
}

/**
 * Finds what is to be applied again.
 * @param given id (a UUID) of an exchange or of a feed
 * @param to the node that it is applied for; absent = the one that sent it
 * @throws UzelError UZ1507 nothing has that id, or the node is gone; UZ1612 bytes are kept no more; UZ1202 more pieces may come
 */
export async function planReplay(
  { db: { knex } }: Services,
  shopId: string,
  given: string,
  to?: ExchangeNode,
): Promise<ReplayPlan> {
  const feed = await findFeed(knex, shopId, given);
  const repeats = await findExchange(knex, shopId, feed?.exchangeId ?? given);
  if (repeats === null) {
    throw new UzelError(
      'UZ1507',
      `There is no exchange and no feed "${given}". See \`uzel exchange list\` and \`uzel exchange show\`.`,
    );
  }
  const feeds = feed ? [feed] : await appliedFeeds(knex, repeats);
  if (feeds.length === 0) throw new UzelError('UZ1507', `The exchange ${given} brought no files to apply.`);
  for (const one of feeds) requireWhole(one);
  const node = to ?? (await findNode(knex, shopId, repeats.nodeId));
  if (node === null) {
    throw new UzelError('UZ1507', 'The node that sent it was removed. Name another node of the shop with --to.');
  }
  return { repeats, feeds, node, isWhole: feed === null };
}

function requireWhole(feed: Feed): void {
  if (feed.state === 'expired') throw gone(feed);
  if (feed.state === 'receiving') {
    throw new UzelError('UZ1202', `The file ${feed.name} is still being received. Wait until its exchange is over.`);
  }
}

const gone = (feed: Feed): UzelError =>
  new UzelError(
    'UZ1612',
    `The bytes of ${feed.name} are kept no more: RETENTION_DAYS or RETENTION_BYTES has passed. Send it from 1C again.`,
  );

/** An exchange of type `replay` with the feeds of the plan, ready to be imported in their order. */
export async function openReplay(
  services: Services,
  { repeats, feeds, node, isWhole }: ReplayPlan,
): Promise<{ exchange: Exchange; feeds: readonly Feed[] }> {
  const { knex } = services.db;
  const { exchange } = await openExchange(knex, {
    shopId: node.shopId,
    nodeId: node.nodeId,
    type: 'replay',
    userAgent: 'uzel replay',
    repeats: repeats.exchangeId,
  });
  await addJournal(knex, {
    shopId: node.shopId,
    exchangeId: exchange.exchangeId,
    nodeId: node.nodeId,
    severity: 'info',
    code: 'replay-begun',
    message: isWhole
      ? `Повтор обмена ${repeats.exchangeId}: файлов ${feeds.length}.`
      : `Повтор файла ${feeds[0]?.name ?? ''} из обмена ${repeats.exchangeId}.`,
    detail: { exchangeId: repeats.exchangeId, feedIds: feeds.map((feed) => feed.feedId) },
  });
  const copies: Feed[] = [];
  for (const feed of feeds) copies.push(await copyFeed(services, feed, exchange));
  return { exchange, feeds: copies };
}

async function copyFeed(services: Services, feed: Feed, exchange: Exchange): Promise<Feed> {
  const { blobs, db } = services;
  const shared = await db.transaction(async (tx) => await shareFeed(tx, feed, exchange));
  if (shared) return shared;
  const now = await findFeed(db.knex, feed.shopId, feed.feedId);
  if (now === null || now.state === 'expired') throw gone(feed);
  if (now.packed && !feed.packed) return await copyFeed(services, now, exchange);
  const feedId = uuid();
  const storedAs = `feeds/${exchange.exchangeId}/${feedId}`;
  // The row first: bytes that a crash leaves behind have an owner then.
  const copy = await copyRow(db.knex, now, exchange, { feedId, storedAs });
  await blobs.append(storedAs, 0, blobs.read(now.storedAs, { start: 0, end: now.size - 1 }), now.size);
  return copy;
}
