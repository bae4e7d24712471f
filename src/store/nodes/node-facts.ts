import type { Sql } from '../../db/open.js';
import type { Order } from '../../orders.js';
import { type OrderRow, toOrder } from '../orders/order-rows.js';

/** What a check of a node asks the database (exchange/node-check). Nothing here is written. */

/** The newest order that a node owns, else the newest that it might be given, else null. */
export async function sampleOrder(sql: Sql, shopId: string, nodeId: string): Promise<Order | null> {
  const found = await sql.raw<{ rows: OrderRow[] }>(
    `(select * from orders where shop_id = :shopId and owner_node_id = :nodeId order by order_id desc limit 1)
     union all
     (select * from orders where shop_id = :shopId and owner_node_id is null order by order_id desc limit 1)
     limit 1`,
    { shopId, nodeId },
  );
  return found.rows[0] ? toOrder(found.rows[0]) : null;
}

/** The number that the shop's next order gets when it brings none; null before the first start. */
export async function nextOrderNumber(sql: Sql, shopId: string): Promise<string | null> {
  const row: { next: string } | undefined = await sql('order_counters').where({ shop_id: shopId }).first('next');
  return row?.next ?? null;
}

/** A reason that keeps orders back, and how many. */
export interface HeldReason {
  readonly code: string;
  readonly text: string;
  readonly orders: number;
}

/** What keeps orders of a node back: the reasons with most orders first, 20 at most. */
export async function heldReasons(sql: Sql, shopId: string, nodeId: string): Promise<HeldReason[]> {
  const found = await sql.raw<{ rows: HeldReason[] }>(
    `select notice ->> 'code' as code, min(notice ->> 'text') as text, count(*)::int as orders
     from orders, jsonb_array_elements(held) as notice
     where shop_id = ? and owner_node_id = ? and held is not null and due_version > acknowledged_version
     group by 1 order by orders desc, code limit 20`,
    [shopId, nodeId],
  );
  return found.rows;
}

/** The currencies of a shop's newest orders (500), most used first. */
export async function currenciesInUse(sql: Sql, shopId: string): Promise<string[]> {
  const found = await sql.raw<{ rows: { currency: string }[] }>(
    `select currency from (select currency from orders where shop_id = ? order by order_id desc limit 500) as newest
     group by currency order by count(*) desc, currency`,
    [shopId],
  );
  return found.rows.map((row) => row.currency);
}

/** What people wrote into the newest orders of a shop (200), as one text. */
export async function writtenTexts(sql: Sql, shopId: string): Promise<string> {
  const found = await sql.raw<{ rows: { text: string | null }[] }>(
    `select string_agg(concat_ws(' ', status, customer, lines, delivery, payments, comment, requisites), ' ') as text
     from (select * from orders where shop_id = ? order by order_id desc limit 200) as newest`,
    [shopId],
  );
  return found.rows[0]?.text ?? '';
}

/** The words of a shop's newest orders (1,000), each once. */
export interface WordsInUse {
  readonly statuses: readonly string[];
  readonly paymentMethods: readonly string[];
  readonly deliveries: readonly string[];
  readonly warehouses: readonly string[];
  readonly organisations: readonly string[];
}

/** The words that a shop's newest orders use. */
export async function wordsInUse(sql: Sql, shopId: string): Promise<WordsInUse> {
  const each = (expression: string): string =>
    `array(select distinct ${expression} from newest where ${expression} is not null)`;
  const found = await sql.raw<{ rows: WordsInUse[] }>(
    `with newest as (select * from orders where shop_id = ? order by order_id desc limit 1000)
     select ${each('status')} as statuses, ${each("delivery ->> 'name'")} as deliveries, ${each('warehouse')} as warehouses,
       ${each('organisation')} as organisations,
       array(select distinct payment ->> 'name' from newest, jsonb_array_elements(payments) as payment
             where payment ->> 'name' is not null) as "paymentMethods"`,
    [shopId],
  );
  const [row] = found.rows;
  if (!row) throw new Error('a select without from gave no row');
  return row;
}

/** Which of these 1C ids a list of the catalogue has in an id space. */
export async function knownIds(
  sql: Sql,
  table: 'warehouses' | 'price_types',
  of: { readonly shopId: string; readonly idSpace: string },
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set();
  const rows: { external_id: string }[] = await sql(table)
    .where({ shop_id: of.shopId, id_space: of.idSpace, active: true })
    .whereIn('external_id', [...externalIds])
    .select('external_id');
  return new Set(rows.map((row) => row.external_id));
}

/** How many items came of the user dictionary of this name or 1C id; null = the dictionary never came. */
export async function dictionaryItems(
  sql: Sql,
  of: { readonly shopId: string; readonly idSpace: string },
  nameOrId: string,
): Promise<number | null> {
  const found = await sql.raw<{ rows: { items: number }[] }>(
    `select (select count(*)::int from dictionary_items i where i.shop_id = d.shop_id and i.id_space = d.id_space
               and i.dictionary_external_id = d.external_id and i.external_id <> '') as items
     from dictionaries d
     where d.shop_id = :shopId and d.id_space = :idSpace and (d.external_id = :nameOrId or lower(d.name) = lower(:nameOrId))
     order by items desc limit 1`,
    { ...of, nameOrId },
  );
  return found.rows[0]?.items ?? null;
}

/** When a node's 1C was here, and what came of the orders that it was given. */
export interface Heard {
  readonly lastAt: Date | null;
  readonly lastSaleAt: Date | null;
  readonly userAgent: string | null;
  /** Answers with orders. */
  readonly offered: number;
  /** Of them, those that 1C confirmed. */
  readonly acknowledged: number;
  readonly lastAcknowledgedAt: Date | null;
}

/** What is known of a node's 1C from its exchanges. */
export async function heardOf(sql: Sql, shopId: string, nodeId: string): Promise<Heard> {
  const found = await sql.raw<{ rows: Heard[] }>(
    `select e.*, b.* from
       (select max(last_seen_at) as "lastAt", max(last_seen_at) filter (where type = 'sale') as "lastSaleAt",
          (array_agg(user_agent order by last_seen_at desc))[1] as "userAgent"
        from exchanges where shop_id = :shopId and node_id = :nodeId and type not in ('import', 'replay', 'restore')) as e,
       (select count(*)::int as offered, (count(*) filter (where state = 'acknowledged'))::int as acknowledged,
          max(acknowledged_at) as "lastAcknowledgedAt"
        from batches where shop_id = :shopId and node_id = :nodeId and orders_count > 0) as b`,
    { shopId, nodeId },
  );
  const [row] = found.rows;
  if (!row) throw new Error('a select of aggregates gave no row');
  return row;
}
