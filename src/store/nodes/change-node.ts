import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { NodeChanges } from './node-rows.js';
import { getNode, updateNode } from './nodes.js';

/**
 * Changes a node by what it is now: of two changes at once none is lost.
 * @param change what is to be written, made from the node as it is; what it throws ends the transaction
 * @throws UzelError UZ1507 unknown, and as `updateNode`
 */
export async function changeNode(
  tx: Tx,
  shopId: string,
  idOrName: string,
  change: (node: ExchangeNode) => NodeChanges,
): Promise<ExchangeNode> {
  const { nodeId } = await getNode(tx, shopId, idOrName);
  await tx('nodes').where({ shop_id: shopId, node_id: nodeId }).forNoKeyUpdate().select('node_id');
  return await updateNode(tx, shopId, nodeId, change(await getNode(tx, shopId, nodeId)));
}
