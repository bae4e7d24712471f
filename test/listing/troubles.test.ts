import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { readConfig } from '../../src/config.js';
import { growingRests } from '../../src/listing/growing-rests.js';
import { catchUp, type Listing, startListing } from '../../src/listing/index.js';
import { cleanUp } from '../../src/listing/keep-up.js';
import { tellOfLag } from '../../src/listing/tell-lag.js';
import { createChangeWatch } from '../../src/store/changes/change-watch.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { moveDone, readListedNo, readListingState, seeOneSnapshot } from '../../src/store/listing/listing-state.js';
import { numberTerms } from '../../src/store/listing/terms.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

interface Line {
  readonly msg: string;
  readonly shopId?: string;
  readonly code?: string;
  readonly products?: number;
  readonly some?: readonly { readonly productId: string; readonly code: string }[];
}

describe('a trouble of the listing', () => {
  let database: TestDatabase;
  let listing: Listing | undefined;
  const lines: Line[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  beforeEach(async () => {
    database = await openTestDatabase();
    lines.length = 0;
  });
  afterEach(async () => {
    await listing?.stop();
    listing = undefined;
    await database.close();
  });

  const start = () => {
    const services = { db: database.db, log, config: readConfig({}) };
    listing = startListing(services, createChangeWatch(services));
  };

  async function addProducts(shop: string, names: readonly string[]): Promise<string[]> {
    const ids = names.map(() => uuid());
    await database.db.transaction(async (tx) => {
      for (const [place, name] of names.entries()) {
        const product_id = ids[place] as string;
        await tx('products').insert({ shop_id: shop, product_id, id_space: 'main', external_id: product_id, name });
      }
      const changes = ids.map((entityId) => ({ entity: 'product' as const, entityId, action: 'written' as const }));
      await recordChanges(tx, shop, null, changes);
    });
    return ids;
  }

  async function until(what: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 20_000; !(await what()); await sleep(20))
      if (Date.now() > deadline) throw new Error('it did not come');
  }
  const listed = async (shop = 'main'): Promise<string[]> =>
    await database.db.knex('listing').where({ shop_id: shop }).orderBy('product_id').pluck('product_id');

  it.each([
    [
      'of what the program makes of its rows',
      `update products set characteristics = '{}' where name = 'bad'`,
      'TypeError',
    ],
    ['of a statement', `alter table listing add constraint poison check (codes <> '{sku:bad}')`, '23514'],
    [
      'of a statement of the search',
      `alter table search_rows add constraint poison check (words::text !~ 'bad')`,
      '23514',
    ],
  ])('with one product, %s, leaves all others of the shop listed', async (_, poison, code) => {
    const { knex } = database.db;
    const names = Array.from({ length: 20 }, (_, i) => (i === 7 ? 'bad' : `good ${i}`));
    const ids = await addProducts('main', names);
    const bad = ids[7] as string;
    await knex('products').where({ product_id: bad }).update({ sku: 'bad' });
    await knex.raw(poison);
    start();
    const others = ids.filter((id) => id !== bad).sort();
    await until(async () => (await readListedNo(knex, 'main')) === 20);
    expect(await listed()).toEqual(others);
    const told = lines.find(({ some }) => some !== undefined);
    expect(told).toMatchObject({ shopId: 'main', products: 1, some: [{ productId: bad, code }] });

    // The log is followed, and what stands in the way is told of once.
    const [later] = await addProducts('main', ['later']);
    await until(async () => (await listed()).includes(later as string));
    expect(lines.filter(({ some }) => some !== undefined)).toHaveLength(1);

    // Once it can be made, it is: at its next try, or with its next change.
    await knex.raw(`update products set characteristics = '[]'; alter table listing drop constraint if exists poison;
      alter table search_rows drop constraint if exists poison; update listing_troubles set again_at = now()`);
    await until(async () => (await listed()).includes(bad));
    expect(await knex('listing_troubles').count({ n: '*' }).first()).toEqual({ n: '0' });
    expect(await knex('search_rows').where({ product_id: bad }).pluck('words')).toEqual([`'bad':1A`]);
  });

  it('is tried again ever more seldom, and with the next change of the product', async () => {
    const { knex } = database.db;
    const [bad = ''] = await addProducts('main', ['bad', 'good']);
    await knex.raw(`update products set characteristics = '{}' where name = 'bad'`);
    const rests: number[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      await catchUp({ db: database.db });
      const row = await knex('listing_troubles').first(
        knex.raw('round(extract(epoch from again_at - now()) / 30)::int as rest'),
      );
      rests.push(row.rest * 30);
      await knex.raw('update listing_troubles set again_at = now()');
    }
    expect(rests).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    await knex.raw(`update listing_troubles set again_at = now() + interval '1 hour'`);
    await knex.raw(`update products set characteristics = '[]'`);
    await database.db.transaction((tx) =>
      recordChanges(tx, 'main', null, [{ entity: 'product', entityId: bad, action: 'written' }]),
    );
    await catchUp({ db: database.db });
    expect(await listed()).toHaveLength(2);
  });

  it('of one shop leaves the others followed, and is told of with its id and code', async () => {
    const { knex } = database.db;
    await knex('shops').insert([
      { shop_id: 'a-bad', name: 'bad' },
      { shop_id: 'z-other', name: 'other' },
    ]);
    await knex.raw(`alter table listing_state add constraint poison check (shop_id <> 'a-bad' or done_no = 0)`);
    await addProducts('a-bad', ['x']);
    const there = await addProducts('z-other', ['y']);
    start();
    await until(async () => (await readListedNo(knex, 'z-other')) === 1);
    expect(await listed('z-other')).toEqual(there);
    await until(async () => lines.length > 0);
    expect(lines[0]).toMatchObject({ shopId: 'a-bad', code: '23514' });
    const again = await addProducts('z-other', ['z']);
    await until(async () => (await listed('z-other')).includes(again[0] as string));
    await knex.raw('alter table listing_state drop constraint poison');
    await until(async () => (await readListedNo(knex, 'a-bad')) === 1);
    expect(lines.length).toBeLessThan(6);
  });

  it('is told of in the log when filters lag for long, and when they have caught up', async () => {
    const { knex } = database.db;
    const teller = tellOfLag(knex, log);
    try {
      await addProducts('main', ['a', 'b']);
      const begun = Date.now();
      await teller.look(begun);
      await teller.look(begun + 500_000);
      expect(lines).toEqual([]);
      await teller.look(begun + 700_000);
      await teller.look(begun + 760_000);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ shopId: 'main', behind: 2, seconds: 700, whole: false, troubled: 0 });
      await catchUp({ db: database.db });
      await teller.look();
      expect(lines.map(({ msg }) => msg)).toEqual([
        'filters, sorting and search lag behind',
        'filters, sorting and search have caught up',
      ]);
      // From now on the age of what is not followed yet counts.
      await addProducts('main', ['c']);
      await knex.raw(`update changes set at = now() - interval '1 hour'`);
      await teller.look();
      expect(lines[2]).toMatchObject({ behind: 1, whole: true });
    } finally {
      teller.stop();
    }
  });

  it('of two servers that follow at once is none: the rows are right, whoever makes them', async () => {
    const { knex } = database.db;
    const names = Array.from({ length: 200 }, (_, i) => `p ${i}`);
    for (let part = 0; part < 10; part += 1) {
      await addProducts('main', names);
      await Promise.allSettled([
        catchUp({ db: database.db }),
        catchUp({ db: database.db }),
        catchUp({ db: database.db }),
      ]);
    }
    await catchUp({ db: database.db });
    expect(await listed()).toHaveLength(2000);
    expect(await readListingState(knex, 'main')).toMatchObject({ doneNo: 2000, rebuiltTo: null });
    const stray = await knex.raw(`select count(*)::int as n from listing l cross join unnest(l.terms) t
      where not exists (select from listing_terms k where k.term_no = t)`);
    expect(stray.rows[0].n).toBe(0);
    expect(await knex('listing_troubles').count({ n: '*' }).first()).toEqual({ n: '0' });
  });

  it('of two servers at once is none: a term that one takes is not deleted by the other', async () => {
    await addProducts('main', ['a']);
    await catchUp({ db: database.db });
    const term = { kind: 'brand' as const, name: '', value: 'Завод', space: '' };
    await database.db.transaction((tx) => numberTerms(tx, 'main', [term])); // no product has it any more
    const round = database.db.transaction(async (tx) => {
      await seeOneSnapshot(tx);
      await numberTerms(tx, 'main', [term]);
      await cleanUp(database.db);
      await moveDone(tx, 'main', 1, { settledNo: 1, written: 1 });
    });
    await expect(round).rejects.toMatchObject({ code: '40001' });
    await database.db.transaction(async (tx) => {
      await seeOneSnapshot(tx);
      expect((await numberTerms(tx, 'main', [term])).size).toBe(1);
    });
  });

  it('rests twice as long each time', () => {
    const rests = growingRests(1000, 5000);
    expect([1, 2, 3, 4, 5].map(() => rests.failed('a'))).toEqual([1000, 2000, 4000, 5000, 5000]);
    expect([rests.isResting('a'), rests.isResting('b')]).toEqual([true, false]);
    rests.succeeded('a');
    expect([rests.isResting('a'), rests.failed('a')]).toEqual([false, 1000]);
  });
});
