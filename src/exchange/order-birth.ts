import Big from 'big.js';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import type { Order } from '../orders.js';
import type { DocumentRecord } from '../records.js';
import { itemsByExternalId } from '../store/catalogue-items.js';
import { insertOrder, type NewOrder } from '../store/order-insert.js';
import { fits, isCounted, lockCounter, nextNumber } from '../store/order-numbers.js';
import { money, totalOf } from '../store/order-totals.js';
import { customerOf } from './document-customer.js';
import { oneCFacts, spokenFate } from './document-fate.js';
import { tellOfDocument } from './document-journal.js';
import { digestOf, linesOf } from './document-lines.js';
import { momentIn } from './local-time.js';
import { currencyOf } from './order-currency.js';
import type { DocumentContext } from './order-documents.js';
import { withoutPrefix } from './order-match.js';

/** ISO 4217 for "no currency": what an order has whose document names none, and whose node has no default. */
const NO_CURRENCY = 'XXX';

/**
 * Makes an order of an order document that nobody knows: it was made in 1C. It is this node's from birth and not offered back to it.
 * @returns null when it cannot be given a number; the journal says so
 */
export async function bearOrder(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<Order | null> {
  const { node } = context;
  const orderId = uuid();
  const ids = document.lines?.flatMap((line) => line.id || []) ?? [];
  const lines = linesOf(document.lines ?? [], [], await itemsByExternalId(tx, node.shopId, ids, node.idSpace));
  const { status, paid, shipped, cancelled, deleted } = spokenFate(document, true);
  const currency = currencyOf(node, document.currency) ?? node.settings.defaultCurrency;
  const delivery = lines.find((line) => line.kind === 'delivery');
  const facts = oneCFacts({}, orderId, document);
  const total = document.amount ? money(new Big(document.amount)) : totalOf(lines);
  const born: Omit<NewOrder, 'content'> & { content: Omit<NewOrder['content'], 'number'> } = {
    orderId,
    ownerNodeId: node.nodeId,
    currency: currency ?? NO_CURRENCY,
    placedAt: placedAt(document, node.timeZone),
    origin: 'node',
    said: {
      status,
      paid,
      shipped,
      cancelled,
      deleted,
      lines: digestOf(document.lines),
      total,
      number: document.number || undefined,
    },
    content: {
      status: status ?? null,
      customer: customerOf(document.counterparties),
      lines,
      delivery: delivery ? { name: delivery.name, price: delivery.amount } : null,
      payments: [],
      comment: document.comment || null,
      requisites: {},
      total,
      paid: paid ?? false,
      shipped: shipped ?? false,
      cancelled: cancelled ?? false,
      cancelledBy: cancelled ? 'node' : null,
      deleted: deleted ?? false,
      site: null,
      warehouse: null,
      organisation: null,
      responsible: null,
      promoCodes: [],
      bonus: null,
      deliveryAllowed: false,
      lockedInOneC: false,
      oneC: {
        ...facts,
        number: facts.number ?? (document.number || undefined),
        date: facts.date ?? document.date ?? undefined,
      },
    },
  };
  const order = await insertNumbered(tx, context, document, born);
  if (order && currency === undefined) {
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'currency-missing',
      text: 'валюта не указана. Заказ создан без валюты; задайте валюту по умолчанию в настройках узла (defaultCurrency).',
    });
  }
  return order;
}

/** Takes 1C's own number where it is free and 1C can hold it, else the next of the shop's counter. */
async function insertNumbered(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  born: Omit<NewOrder, 'content'> & { content: Omit<NewOrder['content'], 'number'> },
): Promise<Order | null> {
  const { node } = context;
  const prefix = node.settings.numberPrefix ?? '';
  const insert = async (number: string) =>
    await insertOrder(tx, node.shopId, { ...born, content: { ...born.content, number } });
  const own = withoutPrefix(node, document.number);
  if (own !== '' && fits(prefix, own)) {
    if (isCounted(own)) await lockCounter(tx, node.shopId);
    const order = await insert(own);
    if (order) return order;
  }
  try {
    return await insert(await nextNumber(tx, node.shopId, [prefix]));
  } catch (error) {
    if (!(error instanceof UzelError) || error.code !== 'UZ1504') throw error;
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'order-not-created',
      text: 'заказ не создан: следующий номер магазина с префиксом узла длиннее 11 знаков. Сократите префикс в настройках узла.',
    });
    return null;
  }
}

function placedAt(document: DocumentRecord, timeZone: string): Date {
  const local = document.date ? `${document.date}T${document.time ?? '00:00:00'}` : document.fate.oneCDate;
  return local === undefined ? new Date() : momentIn(local, timeZone);
}
