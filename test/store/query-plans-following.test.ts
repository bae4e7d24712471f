import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Knex } from 'knex';
import { readExportOffers, readExportProducts } from '../../src/store/catalogue/export-rows.js';
import { externalIdsOf } from '../../src/store/changes/external-ids.js';
import { lastSeqs, readChanges } from '../../src/store/changes/read-changes.js';
import type { PageRequest } from '../../src/store/list-page.js';
import { claimOrders, readOrdersById } from '../../src/store/orders/order-consumers.js';
import { listOrders } from '../../src/store/orders/order-reading.js';
import { readAttempts } from '../../src/store/webhooks/attempts.js';
import { activeWebhooks } from '../../src/store/webhooks/endpoints.js';
import { dueLanes, headOf } from '../../src/store/webhooks/lanes.js';
import { isFull } from '../../src/store/webhooks/messages.js';
import { listDeliveries, readDelivery } from '../../src/store/webhooks/read-deliveries.js';
import { readTold } from '../../src/store/webhooks/told-orders.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { openPlans, type Plans, runAll, uuidOf, uuidSql } from './plans.js';

const ORDERS = 20_000;
const MESSAGES = 20_000;
const PRODUCTS = 10_000;
const BLOCKS = 20_000;
const LARGE_TABLES =
  'products offers offer_numbers changes orders order_history webhook_messages webhook_lanes webhook_attempts order_told'.split(
    ' ',
  );
const [HOOK, NODE, CUSTOMER] = [uuidOf(1, 'a000'), uuidOf(1, 'b000'), uuidOf(7, '8001')];
const KEY = { shopId: 'main', webhookId: HOOK };

describe('the plans of what followers, webhooks and lists of orders ask all the time', () => {
  let database: TestDatabase;
  let knex: Knex;
  let plans: Plans;
  beforeAll(async () => {
    database = await openTestDatabase();
    ({ knex } = database.db);
    plans = await openPlans(database);
    await fill(knex);
  }, 300_000);
  afterAll(async () => {
    await plans.close();
    await database.close();
  });

  const page = (after: PageRequest['after'] = null): PageRequest => ({ limit: 50, after, updatedAfter: null });
  const exported = { product: new Set(['name'] as const), offer: new Set(['name'] as const), numbers: new Set([]) };

  const hot: [string, () => Promise<unknown>][] = [
    ['changes from the beginning', () => readChanges(knex, 'main', { after: 0, limit: 1000 })],
    ['changes near the end', () => readChanges(knex, 'main', { after: 10 * BLOCKS - 50, limit: 1000 })],
    ['changes of a rare type', () => readChanges(knex, 'main', { after: 0, limit: 1000, types: ['order'] })],
    ['the numbers of those who wait', () => lastSeqs(knex, ['main', 'other'])],
    [
      'what 1C calls the things of a page',
      () =>
        externalIdsOf(knex, 'main', [
          { type: 'product', id: uuidOf(5) },
          { type: 'price', id: uuidOf(15, '9000') },
          { type: 'order', id: uuidOf(5, '9001') },
        ]),
    ],
    [
      'a claim of changed orders',
      () => database.db.transaction((tx) => claimOrders(tx, 'main', { consumer: 'crm', limit: 100, lease: 60 })),
    ],
    ['the orders of a claim', () => readOrdersById(knex, 'main', [uuidOf(5, '9001'), uuidOf(6, '9001')])],
    ['a page of orders', () => listOrders(knex, 'main', {}, page())],
    ['a later page of orders', () => listOrders(knex, 'main', {}, page({ id: uuidOf(10_000, '9001') }))],
    [
      'orders that changed last',
      () => listOrders(knex, 'main', {}, { ...page(), updatedAfter: '2026-01-01T04:00:00.000000Z' }),
    ],
    ['orders of a node', () => listOrders(knex, 'main', { owner: NODE }, page())],
    ['orders of a customer', () => listOrders(knex, 'main', { customer: CUSTOMER }, page())],
    ['orders of a status that many have', () => listOrders(knex, 'main', { status: 'Новый' }, page())],
    ['webhooks that are behind', () => activeWebhooks(knex)],
    ['lanes that are due', () => dueLanes(knex, 8)],
    ['the head of a lane', () => headOf(knex, { ...KEY, lane: 'order:77' })],
    ['whether a queue is full', () => database.db.transaction((tx) => isFull(tx, KEY))],
    ['deliveries of a webhook', () => listDeliveries(knex, KEY, { limit: 50 })],
    ['failed deliveries of a webhook', () => listDeliveries(knex, KEY, { limit: 50, state: 'failed' })],
    ['deliveries of an order', () => listDeliveries(knex, KEY, { limit: 50, lane: 'order:77' })],
    ['one delivery', () => readDelivery(knex, KEY, uuidOf(77, 'a001'))],
    ['the attempts of deliveries', () => readAttempts(knex, KEY, ['77', '78'])],
    [
      'what a webhook was told of orders',
      () => database.db.transaction((tx) => readTold(tx, KEY, [uuidOf(5, '9001'), uuidOf(6, '9001')])),
    ],
    [
      'a lot of an export',
      () =>
        database.db.transaction(async (tx) => {
          const lot = { active: 'true', after: uuidOf(5_000), limit: 100 } as const;
          return await readExportOffers(tx, 'main', exported, await readExportProducts(tx, 'main', exported, lot));
        }),
    ],
  ];

  it.each(hot)('%s: no large table is read from end to end', async (_, work) => {
    const queries = await plans.queriesOf(work);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      for (const mode of ['custom', 'generic'] as const) {
        const scanned = (await plans.scannedBy(query, mode)).filter((name) => LARGE_TABLES.includes(name));
        expect([mode, scanned, query.sql]).toEqual([mode, [], query.sql]);
      }
    }
  });

  it('finds what was put there', async () => {
    expect((await listOrders(knex, 'main', { customer: CUSTOMER }, page())).items).toHaveLength(50);
    expect((await headOf(knex, { ...KEY, lane: 'order:77' }))?.messageId).toBe(uuidOf(77, 'a001'));
    expect((await readChanges(knex, 'main', { after: 0, limit: 1000, types: ['order'] })).items).toHaveLength(1000);
    expect(await dueLanes(knex, 8)).toHaveLength(8);
  });

  it('would see a table that is read from end to end', async () => {
    const query = { sql: `select * from orders where comment like '%x%'`, bindings: [] };
    expect(await plans.scannedBy(query, 'generic')).toEqual(['orders']);
    const copied = await plans.queriesOf(
      async () =>
        await database.db.transaction((tx) =>
          readExportProducts(tx, 'main', exported, { active: 'all', after: null, limit: 1 }),
        ),
    );
    expect(copied.map(({ sql }) => /from (\w+)/.exec(sql)?.[1])).toEqual(['products']);
  });
});

