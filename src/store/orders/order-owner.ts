import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { ROUTABLE } from './routing.js';

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

/** What of a node matters to the order that it gets. */
export const ownerOf = ({ nodeId, name, idSpace, settings }: ExchangeNode): Owner => ({
  nodeId,
  name,
  idSpace,
  numberPrefix: settings.numberPrefix ?? '',
});

const toOwner = (row: OwnerRow): Owner => ({
  nodeId: row.node_id,
  name: row.name,
  idSpace: row.id_space,
  numberPrefix: row.prefix ?? '',
});

const nodesOf = async (tx: Tx, shopId: string): Promise<Owner[]> => {
  const found = await tx.raw<{ rows: OwnerRow[] }>(
    `select node_id, name, id_space, settings->>'numberPrefix' as prefix from nodes where shop_id = ? and ${ROUTABLE}`,
    [shopId],
  );
  return found.rows.map(toOwner);
};

/** The prefixes that an order's number must get along with: the owner's, or, while it has none, those of all nodes that may become it. */
export async function prefixesFor(tx: Tx, shopId: string, owner: Owner | null): Promise<string[]> {
  const nodes = owner ? [owner] : await nodesOf(tx, shopId);
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
