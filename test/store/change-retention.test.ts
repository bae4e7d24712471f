import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { deleteOldChanges } from '../../src/store/changes/change-retention.js';
import { readChanges } from '../../src/store/changes/read-changes.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const DAYS = 30;
const OLD = DAYS + 1;

describe('the retention of the log of changes', () => {
  let database: TestDatabase;
  let shop: string;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    shop = uuid();
    await database.db.knex('shops').insert({ shop_id: shop, name: shop });
  });

  const read = async (after = 0, limit = 10_000) => await readChanges(database.db.knex, shop, { after, limit });
  /** A block of so many changes, recorded so many days ago. */
  const block = async (count: number, daysAgo: number): Promise<void> => {
    const changes = Array.from(
      { length: count },
      () => ({ entity: 'order', entityId: uuid(), action: 'written' }) as const,
    );
    await database.db.transaction(async (tx) => await recordChanges(tx, shop, null, changes));
    const { newest } = await read();
    await database.db
      .knex('changes')
      .where({ shop_id: shop, last_no: newest })
      .update({ at: database.db.knex.raw('now() - make_interval(days => ?)', [daysAgo]) });
  };
  const sweep = async () => await deleteOldChanges(database.db.knex, DAYS);
  const consumer = async (after: number) =>
    await database.db
      .knex('order_consumers')
      .insert({ shop_id: shop, consumer: 'crm', after_no: after })
      .onConflict(['shop_id', 'consumer'])
      .merge();

  it('takes whole blocks from the beginning, and notes how far', async () => {
    await block(5, OLD);
    await block(1, OLD);
    await block(4, 1);
    expect(await sweep()).toBe(6);
    const { items, newest, forgotten } = await read();
    expect([items.map(({ seq }) => seq), newest, forgotten]).toEqual([[7, 8, 9, 10], 10, 6]);
    expect(await sweep()).toBe(0);
  });

  it('takes all when all is old; numbers go on from there', async () => {
    await block(3, OLD);
    expect(await sweep()).toBe(3);
    await block(2, 0);
    const { items, forgotten } = await read();
    expect([items.map(({ seq }) => seq), forgotten]).toEqual([[4, 5], 3]);
  });

  it('leaves no gap: what is old but stands behind what is young stays (a clock that was put back)', async () => {
    await block(2, OLD);
    await block(2, 1);
    await block(2, OLD);
    expect(await sweep()).toBe(2);
    expect((await read()).items.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
  });

  it('waits for who keeps a place here, three times as long', async () => {
    await block(3, OLD);
    await block(3, OLD);
    await block(1, 0);
    await consumer(4);
    expect(await sweep()).toBe(3); // 4 lies in the second block, which is still to be read to its end
    expect((await read()).forgotten).toBe(3);
    await consumer(6);
    expect(await sweep()).toBe(3);
  });

  it('does not wait for ever', async () => {
    await block(3, DAYS * 3 + 1);
    await block(3, DAYS * 3 - 1);
    await block(1, 0);
    await consumer(0);
    expect(await sweep()).toBe(3);
    expect((await read()).forgotten).toBe(3);
  });

  it('works by portions, and by shops', async () => {
    const other = shop;
    await block(1, 1);
    shop = uuid();
    await database.db.knex('shops').insert({ shop_id: shop, name: shop });
    await block(1, 0);
    await database.db.knex.raw(
      `insert into changes (shop_id, first_no, last_no, entity, action, entity_ids, at)
       select ?, n, n, 'order', 'written', array[gen_random_uuid()], now() - interval '40 days' from generate_series(2, 2500) n`,
      [shop],
    );
    await database.db
      .knex('changes')
      .where({ shop_id: shop, last_no: 1 })
      .update({ at: new Date(0) });
    await database.db.knex('change_counters').where({ shop_id: shop }).update({ last: 2500 });
    expect(await sweep()).toBe(2500);
    expect((await read()).forgotten).toBe(2500);
    shop = other;
    expect((await read()).forgotten).toBe(0);
  });

  it('a reader at the edge sees either what it asks for, or that it is forgotten: never a gap', async () => {
    for (let n = 0; n < 120; n += 1) await block(1 + (n % 3), OLD);
    const { newest } = await read();
    let sweeping = true;
    const sweeps = (async () => {
      // Block by block, so that readers meet every edge.
      for (let first = 1; first <= newest; ) {
        const { rows } = await database.db.knex.raw(
          'select last_no::int as last_no from changes where shop_id = ? order by changes.last_no limit 1',
          [shop],
        );
        first = Number(rows[0]?.last_no ?? newest) + 1;
        await consumer(first - 1);
        await sweep();
      }
      sweeping = false;
    })();
    let wasForgotten = 0;
    let wasWhole = 0;
    const reader = async (seed: number) => {
      for (let turn = seed; sweeping; turn += 7) {
        const { forgotten: edge } = await read(newest, 1);
        const after = Math.max(0, Math.min(newest - 1, edge + ((turn % 5) - 2)));
        const page = await read(after, 10);
        if (after < page.forgotten) wasForgotten += 1;
        else {
          const seqs = page.items.map(({ seq }) => seq);
          expect(seqs).toEqual(seqs.map((_, index) => after + 1 + index));
          expect(seqs).toHaveLength(Math.min(10, newest - after));
          wasWhole += 1;
        }
      }
    };
    await Promise.all([sweeps, reader(0), reader(1), reader(2)]);
    expect(wasForgotten).toBeGreaterThan(5);
    expect(wasWhole).toBeGreaterThan(5);
  });
});
