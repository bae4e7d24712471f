import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Ids } from './world.js';

/** Rows that no small exchange brings: written as the server would write them. */
export async function fillByHand(database: pg.Client, ids: Ids): Promise<void> {
  await insert(database, 'directory_entries', {
    ...{ shop_id: 'main', entry_id: randomUUID(), directory: 'bonus/cards', entry_key: 'card', written_key: 'card' },
    ...{ name: 'Картка', content: '{}', active: true },
  });
  for (const directory of ['statuses', 'payment-methods', 'deliveries']) {
    await insert(database, 'directory_entries', {
      ...{ shop_id: 'main', entry_id: randomUUID(), directory, entry_key: 'of 1c' },
      ...{ written_key: 'of 1c', name: '', content: '{}', active: true, node_id: ids.node },
    });
  }
  ids['duplicates-decided'] = await insertDuplicate(database, ids, 'same');
}

/** A node like the first: its row is copied, since the command line takes a second for each. */
export async function copyNode(database: pg.Client, name: string): Promise<void> {
  const own = { node_id: randomUUID(), name, login: `${name}-login`, settings: {} };
  await database.query(
    `insert into nodes select (jsonb_populate_record(null::nodes, to_jsonb(n) || $1::jsonb)).* from nodes n limit 1`,
    [JSON.stringify(own)],
  );
}

/** A document of another 1C that was taken for an order. @returns its id */
export async function insertDuplicate(database: pg.Client, ids: Ids, state: 'open' | 'same'): Promise<string> {
  const content = {
    ...{ kind: 'document', id: '', number: 'УТ-1', date: '2026-03-01', operation: 'order', currency: 'UAH' },
    ...{ operationText: 'Заказ товара', amount: '10' },
    counterparties: [{ type: 'person', name: 'Олена', contacts: [], extra: {} }],
    ...{ taxes: [], discounts: [], requisites: [], fate: {}, subordinate: [], extra: {} },
  };
  const id = randomUUID();
  await insert(database, 'order_duplicates', {
    ...{ shop_id: 'main', duplicate_id: id, order_id: ids.order, node_id: ids.south, document_key: randomUUID() },
    ...{ recognised_by: 'facts', state, content: JSON.stringify(content) },
    ...(state === 'same' ? { decided_at: new Date() } : {}),
  });
  return id;
}

async function insert(database: pg.Client, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row);
  const places = names.map((_name, at) => `$${at + 1}`);
  await database.query(`insert into ${table} (${names}) values (${places})`, Object.values(row));
}
