import { lockOrder, unlockOrder } from '../exchange/orders-in/order-locks.js';
import type { Order as OrderOfShop } from '../orders.js';
import type { Reply } from './http/reply.js';
import { type Call, IdParams, jsonRoute, type Route } from './http/route.js';
import { Order } from './schemas/order.js';
import { LockInput } from './schemas/order-history.js';
import { type OrderJson, ordersJson } from './views/order.js';

async function reply(
  { services, shopId }: Pick<Call<object, object, object>, 'services' | 'shopId'>,
  order: OrderOfShop,
): Promise<Reply<OrderJson>> {
  const [body] = await ordersJson(services.db.knex, shopId, [order]);
  if (!body) throw new Error('an order was lost on its way to JSON');
  return { body, etag: `"${order.version}"` };
}

const lock = jsonRoute(
  {
    method: 'post',
    path: '/orders/{id}/lock',
    operationId: 'lockOrder',
    tag: 'Orders',
    summary: 'Keeps an order from its 1C while it is being edited in the shop',
    description:
      'Until the lock ends, the order is not given to 1C, and what 1C says of it waits. Repeat the request to prolong it. The version stays; `updatedAt` moves.',
    params: IdParams,
    body: LockInput,
    status: 200,
    reply: Order,
    answer: 'The order with its lock.',
    errors: ['UZ1501', 'UZ1507', 'UZ1516'],
  },
  async (call) => await reply(call, await lockOrder(call.services, call.shopId, call.params.id, call.body)),
);

const unlock = jsonRoute(
  {
    method: 'delete',
    path: '/orders/{id}/lock',
    operationId: 'unlockOrder',
    tag: 'Orders',
    summary: 'Ends the lock of an order, whoever made it',
    description: 'What 1C said meanwhile is applied before the answer. An order that is not locked stays as it is.',
    params: IdParams,
    // Two transactions: what 1C said may fail, the lock is gone all the same.
    idempotent: 'part by part',
    status: 200,
    reply: Order,
    answer: 'The order as it is now.',
    errors: ['UZ1507'],
  },
  async (call) => await reply(call, await unlockOrder(call.services, call.shopId, call.params.id)),
);

export const orderLockRoutes: readonly Route[] = [lock, unlock];
