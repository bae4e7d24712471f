import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { restore, tryRestore } from '../../src/exchange/history/restore.js';
import { endRun } from '../../src/exchange/import/full-runs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { registerFiles } from '../../src/store/catalogue/files.js';
import { openRuns } from '../../src/store/catalogue/full-runs.js';
import { writeOthers } from '../../src/store/catalogue/heads.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { findExchange } from '../../src/store/exchanges/exchanges.js';
import { propertyRuns } from '../support/property-runs.js';
import { type InboxWorld, openInboxWorld } from './inbox-world.js';
import { base, catalogue, offer, pack, product, StepWorld } from './step-world.js';

const RUNS = propertyRuns({ short: 12, long: 400, seed: 20_261_122 });
/** Behind the first column that tells rows apart: what says who wrote last and when is not put back. */
const TABLES = [
  ...['catalogues', 'groups', 'properties', 'price_types', 'warehouses', 'units', 'dictionaries', 'dictionary_items'],
  ...['counterparties', 'products', 'offers', 'offer_numbers', 'other_records', 'files'],
];

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

type Rows = Record<string, string[]>;

async function snapshot(): Promise<Rows> {
  const all: Rows = {};
  for (const table of TABLES) {
    const found = await world.knex.raw(
      `select (to_jsonb(t) - array['exchange_id', 'updated_at'])::text as row from ${table} t order by 1`,
    );
    all[table] = found.rows.map(({ row }: { row: string }) => row);
  }
  return all;
}

// What a 1C tells: few ids, so that everything meets everything.
const id = fc.constantFrom('a', 'b', 'c');
const itemId = fc.constantFrom('a', 'b', 'a#x', 'a#y', 'b#x', 'c');
const name = fc.constantFrom('один', 'два', '"\\ три', null);
const money = fc.constantFrom('1.50', '2', '100000000000000000.01');
const reference = (kind: FeedRecord['kind'], more: object = {}) =>
  fc.record({ id, name, deleted: fc.boolean() }).map((fields) => ({ kind, ...base, ...more, ...fields }) as FeedRecord);
const product_ = fc.tuple(itemId, name, fc.boolean()).map(([i, n, deleted]) => product(i, { name: n, deleted }));
const offer_ = fc.tuple(itemId, money, fc.option(money), fc.boolean()).map(([i, amount, quantity, deleted]) => ({
  ...offer(i, { prices: [{ priceTypeId: 't', amount }], deleted }),
  ...(quantity === null ? {} : { stock: { warehouses: { w: quantity } } }),
}));
const record: fc.Arbitrary<FeedRecord> = fc.oneof(
  { weight: 4, arbitrary: product_ },
  { weight: 4, arbitrary: offer_ },
  reference('group', { parentId: null, sort: 0 }),
  reference('property', { variants: { v: 'да' } }),
  reference('priceType', { currency: 'UAH' }),
  reference('warehouse'),
  reference('unit'),
  reference('dictionary', { fields: [] }),
  reference('dictionaryItem', { dictionaryId: 'd' }),
  reference('counterparty', { type: 'person' }),
);
const step = fc.record({
  what: fc.constantFrom('changes', 'full', 'end', 'files', 'others'),
  records: fc.array(record, { minLength: 1, maxLength: 8 }),
});
const exchange = fc.record({ by: fc.nat({ max: 1 }), steps: fc.array(step, { minLength: 1, maxLength: 3 }) });

