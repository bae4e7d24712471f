import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catchUp } from '../../src/listing/index.js';
import { cutLots, LOT } from '../../src/listing/lots.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { jsonPieces } from '../../src/store/listing/json-pieces.js';
import { recentMap } from '../../src/store/listing/recent-map.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('lots of the listing', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const LARGE = 5000;
  const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

  /** Products 1…count, the second of which has 5,000 offers, each with a price, a barcode and a long value of its own. */
  async function fill(count: number): Promise<void> {
    const { knex } = database.db;
    await knex.raw(
      `insert into products (shop_id, product_id, id_space, external_id, name)
       select 'main', cast('00000000-0000-4000-8000-' || lpad(i::text, 12, '0') as uuid), 'main', 'p' || i, 'Товар ' || i
       from generate_series(1, ?) as i`,
      [count],
    );
    await knex.raw(
      `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id, name, barcode, characteristics)
       select 'main', cast('00000000-0000-4000-9000-' || lpad(i::text, 12, '0') as uuid), 'main', 'p2', 'c' || i, 'Вариант ' || i, '46' || i,
         jsonb_build_array(jsonb_build_object('name', 'Размер', 'value', repeat('ы', 150) || i))
       from generate_series(1, ?) as i`,
      [LARGE],
    );
    await knex.raw(
      `insert into offer_numbers (shop_id, offer_id, prices, stock, stock_total)
       select shop_id, offer_id, jsonb_build_object('t', jsonb_build_array(jsonb_build_object('amount', substr(barcode, 3)))), '{}', 1 from offers`,
    );
    const changes = Array.from({ length: count }, (_, i) => ({
      entity: 'product' as const,
      entityId: idOf(i + 1),
      action: 'written' as const,
    }));
    await database.db.transaction((tx) => recordChanges(tx, 'main', null, changes));
  }

  it('are cut by products and by offers, and no statement of theirs is large', async () => {
    await fill(LOT.products + 10);
    const ids = Array.from({ length: LOT.products + 10 }, (_, i) => idOf(i + 1));
    const lots = await database.db.transaction((tx) => cutLots(tx, 'main', ids));
    expect(lots.map(({ length }) => length)).toEqual([1, 1, LOT.products, 8]);
    expect(lots.flat()).toEqual(ids);

    let rows = 0;
    let bytes = 0;
    database.db.knex.on('query', ({ bindings = [] }: { bindings?: readonly unknown[] }) => {
      for (const one of bindings) if (typeof one === 'string') bytes = Math.max(bytes, Buffer.byteLength(one));
    });
    database.db.knex.on(
      'query-response',
      ({ rows: answered = [] }: { rows?: readonly unknown[] }, { sql }: { sql: string }) => {
        if (sql.startsWith('fetch')) rows = Math.max(rows, answered.length);
      },
    );
    await catchUp({ db: database.db });
    expect(rows).toBeLessThanOrEqual(500);
    expect(bytes).toBeLessThanOrEqual(4_000_000);
    const listed = await database.db
      .knex('listing')
      .where({ product_id: idOf(2) })
      .first();
    expect(listed.codes).toHaveLength(LARGE);
    expect(listed.terms.length).toBe(LARGE + 1); // a value of each, and that it is in stock
    const [price] = await database.db.knex('listing_prices').where({ product_id: idOf(2) });
    expect(price.low).toBe('1');
    expect((await database.db.knex('listing').count({ n: '*' }))[0]?.n).toBe(String(LOT.products + 10));
  });

  it('go into statements of so many bytes, in order, a large row alone', () => {
    const rows = [{ a: 'ы'.repeat(10) }, { a: 'b' }, { a: 'ы'.repeat(100) }, { a: 'c' }];
    const pieces = [...jsonPieces(rows, 60)];
    expect(pieces.map((piece) => JSON.parse(piece).length)).toEqual([2, 1, 1]);
    expect(pieces.flatMap((piece) => JSON.parse(piece))).toEqual(rows);
    expect([...jsonPieces([])]).toEqual([]);
  });

  it('remember words no longer than so many others were asked for', () => {
    const map = recentMap<number | null>(4);
    for (let i = 0; i < 100; i += 1) {
      map.set(String(i), i);
      expect(map.get('0')).toBe(0); // asked for again and again
    }
    map.set('none', null);
    expect(map.get('none')).toBeNull();
    expect(
      Array.from({ length: 100 }, (_, i) => map.get(String(i))).filter((one) => one !== undefined).length,
    ).toBeLessThanOrEqual(4);
  });
});
