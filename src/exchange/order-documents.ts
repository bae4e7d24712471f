import Big from 'big.js';
import type { Tx } from '../db/open.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Order } from '../orders.js';
import type { DocumentRecord } from '../records.js';
import type { Services } from '../services.js';
import { lockOrdersOfNode } from '../store/batches.js';
import { itemsByExternalId } from '../store/catalogue-items.js';
import type { Change } from '../store/changes.js';
import { writeOthers } from '../store/heads.js';
import type { OneCSaid } from '../store/one-c-said.js';
import { keepOrderDocument } from '../store/order-attachments.js';
import { pendingFields, writeChange } from '../store/order-changes.js';
import { lockOrder, type StoredOrder } from '../store/order-rows.js';
import { attachDocument } from './attached-documents.js';
import { contentOfDocument, contentOfOrderDocument, tellOfDocument } from './document-journal.js';
import { newsOf } from './document-news.js';
import { bearOrder } from './order-birth.js';
import { currencyOf } from './order-currency.js';
import { matchOrder, matchParent } from './order-match.js';
import { documentRow } from './other-records.js';

/** Where a document comes from, and where its change events go: the importer records them last in the step's transaction. */
export interface DocumentContext {
  readonly services: Services;
  readonly node: ExchangeNode;
  readonly exchangeId: string;
  readonly feedId: string;
  readonly changes: Change[];
}

/** What the journal calls the fields that 1C and the shop both may change. */
const FIELD_NAMES: Readonly<Record<keyof OneCSaid, string>> = {
  status: 'статус',
  paid: 'оплата',
  shipped: 'отгрузка',
  cancelled: 'отмена',
  deleted: 'пометка удаления',
  lines: 'товары',
  total: 'сумма',
  number: 'номер',
};

/** `created`: an order was born of it; `applied`: an order changed, or a document of it is new; `ignored`: the journal says why. */
export type DocumentOutcome = 'applied' | 'unchanged' | 'created' | 'ignored';

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
  const isOrder = document.operation === 'order';
  const found = isOrder ? await matchOrder(tx, node, document) : await matchParent(tx, node, document);
  if (!found) return isOrder ? await bear(tx, context, document) : await leaveUnmatched(tx, context, document);
  if (found.ownerNodeId !== node.nodeId) return await refuse(tx, context, document, found.orderId);
  const stored = await lockOrder(tx, node.shopId, found.orderId);
  if (!stored) throw new Error(`order ${found.orderId} is gone`);
  const changed = isOrder
    ? await applyToOrder(tx, context, stored, document)
    : await attach(tx, context, stored, document);
  const subordinate = await attachSubordinates(tx, context, found.orderId, document);
  return changed || subordinate ? 'applied' : 'unchanged';
}

async function applyToOrder(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  document: DocumentRecord,
): Promise<boolean> {
  const { node } = context;
  const { order } = stored;
  const currency = currencyOf(node, document.currency);
  const sums = currency === undefined || currency === order.currency;
  const known = new Set(order.lines.map((line) => line.externalId));
  const newIds = document.lines?.flatMap((line) => (line.id && !known.has(line.id) ? [line.id] : [])) ?? [];
  const news = newsOf(stored, {
    document,
    pending: await pendingFields(tx, node.shopId, stored),
    items: await itemsByExternalId(tx, node.shopId, newIds, node.idSpace),
    sums,
  });
  if (!sums) {
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'currency-differs',
      text: `валюта «${document.currency}» не та, что у заказа ${order.number} (${order.currency}): суммы и товары не приняты. Проверьте валюту документа и настройку currencySpelling узла.`,
    });
  }
  if (news.held.length > 0) {
    await tellOfDocument(tx, context, document, {
      severity: 'info',
      code: 'order-change-pending',
      text: `магазин изменил заказ ${order.number}, и 1С об этом еще не знает. До следующего обмена из документа не принято: ${news.held.map((field) => FIELD_NAMES[field]).join(', ')}.`,
    });
  }
  const changed = await writeChange(tx, node.shopId, stored, news.content, {
    source: `node:${node.name}`,
    exchangeId: context.exchangeId,
    due: false,
    said: news.said,
  });
  await keepOrder(tx, context, order.orderId, document);
  return push(context, changed);
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
    const stored = await lockOrder(tx, context.node.shopId, orderId);
    if (!stored) throw new Error(`order ${orderId} is gone`);
    if (await attach(tx, context, stored, subordinate)) isAnyNew = true;
    if (await attachSubordinates(tx, context, orderId, subordinate)) isAnyNew = true;
  }
  return isAnyNew;
}

async function bear(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<DocumentOutcome> {
  if (!isWholeOrder(document)) return await leaveUnmatched(tx, context, document, NOT_WHOLE);
  const order = await bearOrder(tx, context, document);
  if (!order) return 'ignored';
  push(context, order);
  await keepOrder(tx, context, order.orderId, document);
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
  const { node, exchangeId } = context;
  const { shopId, nodeId, idSpace } = node;
  await writeOthers(tx, { shopId, nodeId, idSpace, exchangeId, kept: new Set() }, [documentRow(document)]);
  await tellOfDocument(tx, context, document, {
    severity: 'info',
    code: 'document-unmatched',
    text,
    detail: contentOfDocument(document),
  });
  return 'ignored';
}

async function refuse(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  orderId: string,
): Promise<DocumentOutcome> {
  await tellOfDocument(tx, context, document, {
    severity: 'warning',
    code: 'order-of-another-node',
    text: `этот заказ не принадлежит узлу «${context.node.name}», поэтому документ пропущен: заказ меняет только та база 1С, которой он выдан.`,
    detail: { orderId },
  });
  return 'ignored';
}

/** @returns whether there is a change to record */
function push(context: DocumentContext, order: Order | null): boolean {
  if (order) context.changes.push({ entity: 'order', entityId: order.orderId, action: 'written' });
  return order !== null;
}
