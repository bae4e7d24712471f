import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { type ChangeWatch, createChangeWatch } from '../../src/store/changes/change-watch.js';
import { readChanges, type SeenChange } from '../../src/store/changes/read-changes.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { someoneWaits } from '../support/lock-waits.js';

const TYPES = ['product', 'offer', 'order', 'group'] as const;
const never = new AbortController().signal;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.close());

const newShop = async (): Promise<string> => {
  const shopId = uuid();
  await database.db.knex('shops').insert({ shop_id: shopId, name: shopId });
  await database.db.knex('change_counters').insert({ shop_id: shopId });
  return shopId;
};
const record = async (shop: string, changes: readonly Change[], exchangeId: string | null = null) =>
  await database.db.transaction(async (tx) => await recordChanges(tx, shop, exchangeId, changes));
const one = (entity: Change['entity'], action: Change['action'] = 'written'): Change => ({
  entity,
  action,
  entityId: uuid(),
});
const plain = ({ seq, type, id, action, exchangeId }: SeenChange) => ({ seq, type, id, action, exchangeId });

describe('the reader of the log', () => {
  it('gives what was recorded, in its order, by pages and by types', async () => {
    const exchange = uuid();
    const given = fc.array(
      fc.record({
        entity: fc.constantFrom(...TYPES),
        count: fc.oneof(
          { weight: 12, arbitrary: fc.integer({ min: 1, max: 5 }) },
          { weight: 1, arbitrary: fc.constant(1200) },
        ),
        action: fc.constantFrom('written' as const, 'removed' as const),
      }),
      { maxLength: 8 },
    );
    const asked = fc.record({
      limit: fc.integer({ min: 1, max: 700 }),
      types: fc.option(fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 }), { nil: undefined }),
      begin: fc.nat(20),
    });
    await fc.assert(
      fc.asyncProperty(given, asked, async (runs, { limit, types, begin }) => {
        const shop = await newShop();
        const expected: ReturnType<typeof plain>[] = [];
        for (const { entity, count, action } of runs) {
          const changes = Array.from({ length: count }, () => one(entity, action));
          await record(shop, changes, exchange);
          for (const { entityId: id } of changes)
            expected.push({ seq: expected.length + 1, type: entity, id, action, exchangeId: exchange });
        }
        const read: ReturnType<typeof plain>[] = [];
        for (let after = begin; ; ) {
          const page = await readChanges(database.db.knex, shop, { after, limit, types });
          expect(page).toMatchObject({ newest: expected.length, forgotten: 0 });
          read.push(...page.items.map(plain));
          if (page.items.length < limit) {
            expect(page.last).toBe(expected.length);
            break;
          }
          expect(page.last).toBe(page.items.at(-1)?.seq);
          after = page.last;
        }
        expect(read).toEqual(
          expected.filter(({ seq, type }) => seq > begin && (!types || types.includes(type as 'order'))),
        );
      }),
      { numRuns: process.env.UZEL_TEST_LONG === undefined ? 15 : 200 },
    );
  });

  it('misses nothing and repeats nothing while three write and it begins anew at any place', async () => {
    const shop = await newShop();
    const exchanges = [uuid(), uuid(), uuid()];
    const written = new Map<string, string[]>(exchanges.map((exchange) => [exchange, []]));
    let writing = exchanges.length;
    const writers = exchanges.map(async (exchange, writer) => {
      for (let step = 0; step < 60; step += 1) {
        const changes = Array.from({ length: 1 + ((step * 7 + writer) % 40) }, () =>
          one(TYPES[(step + writer) % 4] ?? 'order'),
        );
        await database.db.transaction(async (tx) => {
          await tx.raw('select pg_sleep(?)', [((step * 13 + writer * 5) % 4) / 1000]);
          await recordChanges(tx, shop, exchange, changes);
          if (step % 3 === writer) await tx.raw('select pg_sleep(0.002)');
        });
        written.get(exchange)?.push(...changes.map(({ entityId }) => entityId));
      }
      writing -= 1;
    });

    const seen: SeenChange[] = [];
    let kept = 0; // as a reader keeps it: what is behind it was worked on
    let restarts = 0;
    for (let round = 0; ; round += 1) {
      const done = writing === 0;
      const { items, last, newest } = await readChanges(database.db.knex, shop, {
        after: kept,
        limit: 1 + (round % 97),
      });
      if (round % 5 === 4 && items.length > 0) {
        // It was killed in the middle of the page: it knows only what it had kept.
        const half = items.slice(0, Math.ceil(items.length / 2));
        seen.push(...half);
        kept = half.at(-1)?.seq ?? kept;
        restarts += 1;
      } else {
        seen.push(...items);
        kept = last;
      }
      if (done && kept === newest) break;
    }
    await Promise.all(writers);
    expect(restarts).toBeGreaterThan(5);
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
    for (const exchange of exchanges) {
      expect(seen.filter(({ exchangeId }) => exchangeId === exchange).map(({ id }) => id)).toEqual(
        written.get(exchange),
      );
    }
  });

  it('tells what is forgotten, and of a shop without a log that it is empty', async () => {
    const shop = await newShop();
    await record(shop, [one('product')]);
    await database.db.knex('change_counters').where({ shop_id: shop }).update({ forgotten: 7 });
    expect(await readChanges(database.db.knex, shop, { after: 5, limit: 1 })).toEqual({
      items: [],
      last: 1,
      newest: 1,
      forgotten: 7,
    });
    expect(await readChanges(database.db.knex, 'nowhere', { after: 0, limit: 1 })).toEqual({
      items: [],
      last: 0,
      newest: 0,
      forgotten: 0,
    });
  });

  it('passes over blocks of other types', async () => {
    const shop = await newShop();
    for (let step = 0; step < 60; step += 1) {
      const product = Array.from({ length: 1000 }, () => one('product'));
      await record(shop, step % 20 === 0 ? [...product, one('order')] : product);
    }
    const { items } = await readChanges(database.db.knex, shop, { after: 0, limit: 100, types: ['order'] });
    expect(items.map(({ type }) => type)).toEqual(['order', 'order', 'order']);
  });
});

