import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import fc from 'fast-check';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { OfferRecord } from '../../src/records.js';
import { registerFiles } from '../../src/store/catalogue/files.js';
import { differencesOf } from '../../src/store/catalogue/row-differences.js';
import { removeNode } from '../../src/store/nodes/nodes.js';
import { someoneWaits } from '../support/lock-waits.js';
import { imagesOf } from '../support/offers-in-database.js';
import { propertyRuns } from '../support/property-runs.js';
import { catalogue, offer, pack, product, StepWorld } from './step-world.js';

const RUNS = propertyRuns({ short: 8, long: 200, seed: 20_261_122 });

const prices = (amount: string, priceTypeId = 't') => ({ prices: [{ priceTypeId, amount }] });
const stock = (quantity: string, warehouse = 'w') => ({ stock: { warehouses: { [warehouse]: quantity } } });

describe('offers of which a feed says nothing but prices or stock', () => {
  let world: StepWorld;
  let node: ExchangeNode;
  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('one');
    await world.newExchange(node);
  });
  afterAll(() => world.database.close());

  /** Which transaction wrote each row of an offer. */
  const versions = async (id: string) => {
    const { offer_id } = await world.offer(id);
    const { rows } = await world.knex.raw(
      `select (select xmin || ' ' || ctid from offers where offer_id = :id) as row,
         (select xmin || ' ' || ctid from offer_numbers where offer_id = :id) as numbers`,
      { id: offer_id },
    );
    return rows[0] as { row: string; numbers: string };
  };
  const whole = (id: string, name: string) => [pack(true), offer(id, { name, ...prices('1'), ...stock('5') })];

  it('have nothing but their numbers written and kept, and only where these differ', async () => {
    await world.write([...whole('n1', 'name'), offer('n2', { name: 'name', ...prices('1') })], node);
    const was = [await versions('n1'), await versions('n2')];
    const before = await world.offer('n1');
    const exchangeId = await world.newExchange(node);
    const feed = [pack(true), offer('n1', prices('2')), offer('n2', prices('1'))];
    expect(await world.write(feed, node)).toMatchObject([
      { entity: 'offer', entityId: before.offer_id, how: 'changed' },
    ]);
    expect(await world.write(feed, node)).toEqual([]);
    const is = [await versions('n1'), await versions('n2')];
    expect(is).toEqual([{ row: was[0]?.row, numbers: expect.anything() }, was[1]]);
    expect(is[0]?.numbers).not.toBe(was[0]?.numbers);
    const after = await world.offer('n1');
    expect(after).toMatchObject({ prices: { t: [{ amount: '2' }] }, stock: { w: '5' }, name: 'name' });
    expect(after.updated_at.getTime()).toBeGreaterThan(before.updated_at.getTime());
    expect(await imagesOf(world.knex, exchangeId, before.offer_id)).toEqual([]);
    const { rows } = await world.knex.raw('select offer_ids, prices, stock from number_images where exchange_id = ?', [
      exchangeId,
    ]);
    expect(rows).toEqual([{ offer_ids: [before.offer_id], prices: [before.prices], stock: [before.stock] }]);
  });

  it('stand apart from the rest of an offer: a new name rewrites no number, but the time of change is one', async () => {
    await world.write(whole('n3', 'name'), node);
    const before = await world.offer('n3');
    const exchangeId = await world.newExchange(node);
    await world.write(whole('n3', 'other'), node);
    const after = await world.offer('n3');
    expect(after.updated_at.getTime()).toBeGreaterThan(before.updated_at.getTime());
    expect(await imagesOf(world.knex, exchangeId, before.offer_id)).toMatchObject([{ content: { name: 'name' } }]);
    expect(await world.knex('number_images').where({ exchange_id: exchangeId })).toEqual([]);
  });

  it('count once with their offer, and are told together', async () => {
    await world.write(whole('n4', 'name'), node);
    await world.write(whole('n5', 'name'), node);
    const exchangeId = await world.newExchange(node);
    await world.write([pack(true), offer('n4', { name: 'other', ...prices('2') }), offer('n5', prices('3'))], node);
    const { counts, first } = await differencesOf(world.knex, 'main', exchangeId, 10);
    expect(counts).toEqual([{ entity: 'offer', new: 0, changed: 2, removed: 0, deleted: 0 }]);
    expect(first.map(({ id, field }) => `${id} ${field}`)).toEqual(['n4 name', 'n4 prices', 'n5 prices']);
  });

  it('are kept as they were before the exchange, however often it writes them, by turns with another one', async () => {
    await world.write(whole('n6', 'name'), node);
    const { offer_id } = await world.offer('n6');
    const one = await world.newExchange(node);
    await world.write([pack(true), offer('n6', prices('2'))], node);
    await world.write([pack(true), offer('n6', stock('6'))], node);
    const other = await world.newExchange(node);
    await world.write([pack(true), offer('n6', prices('3'))], node);
    world.exchangeId = one;
    await world.write([pack(true), offer('n6', prices('4'))], node);
    const told = async (exchange: string) =>
      (await differencesOf(world.knex, 'main', exchange, 10)).first.map(({ field, before }) => [field, before]);
    expect(await told(one)).toEqual([
      ['prices', { t: [{ amount: '1' }] }],
      ['stock', { w: '5' }],
      ['stock_total', '5'],
    ]);
    expect(await told(other)).toEqual([['prices', { t: [{ amount: '2' }] }]]);
    expect((await world.offer('n6')).offer_id).toBe(offer_id);
  });

  it('go the way of whole offers where they change more: of an unknown one, or one that another node alone has had', async () => {
    const two = await world.addNode('two');
    await world.newExchange(two);
    await world.write([pack(true), offer('n7', prices('1'))], two);
    expect(await world.offer('n7')).toMatchObject({ prices: { t: [{ amount: '1' }] }, name: null, active: true });
    await world.newExchange(node);
    await world.write([pack(true), offer('n7', prices('1'))], node);
    expect((await world.offer('n7')).present_in).toHaveLength(2);
    await world.database.db.transaction((tx) => removeNode(tx, 'main', two.nodeId));
    await world.write([pack(true), offer('n7', prices('2'))], node);
    expect(await world.offer('n7')).toMatchObject({ prices: { t: [{ amount: '2' }] }, active: true });
  });

  it('wait for no picture, and lose none: both write the numbers’ row', async () => {
    await world.write([catalogue(true), product('n8', { pictures: [{ path: 'a.jpg', kind: 'picture' }] })], node);
    await world.write(
      [pack(true), offer('n8', { name: 'name', pictures: [{ path: 'a.jpg', kind: 'picture' }], ...prices('1') })],
      node,
    );
    await world.newExchange(node);
    const { db } = world.database;
    let wrote: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      const file = { path: 'a.jpg', sha256: 'a', size: 1, contentType: 'image/jpeg' };
      expect(await registerFiles(tx, world.scopeOf(node), [file])).toHaveLength(3);
      wrote = world.write([pack(true), offer('n8', prices('2'))], node);
      await someoneWaits(db.knex);
    });
    expect(await wrote).toHaveLength(1);
    expect((await world.offer('n8')).prices).toEqual({ t: [{ amount: '2' }] });
  });

  it('are merged by price type and warehouse, whatever comes, as a map of each would be', async () => {
    const id = fc.constantFrom('m1', 'm2', 'm3');
    const amount = fc.constantFrom('1', '2.50', '100000000000000000.01');
    const key = fc.constantFrom('a', 'b', 'toString');
    const said = fc.oneof(
      fc.record({ prices: fc.uniqueArray(fc.tuple(key, amount), { selector: ([type]) => type, minLength: 1 }) }),
      fc.record({ stock: fc.uniqueArray(fc.tuple(key, amount), { selector: ([house]) => house, minLength: 1 }) }),
    );
    type Said = { prices?: [string, string][]; stock?: [string, string][] };
    const recordOf = (of: string, { prices, stock }: Said): OfferRecord =>
      offer(of, {
        ...(prices && { prices: prices.map(([priceTypeId, value]) => ({ priceTypeId, amount: value })) }),
        ...(stock && { stock: { warehouses: Object.fromEntries(stock) } }),
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(id, said), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (steps) => {
          await world.knex.raw('truncate offers, offer_numbers');
          const prices = new Map<string, Map<string, string>>();
          const stock = new Map<string, Map<string, string>>();
          const put = (into: typeof prices, of: string, values: [string, string][] = []) => {
            const map = into.get(of) ?? new Map<string, string>();
            into.set(of, new Map([...map, ...values]));
          };
          for (const step of steps) {
            // Of one offer one record: what two of a step are together is another matter.
            const unique = [...new Map(step).entries()] as [string, Said][];
            await world.write([pack(true), ...unique.map(([of, one]) => recordOf(of, one))], node);
            for (const [of, one] of unique) {
              put(prices, of, one.prices);
              put(stock, of, one.stock);
            }
          }
          for (const of of prices.keys()) {
            const row = await world.offer(of);
            const types = Object.entries(row.prices as Record<string, [{ amount: string }]>);
            expect(Object.fromEntries(types.map(([type, [{ amount }]]) => [type, amount]))).toEqual(
              Object.fromEntries(prices.get(of) ?? []),
            );
            const houses = Object.fromEntries(stock.get(of) ?? []);
            expect(row.stock).toEqual(houses);
            const total = Object.values(houses).reduce((sum, value) => sum.plus(value), new Big(0));
            expect(row.stock_total === null ? null : new Big(String(row.stock_total)).toFixed()).toBe(
              Object.keys(houses).length === 0 ? null : total.toFixed(),
            );
          }
        },
      ),
      RUNS,
    );
  });
});
