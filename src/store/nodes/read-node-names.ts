import { validate } from 'uuid';
import type { Sql } from '../../db/open.js';
import { findNode } from './nodes.js';

/** The names of nodes by their ids, also of removed ones: the orders and exchanges they had keep naming them. */
export async function readNodeNames(
  sql: Sql,
  shopId: string,
  nodeIds: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(nodeIds)];
  if (ids.length === 0) return new Map();
  const rows: { node_id: string; name: string }[] = await sql('nodes')
    .where({ shop_id: shopId })
    .whereIn('node_id', ids)
    .select('node_id', 'name');
  return new Map(rows.map((row) => [row.node_id, row.name]));
}

/** The id of the node that a filter names by id (also a removed one) or by name; null = there is no such node. */
export async function resolveNodeId(sql: Sql, shopId: string, idOrName: string): Promise<string | null> {
  if (validate(idOrName)) return (await readNodeNames(sql, shopId, [idOrName])).has(idOrName) ? idOrName : null;
  return (await findNode(sql, shopId, idOrName))?.nodeId ?? null;
}
