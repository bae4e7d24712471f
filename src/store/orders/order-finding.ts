import { validate } from 'uuid';
import type { Sql } from '../../db/open.js';
import { ORDER_DOCUMENT } from './order-attachments.js';
import { oneCIdKey } from './order-rows.js';

/** An order that may be meant by a document of 1C. */
export interface FoundOrder {
  readonly orderId: string;
  readonly ownerNodeId: string | null;
  /** The key of 1C's guid for it, when 1C has told it. */
  readonly oneCIdKey: string | null;
}

export interface FoundRow {
  order_id: string;
  owner_node_id: string | null;
  one_c_id: string | null;
}

/** What of `orders o` is read to find one. */
export const COLUMNS = 'o.order_id, o.owner_node_id, o.one_c_id';

export const toFound = (row: FoundRow): FoundOrder => ({
  orderId: row.order_id,
  ownerNodeId: row.owner_node_id,
  oneCIdKey: row.one_c_id,
});

async function select(sql: Sql, query: string, bindings: readonly (string | number)[]): Promise<FoundOrder[]> {
  const found = await sql.raw<{ rows: FoundRow[] }>(query, [...bindings]);
  return found.rows.map(toFound);
}

/** The order that has this id with us. */
export async function orderById(sql: Sql, shopId: string, id: string): Promise<FoundOrder | null> {
  if (!validate(id)) return null;
  const [found] = await select(sql, `select ${COLUMNS} from orders o where shop_id = ? and order_id = ?`, [shopId, id]);
  return found ?? null;
}

/** The order that has this id in the node's 1C. */
export async function orderByOneCId(sql: Sql, shopId: string, nodeId: string, id: string): Promise<FoundOrder | null> {
  const [found] = await select(
    sql,
    `select ${COLUMNS} from orders o where shop_id = ? and owner_node_id = ? and one_c_id = ? order by order_id limit 1`,
    [shopId, nodeId, oneCIdKey(id)],
  );
  return found ?? null;
}

/** The order that this node was offered last under exactly this number, prefix and all. */
export async function orderOfferedAs(
  sql: Sql,
  shopId: string,
  nodeId: string,
  number: string,
): Promise<FoundOrder | null> {
  const [found] = await select(
    sql,
    `select ${COLUMNS} from batch_orders b join orders o on o.shop_id = b.shop_id and o.order_id = b.order_id
     where b.shop_id = ? and b.node_id = ? and b.number = ? order by b.batch_id desc limit 1`,
    [shopId, nodeId, number],
  );
  return found ?? null;
}

/** The order of this number in the shop, if the node was ever offered it (under another prefix, maybe). */
export async function offeredOrderByNumber(
  sql: Sql,
  shopId: string,
  nodeId: string,
  number: string,
): Promise<FoundOrder | null> {
  const [found] = await select(
    sql,
    `select ${COLUMNS} from orders o where o.shop_id = ? and o.number = ? and exists
       (select from batch_orders b where b.shop_id = o.shop_id and b.order_id = o.order_id and b.node_id = ?)`,
    [shopId, number, nodeId],
  );
  return found ?? null;
}

/**
 * The node's orders that have this number of 1C's in this year: 1C restarts its numbers yearly.
 * @param bornInOneC only orders that were made in 1C
 */
export async function ordersByOneCNumber(
  sql: Sql,
  shopId: string,
  nodeId: string,
  oneC: { readonly number: string; readonly year: number; readonly bornInOneC: boolean },
): Promise<FoundOrder[]> {
  return await select(
    sql,
    `select ${COLUMNS} from orders o where shop_id = ? and owner_node_id = ? and one_c_number = ? and one_c_year = ?
       ${oneC.bornInOneC ? "and origin = 'node'" : ''} order by order_id limit 2`,
    [shopId, nodeId, oneC.number, oneC.year],
  );
}

/**
 * The one order of the node that a document of this id is attached to; null also when there are several.
 * @param operation only a document of this kind: payments and shipments may have the same ids; null = of any
 */
export async function orderByDocument(
  sql: Sql,
  shopId: string,
  nodeId: string,
  id: string,
  operation: string | null,
): Promise<FoundOrder | null> {
  const found = await select(
    sql,
    `select distinct ${COLUMNS} from order_documents d join orders o on o.shop_id = d.shop_id and o.order_id = d.order_id
     where d.shop_id = ? and d.node_id = ? and d.document_id = ? and d.operation <> ?
       ${operation === null ? '' : 'and d.operation = ?'} limit 2`,
    [shopId, nodeId, oneCIdKey(id), ORDER_DOCUMENT, ...(operation === null ? [] : [operation])],
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
