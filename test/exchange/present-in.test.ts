import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tx } from '../../src/db/open.js';
import { endRun } from '../../src/exchange/import/full-runs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { openRuns } from '../../src/store/catalogue/full-runs.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { putBack } from '../../src/store/catalogue/restored-rows.js';
import { openExchange } from '../../src/store/exchanges/exchanges.js';
import { removeNode } from '../../src/store/nodes/nodes.js';
import { someoneWaits } from '../support/lock-waits.js';
import { imagesOf } from '../support/offers-in-database.js';
import { catalogue, offer, pack, product, StepWorld } from './step-world.js';

describe('which catalogues have an item, in its row', () => {
  let world: StepWorld;
  let one: ExchangeNode;
  let two: ExchangeNode;

  beforeAll(async () => {
    world = await StepWorld.open();
    one = await world.addNode('one');
    two = await world.addNode('two');
  });
  beforeEach(() => world.newExchange(one));
  afterAll(() => world.database.close());

  const numberOf = async (node: ExchangeNode, catalogueId = 'C'): Promise<number> =>
    (await world.row('node_catalogues', { node_id: node.nodeId, catalogue_id: catalogueId })).catalogue_no;

  it('are their numbers, ascending and each once', async () => {
    const same = (by: ExchangeNode, id = 'C') =>
      world.write([catalogue(true, id), product('n1', { catalogueId: id }), product('n1', { catalogueId: id })], by);
    await same(one);
    await same(two);
    await same(one, 'D');
    await same(one);
    const numbers = [await numberOf(one), await numberOf(two), await numberOf(one, 'D')];
    expect((await world.product('n1')).present_in).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(3);
    await world.write([catalogue(true), product('n1', { deleted: true })], two);
    expect((await world.product('n1')).present_in).toEqual([numbers[0], numbers[2]]);
    expect(await numberOf(two)).toBe(numbers[1]);
  });

  it('change the row and keep its image, but are nobody else’s affair', async () => {
    await world.write([catalogue(true), product('n2', { name: 'two' })], one);
    await world.write([pack(true), offer('n2', { name: 'two' })], one);
    const [was, offered] = [await world.product('n2'), await world.offer('n2')];
    const exchangeId = await world.newExchange(two);
    expect(await world.write([catalogue(true), product('n2', { name: 'two' })], two)).toEqual([]);
    expect(await world.write([pack(true), offer('n2', { name: 'two' })], two)).toEqual([]);
    const is = await world.product('n2');
    expect(is).toEqual({
      ...was,
      present_in: [await numberOf(one), await numberOf(two)],
      exchange_id: exchangeId,
    });
    for (const [table, id] of [
      ['products', was.product_id],
      ['offers', offered.offer_id],
    ]) {
      const [image] = await imagesOf(world.knex, exchangeId, String(id));
      expect([table, image]).toMatchObject([table, { entity: table, content: { present_in: [await numberOf(one)] } }]);
    }
    expect(await world.write([catalogue(true), product('n2', { name: 'two' })], two)).toEqual([]);
    expect((await world.product('n2')).updated_at).toEqual(is.updated_at);
  });

  it('take a product off sale with the last of its characteristics, also when a package of offers says so', async () => {
    await world.write([catalogue(true), product('n3#a', { name: 'a' }), product('n3#b', { name: 'b' })], one);
    await world.write([pack(true), offer('n3#a', { deleted: true })], one);
    expect(await world.product('n3')).toMatchObject({ active: true, present_in: [await numberOf(one)] });
    const changes = await world.write([pack(true), offer('n3#b', { deleted: true })], one);
    expect(changes.map(({ entity, how }) => `${entity} ${how}`)).toEqual(['offer removed', 'product removed']);
    expect(await world.product('n3')).toMatchObject({ active: false, present_in: [] });
  });

  it('lose a product with the last characteristic of it that each has', async () => {
    for (const by of [one, two]) await world.write([catalogue(true), product('n4#a', { name: 'a' })], by);
    const gone = [catalogue(true), product('n4#a', { deleted: true })];
    expect(await world.write(gone, one)).toEqual([]);
    expect(await world.product('n4')).toMatchObject({ active: true, present_in: [await numberOf(two)] });
    await world.write(gone, two);
    expect(await world.product('n4')).toMatchObject({ active: false, present_in: [] });
  });

  type InTransaction = (tx: Tx) => Promise<unknown>;

  /** Does `first` and `last` in one transaction; between them another one begins with `second` and waits for it. */
  async function overlapping(first: InTransaction, second: InTransaction, last?: InTransaction): Promise<void> {
    let other: Promise<unknown> = Promise.resolve();
    await world.database.db.transaction(async (tx) => {
      await first(tx);
      other = world.database.db.transaction(second);
      other.catch(() => undefined);
      await someoneWaits(world.database.db.knex);
      await last?.(tx);
    });
    await other;
  }

  it('forget a node that has moved to another id space, also while another node writes the same product', async () => {
    for (const by of [one, two]) await world.write([catalogue(true), product('n5', { name: 'five' })], by);
    const moved = { ...two, idSpace: 'elsewhere' };
    await overlapping(
      (tx) => world.writeIn(tx, [catalogue(true), product('n6')], moved),
      (tx) => world.writeIn(tx, [catalogue(true), product('n5', { name: 'other' })], one),
    );
    expect(await world.product('n5')).toMatchObject({ name: 'other', present_in: [await numberOf(one)] });
  });

  it('lose it at the end of a run whose node has moved meanwhile, also while another node deletes it', async () => {
    const mover = await world.addNode('mover');
    for (const by of [one, mover]) await world.write([catalogue(true), product('n8', { name: 'eight' })], by);
    await world.write([catalogue(false), product('n9')], mover);
    await overlapping(
      (tx) => world.writeIn(tx, [catalogue(true), product('n8', { deleted: true })], one),
      async (tx) => {
        const moved = { ...mover, idSpace: 'elsewhere' };
        await lockIdSpace(tx, moved);
        for (const run of await openRuns(tx, { shopId: 'main', nodeId: mover.nodeId, lock: true })) {
          await endRun(tx, moved, run, 'deactivate', null);
        }
      },
    );
    expect(await world.product('n8')).toMatchObject({ active: false, present_in: [] });
  });

  it('are asked for by a step and by the removal of its node in one order', async () => {
    const gone = await world.addNode('gone');
    await world.write([catalogue(true), product('n7')], gone);
    await overlapping(
      (tx) => lockIdSpace(tx, gone),
      (tx) => removeNode(tx, 'main', gone.nodeId),
      (tx) => world.writeIn(tx, [catalogue(false), product('n7')], gone),
    );
    expect(await world.row('nodes', { node_id: gone.nodeId })).toMatchObject({ removed_at: expect.any(Date) });
  });
});

