import type { z } from 'zod';
import {
  type ActedOn,
  addPayment,
  addReturn,
  addShipment,
  cancelOrder,
  commentOrder,
  type OrderPartKind,
  removePart,
} from '../exchange/owners/order-actions.js';
import type { Order as OrderOfShop } from '../orders.js';
import { readIfMatch } from './http/order-conditions.js';
import type { Reply } from './http/reply.js';
import { type Call, IdParams, jsonRoute, type Route } from './http/route.js';
import { Order, PatchHeaders } from './schemas/order.js';
import {
  OrderCancellation,
  OrderComment,
  PartParams,
  PaymentAction,
  ReturnAction,
  ShipmentAction,
} from './schemas/order-actions.js';
import { type OrderJson, ordersJson } from './views/order.js';

type Asked = Pick<Call<{ readonly id: string }, object, object>, 'services' | 'shopId' | 'params' | 'header'>;

/** What all of them are; each changes the order once, however often it is asked for. */
const common = {
  tag: 'Orders',
  headers: PatchHeaders,
  status: 200,
  reply: Order,
  answer: 'The order as it is now; its ETag is its version.',
  idempotent: true,
} as const;

const REPEATED = 'A request that is repeated with the same key and content does nothing twice, whatever If-Match says.';

async function reply(
  { services, shopId, params, header }: Asked,
  act: (on: ActedOn) => Promise<OrderOfShop>,
): Promise<Reply<OrderJson>> {
  const order = await act({ shopId, orderId: params.id, ifVersion: readIfMatch(header('If-Match')) });
  const [body] = await ordersJson(services.db.knex, shopId, [order]);
  if (!body) throw new Error('an order was lost on its way to JSON');
  return { body, etag: `"${order.version}"` };
}

const cancel = jsonRoute(
  {
    ...common,
    method: 'post',
    path: '/orders/{id}/cancel',
    operationId: 'cancelOrder',
    summary: 'Cancels an order: 1C hears of it with its next query',
    description: 'One that is cancelled stays so. PATCH `cancelled: false` takes a cancellation of the shop back.',
    params: IdParams,
    body: OrderCancellation,
    errors: ['UZ1501', 'UZ1506', 'UZ1507', 'UZ1519'],
  },
  async (call) => await reply(call, async (on) => await cancelOrder(call.services, on, call.body.by)),
);

const comment = jsonRoute(
  {
    ...common,
    method: 'put',
    path: '/orders/{id}/comment',
    operationId: 'commentOrder',
    summary: 'Replaces the comment of an order, which 1C gets too',
    params: IdParams,
    body: OrderComment,
    errors: ['UZ1501', 'UZ1506', 'UZ1507'],
  },
  async (call) => await reply(call, async (on) => await commentOrder(call.services, on, call.body.comment)),
);

/** Adding one of a list, and taking it away again. */
function partRoutes<Input extends z.ZodObject>(part: {
  readonly kind: OrderPartKind;
  /** `Payment`: of the names of its operations. */
  readonly name: string;
  readonly body: Input;
  readonly added: string;
  readonly removed: string;
  readonly description: string;
  add(services: Call<object, object, object>['services'], on: ActedOn, given: z.output<Input>): Promise<OrderOfShop>;
}): Route[] {
  return [
    jsonRoute(
      {
        ...common,
        method: 'post',
        path: `/orders/{id}/${part.kind}`,
        operationId: `add${part.name}`,
        summary: part.added,
        description: `${part.description} ${REPEATED}`,
        params: IdParams,
        body: part.body,
        errors: ['UZ1501', 'UZ1502', 'UZ1506', 'UZ1507'],
      },
      async (call) => await reply(call, async (on) => await part.add(call.services, on, call.body)),
    ),
    jsonRoute(
      {
        ...common,
        method: 'delete',
        path: `/orders/{id}/${part.kind}/{key}`,
        operationId: `remove${part.name}`,
        summary: part.removed,
        params: PartParams,
        errors: ['UZ1501', 'UZ1506', 'UZ1507'],
      },
      async (call) => await reply(call, async (on) => await removePart(call.services, on, part.kind, call.params.key)),
    ),
  ];
}

const payments = partRoutes({
  kind: 'payments',
  name: 'Payment',
  body: PaymentAction,
  added: 'Tells of money that came for an order',
  removed: 'Takes a payment away that was none',
  description:
    'A payment that the order expects (of the same amount and name, without `key` and `paidAt`) is the one that came. When the payments with `paidAt` and the bonuses make the total, the order is `paid`.',
  add: addPayment,
});

const shipments = partRoutes({
  kind: 'shipments',
  name: 'Shipment',
  body: ShipmentAction,
  added: 'Tells of goods that left the shop',
  removed: 'Takes a shipment away that was none',
  description:
    'When all goods have left, the order is `shipped`. 1C gets that, and the last tracking number; the exchange has one shipment for an order, so that the parts stay here.',
  add: addShipment,
});

const returns = partRoutes({
  kind: 'returns',
  name: 'Return',
  body: ReturnAction,
  added: 'Tells of goods that came back to the shop',
  removed: 'Takes a return away that was none',
  description:
    'At most what was shipped. The standard exchange takes no returns from a site: 1C gets them as the text of the requisite `Возвраты`, and its people make the document.',
  add: addReturn,
});

export const orderActionRoutes: readonly Route[] = [cancel, comment, ...payments, ...shipments, ...returns];
