import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { lockOrdersOfNode } from '../../store/orders/batches.js';
import {
  deliveryFailures,
  forgetDeliveryFailures,
  mayBeSentTo,
  noteDeliveryFailed,
} from '../../store/orders/order-deliveries.js';
import { rests } from '../hooks/patience.js';
import { NOT_DELIVERED } from './preflight-checks.js';
import { preflightTexts } from './preflight-texts.js';
import { freezeBatch, type PushBatch, sendBatch } from './push-batch.js';
import { beginReadiness, type Readiness } from './ready-orders.js';

/** Each order is a call to a foreign system: fewer at once than a 1C takes in one answer. */
const ORDERS_AT_ONCE = 20;
/** So many of the due orders are tried one by one after a failure. */
const ONE_BY_ONE = 100;
/** Seconds before a failed delivery is tried again: a short failure costs little, a long one is no flood of requests. */
const PAUSES = [1, 2, 5, 15, 30, 60, 120, 300, 600];
/** A receiver that took none of so many orders, and of one more after each failed attempt, is taken for out of order. */
const REFUSED_IN_A_ROW = 3;

/** How one attempt to deliver is made. */
export interface Attempt {
  /** The server stops: what was not sent by then is not counted as a failure. */
  readonly stopping: AbortSignal;
  /** Orders that the receiver did not take before are tried again as well. */
  readonly refusedToo: boolean;
}

/** An order that the receiver does not take, though it takes others. */
interface Refusal {
  readonly order: Order;
  readonly reason: string;
}

/**
 * Sends a node's due orders by its kind's `deliverOrders`: together, and order by order after a failure, so that one that the receiver
 * does not take costs that order alone. It becomes held then; where none is taken, all are tried again after a pause. What failed, or
 * what a crash cut off, is sent again: the receiver tells repetitions by order id and version.
 * @returns whether something was sent; false also when there was nothing to send
 */
export async function deliverDue(services: Services, node: ExchangeNode, attempt: Attempt): Promise<boolean> {
  try {
    const failures = await deliveryFailures(services.db.knex, node);
    return failures === 0
      ? await deliverTogether(services, node, attempt)
      : await deliverOneByOne(services, node, attempt, REFUSED_IN_A_ROW + failures);
  } catch (error) {
    // They may have been sent, and could not be acknowledged: without a pause the receiver would get them all the time.
    if (!attempt.stopping.aborted) await noteFailure(services, node, String(error));
    throw error;
  }
}

async function deliverTogether(services: Services, node: ExchangeNode, attempt: Attempt): Promise<boolean> {
  const batch = await choose(services, node, attempt, node.settings.ordersPerAnswer ?? ORDERS_AT_ONCE, (due) => due);
  if (!batch) return false;
  const outcome = await sendBatch(services, node, batch, attempt.stopping);
  if (!outcome.answered && !attempt.stopping.aborted) await noteFailure(services, node, outcome.reason);
  return outcome.answered;
}

/** @param patience so many orders may be refused before the first is taken */
async function deliverOneByOne(
  services: Services,
  node: ExchangeNode,
  attempt: Attempt,
  patience: number,
): Promise<boolean> {
  const refused: Refusal[] = [];
  const tried = new Set<string>();
  let sent = 0;
  const kind = services.kinds.of(node);
  while (!attempt.stopping.aborted && tried.size < ONE_BY_ONE) {
    if ((sent === 0 && refused.length >= patience) || rests(kind, { node, hook: 'deliverOrders' })) break;
    const refusedToo = attempt.refusedToo && tried.size === 0;
    const single = await choose(services, node, { ...attempt, refusedToo }, ONE_BY_ONE, (due) =>
      due.filter((order) => !tried.has(order.orderId)).slice(0, 1),
    );
    const order = single?.orders[0];
    if (!single || !order) break;
    tried.add(order.orderId);
    const outcome = await sendBatch(services, node, single, attempt.stopping);
    if (outcome.answered) sent += 1;
    else if (!attempt.stopping.aborted) refused.push({ order, reason: outcome.reason });
  }
  const last = refused.at(-1);
  if (sent > 0) await settle(services, node, refused);
  else if (last) await noteFailure(services, node, last.reason);
  else if (tried.size === 0) await settle(services, node, []);
  return sent > 0;
}

/** The receiver works: what it does not take waits for a change of the order, or for the next time that refused orders are tried. */
async function settle(services: Services, node: ExchangeNode, refused: readonly Refusal[]): Promise<void> {
  await services.db.transaction(async (tx) => {
    await lockOrdersOfNode(tx, node.shopId, node.nodeId);
    await forgetDeliveryFailures(tx, node);
    if (refused.length === 0) return;
    const ready = beginReadiness(services, tx, node, null);
    const texts = preflightTexts((await shopSettings(tx, node.shopId)).language, node.name);
    const russian = preflightTexts('ru', node.name);
    const reasons = new Map(refused.map(({ order, reason }) => [versionOf(order), reason]));
    const held = (await dueOrders(ready, ONE_BY_ONE)).flatMap((order) => {
      const reason = reasons.get(versionOf(order)); // one that was changed meanwhile is another text
      return reason === undefined
        ? []
        : [
            [
              order,
              [
                {
                  code: NOT_DELIVERED,
                  text: texts.notDelivered(reason),
                  inRussian: russian.notDelivered(reason),
                },
              ],
            ] as const,
          ];
    });
    await ready.hold(new Map(held));
    await ready.close();
  });
}

const versionOf = ({ orderId, version }: Order): string => `${orderId} ${version}`;

async function noteFailure(services: Services, node: ExchangeNode, reason: string): Promise<void> {
  await services.db.transaction((tx) => noteDeliveryFailed(tx, node, reason, PAUSES));
}

/** Freezes some of the first due orders, in a transaction of its own. @returns null when there are none */
async function choose(
  services: Services,
  node: ExchangeNode,
  { refusedToo }: Attempt,
  limit: number,
  which: (due: readonly Order[]) => readonly Order[],
): Promise<PushBatch | null> {
  return await services.db.transaction(async (tx: Tx) => {
    await lockOrdersOfNode(tx, node.shopId, node.nodeId);
    if (!(await mayBeSentTo(tx, node))) return null;
    const ready = beginReadiness(services, tx, node, null);
    await ready.recheckHeld(refusedToo ? [] : [NOT_DELIVERED]);
    const chosen = which(await dueOrders(ready, limit));
    const batch = chosen.length === 0 ? null : await freezeBatch(tx, node, chosen);
    await ready.close();
    return batch;
  });
}

const dueOrders = async (ready: Readiness, limit: number): Promise<Order[]> => (await ready.page(limit, null)).orders;