describe('the watch', () => {
  const watching = (looksEvery?: number): ChangeWatch =>
    createChangeWatch({ db: database.db, log: pino({ level: 'silent' }) }, looksEvery);

  it('tells at once what is there already', async () => {
    const shop = await newShop();
    await record(shop, [one('order')]);
    const begun = Date.now();
    expect(await watching(60_000).wait(shop, 0, 30_000, never)).toBe(true);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  it('tells what another process writes, to those of that shop alone', async () => {
    const [shop, other] = [await newShop(), await newShop()];
    const watch = watching(20);
    const elsewhere = watch.wait(other, 0, 400, never);
    const both = [watch.wait(shop, 0, 10_000, never), watch.wait(shop, 0, 10_000, never)];
    await sleep(60);
    await record(shop, [one('order')]);
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(await elsewhere).toBe(false);
  });

  it('does not rest long after one look that took long', async () => {
    const shop = await newShop();
    const watch = watching(20);
    const waiting = watch.wait(shop, 0, 60_000, never);
    await database.db.transaction(async (tx) => {
      await tx.raw('lock table change_counters in access exclusive mode');
      await someoneWaits(database.db.knex);
      await sleep(2000);
    });
    const begun = Date.now();
    await record(shop, [one('order')]);
    expect(await waiting).toBe(true);
    expect(Date.now() - begun).toBeLessThan(12_000); // ten times as long as that look would be 20 s
  });

  it('woken, looks at once', async () => {
    const shop = await newShop();
    const watch = watching(60_000);
    const waiting = watch.wait(shop, 0, 30_000, never);
    await sleep(100);
    await record(shop, [one('order')]);
    const begun = Date.now();
    watch.wake();
    expect(await waiting).toBe(true);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  it('ends with its time, and with its signal, also one that fired before', async () => {
    const shop = await newShop();
    const watch = watching();
    expect(await watch.wait(shop, 0, 30, never)).toBe(false);
    const gone = new AbortController();
    const waiting = watch.wait(shop, 0, 30_000, gone.signal);
    gone.abort();
    expect(await waiting).toBe(false);
    expect(await watch.wait(shop, 0, 30_000, gone.signal)).toBe(false);
  });

  it('asks the database nothing more when the last one has gone, though a look was planned', async () => {
    const shop = await newShop();
    const asked: string[] = [];
    const hear = ({ sql }: { sql: string }) => asked.push(sql);
    const gone = new AbortController();
    const waiting = watching(500).wait(shop, 0, 30_000, gone.signal);
    await sleep(200);
    gone.abort();
    expect(await waiting).toBe(false);
    database.db.knex.on('query', hear);
    await sleep(800);
    database.db.knex.removeListener('query', hear);
    expect(asked).toEqual([]);
  });

  it('asks the database nothing while nobody waits', async () => {
    const shop = await newShop();
    const asked: string[] = [];
    const hear = ({ sql }: { sql: string }) => asked.push(sql);
    const watch = watching(10);
    expect(await watch.wait(shop, 0, 40, never)).toBe(false);
    await sleep(60);
    database.db.knex.on('query', hear);
    watch.wake();
    await sleep(80);
    database.db.knex.removeListener('query', hear);
    expect(asked).toEqual([]);
  });
});
