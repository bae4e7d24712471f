import type { Tx } from '../db/open.js';
import { recordChanges } from './changes.js';
import { fits } from './order-numbers.js';
import { NOW } from './order-rows.js';

/** The node that gets a new order. */
export interface Owner {
  readonly nodeId: string;
  readonly name: string;
  readonly idSpace: string;
  /** Put before the number in what this 1C gets. */
  readonly numberPrefix: string;
}

interface OwnerRow {
  node_id: string;
  name: string;
  id_space: string;
  prefix: string | null;
}

const toOwner = (row: OwnerRow): Owner => ({
  nodeId: row.node_id,
  name: row.name,
  idSpace: row.id_space,
  numberPrefix: row.prefix ?? '',
});

const nodesOf = async (tx: Tx, shopId: string, condition: string): Promise<Owner[]> => {
  const found = await tx.raw<{ rows: OwnerRow[] }>(
    `select node_id, name, id_space, settings->>'numberPrefix' as prefix from nodes
     where shop_id = ? and removed_at is null and receives_orders and not receives_only_own and ${condition} order by created_at, node_id`,
    [shopId],
  );
  return found.rows.map(toOwner);
};

/**
 * The shop's first active node that receives orders, or null. Until the commit no node can appear that would get orders without an
 * owner: else an order placed at that moment would stay nobody's.
 */
export async function chooseOwner(tx: Tx, shopId: string): Promise<Owner | null> {
  await tx.raw('select from shops where shop_id = ? for share', [shopId]);
  return (await nodesOf(tx, shopId, "state = 'active'"))[0] ?? null;
}

/** The prefixes that an order's number must get along with: the owner's, or, while it has none, those of all nodes that may become it. */
export async function prefixesFor(tx: Tx, shopId: string, owner: Owner | null): Promise<string[]> {
  const nodes = owner ? [owner] : await nodesOf(tx, shopId, 'true');
  return nodes.map((node) => node.numberPrefix);
}

/** The id space and the prefix of a node, also of a removed one. */
export async function ownerById(tx: Tx, shopId: string, nodeId: string): Promise<Owner | null> {
  const found = await tx.raw<{ rows: OwnerRow[] }>(
    `select node_id, name, id_space, settings->>'numberPrefix' as prefix from nodes where shop_id = ? and node_id = ?`,
    [shopId, nodeId],
  );
  return found.rows[0] ? toOwner(found.rows[0]) : null;
}

export interface Assigned {
  /** Ids of the orders that have an owner now. */
  readonly orderIds: readonly string[];
  /** Numbers that, with the node's prefix, are longer than 1C can hold: these orders are still nobody's. */
  readonly tooLong: readonly string[];
}

/**
 * Gives the orders that nobody owns to the shop's first active node that receives orders. Called when such a node appears or is
 * switched on, LAST in that transaction (it records changes).
 */
export async function assignUnowned(tx: Tx, shopId: string): Promise<Assigned> {
  await tx.raw('select from shops where shop_id = ? for no key update', [shopId]);
  const owner = (await nodesOf(tx, shopId, "state = 'active'"))[0];
  if (!owner) return { orderIds: [], tooLong: [] };
  const unowned = await tx.raw<{ rows: { order_id: string; number: string }[] }>(
    'select order_id, number from orders where shop_id = ? and owner_node_id is null order by order_id for no key update',
    [shopId],
  );
  const [taken, tooLong] = [[] as string[], [] as string[]];
  for (const order of unowned.rows) {
    if (fits(owner.numberPrefix, order.number)) taken.push(order.order_id);
    else tooLong.push(order.number);
  }
  await own(tx, shopId, owner, taken);
  await recordChanges(
    tx,
    shopId,
    null,
    taken.map((orderId) => ({ entity: 'order', entityId: orderId, action: 'written' })),
  );
  return { orderIds: taken, tooLong };
}

async function own(tx: Tx, shopId: string, owner: Owner, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.raw(
    `with owned as (
       update orders set owner_node_id = ?, version = version + 1, due_version = version + 1, updated_at = ${NOW}
       where shop_id = ? and order_id = any(?::uuid[]) returning shop_id, order_id, version
     )
     insert into order_history (shop_id, order_id, version, source, changes)
     select shop_id, order_id, version, ?, jsonb_build_object('owner', jsonb_build_object('from', null, 'to', ?::text)) from owned`,
    [owner.nodeId, shopId, [...orderIds], `node:${owner.name}`, owner.nodeId],
  );
}
