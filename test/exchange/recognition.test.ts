import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Services } from '../../src/services.js';
import { forgetUnused, rewriteBlocks } from '../../src/store/catalogue/block-rewrites.js';
import { noteWritten } from '../../src/store/catalogue/item-writes.js';
import { knownUnder } from '../../src/store/catalogue/known-blocks.js';
import { KnownTable } from '../../src/store/catalogue/known-table.js';
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
    if (sql.includes('w.items * a.items')) relied += 1;
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

/** Imports a feed. @returns how many of its records were read and remembered, the others being recognised */
async function read(node: ExchangeNode, body: string, services?: Services): Promise<number> {
  const { rows: before } = await world.knex.raw('select coalesce(max(block_no), 0)::int as no from known_records');
  await importFeed(world, node, 'import.xml', body, services);
  const { rows: after } = await world.knex.raw(
    'select coalesce(sum(octet_length(records)), 0)::int / 32 as n from known_records where block_no > ?',
    [before[0].no],
  );
  return after[0].n;
}

describe('of a feed that comes again', () => {
  it('no record is read, the first of each section neither', async () => {
    const node = await world.node();
    const both = feed(catalogue(goods(...ids(5, 'a')), true), offers(goods(...ids(5, 'a')), true));
    expect(await read(node, both)).toBe(10);
    expect(await read(node, both)).toBe(0);
  });

  it('a row of a characteristic that does not speak for its product is not read because of the one that does', async () => {
    const node = await world.node();
    const rows = (name: string) => [{ id: 'u#x', name }, ...goods('u#y', 'u#z', 'v')];
    expect(await read(node, feed(catalogue(rows('one'), true)))).toBe(4);
    expect(await read(node, feed(catalogue(rows('two'), true)))).toBe(1);
    expect(await products(['u'])).toEqual({ u: 'two' });
    // When the lead goes, another speaks for the product.
    await read(node, feed(catalogue([{ id: 'u#x', deleted: true }], true)));
    await read(node, feed(catalogue(goods('u#y', 'u#z', 'v'), true)));
    expect(await products(['u'])).toEqual({ u: 'u#y' });
  });

  it('a record is read whose product another record of the same step had deleted', async () => {
    const node = await world.node();
    const shown = goods('d#x', 'e');
    await read(node, feed(catalogue(shown, true)));
    await read(
      node,
      feed(
        catalogue(
          [
            { id: 'd#x', name: 'other' },
            { id: 'd', deleted: true },
          ],
          true,
        ),
      ),
    );
    expect(await products(['d', 'e'])).toEqual({ d: 'gone', e: 'e' });
    await read(node, feed(catalogue([{ id: 'd#x', name: 'other' }], true)));
    expect(await products(['d'])).toEqual({ d: 'd#x' });
  });

  it('an unknown currency is told of, also when the record that told of it comes no more', async () => {
    const node = await world.node();
    const costs = price('1').replace('</Цена>', '<Валюта>тугрики</Валюта></Цена>');
    const [one, other, third] = ['c1', 'c2', 'c3'].map((id) => ({ id, more: costs }));
    const all = [one, other, third].flatMap((item) => item ?? []);
    const told = async (body: string) => {
      const { feedId } = await importFeed(world, node, 'offers.xml', body);
      return (await world.knex('journal').where({ feed_id: feedId, severity: 'warning' })).length;
    };
    expect(await told(feed(offers(all, true)))).toBe(1);
    const again = feed(offers(all, true), '<!-- again -->');
    expect(await told(again)).toBe(1);
    expect(await read(node, again)).toBe(0);
    expect(await told(feed(offers(all.slice(1), true)))).toBe(1);
    expect(await told(feed(offers(all.slice(1).reverse(), true)))).toBe(1);
  });
});

describe('what was written between the reading of a feed and its step', () => {
  /** As the server's, but something happens once before the first transaction: then the first step is read already. */
  function disturbed(meanwhile: () => Promise<unknown>): Services {
    const { db } = world.services;
    let what: (() => Promise<unknown>) | undefined = meanwhile;
    const transaction: typeof db.transaction = async (work) => {
      const before = what;
      what = undefined;
      await before?.();
      return await db.transaction(work);
    };
    return { ...world.services, db: { ...db, transaction } };
  }

  it.each(['', ', and the tables of what is known lose their rows'])(
    'by another node is written over%s',
    async (loss) => {
      const [node, other] = [await world.node(), await world.node()];
      const mine = feed(catalogue(goods('w1', 'w2'), true));
      const theirs = feed(catalogue([{ id: 'w1', name: 'theirs' }], true));
      await read(node, mine);
      expect(await read(node, mine)).toBe(0);
      relied = 0;
      const meanwhile = async () => {
        await importFeed(world, other, 'import.xml', theirs);
        if (loss !== '') await world.knex.raw('truncate item_writes, known_records, known_epoch');
      };
      await importFeed(world, node, 'import.xml', mine, disturbed(meanwhile));
      expect(await products(['w1', 'w2'])).toEqual({ w1: 'w1', w2: 'w2' });
      if (loss === '') expect(relied).toBeGreaterThan(0);
    },
  );
});

