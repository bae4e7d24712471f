import type { z } from 'zod';
import type { Sql } from '../../db/open.js';
import { readNodeNames } from '../../store/nodes/read-node-names.js';
import type { Duplicate } from '../../store/orders/order-duplicates.js';
import { readOrderHeads } from '../../store/orders/read-order-heads.js';
import type { Duplicate as DuplicateSchema } from '../schemas/duplicate.js';

/** Duplicates with the numbers of their orders and the names of the nodes, in two statements. */
export async function duplicatesJson(
  sql: Sql,
  shopId: string,
  duplicates: readonly Duplicate[],
): Promise<z.input<typeof DuplicateSchema>[]> {
  const orders = await readOrderHeads(
    sql,
    shopId,
    duplicates.map(({ orderId }) => orderId),
  );
  const owners = [...orders.values()].flatMap(({ ownerNodeId }) => ownerNodeId ?? []);
  const names = await readNodeNames(sql, shopId, [...owners, ...duplicates.map(({ nodeId }) => nodeId)]);
  const nodeJson = (id: string) => ({ id, name: names.get(id) ?? '' });
  return duplicates.map((duplicate) => {
    const order = orders.get(duplicate.orderId);
    return {
      id: duplicate.duplicateId,
      order: {
        id: duplicate.orderId,
        number: order?.number ?? '',
        owner: order?.ownerNodeId ? nodeJson(order.ownerNodeId) : null,
      },
      node: nodeJson(duplicate.nodeId),
      recognisedBy: duplicate.recognisedBy,
      state: duplicate.state,
      content: { ...(duplicate.content as object) },
      at: duplicate.at.toISOString(),
      decidedAt: duplicate.decidedAt?.toISOString() ?? null,
    };
  });
}
