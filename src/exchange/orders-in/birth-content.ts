import Big from 'big.js';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { DocumentRecord } from '../../records.js';
import { itemsByExternalId } from '../../store/catalogue/catalogue-items.js';
import type { NewOrder } from '../../store/orders/order-insert.js';
import { money, totalOf } from '../../store/orders/order-totals.js';
import { momentIn } from '../local-time.js';
import { birthWords } from './birth-words.js';
import { customerOf } from './document-customer.js';
import { oneCFacts, spokenFate } from './document-fate.js';
import { digestOf, linesOf } from './document-lines.js';
import { currencyOf } from './order-currency.js';
import { requisitesWithField } from './order-requisites-read.js';

/** ISO 4217 for "no currency": what an order has whose document names none, and whose node has no default. */
export const NO_CURRENCY = 'XXX';

/** An order that is made of a document of 1C, before it has its number in the shop. */
export type Newborn = Omit<NewOrder, 'content'> & { readonly content: Omit<NewOrder['content'], 'number'> };

/** What an order is that was made in 1C, as its document tells it. */
export async function newbornOf(
  tx: Tx,
  node: ExchangeNode,
  orderId: string,
  document: DocumentRecord,
): Promise<Newborn> {
  const ids = document.lines?.flatMap((line) => line.id || []) ?? [];
  const lines = linesOf(document.lines ?? [], [], await itemsByExternalId(tx, node.shopId, ids, node.idSpace));
  const { paid, shipped, cancelled, deleted } = spokenFate(document, true);
  const words = birthWords(node, document);
  const line = lines.find((each) => each.kind === 'delivery');
  const name = words.deliveryName ?? line?.name;
  const { trackingNumber } = words;
  const facts = oneCFacts({}, orderId, document, requisitesWithField(node.settings));
  const total = document.amount ? money(new Big(document.amount)) : totalOf(lines);
  return {
    orderId,
    ownerNodeId: node.nodeId,
    currency: currencyOf(node, document.currency) ?? node.settings.defaultCurrency ?? NO_CURRENCY,
    placedAt: placedAt(document, node.timeZone),
    origin: 'node',
    said: {
      ...words.said,
      paid,
      shipped,
      cancelled,
      deleted,
      lines: digestOf(document.lines),
      total,
      number: document.number || undefined,
    },
    content: {
      ...words.content,
      customer: customerOf(document.counterparties),
      lines,
      delivery:
        name === undefined && trackingNumber === undefined
          ? null
          : { name, ...(line ? { price: line.amount } : {}), ...(trackingNumber ? { trackingNumber } : {}) },
      payments: [],
      shipments: [],
      returns: [],
      comment: document.comment || null,
      requisites: {},
      total,
      paid: paid ?? false,
      shipped: shipped ?? false,
      cancelled: cancelled ?? false,
      cancelledBy: cancelled ? 'node' : null,
      deleted: deleted ?? false,
      site: node.settings.siteOfNewOrders ?? null,
      deliveryAllowed: false,
      oneC: {
        ...facts,
        number: facts.number ?? (document.number || undefined),
        date: facts.date ?? document.date ?? undefined,
      },
    },
  };
}

function placedAt(document: DocumentRecord, timeZone: string): Date {
  const local = document.date ? `${document.date}T${document.time ?? '00:00:00'}` : document.fate.oneCDate;
  return local === undefined ? new Date() : momentIn(local, timeZone);
}
