import Big from 'big.js';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import { lockOrdersOfNode } from '../../store/orders/batches.js';
import { keepOrderDocument } from '../../store/orders/order-attachments.js';
import type { FoundOrder } from '../../store/orders/order-finding.js';
import { lockOrder, type StoredOrder } from '../../store/orders/order-rows.js';
import { applyToOrder } from './apply-to-order.js';
import { attachDocument } from './attached-documents.js';
import type { DocumentContext } from './document-context.js';
import { contentOfDocument, contentOfOrderDocument, tellOfDocument } from './document-journal.js';
import { setAsideDuplicate } from './duplicate-documents.js';
import { keptByCreateFlag, keptBySendFlag } from './flags-of-documents.js';
import { bearOrder } from './order-birth.js';
import { matchOrder, matchParent } from './order-match.js';
import { inShopWords } from './shop-words.js';
import { keepUnapplied } from './unapplied-documents.js';
import { keepForLater, waitingOf } from './waiting-documents.js';

export type { DocumentContext } from './document-context.js';

/**
 * `created`: an order was born of it; `applied`: an order changed, or a document of it is new; `waits`: until its order is not edited
 * any more; `ignored`: the journal says why.
 */
export type DocumentOutcome = 'applied' | 'unchanged' | 'created' | 'waits' | 'ignored';

/**
 * Applies a document of 1C to its order (issue §5, one-c-client.md §6, commerceml.md §3.4). Only the order's owner may change it.
 * Idempotent; what it cannot do goes to the journal. A change is pushed to `context.changes`.
 */
export async function applyDocument(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
): Promise<DocumentOutcome> {
  const { node } = context;
  if (document.id === '' && document.number === '') {
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'document-without-id',
      text: 'нет ни Ид, ни номера, поэтому документ пропущен. Проверьте выгрузку заказов в 1С.',
      detail: contentOfDocument(document),
    });
    return 'ignored';
  }
  await lockOrdersOfNode(tx, node.shopId, node.nodeId);
  if (await keptBySendFlag(tx, context, document)) return 'ignored';
  const isOrder = document.operation === 'order';
  const found = isOrder ? await matchOrder(tx, node, document) : await matchParent(tx, node, document);
  const isKnown = found !== null && found.ownerNodeId === node.nodeId;
  if (isOrder && !isKnown && (await setAsideDuplicate(tx, context, document, found))) return 'ignored';
  if (!found) return isOrder ? await bear(tx, context, document) : await leaveUnmatched(tx, context, document);
  if (!isKnown) return await refuse(tx, context, document, found);
  const stored = await lockKnown(tx, context, found.orderId);
  if (stored.order.lock !== null) {
    await keepForLater(tx, context, stored.order, document);
    return 'waits';
  }
  const isAsLocked = (await applyWaited(tx, context, found.orderId, document)) === null;
  return await applyToKnown(tx, context, isAsLocked ? stored : await lockKnown(tx, context, found.orderId), document);
}

/**
 * Applies what has waited for an order, in its order. The caller has locked the order, which belongs to the node.
 * @param instead a newer document: a former version of it has nothing more to say
 * @returns the exchange that brought the last of them; null when nothing has waited
 */
export async function applyWaited(
  tx: Tx,
  context: Pick<DocumentContext, 'services' | 'node' | 'changes'>,
  orderId: string,
  instead?: DocumentRecord,
): Promise<string | null> {
  const waited = await waitingOf(tx, context, orderId, instead);
  for (const former of waited) {
    await applyToKnown(tx, former.context, await lockKnown(tx, former.context, orderId), former.document);
  }
  return waited.at(-1)?.context.exchangeId ?? null;
}

async function lockKnown(tx: Tx, { node }: DocumentContext, orderId: string): Promise<StoredOrder> {
  const stored = await lockOrder(tx, node.shopId, orderId);
  if (!stored) throw new Error(`order ${orderId} is gone`);
  return stored;
}

