import { createHash } from 'node:crypto';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord, Json } from '../../records.js';
import { itemsByExternalId } from '../../store/catalogue/catalogue-items.js';
import { EMPLOYEES } from '../../store/customers/directory-keys.js';
import { readEntry } from '../../store/customers/read-directories.js';
import { shopChanges } from '../../store/nodes/shop-changes.js';
import { writeChange } from '../../store/orders/order-changes.js';
import { writeStanding } from '../../store/orders/order-notices.js';
import type { StoredOrder } from '../../store/orders/order-rows.js';
import { readingOf } from '../hooks/index.js';
import { restanding } from '../owners/restanding.js';
import { keepConflicts, nameOf } from './conflicts.js';
import { customerIdOf } from './customer-of-document.js';
import { type DocumentContext, saidAt } from './document-context.js';
import { tellOfDocument } from './document-journal.js';
import { type News, newsOf } from './document-news.js';
import { currencyOf } from './order-currency.js';
import { inShopWords } from './shop-words.js';

/**
 * Applies an order document to its order, whose row the caller has locked: what is new in it, by the rules of the node.
 * @returns the order as it became; null when nothing of it changed
 */
export async function applyToOrder(
  tx: Tx,
  context: DocumentContext,
  stored: StoredOrder,
  spoken: DocumentRecord,
): Promise<Order | null> {
  const { node, services } = context;
  const { order } = stored;
  const document = inShopWords(node, spoken, order);
  const currency = currencyOf(node, document.currency);
  const sums = currency === undefined || currency === order.currency;
  const known = new Set(order.lines.map((line) => line.externalId));
  const newIds = document.lines?.flatMap((line) => (line.id && !known.has(line.id) ? [line.id] : [])) ?? [];
  const isTimed = Object.values(node.settings.winners ?? {}).includes('newest');
  const time = isTimed ? await saidAt(tx, context) : new Date();
  const news = newsOf(stored, {
    settings: node.settings,
    document,
    reading: await readingOf(services, tx, node, context.exchangeId, spoken, order),
    changes: await shopChanges(tx, node.shopId, stored, isTimed ? time : null),
    items: await itemsByExternalId(tx, node.shopId, newIds, node.idSpace),
    sums,
    saidAt: time,
  });
  const otherCurrency = sums ? undefined : currency;
  if (otherCurrency !== stored.said.otherCurrency && otherCurrency !== undefined) {
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'currency-differs',
      text: `валюта «${document.currency}» не та, что у заказа ${order.number} (${order.currency}): суммы и товары не приняты. Проверьте валюту документа и настройку currencySpelling узла.`,
    });
  }
  await keepConflicts(tx, context, document, order, news.conflicts);
  const refused = await tellOfRefused(tx, context, document, stored, news);
  await tellOfLock(tx, context, document, order, news);
  await tellOfStranger(tx, context, document, order, news);
  const changed = await writeChange(tx, node.shopId, stored, news.content, {
    source: `node:${node.name}`,
    exchangeId: context.exchangeId,
    due: news.cancelAgain,
    said: { ...news.said, refused, otherCurrency },
    ...(news.cancelAgain ? { event: 'cancelledAgain' } : {}),
  });
  return changed && (await standAnew(tx, context, order, changed));
}

/** Promo codes and customer may be others now. */
async function standAnew(tx: Tx, context: DocumentContext, before: Order, changed: Order): Promise<Order> {
  const { shopId } = context.node;
  const standing = await restanding(tx, shopId, before, changed, {
    mayRefuse: false,
    customerIdOf: async ({ customer }) => await customerIdOf(tx, context, customer),
  });
  return Object.keys(standing).length === 0 ? changed : await writeStanding(tx, shopId, changed.orderId, standing);
}

/** What an order that is settled does not take; the same is told once. @returns what is remembered of it */
async function tellOfRefused(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  { order, said }: StoredOrder,
  { refused }: News,
): Promise<string | undefined> {
  const parts = Object.keys(refused);
  if (parts.length === 0) return said.refused;
  const digest = createHash('sha256').update(JSON.stringify(refused)).digest('hex').slice(0, 32);
  if (digest === said.refused) return digest;
  await tellOfDocument(tx, context, document, {
    severity: 'warning',
    code: 'order-settled',
    text: `заказ ${order.number} завершен, и 1С меняет в нем только оплату и отгрузку (настройка settledOrders). Не принято: ${parts.map(nameOf).join(', ')}.`,
    detail: { orderId: order.orderId, refused: refused as { [part: string]: Json } },
  });
  return digest;
}

async function tellOfLock(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  order: Order,
  { content }: News,
): Promise<void> {
  if (content.lockedInOneC === order.lockedInOneC) return;
  const text = content.lockedInOneC
    ? `заказ ${order.number} заблокирован в 1С. Изменения магазина принимаются и ждут: 1С получит их, когда снимет блокировку.`
    : `блокировка заказа ${order.number} в 1С снята. Изменения магазина 1С получит со следующим обменом.`;
  const code = content.lockedInOneC ? 'order-locked' : 'order-unlocked';
  await tellOfDocument(tx, context, document, { severity: 'info', code, text, detail: { orderId: order.orderId } });
}

/** A personnel number that the directory of employees does not have is taken all the same: the directory may come later. */
async function tellOfStranger(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  order: Order,
  { content: { responsible } }: News,
): Promise<void> {
  if (responsible === null || responsible === order.responsible) return;
  if (await readEntry(tx, context.node.shopId, EMPLOYEES, responsible)) return;
  await tellOfDocument(tx, context, document, {
    severity: 'info',
    code: 'employee-unknown',
    text: `ответственный с табельным номером «${responsible}» не найден в справочнике сотрудников. Номер в заказе ${order.number} сохранен; добавьте сотрудника или выгрузите справочник из 1С.`,
    detail: { orderId: order.orderId, responsible },
  });
}
