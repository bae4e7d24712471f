import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { restore } from '../../src/exchange/history/restore.js';
import { endRun } from '../../src/exchange/import/full-runs.js';
import { catchUp } from '../../src/listing/index.js';
import { listingRound } from '../../src/listing/projector.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { openRuns } from '../../src/store/catalogue/full-runs.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { findExchange } from '../../src/store/exchanges/exchanges.js';
import { readListingState } from '../../src/store/listing/listing-state.js';
import { type InboxWorld, openInboxWorld } from '../exchange/inbox-world.js';
import { base, catalogue, offer, pack, product, StepWorld } from '../exchange/step-world.js';
import { propertyRuns } from '../support/property-runs.js';
import { dumpListing, strayPrices } from './listing-dump.js';

const RUNS = propertyRuns({ short: 24, long: 300, seed: 20_261_123 });
const SHOP = 'main';

let world: StepWorld;
let inbox: InboxWorld;
let nodes: readonly ExchangeNode[];
beforeAll(async () => {
  world = await StepWorld.open();
  inbox = await openInboxWorld();
  nodes = [await world.addNode('one'), await world.addNode('two')];
});
afterAll(async () => {
  await inbox.close();
  await world.database.close();
});

// What a 1C tells: few ids, so that everything meets everything.
const itemId = fc.constantFrom('a', 'b', 'a#x', 'a#y', 'b#x', 'c');
const groupId = fc.constantFrom('g1', 'g2', 'g3', 'g4', 'late');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const text = fc.constantFrom('красный', 'Синий', 'x'.repeat(300), 'кг, 1,5');
const amount = fc.constantFrom('0', '1.50', '2', '-3.000', '100000000000000000.01');
// Values that are ids of variants of `p`, or of items of the dictionary of `q`: what they are called comes sooner or later, or never.
const value = fc.oneof(text, fc.constantFrom('v1', 'v2', 'i1'));
const property = fc.record({ id: fc.constantFrom('p', 'q'), values: fc.array(value, { maxLength: 2 }) });
const called = fc.constantFrom('Дуб', 'Ясень', 'Клён');
const propertyRecord = fc
  .record({
    id: fc.constantFrom('p', 'q'),
    variants: fc.dictionary(fc.constantFrom('v1', 'v2'), called),
    valueType: fc.constantFrom('string' as const, 'dictionary' as const),
  })
  .map(
    (fields): FeedRecord => ({
      ...{ kind: 'property', ...base, deleted: false, ...fields },
      extra: fields.id === 'q' ? { ТипСправочника: 'wood' } : {},
    }),
  );
const dictionaryRecord = fc.oneof(
  fc.constant<FeedRecord>({ kind: 'dictionary', ...base, id: 'wood', deleted: false }),
  called.map(
    (name): FeedRecord => ({ kind: 'dictionaryItem', ...base, dictionaryId: 'wood', id: 'i1', name, deleted: false }),
  ),
);
const productRecord: fc.Arbitrary<FeedRecord> = fc
  .record({
    id: itemId,
    name: fc.constantFrom('Болт 9', 'Болт 10', 'Ёж', null),
    sku: optional(fc.constantFrom('AB-1', ' ab-2 ', null)),
    barcode: optional(fc.constantFrom('46001', null)),
    groups: optional(fc.uniqueArray(groupId, { maxLength: 2 })),
    manufacturer: optional(fc.constantFrom('Завод', null)),
    properties: optional(fc.uniqueArray(property, { maxLength: 2, selector: ({ id }) => id })),
    deleted: fc.boolean(),
  })
  .map(({ id, ...fields }) =>
    product(id, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))),
  );
const priceRecord = fc.record({
  priceTypeId: fc.constantFrom('t', 'u'),
  amount: amount.filter((one) => !one.startsWith('-')),
  minQuantity: optional(fc.constantFrom('1', '10')),
});
const offerRecord: fc.Arbitrary<FeedRecord> = fc
  .record({
    id: itemId,
    prices: optional(fc.array(priceRecord, { maxLength: 3 })),
    quantity: optional(amount),
    characteristics: optional(fc.constant([{ name: 'Размер', value: 'XL' }])),
    deleted: fc.boolean(),
  })
  .map(({ id, prices, quantity, characteristics, deleted }) => {
    const fields = { deleted, ...(characteristics && { characteristics }) };
    const cleared = prices?.map(({ minQuantity, ...price }) => ({ ...price, ...(minQuantity && { minQuantity }) }));
    const stock = quantity === undefined ? {} : { stock: { total: quantity, warehouses: { w: quantity } } };
    return offer(id, { ...fields, ...(cleared && { prices: cleared }), ...stock });
  });
