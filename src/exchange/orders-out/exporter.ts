import { documentNumber } from '../../commerceml/order-number.js';
import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { shapeFor } from '../../nodes/one-c/profiles.js';
import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import {
  acknowledgeBatch,
  type Batch,
  type FrozenAnswer,
  insertBatch,
  liveBatches,
  lockOrdersOfNode,
  newestBatch,
  offeredAnswer,
  supersedeOffered,
} from '../../store/orders/batches.js';
import { formerCmlVersion } from '../../store/orders/client-version.js';
import { applyWaitingOfNode } from '../orders-in/apply-waiting.js';
import { hearQuery, type Sending, sendingOf } from './confirm-by-query.js';
import { writeDue } from './due-orders.js';
import { beginReadiness } from './ready-orders.js';

/** The answer to a `query`, and whom to tell how its sending ended. */
export interface OrdersAnswer extends FrozenAnswer {
  readonly sending: Sending;
}

/**
 * `query`: the batch that this exchange was offered and has not acknowledged, byte for byte (unless 1C was given later versions of its
 * orders in another exchange since); else the node's due orders, frozen as a new one (no orders make a batch too: its `success` must be one). Orders stay due until their batch is acknowledged.
 */
export async function queryOrders(services: Services, exchange: Exchange, node: ExchangeNode): Promise<OrdersAnswer> {
  await applyWaitingOfNode(services, node.shopId, node.nodeId);
  return await services.db.transaction(async (tx) => {
    await lockOrdersOfNode(tx, node.shopId, node.nodeId);
    await hearQuery(tx, node, exchange);
    const offered = await offeredAnswer(tx, node.shopId, exchange.exchangeId);
    const { batchId, body, contentType } = offered ?? (await offer(tx, services, exchange, node));
    return { body, contentType, sending: sendingOf(services, node.shopId, batchId) };
  });
}

async function offer(
  tx: Tx,
  services: Services,
  exchange: Exchange,
  node: ExchangeNode,
): Promise<FrozenAnswer & Pick<Batch, 'batchId'>> {
  const sentNumbers = new Map<string, string>();
  const addedRequisites = new Map<string, Readonly<Record<string, string>>>();
  const cmlVersion = await cmlVersionOf(tx, exchange);
  const shape = { ...shapeFor(node, new Date(), { cmlVersion }), sentNumbers, addedRequisites };
  await supersedeOffered(tx, node.shopId, exchange.exchangeId);
  const ready = beginReadiness(services, tx, node, exchange.exchangeId);
  await ready.recheckHeld();
  const { orders, body } = await writeDue(tx, services, ready, { exchange, node, shape, sentNumbers, addedRequisites });
  const answer = { body, contentType: `application/xml; charset=${shape.encoding}` };
  const batchId = await insertBatch(
    tx,
    { shopId: node.shopId, nodeId: node.nodeId, exchangeId: exchange.exchangeId },
    answer,
    orders.map((order) => ({
      orderId: order.orderId,
      number: documentNumber(order, shape),
      version: order.version,
    })),
  );
  await ready.close();
  return { ...answer, batchId };
}

/** What the client said of the version that it reads: at the init of this exchange, else (BAS sends none) of the last that had one. */
async function cmlVersionOf(tx: Tx, exchange: Exchange): Promise<string | null> {
  if (exchange.cmlVersion !== null || exchange.generation > 0) return exchange.cmlVersion;
  return await formerCmlVersion(tx, exchange.shopId, exchange.nodeId);
}

/**
 * `success`: acknowledges the batch of this exchange, once; repeated, it does nothing. Batches of other exchanges wait for a `success`
 * of their own.
 * @param exchange null = the client came with Basic alone: exactly one batch of the node's live exchanges must be open
 * @throws UzelError UZ1401 nothing was queried, UZ1402 several batches are open
 */
export async function acknowledge(services: Services, exchange: Exchange | null, node: ExchangeNode): Promise<void> {
  await services.db.transaction(async (tx) => {
    await lockOrdersOfNode(tx, node.shopId, node.nodeId);
    const batch = exchange
      ? await newestBatch(tx, node.shopId, exchange.exchangeId)
      : await onlyBatch(tx, services, node);
    if (!batch) {
      throw new UzelError(
        'UZ1401',
        'Подтверждать нечего: в этом сеансе заказы не запрашивались (mode=query). Повторите обмен сначала.',
      );
    }
    if (batch.state === 'offered') await acknowledgeBatch(tx, node.shopId, batch);
  });
}

/** What a `success` without a cookie means: the one open batch, or, when there is none, the one that was acknowledged last. */
async function onlyBatch(tx: Tx, services: Services, node: ExchangeNode): Promise<Batch | null> {
  const batches = await liveBatches(tx, node.shopId, node.nodeId, services.config.EXCHANGE_IDLE_MINUTES);
  const open = batches.filter((batch) => batch.state === 'offered');
  if (open.length > 1) {
    throw new UzelError(
      'UZ1402',
      `Открыто несколько пакетов заказов (${open.length}), и без cookie не понять, какой из них подтвержден. Повторите обмен заказами: они будут выданы снова.`,
    );
  }
  return open[0] ?? batches[0] ?? null;
}
