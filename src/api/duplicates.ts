import { decideDuplicate } from '../exchange/orders-in/decide-duplicate.js';
import { listDuplicates } from '../store/orders/order-duplicates.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { readNodeFilter } from './http/node-filter.js';
import { IdParams, jsonRoute, type Route } from './http/route.js';
import { DecisionInput, Duplicate, DuplicatePage, DuplicateQuery } from './schemas/duplicate.js';
import { duplicatesJson } from './views/duplicate.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/duplicates',
    operationId: 'listDuplicates',
    tag: 'Orders',
    summary: 'Documents of 1C that were taken for orders of other nodes',
    description:
      'Copies of one database send the same orders. Such a document makes no second order and changes none. Ordered by id, which is the order of their coming.',
    query: DuplicateQuery,
    status: 200,
    reply: DuplicatePage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const sql = services.db.knex;
    const nodeId = await readNodeFilter(sql, shopId, 'node', query.node);
    const page = await listDuplicates(
      sql,
      shopId,
      { state: query.state, nodeId },
      { limit: query.limit, after: readCursor('duplicates', query.cursor), updatedAfter: null },
    );
    return {
      body: { items: await duplicatesJson(sql, shopId, page.items), next: writeCursor('duplicates', page.next) },
    };
  },
);

const decide = jsonRoute(
  {
    method: 'post',
    path: '/duplicates/{id}',
    operationId: 'decideDuplicate',
    tag: 'Orders',
    summary: 'Decides whether a document is the order that it was taken for',
    description: 'The same decision again changes nothing.',
    params: IdParams,
    body: DecisionInput,
    idempotent: true,
    status: 200,
    reply: Duplicate,
    answer: 'The document as it is now; with `different` the order that was made of it is in GET /v1/orders.',
    errors: ['UZ1501', 'UZ1504', 'UZ1507', 'UZ1518'],
  },
  async ({ services, shopId, params, body: { decision } }) => {
    const duplicate = await decideDuplicate(services, shopId, params.id, decision);
    const [body] = await duplicatesJson(services.db.knex, shopId, [duplicate]);
    if (!body) throw new Error('a duplicate was lost on its way to JSON');
    return { body };
  },
);

export const duplicateRoutes: readonly Route[] = [list, decide];
