import { z } from 'zod';
import { moveOrder } from '../exchange/owners/move-order.js';
import { IdParams, jsonRoute, type Route } from './http/route.js';
import { Order } from './schemas/order.js';
import { filledText, orNull } from './schemas/primitives.js';
import { ordersJson } from './views/order.js';

const OwnerInput = z
  .strictObject({
    node: orNull(filledText(100)).describe(
      'Id or name of the node that gets it; null = it is taken away from its node.',
    ),
    force: z
      .boolean()
      .optional()
      .describe('Also when a 1C may have the order already. There it stays: what that 1C says of it counts no more.'),
  })
  .meta({ id: 'OwnerInput', description: 'Who an order belongs to from now on.' });

const move = jsonRoute(
  {
    method: 'post',
    path: '/orders/{id}/owner',
    operationId: 'moveOrder',
    tag: 'Orders',
    summary: 'Moves an order to another node, or takes it away from its node',
    description:
      'Allowed while no answer that held the order was ever given to a 1C, for a 1C may store orders and still not confirm them; later only with `force`. What was taken away waits until somebody moves it again. To the node that owns it already: changes nothing.',
    params: IdParams,
    body: OwnerInput,
    idempotent: true,
    status: 200,
    reply: Order,
    answer: 'The order as it is now: its new 1C gets it with its next query.',
    errors: ['UZ1501', 'UZ1504', 'UZ1507', 'UZ1515', 'UZ1520'],
  },
  async ({ services, shopId, params, body: { node, force } }) => {
    const order = await moveOrder(services, shopId, params.id, { node, force, by: 'api' });
    const [body] = await ordersJson(services.db.knex, shopId, [order]);
    if (!body) throw new Error('an order was lost on its way to JSON');
    return { body, etag: `"${order.version}"` };
  },
);

export const orderOwnerRoutes: readonly Route[] = [move];
