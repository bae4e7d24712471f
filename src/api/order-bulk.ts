import { UzelError } from '../errors.js';
import { setOrderStatus } from '../exchange/owners/order-actions.js';
import { findOrder } from '../store/orders/order-moving.js';
import { type Call, jsonRoute, type Route } from './http/route.js';
import { BulkStatus, BulkStatusAnswer } from './schemas/order-actions.js';
import { sentenceIn, titleOf } from './texts/say.js';

interface Wish {
  readonly order: string;
  readonly status: string | null;
  readonly ifVersion?: number | undefined;
}

interface Outcome {
  readonly order: string;
  readonly id: string | null;
  readonly version: number | null;
  readonly problem: { readonly code: string; readonly title: string; readonly detail: string } | null;
}

type Asked = Pick<Call<object, object, object>, 'services' | 'shopId' | 'language'>;

/** What the API refuses of one order keeps no other from being changed. @throws whatever says nothing of the order itself */
async function told(
  { language }: Asked,
  order: string,
  id: string | null,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UzelError) || error.status >= 500) throw error;
    const { code } = error;
    const detail = sentenceIn(language, error.publicMessage);
    return { order, id, version: null, problem: { code, title: titleOf(code, language), detail } };
  }
}

async function setStatus(call: Asked, id: string, { order, status, ifVersion }: Wish): Promise<Outcome> {
  const { version } = await setOrderStatus(call.services, { shopId: call.shopId, orderId: id, ifVersion }, status);
  return { order, id, version, problem: null };
}

const bulk = jsonRoute(
  {
    method: 'post',
    path: '/orders/bulk-status',
    operationId: 'setOrderStatuses',
    tag: 'Orders',
    summary: 'Sets the status of many orders, each by itself',
    description:
      'What cannot be done for one order keeps no other from it: see `problem` of each. May be repeated: an order that has the status stays as it is, whatever `ifVersion` says. Each order is changed by itself: a request that breaks off has set those before, and repeated with its `Idempotency-Key` it sets the others; only when it has ended its answer is given again.',
    body: BulkStatus,
    status: 200,
    reply: BulkStatusAnswer,
    answer: 'What became of each, in the order of the request.',
    idempotent: 'part by part',
    errors: ['UZ1501'],
  },
  async (call) => {
    const { services, shopId, body } = call;
    const outcomes = new Map<number, Outcome>();
    const found: { readonly place: number; readonly id: string; readonly wish: Wish }[] = [];
    for (const [place, wish] of body.items.entries()) {
      const { order } = wish;
      const missed = await told(call, order, null, async () => {
        const stored = await findOrder(services.db.knex, shopId, order);
        found.push({ place, id: stored.order.orderId, wish });
        return { order, id: stored.order.orderId, version: null, problem: null };
      });
      outcomes.set(place, missed);
    }
    // By their ids, as all lock orders: two requests at a time do not wait for each other.
    found.sort((one, other) => (one.id < other.id ? -1 : Number(one.id > other.id)));
    for (const { place, id, wish } of found) {
      outcomes.set(place, await told(call, wish.order, id, async () => await setStatus(call, id, wish)));
    }
    return { body: { items: body.items.flatMap((_wish, place) => outcomes.get(place) ?? []) } };
  },
);

export const orderBulkRoutes: readonly Route[] = [bulk];