async function doStep(by: ExchangeNode, { what, records }: { what: string; records: FeedRecord[] }): Promise<void> {
  const { database } = world;
  if (what === 'end' || what === 'files' || what === 'others') {
    await database.db.transaction(async (tx) => {
      const scope = world.scopeOf(by);
      if (what === 'files') {
        const files = records.map(({ line }, i) => ({ path: `${i}.jpg`, sha256: `${line}${records.length}` }));
        const full = files.map((file) => ({ ...file, size: 1, contentType: 'image/jpeg' }));
        await recordChanges(tx, 'main', scope.exchangeId, await registerFiles(tx, scope, full));
        return;
      }
      await lockIdSpace(tx, by);
      if (what === 'others') {
        const rows = records.map(({ kind, line }) => ({
          name: kind,
          externalId: String(line),
          content: `{"n":${records.length}}`,
        }));
        await writeOthers(tx, scope, rows);
        return;
      }
      for (const run of await openRuns(tx, { shopId: 'main', nodeId: by.nodeId, lock: true })) {
        await endRun(tx, by, run, 'deactivate', scope.exchangeId);
      }
    });
    return;
  }
  const goods = records.filter(({ kind }) => kind !== 'offer');
  const offers = records.filter(({ kind }) => kind === 'offer');
  await world.write([catalogue(what !== 'full'), ...goods], by);
  if (offers.length > 0) await world.write([pack(what !== 'full'), ...offers], by);
}

describe('a restore', () => {
  it('brings all rows back to what they were before any of the exchanges, and is undone the same way', async () => {
    const services = { ...inbox.services, db: world.database.db };
    let runs = 0;
    let touched = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(exchange, { minLength: 1, maxLength: 5 }), fc.nat(), async (exchanges, pick) => {
        const begun: { id: string; rows: Rows }[] = [];
        for (const { by, steps } of exchanges) {
          const node = nodes[by];
          if (!node) throw new Error('no node');
          const rows = await snapshot();
          begun.push({ id: await world.newExchange(node), rows });
          for (const one of steps) await doStep(node, one);
        }
        const end = await snapshot();
        const target = begun[pick % begun.length];
        if (!target) throw new Error('nothing was begun');
        const of = async (exchangeId: string) => {
          const found = await findExchange(world.knex, 'main', exchangeId);
          if (!found) throw new Error('the exchange is gone');
          return found;
        };
        const told = await tryRestore(services, await of(target.id), 1000);
        expect(await snapshot()).toEqual(end);
        const done = await restore(services, await of(target.id), 1000);
        expect(await snapshot()).toEqual(target.rows);
        expect(told.differences).toEqual(done.differences);
        const undone = await restore(services, await of(done.exchangeId), 1000);
        expect(await snapshot()).toEqual(end);
        const again = await restore(services, await of(undone.exchangeId), 1000);
        expect(await snapshot()).toEqual(target.rows);
        await restore(services, await of(again.exchangeId), 1000);
        expect(await snapshot()).toEqual(end);
        // Back over everything, the restores too.
        const first = begun[0];
        if (first) await restore(services, await of(first.id), 1000);
        expect(await snapshot()).toEqual(first?.rows);
        runs += 1;
        touched += done.differences.counts.length;
      }),
      { ...RUNS, endOnFailure: true },
    );
    expect(touched).toBeGreaterThan(runs / 2);
  }, 600_000);

  it('is undone though an exchange that was open all the time has made the same goods anew', async () => {
    const services = { ...inbox.services, db: world.database.db };
    const node = nodes[0];
    if (!node) throw new Error('no node');
    const undo = async (exchangeId: string) => {
      const found = await findExchange(world.knex, 'main', exchangeId);
      if (!found) throw new Error('the exchange is gone');
      return (await restore(services, found, 10)).exchangeId;
    };
    const goods = (called: string, amount: string) => [
      [catalogue(true), product('n', { name: called })],
      [pack(true), offer('n', { name: called, prices: [{ priceTypeId: 't', amount }] })],
    ];
    const open = await world.newExchange(node);
    for (const records of goods('first', '1')) await world.write(records, node);
    const first = await snapshot();
    const gone = await undo(open);
    for (const records of goods('anew', '2')) await world.write(records, node);
    const anew = await snapshot();
    const back = await undo(gone);
    expect(await snapshot()).toEqual(first);
    await undo(back);
    expect(await snapshot()).toEqual(anew);
  });
});
