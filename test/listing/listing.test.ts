import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { readConfig } from '../../src/config.js';
import { type Listing, startListing } from '../../src/listing/index.js';
import { createChangeWatch } from '../../src/store/changes/change-watch.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { readListedNo } from '../../src/store/listing/listing-state.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('the listing of a running server', () => {
  let database: TestDatabase;
  let listing: Listing | undefined;
  const errors: string[] = [];
  beforeEach(async () => {
    database = await openTestDatabase();
    errors.length = 0;
  });
  afterEach(async () => {
    await listing?.stop();
    await database.close();
  });

  const start = (environment: Record<string, string> = {}) => {
    const log = pino({ level: 'error' }, { write: (line) => errors.push(line) });
    const services = { db: database.db, log, config: readConfig(environment) };
    listing = startListing(services, createChangeWatch(services));
  };

  /** A product as an import leaves it, with its change. */
  async function addProduct(shop: string, name: string): Promise<string> {
    const id = uuid();
    await database.db.transaction(async (tx) => {
      await tx('products').insert({ shop_id: shop, product_id: id, id_space: 'main', external_id: id, name });
      await recordChanges(tx, shop, null, [{ entity: 'product', entityId: id, action: 'written' }]);
    });
    return id;
  }

  async function until(what: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 25_000; !(await what()); await sleep(20))
      if (Date.now() > deadline) throw new Error('it did not come');
  }
  const listed = async (shop = 'main'): Promise<string[]> =>
    await database.db.knex('listing').where({ shop_id: shop }).orderBy('name_key').pluck('product_id');

  it('follows what is written, in every shop, also in one that was added meanwhile', async () => {
    const { knex } = database.db;
    const first = await addProduct('main', 'a');
    start();
    await until(async () => (await readListedNo(knex, 'main')) === 1);
    expect(await listed()).toEqual([first]);
    const second = await addProduct('main', 'b');
    await until(async () => (await listed()).length === 2);
    expect(await listed()).toEqual([first, second]);
    await knex('shops').insert({ shop_id: 'other', name: 'other' });
    const there = await addProduct('other', 'c');
    await until(async () => (await readListedNo(knex, 'other')) === 1);
    expect([await listed('other'), await listed()]).toEqual([[there], [first, second]]);
    expect(errors).toEqual([]);
  });

  it('goes on after a failure of the database', async () => {
    const { knex } = database.db;
    await addProduct('main', 'a');
    await knex.raw('alter table listing rename to away');
    start();
    await until(async () => errors.length > 0);
    await knex.raw('alter table away rename to listing');
    await until(async () => (await readListedNo(knex, 'main')) === 1);
    expect(await listed()).toHaveLength(1);
  });

  it('does nothing with LISTING=false, and ends at once when it is stopped', async () => {
    await addProduct('main', 'a');
    start({ LISTING: 'false' });
    await sleep(600);
    expect(await readListedNo(database.db.knex, 'main')).toBeNull();
    await listing?.stop();
    start();
    await until(async () => (await readListedNo(database.db.knex, 'main')) !== null);
    await listing?.stop();
    start({ LISTING: 'false' });
    // What nobody follows any more is not there to be read from.
    await until(async () => (await readListedNo(database.db.knex, 'main')) === null);
    await listing?.stop();
    start();
    const begun = Date.now();
    await listing?.stop();
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});
