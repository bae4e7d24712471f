import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { entriesOf, feedsOfExchange, newestFeed } from '../../src/store/exchanges/feed-search.js';
import {
  closeFeed,
  deleteFeed,
  findFeed,
  growFeed,
  insertFeeds,
  markUnpacked,
  type NewFeed,
  setFeedHash,
} from '../../src/store/exchanges/feeds.js';
import { type InboxWorld, openInboxWorld, SHOP } from '../exchange/inbox-world.js';

let world: InboxWorld;
let exchange: Exchange;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  exchange = await world.exchange(await world.node());
});

const feed = (fields: Partial<NewFeed> = {}): NewFeed => {
  const feedId = uuid();
  return {
    ...{ shopId: SHOP, feedId, exchangeId: exchange.exchangeId, nodeId: exchange.nodeId, type: 'catalog' },
    ...{ name: 'import.xml', generation: 0, content: 'xml', state: 'receiving', storedAs: `feeds/e/${feedId}` },
    ...{ size: 1, sha256: null, parentFeedId: null, ...fields },
  };
};
const ids = (feeds: readonly { feedId: string }[]) => feeds.map((one) => one.feedId);

describe('a feed', () => {
  it('is read as it was written, more bytes than fit into 32 bits included', async () => {
    const written = feed({ size: 20 * 1024 ** 3 });
    await insertFeeds(world.knex, [written]);
    expect(await findFeed(world.knex, SHOP, written.feedId)).toEqual({
      ...written,
      packed: false,
      receivedAt: expect.any(Date),
      updatedAt: expect.any(Date),
    });
    expect(await findFeed(world.knex, 'other', written.feedId)).toBeNull();
  });

  it('grows while it is received, never after it was closed', async () => {
    const written = feed({ size: 0, content: 'unknown' });
    await insertFeeds(world.knex, [written]);
    expect(await growFeed(world.knex, written, 10, 'xml')).toMatchObject({
      size: 10,
      content: 'xml',
      state: 'receiving',
    });
    await closeFeed(world.knex, written);
    expect(await growFeed(world.knex, written, 20, 'zip')).toBeNull();
    expect(await findFeed(world.knex, SHOP, written.feedId)).toMatchObject({
      size: 10,
      content: 'xml',
      state: 'closed',
    });
  });

  it('does not go back from unpacked to closed', async () => {
    const written = feed({ content: 'zip' });
    await insertFeeds(world.knex, [written]);
    await markUnpacked(world.knex, written);
    await setFeedHash(world.knex, written, 'ab');
    await closeFeed(world.knex, written);
    expect(await findFeed(world.knex, SHOP, written.feedId)).toMatchObject({ state: 'unpacked', sha256: 'ab' });
  });

  it('is forgotten only as long as none of its bytes was acknowledged', async () => {
    const [empty, begun] = [feed({ size: 0 }), feed()];
    await insertFeeds(world.knex, [empty, begun]);
    await deleteFeed(world.knex, empty);
    await deleteFeed(world.knex, begun);
    expect(await findFeed(world.knex, SHOP, empty.feedId)).toBeNull();
    expect(await findFeed(world.knex, SHOP, begun.feedId)).not.toBeNull();
  });
});

describe('the feeds of an exchange', () => {
  it('are the newest of each name that has bytes, oldest first, without pictures and what is gone', async () => {
    const [old, offers, current, broken] = [feed(), feed({ name: 'offers.xml' }), feed(), feed({ size: 0 })];
    const archive = feed({ name: 'v8.zip', content: 'zip' });
    const entry = feed({ name: 'rests.xml', state: 'closed', parentFeedId: archive.feedId });
    const others = [feed({ name: 'x.jpg', content: 'file' }), feed({ name: 'gone.xml', state: 'expired' })];
    await insertFeeds(world.knex, [old, offers, current, broken, archive, entry, ...others]);
    expect(ids(await feedsOfExchange(world.knex, exchange))).toEqual(ids([offers, current, archive, entry]));
    expect((await newestFeed(world.knex, exchange, 'import.xml'))?.feedId).toBe(broken.feedId);
    expect(await newestFeed(world.knex, exchange, 'IMPORT.xml')).toBeNull();
    expect(
      ids(await entriesOf(world.knex, { ...archive, packed: false, receivedAt: new Date(), updatedAt: new Date() })),
    ).toEqual([entry.feedId]);
  });

  it('may be many at once', async () => {
    const many = Array.from({ length: 1200 }, (_, i) => feed({ name: `${i}.xml` }));
    await insertFeeds(world.knex, many);
    expect(ids(await feedsOfExchange(world.knex, exchange))).toEqual(ids(many));
  });
});
