import Big from 'big.js';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord, Json } from '../../records.js';
import { shopChanges } from '../../store/nodes/shop-changes.js';
import { attachmentsById, keepAttachment } from '../../store/orders/order-attachments.js';
import { contentOf, writeChange } from '../../store/orders/order-changes.js';
import { type OrderContent, oneCIdKey, type StoredOrder } from '../../store/orders/order-rows.js';
import { keepConflicts } from './conflicts.js';
import { type DocumentContext, saidAt } from './document-context.js';
import type { SpokenFate } from './document-fate.js';
import { contentOfDocument } from './document-journal.js';
import { paidStatement, shippedStatement, shippedStatus } from './fate-statements.js';
import { Hearing } from './hearing.js';
import { currencyOf } from './order-currency.js';
import type { Statement } from './statements.js';

/**
 * Keeps a payment, shipment, return… with its order. The order itself changes only where the document leaves no doubt: a payment
 * (shipment) that says so and is worth the whole order makes it paid (shipped). Nothing is taken back: the order document does that.
 * A document that is new or says something new is a change of the order: its version grows, since REST shows the documents with it.
 * @returns the order as it became, null when it did not change, and whether the document was new
 */
export async function attachDocument(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  document: DocumentRecord,
): Promise<{ order: Order | null; isNew: boolean }> {
  const { node } = context;
  const { orderId } = stored.order;
  const documentId = oneCIdKey(document.id) || [document.operation, document.number, document.date].join(':');
  const kept = (await removedAsKept(tx, node.shopId, orderId, documentId, document)) ?? {
    operation: document.operation,
    content: contentOfDocument(document),
  };
  const isNew = await keepAttachment(tx, node.shopId, { orderId, documentId, nodeId: node.nodeId, ...kept });
  if (!isNew) return { order: null, isNew };
  const content = isWhole(context, stored.order, document)
    ? await settled(tx, context, stored, document)
    : contentOf(stored.order);
  const order = await writeChange(tx, node.shopId, stored, content, {
    source: `node:${node.name}`,
    exchangeId: context.exchangeId,
    due: false,
    event: 'documents',
  });
  return { order, isNew };
}

/** A removed document comes as a stub with ПометкаУдаления (commerceml.md §3.2): what was known of it stays, marked as deleted. */
async function removedAsKept(
  tx: Tx,
  shopId: string,
  orderId: string,
  documentId: string,
  document: DocumentRecord,
): Promise<{ operation: string; content: Json } | undefined> {
  const isStub = document.fate.deleted === true && new Big(document.amount ?? '0').eq(0) && !document.lines?.length;
  if (!isStub || document.id === '') return undefined;
  const known = await attachmentsById(tx, shopId, orderId, documentId);
  const isMeant = ({ operation }: { operation: string }) =>
    operation === document.operation || (document.operation === 'other' && known.length === 1);
  const kept = known.find(isMeant);
  if (!kept) return undefined;
  const content = kept.content as { [member: string]: Json };
  return { operation: kept.operation, content: { ...content, fate: { ...(content.fate as object), deleted: true } } };
}

/** Whether a document stands, and is worth all of the order in the order's currency. */
function isWhole({ node }: DocumentContext, order: Order, { amount, currency, fate }: DocumentRecord): boolean {
  const stands = !fate.deleted && !fate.cancelled && fate.posted !== false;
  const sameCurrency = (currencyOf(node, currency) ?? order.currency) === order.currency;
  return stands && sameCurrency && Boolean(amount) && new Big(amount ?? '0').gte(order.total);
}

/** What an order becomes by a payment or a shipment that is worth all of it, by the node's rules. */
async function settled(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  document: DocumentRecord,
): Promise<OrderContent> {
  const { order } = stored;
  const { settings, shopId } = context.node;
  const isTimed = Object.values(settings.winners ?? {}).includes('newest');
  const time = isTimed ? await saidAt(tx, context) : new Date();
  const changes = await shopChanges(tx, shopId, stored, isTimed ? time : null);
  const hearing = new Hearing(stored, { settings, changes, saidAt: time });
  const isPaid = document.operation === 'payment' && document.fate.paid === true;
  const isShipped = document.operation === 'shipment' && document.fate.shipped === true;
  const fate = { ...SAYS_NOTHING, ...(isPaid ? { paid: true } : {}), ...(isShipped ? { shipped: true } : {}) };
  hearing.take('payment', paidStatement(order, {}, fate).map(asNews));
  hearing.take('shipment', shippedStatement(order, {}, fate).map(asNews));
  hearing.settle();
  if (isShipped && hearing.draft.shipped) hearing.take('status', shippedStatus(order, fate, settings));
  await keepConflicts(tx, context, document, order, hearing.conflicts);
  return { ...hearing.draft, oneC: { ...order.oneC, ...factsOf(document, hearing.draft, { isPaid, isShipped }) } };
}

/** A document that is new repeats nothing that was said before. */
const asNews = (statement: Statement): Statement => ({ ...statement, isEcho: () => false });

const SAYS_NOTHING: SpokenFate = {
  status: undefined,
  paid: undefined,
  shipped: undefined,
  cancelled: undefined,
  deleted: undefined,
};

function factsOf(
  { fate }: DocumentRecord,
  { paid, shipped }: OrderContent,
  { isPaid, isShipped }: { readonly isPaid: boolean; readonly isShipped: boolean },
): Order['oneC'] {
  const [number, date] = [
    (isPaid ? fate.paymentNumber : fate.shipmentNumber) ?? fate.oneCNumber,
    (isPaid ? fate.paymentDate : fate.shipmentDate) ?? fate.oneCDate,
  ];
  if (isPaid && paid) return { ...(number ? { paymentNumber: number } : {}), ...(date ? { paymentDate: date } : {}) };
  if (isShipped && shipped) {
    return { ...(number ? { shipmentNumber: number } : {}), ...(date ? { shipmentDate: date } : {}) };
  }
  return {};
}
