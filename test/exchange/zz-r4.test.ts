import { describe, expect, it } from '@jest/globals';
import type { FeedRecord } from '../../src/records.js';
import { base, StepWorld } from './step-world.js';
import { readOrderDocuments } from '../../src/store/read-order-documents.js';
import { orderByDocument } from '../../src/store/order-finding.js';

describe('cost', () => {
  it.each([0, 1])('references analysed %i', async (analysed) => {
    const world = await StepWorld.open();
    const node = await world.addNode('one');
    await world.newExchange(node);
    const N = 200_000;
    for (const t of ['dictionary_items', 'counterparties', 'other_records', 'order_documents', 'orders']) await world.knex.raw(`alter table ${t} set (autovacuum_enabled = false)`);
    if (analysed) await world.knex.raw('analyze');
    await world.knex.raw(`insert into dictionary_items (shop_id, item_id, id_space, dictionary_external_id, external_id, name) select 'main', gen_random_uuid(), 'main', 'd', 'i' || i, 'n' from generate_series(1, ${N}) i`);
    await world.knex.raw(`insert into counterparties (shop_id, counterparty_id, id_space, external_id, name, type) select 'main', gen_random_uuid(), 'main', 'i' || i, 'n', 'person' from generate_series(1, ${N}) i`);
    await world.knex.raw(`insert into other_records (shop_id, id_space, name, external_id, content) select 'main', 'main', 'x', 'i' || i, '{"a":1}' from generate_series(1, ${N}) i`);
    await world.knex.raw(`insert into orders (shop_id, order_id, number, customer, currency, lines, total, placed_at, owner_node_id) select 'main', gen_random_uuid(), 'n'||i, '{}', 'UAH', '[]', 1, now(), ? from generate_series(1, ${N}) i`, [node.nodeId]);
    await world.knex.raw(`insert into order_documents (shop_id, order_id, document_id, node_id, operation, content) select 'main', order_id, 'p' || number, ?, 'payment', '{"a":1}' from orders`, [node.nodeId]);
    const records: FeedRecord[] = [];
    for (let i = 0; i < 1000; i++) {
      records.push({ kind: 'dictionaryItem', dictionaryId: 'd', id: `i${i * 150 + 1}`, name: i % 2 ? 'n' : 'm', deleted: false, ...base });
      records.push({ kind: 'counterparty', id: `i${i * 150 + 1}`, name: i % 2 ? 'n' : 'm', type: 'person', deleted: false, ...base });
      records.push({ kind: 'other', name: 'x', ...base, extra: { Ид: `i${i * 150 + 1}`, a: i } });
    }
    await world.database.db.transaction(async (tx) => {
      const counter = async () => (await tx.raw(`select relname, seq_tup_read::int as s, coalesce(idx_tup_fetch,0)::int as i from pg_stat_xact_user_tables where relname in ('dictionary_items','counterparties','other_records','order_documents','orders')`)).rows;
      const t = Date.now();
      await world.writeIn(tx, records, node);
      process.stderr.write(`${analysed} step ${Date.now() - t} ms ${JSON.stringify(await counter())}\n`);
    });
    await world.database.db.transaction(async (tx) => {
      const counter = async () => (await tx.raw(`select relname, seq_tup_read::int as s, coalesce(idx_tup_fetch,0)::int as i from pg_stat_xact_user_tables where relname in ('dictionary_items','counterparties','other_records','order_documents','orders')`)).rows;
      const t = Date.now();
      for (let i = 0; i < 20; i++) await orderByDocument(tx, 'main', node.nodeId, `pn${i * 17 + 1}`);
      const ids = (await tx.raw('select order_id from orders limit 200')).rows.map((r: { order_id: string }) => r.order_id);
      await readOrderDocuments(tx, 'main', ids);
      process.stderr.write(`${analysed} docs ${Date.now() - t} ms ${JSON.stringify(await counter())}\n`);
    });
    for (const sql of [`select * from counterparties t where shop_id='main' and active order by counterparty_id limit 100`, `select * from counterparties t where shop_id='main' and updated_at > now() - interval '1 hour' order by updated_at, counterparty_id limit 100`, `select * from dictionary_items where shop_id='main' and id_space='main' and dictionary_external_id='d' and active order by item_id limit 100`]) {
      const plan = (await world.knex.raw(`explain ${sql}`)).rows.map((r: Record<string, string>) => r['QUERY PLAN']).join(' | ');
      process.stderr.write(`${plan.slice(0, 220)}\n`);
    }
    expect(1).toBe(1);
    await world.database.close();
  }, 200_000);
});
