import { afterEach, describe, expect, it } from '@jest/globals';
import { copyDatabase } from '../../src/store/copy-database.js';
import { openEmptyDatabase, openTestDatabase } from '../support/database.js';

describe('a copied database', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  it('goes on counting items where the source had come to, also behind those that are gone', async () => {
    const [source, target] = [await openTestDatabase(), await openEmptyDatabase()];
    open.push(source, target);
    const add = async ({ db }: typeof source, externalId: string): Promise<string> => {
      const { rows } = await db.knex.raw(
        `insert into products (shop_id, product_id, id_space, external_id) values ('main', gen_random_uuid(), 'main', ?)
         returning item_no`,
        [externalId],
      );
      return rows[0].item_no;
    };
    const numbers = [await add(source, 'a'), await add(source, 'b'), await add(source, 'c')];
    await source.db.knex('products').where({ external_id: 'c' }).delete();
    await copyDatabase(source.db, target.db, () => undefined);
    expect(await target.db.knex('products').orderBy('item_no').pluck('item_no')).toEqual(numbers.slice(0, 2));
    expect(Number(await add(target, 'd'))).toBe(Number(numbers[2]) + 1);
    expect(
      await target.db.knex.raw(
        'insert into offers (shop_id, offer_id, id_space, product_external_id) values (?, ?, ?, ?)',
        ['main', '0190b000-0000-7000-8000-000000000001', 'main', 'a'],
      ),
    ).toMatchObject({ rowCount: 1 });
  });
});
