import Big from 'big.js';
import type { Tx } from '../db/open.js';
import type { Order } from '../orders.js';
import type { DocumentRecord } from '../records.js';
import { keepAttachment } from '../store/order-attachments.js';
import { contentOf, pendingFields, writeChange } from '../store/order-changes.js';
import type { OrderContent, StoredOrder } from '../store/order-rows.js';
import { contentOfDocument } from './document-journal.js';
import { currencyOf } from './order-currency.js';
import type { DocumentContext } from './order-documents.js';

/**
 * Keeps a payment, shipment, return… with its order. The order itself changes only where the document leaves no doubt: a payment
 * (shipment) that says so and is worth the whole order makes it paid (shipped). Nothing is taken back: the order document does that.
 * @returns the order as it became, null when it did not change, and whether the document was new
 */
export async function attachDocument(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  document: DocumentRecord,
): Promise<{ order: Order | null; isNew: boolean }> {
  const { node } = context;
  const isNew = await keepAttachment(tx, node.shopId, {
    orderId: stored.order.orderId,
    documentId: document.id || [document.operation, document.number, document.date].join(':'),
    nodeId: node.nodeId,
    operation: document.operation,
    content: contentOfDocument(document),
  });
  if (!isNew || !isWhole(context, stored.order, document)) return { order: null, isNew };
  const pending = await pendingFields(tx, node.shopId, stored);
  const order = await writeChange(tx, node.shopId, stored, settled(stored.order, document, pending), {
    source: `node:${node.name}`,
    exchangeId: context.exchangeId,
    due: false,
  });
  return { order, isNew };
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
