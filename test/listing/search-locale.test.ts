import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { migrate } from '../../src/db/migrate.js';
import { type Database, openServer } from '../../src/db/open.js';
import { listingRound } from '../../src/listing/projector.js';
import { readSearch } from '../../src/listing/search-query.js';
import { findProducts } from '../../src/store/listing/find-products.js';
import { insertOffer, insertProduct, insertProperty } from '../api/catalogue-rows.js';
import { CASES, OFFERS, SHELF } from '../api/search-cases.js';
import { openEmptyDatabase, type TestDatabase } from '../support/database.js';

/** Many servers were set up so, and the embedded one is where the system has no UTF-8 locale: letters are those of ASCII only. */
describe('the search in a database with LC_CTYPE=C', () => {
  let beside: TestDatabase;
  let db: Database;
  const name = `uzel_test_${Date.now()}_c`;
  beforeAll(async () => {
    beside = await openEmptyDatabase();
    await beside.db.knex.raw(
      `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C' locale_provider libc`,
    );
    const url = new URL(beside.url);
    url.pathname = `/${name}`;
    db = await openServer(url.href, 4, pino({ level: 'silent' }));
    await migrate(db);
    await db.knex('shops').insert({ shop_id: 'main', name: 'main' });
    await db.knex('change_counters').insert({ shop_id: 'main' });
    await insertProperty(db.knex, { external_id: 'colour', name: 'Цвет', variants: { warm: 'Тёплый белый' } });
    for (const [external_id, row] of Object.entries(SHELF)) await insertProduct(db.knex, { external_id, ...row });
    for (const offer of OFFERS) await insertOffer(db.knex, offer);
    for (let more = true; more; ) {
      const { rows } = await db.knex.raw('select rebuilt_to is null as done from listing_state');
      more = rows[0]?.done !== true;
      if (more) await listingRound(db, 'main', 1000);
    }
  });
  afterAll(async () => {
    await db.close();
    await beside.db.knex.raw(`drop database ${name} with (force)`);
    await beside.close();
  });

  async function found(q: string): Promise<string[]> {
    const text = await readSearch(db.knex, 'main', q);
    if (text === null) return [];
    const page = { limit: 100, after: null, updatedAfter: null };
    const conditions = {
      active: 'true',
      terms: [],
      without: [],
      codes: [],
      externalId: null,
      text,
      price: null,
    } as const;
    const { items } = await findProducts(db.knex, 'main', conditions, 'relevance', page);
    const ids = await db
      .knex('products')
      .whereIn('product_id', [...items])
      .pluck('external_id');
    return ids.sort();
  }

  it('has that locale', async () => {
    const { rows } = await db.knex.raw(
      `select lower('Ё') = 'Ё' as c, datctype from pg_database where datname = current_database()`,
    );
    expect(rows[0]).toEqual({ c: true, datctype: 'C' });
  });

  it('finds the same as elsewhere', async () => {
    const wrong: unknown[] = [];
    for (const [q, expected] of CASES) {
      const got = (await found(q)).join(' ');
      if (got !== expected.split(' ').sort().join(' ')) wrong.push([q, expected, got]);
    }
    expect(wrong).toEqual([]);
  });

  it('finds without pg_trgm all but what is mistyped', async () => {
    await db.knex.raw('drop extension pg_trgm cascade');
    const typos = /wrong letter|letter forgotten|letter too many|swapped|mistyped|as it sounds|by a letter/;
    const wrong: unknown[] = [];
    for (const [q, expected, why] of CASES) {
      const got = (await found(q)).join(' ');
      if (got !== (typos.test(why) ? '' : expected.split(' ').sort().join(' '))) wrong.push([q, expected, got, why]);
    }
    expect(wrong).toEqual([]);
  });
});