describe('blocks of known records', () => {
  const blocksOf = async (node: ExchangeNode) =>
    Number((await world.knex('known_records').where({ node_id: node.nodeId }).count())[0]?.count);

  it('are joined when they are many and small, and know the same', async () => {
    const node = await world.node();
    const names = ids(20, 'j');
    const feeds = names.slice(0, 9).map((id) => {
      const changed = names.map((own) => ({ id: own, name: own === id ? 'other' : own }));
      return feed(catalogue(changed, true));
    });
    for (const body of feeds) await read(node, body);
    const last = feeds.at(-1) ?? '';
    expect(await blocksOf(node)).toBeLessThanOrEqual(8);
    expect(await read(node, last)).toBe(0);
    expect(await products(['j8', 'j7'])).toEqual({ j8: 'other', j7: 'j7' });
  });

  it('are not kept for ever where what the feed says of a kept field changes nothing', async () => {
    const node = await world.node();
    const settings = JSON.stringify({ keepFields: ['name'] });
    await world.knex('nodes').where({ node_id: node.nodeId }).update({ settings });
    const night = (number: number) =>
      feed(
        catalogue(
          ids(20, 'f').map((id) => ({ id, name: `${id} of ${number}` })),
          true,
        ),
      );
    for (let number = 0; number < 25; number += 1) await read(node, night(number));
    expect(await world.knex('products').where({ external_id: 'f7' }).pluck('name')).toEqual(['f7 of 0']);
    const { rows } = await world.knex.raw(
      'select sum(octet_length(records))::int / 32 as n from known_records where node_id = ?',
      [node.nodeId],
    );
    expect(rows[0].n).toBeLessThanOrEqual(20 * 17);
    relied = 0;
    expect(await read(node, night(24))).toBe(0);
    expect(relied).toBe(1);
  });

  it('are not written anew when something of them was written meanwhile', async () => {
    const node = await world.node();
    const { shopId, nodeId, idSpace } = node;
    const scope = { shopId, nodeId, idSpace, exchangeId: '', kept: new Set<string>() };
    await read(node, feed(catalogue(goods('n1', 'n2'), true)));
    const block = () => world.knex('known_records').where({ node_id: nodeId }).first();
    const before = await block();
    const key = before.key.toString('hex');
    const parts = await knownUnder(world.knex, scope, key, 1000);
    if (!parts) throw new Error('too large');
    const known = await KnownTable.of(parts, { products: [], offers: [] });
    expect(known.size).toBe(2);
    const { snapshot } = known;
    const rewrite = { key, snapshot, blocks: [Number(before.block_no)], records: known.packed(0, 2) };
    const { item_no } = await world.knex('products').where({ external_id: 'n2' }).first('item_no');
    await world.services.db.transaction((tx) => noteWritten(tx, scope, 'product', [Number(item_no)]));
    await world.services.db.transaction((tx) => rewriteBlocks(tx, scope, rewrite));
    expect(await block()).toEqual(before);
    const now = { ...rewrite, snapshot: { ...snapshot, upTo: snapshot.upTo + 1000 } };
    await world.services.db.transaction((tx) => rewriteBlocks(tx, scope, now));
    const after = await block();
    expect(Number(after.block_no)).toBeGreaterThan(Number(before.block_no));
    // Whoever comes later with the same wish finds nothing to do: the records would be there twice.
    await world.services.db.transaction((tx) => rewriteBlocks(tx, scope, now));
    expect(await world.knex('known_records').where({ node_id: nodeId })).toEqual([after]);
  });

  it('are forgotten when no feed has asked for them for long, and writes that none of them is older than', async () => {
    const node = await world.node();
    const body = feed(catalogue(goods('o1', 'o2'), true));
    await read(node, body);
    await world.knex('known_records').whereNot({ node_id: node.nodeId }).delete();
    await forgetUnused(world.knex);
    expect(await world.count('item_writes')).toBe(0);
    await read(node, feed(catalogue([{ id: 'o1', name: 'other' }], true)));
    expect(await world.count('item_writes')).toBeGreaterThan(0);
    await forgetUnused(world.knex);
    expect(await world.count('item_writes')).toBeGreaterThan(0);
    await world.knex('jobs').update({ state: 'running' });
    await world.knex.raw(`update known_records set used_at = now() - interval '31 days'`);
    expect(await forgetUnused(world.knex)).toBe(0);
    await world.knex('jobs').update({ state: 'done' });
    expect(await forgetUnused(world.knex)).toBeGreaterThan(2);
    expect(await read(node, body)).toBe(2);
  });
});
