import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { migrate } from '../../src/db/migrate.js';
import { openEmptyDatabase, type TestDatabase } from '../support/database.js';
import { migrateBefore } from '../support/migrate-before.js';

const id = (n: number): string => `0190b000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [AT, LATER] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];

/** The log had a row for each change. */
describe('the migration to changes in blocks', () => {
  let database: TestDatabase;
  let knex: Knex;
  const former: object[] = [];

  beforeAll(async () => {
    database = await openEmptyDatabase();
    knex = database.db.knex;
    await migrateBefore(knex, '0012');
    for (const shop_id of ['main', 'other']) {
      await knex('shops').insert({ shop_id, name: shop_id });
      await knex('changes').insert(rowsOf(shop_id));
    }
    former.push(...(await knex('changes').orderBy(['shop_id', 'change_no'])));
    await migrate(database.db);
  });
  afterAll(() => database.close());

  /** Of both shops: 1100 products written, an offer in between, a gap in the numbers, then another time, action and exchange. */
  const rowsOf = (shop_id: string): object[] => {
    const row = (no: number, fields: object) => ({
      ...{ shop_id, change_no: no, entity: 'product', entity_id: id(no), action: 'written', exchange_id: null, at: AT },
      ...fields,
    });
    return [
      ...Array.from({ length: 1100 }, (_, index) => row(index + 1, {})),
      row(1101, { entity: 'offer' }),
      row(1102, {}),
      row(1104, {}),
      row(1105, { at: LATER }),
      row(1106, { action: 'removed', at: LATER }),
      row(1107, { action: 'removed', at: LATER, exchange_id: id(9) }),
    ];
  };

  it('keeps every change with its number, its time and what it was', async () => {
    const now = await knex.raw(
      `select shop_id, first_no + i.at - 1 as change_no, entity, i.id as entity_id, action, exchange_id, b.at
       from changes b cross join lateral unnest(entity_ids) with ordinality as i(id, at) order by 1, 2`,
    );
    expect(now.rows).toEqual(former);
  });

  it('in blocks of what is of one kind and has numbers side by side', async () => {
    const blocks = await knex('changes').where({ shop_id: 'main' }).orderBy('last_no').select('first_no', 'last_no');
    expect(blocks.map((block) => `${block.first_no}..${block.last_no}`)).toEqual([
      ...['1..1000', '1001..1100', '1101..1101', '1102..1102', '1104..1104', '1105..1105', '1106..1106', '1107..1107'],
    ]);
  });
});
