import Big from 'big.js';
import type { Tx } from '../db/open.js';
import type { Order } from '../orders.js';
import type { DocumentRecord, Json } from '../records.js';
import { attachmentsById, keepAttachment } from '../store/order-attachments.js';
import { contentOf, pendingFields, writeChange } from '../store/order-changes.js';
import { type OrderContent, oneCIdKey, type StoredOrder } from '../store/order-rows.js';
import { contentOfDocument } from './document-journal.js';
import { currencyOf } from './order-currency.js';
import type { DocumentContext } from './order-documents.js';

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
  const isDecisive = isWhole(context, stored.order, document);
  const pending = isDecisive ? await pendingFields(tx, node.shopId, stored) : new Set<string>();
  const content = isDecisive ? settled(stored.order, document, pending) : contentOf(stored.order);
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

function settled(order: Order, { operation, fate }: DocumentRecord, pending: ReadonlySet<string>): OrderContent {
  const content = contentOf(order);
  if (operation === 'payment' && fate.paid === true && !pending.has('paid')) {
    const [paymentNumber, paymentDate] = [fate.paymentNumber ?? fate.oneCNumber, fate.paymentDate ?? fate.oneCDate];
    return {
      ...content,
      paid: true,
      oneC: { ...order.oneC, ...(paymentNumber ? { paymentNumber } : {}), ...(paymentDate ? { paymentDate } : {}) },
    };
  }
  if (operation === 'shipment' && fate.shipped === true && !pending.has('shipped')) {
    const [shipmentNumber, shipmentDate] = [fate.shipmentNumber ?? fate.oneCNumber, fate.shipmentDate ?? fate.oneCDate];
    return {
      ...content,
      shipped: true,
      oneC: { ...order.oneC, ...(shipmentNumber ? { shipmentNumber } : {}), ...(shipmentDate ? { shipmentDate } : {}) },
    };
  }
  return content;
}
