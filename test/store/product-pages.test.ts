import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/** Words that compress to half their size, as descriptions do. */
const words = (characters: number): string =>
  Array.from({ length: characters / 10 }, () => `${randomBytes(2).toString('hex')} слово`.slice(0, 10)).join('');

describe('how products lie in their pages', () => {
  let database: TestDatabase;
  let knex: Knex;
  beforeAll(async () => {
    database = await openTestDatabase();
    knex = database.db.knex;
  });
  afterAll(() => database.close());

  const stored = async (description: string): Promise<{ compressed: boolean }> => {
    const product_id = uuid();
    await knex('products').insert({
      shop_id: 'main',
      product_id,
      id_space: 'main',
      external_id: product_id,
      description,
    });
    const { rows } = await knex.raw(
      'select pg_column_compression(description) is not null as compressed from products where product_id = ?',
      [product_id],
    );
    return rows[0];
  };

  it('as they came while two of them fit one, compressed when they are longer', async () => {
    expect(await stored(words(2_000))).toEqual({ compressed: false });
    expect(await stored(words(4_000))).toEqual({ compressed: true });
  });
});