const groupRecord: fc.Arbitrary<FeedRecord> = fc
  .record({ id: groupId, parentId: fc.option(groupId), name: fc.constantFrom('один', 'два'), deleted: fc.boolean() })
  .map((fields) => ({ kind: 'group', ...base, sort: 0, ...fields }) as FeedRecord);
const record = fc.oneof(
  { weight: 4, arbitrary: productRecord },
  { weight: 4, arbitrary: offerRecord },
  { weight: 3, arbitrary: groupRecord },
  { weight: 2, arbitrary: propertyRecord },
  { weight: 2, arbitrary: dictionaryRecord },
);

const step = fc.record({
  what: fc.constantFrom('changes', 'changes', 'full', 'end', 'restore'),
  by: fc.nat({ max: 1 }),
  records: fc.array(record, { minLength: 1, maxLength: 8 }),
  pick: fc.nat(),
  /** How the listing comes along: not at all, a round of so many changes, or to the end. */
  follow: fc.constantFrom(0, 1, 2, 7, Number.POSITIVE_INFINITY),
});

describe('the listing', () => {
  it('after whatever happened is what it would be if it were made from nothing', async () => {
    const services = { ...inbox.services, db: world.database.db };
    const { knex } = world;
    const seen = { named: 0, rows: 0, terms: 0, prices: 0, restores: 0, inactive: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const begun: string[] = [];
        for (const { what, by, records, pick, follow } of steps) {
          const node = nodes[by] as ExchangeNode;
          if (what === 'restore') {
            const target = await findExchange(
              knex,
              SHOP,
              begun[pick % begun.length] ?? '00000000-0000-7000-8000-000000000000',
            );
            if (target) {
              begun.push((await restore(services, target, 10)).exchangeId);
              seen.restores += 1;
            }
          } else {
            begun.push(await world.newExchange(node));
            await (what === 'end' ? endRuns(node) : write(node, what === 'full', records));
          }
          if (follow === Number.POSITIVE_INFINITY) await catchUp(services);
          else if (follow > 0) await listingRound(services.db, SHOP, follow);
        }
        await catchUp(services);
        const followed = await dumpListing(knex, SHOP);
        const { last } = await knex('change_counters').where({ shop_id: SHOP }).first('last');
        expect(await readListingState(knex, SHOP)).toMatchObject({
          doneNo: Number(last),
          whole: true,
          rebuiltTo: null,
        });
        expect(await strayPrices(knex)).toBe(0);

        await knex.raw('delete from listing_state');
        await catchUp(services);
        const made = await dumpListing(knex, SHOP);
        expect(followed).toEqual(made);
        expect(made).toHaveLength(Number((await knex('products').count({ n: '*' }))[0]?.n));
        for (const row of made) {
          seen.rows += 1;
          if (/'(dub|yasen|klen)'/.test(String(row.words))) seen.named += 1;
          seen.terms += (row.meant as unknown[]).length;
          expect(row.terms).toBe((row.meant as unknown[]).length);
          seen.prices += (row.prices as unknown[]).length;
          if (row.active === false) seen.inactive += 1;
          expect(row.searched).toBe(row.active);
        }
      }),
      { ...RUNS, endOnFailure: true },
    );
    for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true]);
  }, 600_000);

  it('does not keep what a directory said between two rounds', async () => {
    const { knex } = world;
    const services = { ...inbox.services, db: world.database.db };
    const node = nodes[0] as ExchangeNode;
    await world.newExchange(node);
    const group = (id: string, parentId: string | null): FeedRecord =>
      ({ kind: 'group', ...base, id, parentId, name: id, sort: 0, deleted: false }) as FeedRecord;
    const colour = (name: string): FeedRecord => ({
      ...{ kind: 'property', ...base, id: 'colour', deleted: false, valueType: 'string', variants: { c1: name } },
    });
    const chair = (name: string) =>
      product('chair', { name, groups: ['below'], properties: [{ id: 'colour', values: ['c1'] }] });
    await write(node, false, [group('above', null), group('below', null), colour('белый'), chair('Стул')]);
    await catchUp(services);
    // Its row is made by directories as they are after changes that are not read yet; these are taken back before they are.
    await write(node, false, [chair('Кресло')]);
    await write(node, false, [group('below', 'above'), colour('чёрный')]);
    await listingRound(services.db, SHOP, 1);
    await write(node, false, [group('below', null), colour('белый')]);
    await catchUp(services);
    const followed = await dumpListing(knex, SHOP);
    await knex.raw('delete from listing_state');
    await catchUp(services);
    expect(followed).toEqual(await dumpListing(knex, SHOP));
  });

  it('is left alone by what changes nothing of it', async () => {
    const { knex } = world;
    const services = { ...inbox.services, db: world.database.db };
    await world.newExchange(nodes[0] as ExchangeNode);
    await write(nodes[0] as ExchangeNode, false, [
      product('z', { name: 'Стол' }),
      offer('z', { prices: [{ priceTypeId: 't', amount: '5' }] }),
    ]);
    await catchUp(services);
    const versions = async (table: string) =>
      (await knex.raw(`select product_id, xmin::text, ctid::text from ${table} order by 1`)).rows;
    const before = [await versions('listing'), await versions('listing_prices'), await versions('search_rows')];
    // A price changes: the row with the terms, in two large indexes, is not written.
    await write(nodes[0] as ExchangeNode, false, [offer('z', { prices: [{ priceTypeId: 't', amount: '6' }] })]);
    await catchUp(services);
    expect(await versions('listing')).toEqual(before[0]);
    expect(await versions('listing_prices')).not.toEqual(before[1]);
    expect(await versions('search_rows')).toEqual(before[2]);
    // So does a description.
    const priced = await versions('listing_prices');
    await write(nodes[0] as ExchangeNode, false, [product('z', { name: 'Стол', description: 'новое' })]);
    await catchUp(services);
    expect([await versions('listing'), await versions('listing_prices')]).toEqual([before[0], priced]);
    expect(await versions('search_rows')).not.toEqual(before[2]);
  });

  it('is made anew after a crash of the database, by another version, and where the log does not reach back any more', async () => {
    const { knex } = world;
    const services = { ...inbox.services, db: world.database.db };
    await catchUp(services);
    const whole = await dumpListing(knex, SHOP);
    const spoil = async () => {
      await knex.raw('delete from listing where product_id in (select product_id from listing limit 1)');
      await knex.raw(`update listing set name_key = 'wrong'`);
    };
    await knex.raw('truncate listing, listing_state, listing_terms, listing_prices, listing_groups');
    await catchUp(services);
    expect(await dumpListing(knex, SHOP)).toEqual(whole);
    await spoil();
    await knex('listing_state').update({ version: 0 });
    await catchUp(services);
    expect(await dumpListing(knex, SHOP)).toEqual(whole);
    await spoil();
    await knex('listing_state').update({ done_no: 0 });
    await knex('change_counters').update({ forgotten: 1 });
    await catchUp(services);
    expect(await dumpListing(knex, SHOP)).toEqual(whole);
    await spoil();
    await knex('listing_state').update({ done_no: 1_000_000_000 }); // the catalogue was put back from a backup
    await catchUp(services);
    expect(await dumpListing(knex, SHOP)).toEqual(whole);
  });
});

async function write(node: ExchangeNode, full: boolean, records: readonly FeedRecord[]): Promise<void> {
  const goods = records.filter(({ kind }) => kind !== 'offer');
  const offers = records.filter(({ kind }) => kind === 'offer');
  await world.write([catalogue(!full), ...goods], node);
  if (offers.length > 0) await world.write([pack(!full), ...offers], node);
}

async function endRuns(node: ExchangeNode): Promise<void> {
  await world.database.db.transaction(async (tx) => {
    await lockIdSpace(tx, node);
    const { exchangeId } = world.scopeOf(node);
    for (const run of await openRuns(tx, { shopId: SHOP, nodeId: node.nodeId, lock: true }))
      await recordChanges(tx, SHOP, exchangeId, await endRun(tx, node, run, 'deactivate', exchangeId));
  });
}