/** Rows by the thousands, as a shop of some years has them. */
async function fill(knex: Knex): Promise<void> {
  const products = `generate_series(1, ${PRODUCTS}) as i`;
  const orders = `generate_series(1, ${ORDERS}) as i`;
  const messages = `generate_series(1, ${MESSAGES}) as i`;
  await runAll(knex, [
    `insert into products (shop_id, product_id, id_space, external_id, name)
     select 'main', ${uuidSql('i')}, 'main', 'e' || i, 'Product ' || i from ${products}`,
    `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id)
     select 'main', ${uuidSql('i * 3 + k', '9000')}, 'main', 'e' || i, 'c' || k from ${products}, generate_series(0, 2) as k`,
    `insert into offer_numbers (shop_id, offer_id) select shop_id, offer_id from offers`,
    `insert into nodes (shop_id, node_id, name, profile, login, password_hash, time_zone) values ('main', '${NODE}', 'one', 'trade', 'one', 'x', 'UTC')`,
    `insert into orders (shop_id, order_id, number, status, owner_node_id, customer, customer_id, currency, lines, total, placed_at, updated_at)
     select 'main', ${uuidSql('i', '9001')}, 'N' || i, case when i % 2 = 0 then 'Новый' else 'Закрыт' end, case when i % 3 > 0 then '${NODE}'::uuid end,
       '{}', ${uuidSql('i % 200', '8001')}, 'UAH', '[]', 1, timestamptz '2026-01-01' + make_interval(secs => i), timestamptz '2026-01-01' + make_interval(secs => i) from ${orders}`,
    `insert into order_history (shop_id, order_id, version, source, changes) select 'main', ${uuidSql('i', '9001')}, 1, 'api', '{}' from ${orders}`,
    `insert into webhooks (shop_id, webhook_id, url, events, secrets, after_no) values ('main', '${HOOK}', 'https://shop.example/hook', '{*}', '[]', 0)`,
    `insert into webhook_messages (shop_id, webhook_id, message_no, message_id, lane, type, body, state)
     select 'main', '${HOOK}', i, ${uuidSql('i', 'a001')}, 'order:' || i % 10000, 'order.updated', '{}',
       case when i < 2000 then 'waiting' when i % 100 = 0 then 'failed' else 'delivered' end from ${messages}`,
    `insert into webhook_lanes (shop_id, webhook_id, lane, next_at) select 'main', '${HOOK}', 'order:' || i, now() - make_interval(secs => i) from generate_series(1, 1999) as i`,
    `insert into webhook_attempts (shop_id, webhook_id, message_no, attempt, at, ms, status) select 'main', '${HOOK}', i, 1, now(), 10, 200 from ${messages}`,
    `insert into order_told (shop_id, webhook_id, order_id, version, digest) select 'main', '${HOOK}', ${uuidSql('i', '9001')}, 1, 'x' from ${orders}`,
    `insert into changes (shop_id, first_no, last_no, entity, action, entity_ids)
     select 'main', b * 10 + 1, b * 10 + 10, case when b % 20 = 0 then 'order' when b % 2 = 0 then 'product' else 'offer' end, 'written',
       array(select case when b % 20 = 0 then ${uuidSql('b + k', '9001')} when b % 2 = 0 then ${uuidSql('b + k')} else ${uuidSql('b + k', '9000')} end from generate_series(1, 10) as k)
     from generate_series(0, ${BLOCKS - 1}) as b`,
    // A consumer that reads on; to begin with, a large part of the log is read, and to read it in its order is not always best.
    `insert into order_consumers (shop_id, consumer, after_no) values ('main', 'crm', ${10 * BLOCKS - 3000})`,
    `insert into change_counters (shop_id, last) values ('main', ${10 * BLOCKS}) on conflict (shop_id) do update set last = ${10 * BLOCKS}`,
    'analyze',
  ]);
}
