import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { markEndTold } from '../../store/exchanges/ended-exchanges.js';
import { openExchange, touchExchange } from '../../store/exchanges/exchanges.js';
import { addJournal, addJournalOnce } from '../../store/exchanges/journal.js';
import { acknowledgeBatch, type Batch, insertBatch, lockOrdersOfNode } from '../../store/orders/batches.js';
import { openPushBatch, voidPushBatches } from '../../store/orders/push-batches.js';
import { callHook } from '../hooks/call-hook.js';
import { frozenCopy } from '../hooks/frozen.js';
import type { HookCall, HookOutcome } from '../hooks/hook-call.js';

const LONGEST_MS = 10 * 60_000;

/** Orders of a node on their way to the receiver, in the versions that are acknowledged when they were sent. */
export interface PushBatch {
  readonly batch: Batch;
  readonly orders: readonly Order[];
}

/**
 * Freezes orders as a batch in an exchange of its own (type `push`): that of the last attempt when it holds the very same.
 * @param orders as the caller has locked them; at least one
 */
export async function freezeBatch(tx: Tx, node: ExchangeNode, orders: readonly Order[]): Promise<PushBatch> {
  const { shopId, nodeId } = node;
  return { orders, batch: (await openPushBatch(tx, shopId, nodeId, orders)) ?? (await newBatch(tx, node, orders)) };
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

/**
 * Sends a frozen batch by its kind's `deliverOrders`, and acknowledges exactly that batch in the transaction that the hook wrote in. No
 * order and no node is locked while it is sent: the shop may change them meanwhile, and what it changed stays due.
 * @param stopping the server stops: what was not sent by then is not counted as a failure
 */
export async function sendBatch(
  services: Services,
  node: ExchangeNode,
  sent: PushBatch,
  stopping: AbortSignal,
): Promise<HookOutcome<void>> {
  const kind = services.kinds.of(node);
  const { batch, orders } = sent;
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
    if (outcome.answered) await acknowledge(tx, node, sent);
    else if (!stopping.aborted) await tellFailed(tx, node, sent, outcome.reason);
    return outcome;
  });
}

async function acknowledge(tx: Tx, node: ExchangeNode, { batch, orders }: PushBatch): Promise<void> {
  const { shopId, nodeId } = node;
  await lockOrdersOfNode(tx, shopId, nodeId);
  await acknowledgeBatch(tx, shopId, batch);
  await voidPushBatches(tx, shopId, nodeId);
  await addJournal(tx, {
    ...{ shopId, nodeId, exchangeId: batch.exchangeId },
    severity: 'info',
    code: 'orders-delivered',
    message: `Заказы переданы: ${orders.map((order) => order.number).join(', ')}.`,
    detail: { orders: orders.map(({ orderId, version }) => ({ orderId, version })) },
  });
}

async function tellFailed(tx: Tx, node: ExchangeNode, { batch, orders }: PushBatch, reason: string): Promise<void> {
  const { shopId, nodeId } = node;
  const { exchangeId } = batch;
  await touchExchange(tx, { shopId, exchangeId });
  await addJournalOnce(tx, {
    ...{ shopId, nodeId, exchangeId },
    severity: 'warning',
    code: 'orders-not-delivered',
    message: `Заказы не переданы (${orders.map((order) => order.number).join(', ')}): вид узла «${node.kind}» (deliverOrders): ${reason}. Они будут переданы снова.`,
    detail: { kind: node.kind, hook: 'deliverOrders', reason, orders: orders.map((order) => order.orderId) },
  });
}
