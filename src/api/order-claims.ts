import type { z } from 'zod';
import { claimOrders, confirmOrders, type LotAsked, readOrdersById } from '../store/orders/order-consumers.js';
import { type Call, jsonRoute, type Route } from './http/route.js';
import { AckInput, ClaimInput, ClaimQuery, OrderAck, OrderClaim } from './schemas/change.js';
import { ordersJson } from './views/order.js';

type Caller = Pick<Call<object, object, object>, 'services' | 'shopId'>;

/** Gives the lot with its orders as they are now: read behind it, so none is older than the change that told of it. */
async function claimed({ services, shopId }: Caller, asked: LotAsked) {
  const { claim, orders, until } = await services.db.transaction(async (tx) => await claimOrders(tx, shopId, asked));
  const sql = services.db.knex;
  const found = await readOrdersById(
    sql,
    shopId,
    orders.map(({ orderId }) => orderId),
  );
  const known = orders.flatMap(({ orderId, seq }) => {
    const order = found.get(orderId);
    return order ? [{ seq, order }] : [];
  });
  const json = await ordersJson(
    sql,
    shopId,
    known.map(({ order }) => order),
  );
  const items: z.input<typeof OrderClaim>['items'] = [];
  for (const [index, order] of json.entries()) items.push({ seq: known[index]?.seq ?? 0, order });
  const body = { claim, items, until: until?.toISOString() ?? null };
  return { body, headers: { 'Cache-Control': 'no-store' } };
}

const docs = {
  path: '/orders/changes/claim',
  tag: 'Orders',
  description:
    'A queue for one worker or several that share a name. Work on the orders, then confirm: the next lot comes then. Who does not confirm in time gets the same orders again, under another claim; so an order may come twice, and none is lost.',
  status: 200,
  reply: OrderClaim,
  answer: 'The orders that changed since the last lot; none when there are none, or the last lot is still out.',
  errors: ['UZ1501', 'UZ1521', 'UZ1524'],
} as const;

const claim = jsonRoute(
  {
    ...docs,
    method: 'post',
    operationId: 'claimOrders',
    summary: 'Takes the next orders that changed, for a time',
    body: ClaimInput,
    idempotent: true,
  },
  async (call) => await claimed(call, call.body),
);

const claimByGet = jsonRoute(
  {
    ...docs,
    method: 'get',
    takes: true,
    operationId: 'claimOrdersByGet',
    summary: 'The same, for clients that can only GET: each request may take a lot',
    query: ClaimQuery,
  },
  async (call) => await claimed(call, call.query),
);

const ack = jsonRoute(
  {
    method: 'post',
    path: '/orders/changes/ack',
    operationId: 'confirmOrders',
    tag: 'Orders',
    summary: 'Confirms a lot: its orders are done',
    description: 'May be repeated. Also after its time, as long as nobody got the orders again.',
    body: AckInput,
    idempotent: true,
    status: 200,
    reply: OrderAck,
    answer: 'How far the consumer is.',
    errors: ['UZ1501', 'UZ1522'],
  },
  async ({ services, shopId, body }) => ({
    body: await services.db.transaction(async (tx) => await confirmOrders(tx, shopId, body.claim)),
    headers: { 'Cache-Control': 'no-store' },
  }),
);

/** Changed orders in lots that are claimed and confirmed. */
export const orderClaimRoutes: readonly Route[] = [claim, claimByGet, ack];