/** Applies a document to the order that it is about, which belongs to its node and is not being edited. */
async function applyToKnown(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  document: DocumentRecord,
): Promise<DocumentOutcome> {
  const { orderId } = stored.order;
  let isChanged: boolean;
  if (document.operation === 'order') {
    isChanged = push(context, await applyToOrder(tx, context, stored, document));
    await keepOrder(tx, context, orderId, document);
  } else isChanged = await attach(tx, context, stored, document);
  const subordinate = await attachSubordinates(tx, context, orderId, document);
  return isChanged || subordinate ? 'applied' : 'unchanged';
}

async function attach(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  document: DocumentRecord,
): Promise<boolean> {
  const { order, isNew } = await attachDocument(tx, context, stored, document);
  push(context, order);
  return isNew;
}

/** `ПодчиненныеДокументы` belong to the order of the document that they stand in, whatever number they bear. */
async function attachSubordinates(
  tx: Tx,
  context: DocumentContext,
  orderId: string,
  document: DocumentRecord,
): Promise<boolean> {
  let isAnyNew = false;
  for (const subordinate of document.subordinate) {
    if (await attach(tx, context, await lockKnown(tx, context, orderId), subordinate)) isAnyNew = true;
    if (await attachSubordinates(tx, context, orderId, subordinate)) isAnyNew = true;
  }
  return isAnyNew;
}

/** Makes an order of a document that nobody knows, with its subordinates; one that is no whole order is kept beside. */
export async function bear(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<DocumentOutcome> {
  if (!isWholeOrder(document)) return await leaveUnmatched(tx, context, document, NOT_WHOLE);
  if (await keptByCreateFlag(tx, context, document)) return 'ignored';
  const order = await bearOrder(tx, context, inShopWords(context.node, document, null));
  if (!order) return 'ignored';
  push(context, order);
  await keepOrder(tx, context, order.orderId, document);
  if (context.services.kinds.find(context.node.kind)?.readDocument) {
    push(context, await applyToOrder(tx, context, await lockKnown(tx, context, order.orderId), document));
  }
  await attachSubordinates(tx, context, order.orderId, document);
  await tellOfDocument(tx, context, document, {
    severity: 'info',
    code: 'order-created',
    text: `заказ создан в 1С и принят под номером ${order.number}.`,
    detail: { orderId: order.orderId },
  });
  return 'created';
}

async function keepOrder(tx: Tx, context: DocumentContext, orderId: string, document: DocumentRecord): Promise<void> {
  const { shopId, nodeId } = context.node;
  await keepOrderDocument(tx, shopId, { orderId, nodeId, content: contentOfOrderDocument(document) });
}

/** A document that only tells how an order fares (УТ, УТП: commerceml.md §3.4) makes none. */
const isWholeOrder = ({ lines, amount, counterparties }: DocumentRecord): boolean =>
  Boolean(lines?.length) || counterparties.length > 0 || !new Big(amount ?? '0').eq(0);

const UNMATCHED = 'заказ, к которому относится документ, не найден. Содержание документа сохранено.';
const NOT_WHOLE =
  'такого заказа в магазине нет, а создать его нельзя: в документе нет ни товаров, ни суммы, ни контрагента. Содержание документа сохранено.';

/** What no order is known of stays: in the journal, where a person meets it, and beyond the journal's time among the other records. */
async function leaveUnmatched(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  text = UNMATCHED,
): Promise<DocumentOutcome> {
  await keepUnapplied(tx, context, document, { severity: 'info', code: 'document-unmatched', text });
  return 'ignored';
}

async function refuse(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  { orderId }: FoundOrder,
): Promise<DocumentOutcome> {
  await keepUnapplied(tx, context, document, {
    severity: 'warning',
    code: 'order-of-another-node',
    text: `этот заказ не принадлежит узлу «${context.node.name}», поэтому документ пропущен: заказ меняет только та база 1С, которой он выдан.`,
    detail: { orderId },
    ofNode: true,
  });
  return 'ignored';
}

/** @returns whether there is a change to record */
function push(context: DocumentContext, order: Order | null): boolean {
  if (order) context.changes.push({ entity: 'order', entityId: order.orderId, action: 'written' });
  return order !== null;
}
