import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { removeNode } from '../../src/store/nodes/nodes.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';
import { catalogue, classifier, feed, ids, offers, price } from './small-feeds.js';

let world: InboxWorld;
/** Steps that relied on recognised records, whether or not they were committed. */
let relied = 0;
beforeAll(async () => {
  world = await openInboxWorld();
  world.knex.on('query', ({ sql }: { sql: string }) => {
    if (sql.includes('insert into stage_known')) relied += 1;
  });
});
afterAll(async () => await world.close());

const goods = (...names: readonly string[]) => names.map((id) => ({ id, name: id }));

async function products(of: readonly string[]): Promise<Record<string, string>> {
  const rows = await world.knex('products').whereIn('external_id', of);
  return Object.fromEntries(rows.map((row) => [row.external_id, row.active ? row.name : 'gone']));
}

describe('what was recognised and then is not known', () => {
  it('is read at the second reading, and the rest of the feed is recognised as before', async () => {
    const node = await world.node();
    await importFeed(world, node, 'import.xml', feed(catalogue(goods(...ids(5)), true)));
    relied = 0;
    const again = feed(catalogue([...goods(...ids(5)), { id: 'p1', name: 'otherwise' }], true));
    await importFeed(world, node, 'import.xml', again);
    expect(relied).toBe(2);
    expect(await products(['p0', 'p1'])).toEqual({ p0: 'p0', p1: 'otherwise' });
  });

  it('is on sale when the head before it ended the full run that had not seen it', async () => {
    const node = await world.node();
    const changes = feed(classifier(), catalogue(goods('b', 'a'), true));
    await importFeed(world, node, 'import.xml', changes);
    await importFeed(world, node, 'import.xml', feed(classifier(), catalogue(goods('b', 'c'), false)));
    await importFeed(world, node, 'offers.xml', feed(offers(goods('b', 'c'), false)));
    await importFeed(world, node, 'import.xml', changes);
    expect(await products(['a', 'b', 'c'])).toEqual({ a: 'a', b: 'b', c: 'c' });
  });
});

it('what only a removed node has goes off sale by a record that was recognised before', async () => {
  const [node, removed] = [await world.node(), await world.node()];
  await importFeed(world, removed, 'offers.xml', feed(offers(goods('q', 'r'), true)));
  const prices = ['q', 'r'].map((id) => ({ id, more: price('1') }));
  const changes = feed(offers(prices).replaceAll('ПакетПредложений', 'ИзмененияПакетаПредложений'));
  await importFeed(world, node, 'offers.xml', changes);
  await world.services.db.transaction((tx) => removeNode(tx, SHOP, removed.nodeId));
  await importFeed(world, node, 'offers.xml', changes);
  expect(await world.knex('offers').whereIn('product_external_id', ['q', 'r']).pluck('active')).toEqual([false, false]);
});

it('a product of which one row was read and others were recognised is counted once', async () => {
  const node = await world.node();
  const rows = goods('s#x', 's#y', 's#z', 't');
  await importFeed(world, node, 'import.xml', feed(catalogue(rows, true)));
  const again = await importFeed(world, node, 'import.xml', feed(catalogue(rows, true)));
  const { counts } = await world.knex('jobs').where({ feed_id: again.feedId }).first('counts');
  expect(counts).toMatchObject({ product: 4, 'product.unchanged': 2, 'offer.unchanged': 3 });
});