describe('what an open run has seen', () => {
  let world: StepWorld;
  let node: ExchangeNode;
  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('one');
    await world.newExchange(node);
  });
  afterAll(() => world.database.close());

  it('is one row for a step and a kind, and what is as it was costs no other', async () => {
    const many = (suffix: string) => Array.from({ length: 50 }, (_, i) => `s${i}${suffix}`);
    const goods = [catalogue(false), ...many('').map((id) => product(id))];
    const offers = [pack(false), ...many('#a').map((id) => offer(id))];
    await world.write(goods, node);
    await world.write(offers, node);
    await world.write(goods.toReversed(), node);
    const seen = await world.knex('run_seen').orderBy('part').select('entity', 'seen');
    expect(seen.map((row: { entity: string }) => row.entity)).toEqual(['product', 'offer', 'product']);
    const { rows } = await world.knex.raw(
      `select count(*)::int as n from products p where p.item_no <@ (select range_agg(seen) from run_seen where entity = 'product')`,
    );
    expect(rows).toEqual([{ n: 50 }]);
    expect(new Set(seen.map((row: { seen: string }) => row.seen.split(',').length))).toEqual(new Set([2]));
  });
});

describe('a product whose leading characteristic goes', () => {
  let world: StepWorld;
  let node: ExchangeNode;
  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('one');
  });
  beforeEach(() => world.newExchange(node));
  afterAll(() => world.database.close());

  /** How often it was noted that the product stands otherwise than before. */
  async function standings(id: string): Promise<number> {
    const { item_no } = await world.product(id);
    const { rows } = await world.knex.raw(
      `select count(*)::int as n from item_writes where entity = 'standing' and items @> cast(? as bigint)`,
      [item_no],
    );
    return rows[0].n;
  }

  /** Makes product `id` with the characteristics a (its lead) and b, does something, and tells whether its records are to be read again. */
  async function isNoted(id: string, does: (exchangeId: string) => Promise<unknown>): Promise<boolean> {
    await world.newExchange(node);
    await world.write([catalogue(true), product(`${id}#a`, { name: 'a' }), product(`${id}#b`, { name: 'b' })], node);
    const [was, noted] = [await world.product(id), await standings(id)];
    await does(await world.newExchange(node));
    const is = await world.product(id);
    expect(is).toEqual(was);
    expect(is).toMatchObject({ lead_characteristic: 'a', active: true });
    return (await standings(id)) > noted;
  }
  const endAll = () =>
    world.database.db.transaction(async (tx) => {
      await lockIdSpace(tx, node);
      for (const run of await openRuns(tx, { shopId: 'main', nodeId: node.nodeId, lock: true })) {
        await endRun(tx, node, run, 'deactivate', null);
      }
    });

  it('is read again when a feed deletes it, and not when another one is deleted', async () => {
    for (const [id, gone, noted] of [
      ['t1', 'a', true],
      ['t2', 'b', false],
    ] as const) {
      const by = [catalogue(true), product(`${id}#${gone}`, { deleted: true })];
      expect([id, await isNoted(id, () => world.write(by, node))]).toEqual([id, noted]);
      const package_ = [pack(true), offer(`${id}0#${gone}`, { deleted: true })];
      expect([id, await isNoted(`${id}0`, () => world.write(package_, node))]).toEqual([id, noted]);
    }
  });

  it('is read again when a full run ends without it', async () => {
    const full = (kept: string) => async (id: string) => {
      await world.write([catalogue(false), product(`${id}#${kept}`, { name: kept })], node);
      await world.write([pack(false), offer(`${id}#${kept}`)], node);
      await endAll();
    };
    expect(await isNoted('t3', () => full('b')('t3'))).toBe(true);
    expect(await isNoted('t4', () => full('a')('t4'))).toBe(false);
  });

  it('is read again when a restore takes it back', async () => {
    const undone = await world.newExchange(node);
    await world.write([pack(true), offer('t5#a', { name: 'a' })], node);
    await world.newExchange(node);
    const { exchange } = await openExchange(world.knex, { shopId: 'main', nodeId: node.nodeId, type: 'restore' });
    // The product itself was there before: 1C has told of its offer later.
    await world.write([catalogue(true), product('t5#b', { name: 'b' })], node);
    await world.knex('products').where({ external_id: 't5' }).update({ lead_characteristic: 'a', made_by: null });
    const { offer_id } = await world.offer('t5#b');
    for (const table of ['offers', 'offer_numbers'])
      await world.knex(table).where({ offer_id }).update({ made_by: null });
    await world.knex('before_images').where({ exchange_id: exchange.exchangeId }).delete();
    const [was, noted] = [await world.product('t5'), await standings('t5')];
    await world.database.db.transaction(async (tx) => {
      await lockIdSpace(tx, node);
      await putBack(tx, { shopId: 'main', before: undone, exchangeId: exchange.exchangeId });
    });
    expect(await world.offer('t5#a')).toBeUndefined();
    expect(await world.product('t5')).toEqual(was);
    expect(await standings('t5')).toBe(noted + 1);
  });

  it('is read again when the node that has it alone is removed', async () => {
    const other = await world.addNode('other');
    const of = (id: string) => [catalogue(true), product(id, { name: id })];
    await world.write(of('t6#a'), other);
    await world.write(of('t6#b'), node);
    await world.write(of('t7#a'), other);
    await world.write(of('t7#a'), node);
    const was = [await world.product('t6'), await world.product('t7')];
    const noted = [await standings('t6'), await standings('t7')];
    await world.database.db.transaction((tx) => removeNode(tx, 'main', other.nodeId));
    expect([await world.product('t6'), await world.product('t7')]).toEqual(was);
    expect([await standings('t6'), await standings('t7')]).toEqual([(noted[0] ?? 0) + 1, noted[1]]);
    await world.write(of('t6#b'), node);
    expect(await world.product('t6')).toMatchObject({ lead_characteristic: 'b', name: 't6#b' });
  });
});
