import { patchOrder, placeOrder, resendOrder } from '../exchange/owners/order-desk.js';
import { findOrderByNumber, getOrder, listOrders, type OrderPatch as OrderPatchInput } from '../store/orders/orders.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { readNodeFilter } from './http/node-filter.js';
import { digestOf, readIdempotencyKey, readIfMatch } from './http/order-conditions.js';
import type { Reply } from './http/reply.js';
import { type Call, IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Order, OrderPage, OrderQuery, PatchHeaders, PlaceHeaders } from './schemas/order.js';
import { OrderInput, OrderPatch } from './schemas/order-input.js';
import { type OrderJson, ordersJson } from './views/order.js';

type StoredOrder = Parameters<typeof ordersJson>[2][number];

/** One order as it is answered: its ETag is its version. */
async function reply(
  call: Pick<Call<object, object, object>, 'services' | 'shopId'>,
  order: StoredOrder,
): Promise<Reply<OrderJson>> {
  const [body] = await ordersJson(call.services.db.knex, call.shopId, [order]);
  if (!body) throw new Error('an order was lost on its way to JSON');
  return { body, etag: `"${order.version}"` };
}

const asBoolean = (answer: 'true' | 'false' | undefined): boolean | undefined =>
  answer === undefined ? undefined : answer === 'true';

const list = jsonRoute(
  {
    method: 'get',
    path: '/orders',
    operationId: 'listOrders',
    tag: 'Orders',
    summary: 'Orders',
    description: 'Ordered by id, which is the order of placing; with `updatedAfter` by `updatedAt`.',
    query: OrderQuery,
    status: 200,
    reply: OrderPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const sql = services.db.knex;
    if (query.number !== undefined) {
      const order = await findOrderByNumber(sql, shopId, query.number);
      return { body: { items: await ordersJson(sql, shopId, order ? [order] : []), next: null } };
    }
    const { limit, cursor, updatedAfter = null, held, conflicts, ...filter } = query;
    const owner = await readNodeFilter(sql, shopId, 'owner', filter.owner);
    const name = updatedAfter === null ? 'orders' : 'orders-updated';
    const page = await listOrders(
      sql,
      shopId,
      { ...filter, owner, held: asBoolean(held), conflicts: asBoolean(conflicts) },
      { limit, after: readCursor(name, cursor), updatedAfter },
    );
    return { body: { items: await ordersJson(sql, shopId, page.items), next: writeCursor(name, page.next) } };
  },
);

const place = jsonRoute(
  {
    method: 'post',
    path: '/orders',
    operationId: 'placeOrder',
    tag: 'Orders',
    summary: 'Places an order: the shop’s 1C gets it with its next query',
    description:
      'The same Idempotency-Key and body give the same answer again, with `Idempotency-Replayed: true`, and no second order.',
    headers: PlaceHeaders,
    body: OrderInput,
    status: 201,
    reply: Order,
    answer: 'The order as it was placed.',
    answerHeaders: {
      Location: 'The address of the order.',
      'Idempotency-Replayed': '`true` when this request was answered before, and no order was made now.',
    },
    errors: ['UZ1501', 'UZ1502', 'UZ1503', 'UZ1504', 'UZ1505', 'UZ1509', 'UZ1517', 'UZ1520'],
  },
  async (call) => {
    const key = readIdempotencyKey(call.header('Idempotency-Key'));
    const { order, repeated } = await placeOrder(call.services, call.shopId, call.body, {
      key,
      bodyHash: digestOf(call.body),
    });
    const headers = {
      Location: `/v1/orders/${order.orderId}`,
      ...(repeated ? { 'Idempotency-Replayed': 'true' } : {}),
    };
    const answer = await reply(call, order);
    // A repeated request gets the answer of then: an order that was just placed has no documents and conflicts.
    return { ...answer, body: { ...answer.body, documents: [], conflicts: 0 }, headers };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/orders/{id}',
    operationId: 'getOrder',
    tag: 'Orders',
    summary: 'One order',
    params: IdParams,
    status: 200,
    reply: Order,
    answer: 'The order; its ETag is its version.',
    errors: ['UZ1507'],
  },
  async (call) => {
    const order = await getOrder(call.services.db.knex, call.shopId, call.params.id);
    if (!order) throw notFound(call.params.id);
    return await reply(call, order);
  },
);

const patch = jsonRoute(
  {
    method: 'patch',
    path: '/orders/{id}',
    operationId: 'patchOrder',
    tag: 'Orders',
    summary: 'Changes an order: 1C gets it again with its next query',
    params: IdParams,
    headers: PatchHeaders,
    body: OrderPatch,
    idempotent: true,
    status: 200,
    reply: Order,
    answer: 'The order as it is now.',
    errors: ['UZ1501', 'UZ1503', 'UZ1504', 'UZ1505', 'UZ1506', 'UZ1507', 'UZ1508', 'UZ1517', 'UZ1519'],
  },
  async (call) => {
    const ifVersion = readIfMatch(call.header('If-Match'));
    // The store merges the customer's address member by member, as the delivery's; its type says so of the latter only.
    const change = call.body as OrderPatchInput;
    return await reply(call, await patchOrder(call.services, call.shopId, call.params.id, change, { ifVersion }));
  },
);

const resend = jsonRoute(
  {
    method: 'post',
    path: '/orders/{id}/resend',
    operationId: 'resendOrder',
    tag: 'Orders',
    summary: 'Gives an order to 1C once more, though nothing of it has changed',
    params: IdParams,
    idempotent: true,
    status: 200,
    reply: Order,
    answer: 'The order: 1C gets it with its next query.',
    errors: ['UZ1507'],
  },
  async (call) => await reply(call, await resendOrder(call.services, call.shopId, call.params.id)),
);

export const orderRoutes: readonly Route[] = [list, place, one, patch, resend];
