import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import { oneCIdKey } from '../../store/orders/order-rows.js';
import { keepWaiting, takeWaiting } from '../../store/orders/waiting-documents.js';
import type { DocumentContext } from './document-context.js';
import { tellOfDocument } from './document-journal.js';

/** What tells a document of an order from others of it. */
const keyOf = ({ operation, id, number, date }: DocumentRecord): string =>
  JSON.stringify([operation, id === '' ? [number, date ?? null] : oneCIdKey(id)]);

/** Keeps a document until its order is not being edited any more; of two versions of one document the newest. Told once for each content. */
export async function keepForLater(
  tx: Tx,
  context: DocumentContext,
  { orderId, number, lock }: Order,
  document: DocumentRecord,
): Promise<void> {
  const { node, exchangeId, feedId, madeAt } = context;
  const { shopId, nodeId } = node;
  const documentKey = keyOf(document);
  const isNew = await keepWaiting(tx, shopId, { orderId, nodeId, exchangeId, feedId, documentKey, madeAt, document });
  if (!isNew) return;
  const by = lock?.by ? ` (${lock.by})` : '';
  await tellOfDocument(tx, context, document, {
    severity: 'info',
    code: 'document-waits',
    text: `заказ ${number} сейчас редактируют в магазине${by}. Документ принят и будет применен, как только редактирование закончится.`,
    detail: { orderId, until: lock?.until.toISOString() ?? null },
  });
}

/** A document that has waited, with where it came from. */
export interface Waited {
  readonly context: DocumentContext;
  readonly document: DocumentRecord;
}

/**
 * Takes what waits for an order out of the queue, in its order: the caller applies it in this transaction. What the 1C of another
 * node sent is not given: the order was moved meanwhile, and the journal says so.
 * @param instead a newer document: a former version of it is dropped
 */
export async function waitingOf(
  tx: Tx,
  context: Pick<DocumentContext, 'services' | 'node' | 'changes'>,
  orderId: string,
  instead?: DocumentRecord,
): Promise<Waited[]> {
  const { node } = context;
  const waited: Waited[] = [];
  for (const each of await takeWaiting(tx, node.shopId, orderId)) {
    const { document, nodeId, exchangeId, feedId, madeAt } = each;
    const origin = { ...context, exchangeId, feedId, madeAt };
    if (nodeId !== node.nodeId) await tellOfMove(tx, { ...origin, node: { ...node, nodeId } }, document, orderId);
    else if (instead === undefined || each.documentKey !== keyOf(instead)) waited.push({ context: origin, document });
  }
  return waited;
}

async function tellOfMove(tx: Tx, context: DocumentContext, document: DocumentRecord, orderId: string): Promise<void> {
  await tellOfDocument(tx, context, document, {
    severity: 'warning',
    code: 'order-of-another-node',
    text: 'пока документ ждал, заказ передан другой базе 1С, поэтому документ не применен.',
    detail: { orderId },
  });
}
