import type { Tx } from '../db/open.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Order } from '../orders.js';
import type { Services } from '../services.js';
import { acknowledgeBatch, type Batch, insertBatch, lockOrdersOfNode } from '../store/batches.js';
import { markEndTold } from '../store/ended-exchanges.js';
import { openExchange, touchExchange } from '../store/exchanges.js';
import { addJournal, addJournalOnce } from '../store/journal.js';
import { forgetDeliveryFailures, noteDeliveryFailed } from '../store/order-deliveries.js';
import { openPushBatch } from '../store/push-batches.js';
import { callHook } from './hooks/call-hook.js';
import { frozenCopy } from './hooks/frozen.js';
import type { HookCall } from './hooks/hook-call.js';
import { beginReadiness } from './ready-orders.js';

/** Each order is a call to a foreign system: fewer at once than a 1C takes in one answer. */
const ORDERS_AT_ONCE = 20;
const LONGEST_MS = 10 * 60_000;
/** Seconds before a failed delivery is tried again: a short failure costs little, a long one is no flood of requests. */
const PAUSES = [1, 2, 5, 15, 30, 60, 120, 300, 600];

interface Frozen {
  readonly batch: Batch;
  readonly orders: readonly Order[];
}

/**
 * Sends a node's due orders by its kind's `deliverOrders`, as a batch in an exchange of its own (type `push`), and acknowledges exactly
 * that batch when it was sent. A batch that failed, or that a crash cut off, is sent again, whole: the receiver tells repetitions by
 * order id and version.
 * @param stopping the server stops: what was not sent by then is not counted as a failure
 * @returns whether it went well; false also when there was nothing to send
 */
export async function deliverDue(services: Services, node: ExchangeNode, stopping: AbortSignal): Promise<boolean> {
  const frozen = await services.db.transaction((tx) => freeze(tx, services, node));
  if (!frozen) return false;
  const kind = services.kinds.of(node);
  const { batch, orders } = frozen;
  return await services.db.transaction(async (tx) => {
    const call: HookCall = {
      ...{ services, tx, node, stopping, exchangeId: batch.exchangeId, hook: 'deliverOrders' },
      patienceMs: Math.min(LONGEST_MS, services.config.HOOK_SECONDS * 1000 * orders.length),
    };
    const outcome = await callHook(
      call,
      kind,
      (context) => kind.deliverOrders?.(context, orders.map(frozenCopy)),
      () => undefined,
    );
    if (outcome.answered) await acknowledge(tx, node, frozen);
    else if (!stopping.aborted) await fail(tx, node, frozen, outcome.reason);
    return outcome.answered;
  });
}

/** The due orders as a batch: that of the last attempt when it holds the very same. */
async function freeze(tx: Tx, services: Services, node: ExchangeNode): Promise<Frozen | null> {
  const { shopId, nodeId } = node;
  await lockOrdersOfNode(tx, shopId, nodeId);
  const ready = beginReadiness(services, tx, node, null);
  await ready.recheckHeld();
  const { orders } = await ready.page(node.settings.ordersPerAnswer ?? ORDERS_AT_ONCE, null);
  if (orders.length === 0) {
    await ready.close();
    return null;
  }
  const former = await openPushBatch(tx, shopId, nodeId);
  const same =
    former?.versions.size === orders.length &&
    orders.every((order) => former.versions.get(order.orderId) === order.version);
  const batch = former && same ? former.batch : await newBatch(tx, node, orders);
  await ready.close();
  return { batch, orders };
}

async function newBatch(tx: Tx, { shopId, nodeId }: ExchangeNode, orders: readonly Order[]): Promise<Batch> {
  const { exchange } = await openExchange(tx, { shopId, nodeId, type: 'push', userAgent: 'uzel' });
  const { exchangeId } = exchange;
  await markEndTold(tx, exchange); // beginExchange and endExchange are for who logs in
  const body = Buffer.from(JSON.stringify(orders));
  const batchId = await insertBatch(
    tx,
    { shopId, nodeId, exchangeId },
    { body, contentType: 'application/json' },
    orders.map(({ orderId, number, version }) => ({ orderId, number, version })),
  );
  return { batchId, nodeId, exchangeId, state: 'offered' };
}

async function acknowledge(tx: Tx, node: ExchangeNode, { batch, orders }: Frozen): Promise<void> {
  const { shopId, nodeId } = node;
  await lockOrdersOfNode(tx, shopId, nodeId);
  await acknowledgeBatch(tx, shopId, batch);
  await forgetDeliveryFailures(tx, node);
  await addJournal(tx, {
    ...{ shopId, nodeId, exchangeId: batch.exchangeId },
    severity: 'info',
    code: 'orders-delivered',
    message: `Заказы переданы: ${orders.map((order) => order.number).join(', ')}.`,
    detail: { orders: orders.map(({ orderId, version }) => ({ orderId, version })) },
  });
}

async function fail(tx: Tx, node: ExchangeNode, { batch, orders }: Frozen, reason: string): Promise<void> {
  const { shopId, nodeId } = node;
  const { exchangeId } = batch;
  const seconds = await noteDeliveryFailed(tx, node, reason, PAUSES);
  await touchExchange(tx, { shopId, exchangeId });
  await addJournalOnce(tx, {
    ...{ shopId, nodeId, exchangeId },
    severity: 'warning',
    code: 'orders-not-delivered',
    message: `Заказы (${orders.length}) не переданы: вид узла «${node.kind}» (deliverOrders): ${reason}. Они будут переданы снова${seconds > 0 ? ', с растущими паузами' : ''}.`,
    detail: { kind: node.kind, hook: 'deliverOrders', reason, orders: orders.map((order) => order.orderId) },
  });
}
