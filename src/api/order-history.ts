import type { z } from 'zod';
import { readNodeNames } from '../store/nodes/read-node-names.js';
import { readConflicts } from '../store/orders/order-conflicts.js';
import { type HistoryEntry, readHistory } from '../store/orders/order-history.js';
import { getOrder } from '../store/orders/orders.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { HistoryQuery, OrderHistory } from './schemas/order-history.js';

type EntryJson = z.input<typeof OrderHistory>['items'][number];

const NODE = 'node:';

function entryJson({ version, at, source, exchangeId, changes }: HistoryEntry): EntryJson {
  const isNode = source.startsWith(NODE);
  return {
    version,
    at: at.toISOString(),
    source: isNode ? 'node' : source === 'cli' ? 'cli' : 'api',
    node: isNode ? source.slice(NODE.length) : null,
    exchange: exchangeId,
    changes,
  };
}

const history = jsonRoute(
  {
    method: 'get',
    path: '/orders/{id}/history',
    operationId: 'getOrderHistory',
    tag: 'Orders',
    summary: 'Who changed an order, and what the shop and 1C said differently',
    params: IdParams,
    query: HistoryQuery,
    status: 200,
    reply: OrderHistory,
    answer: 'One page: versions, and what was contested in them.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const sql = services.db.knex;
    if (!(await getOrder(sql, shopId, params.id))) throw notFound(params.id);
    const after = Number(query.cursor ?? 0);
    const found = await readHistory(sql, shopId, params.id, { after, limit: query.limit + 1 });
    const items = found.slice(0, query.limit);
    const last = found.length > query.limit ? (items.at(-1)?.version ?? after) : null;
    const conflicts = await readConflicts(sql, shopId, params.id, { after, upTo: last });
    const names = await readNodeNames(
      sql,
      shopId,
      conflicts.map((conflict) => conflict.nodeId),
    );
    return {
      body: {
        items: items.map(entryJson),
        conflicts: conflicts.map(({ conflictId, nodeId, exchangeId, at, version, group, fields, rule, winner }) => ({
          id: conflictId,
          at: at.toISOString(),
          node: { id: nodeId, name: names.get(nodeId) ?? '' },
          exchange: exchangeId,
          version,
          group,
          fields: { ...fields },
          rule,
          winner,
        })),
        next: last === null ? null : String(last),
      },
    };
  },
);

export const orderHistoryRoutes: readonly Route[] = [history];
