import { v7 as uuid } from 'uuid';
import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { recordBirth } from '../../store/orders/order-births.js';
import { duplicateOfNode } from '../../store/orders/order-duplicates.js';
import { insertOrder } from '../../store/orders/order-insert.js';
import { fits, isCounted, lockCounter, nextNumber } from '../../store/orders/order-numbers.js';
import { promoCodeWarnings } from '../directories/promo-code-warnings.js';
import { ROUTING_TEXTS } from '../owners/routing-texts.js';
import { type Newborn, NO_CURRENCY, newbornOf } from './birth-content.js';
import { customerIdOf } from './customer-of-document.js';
import type { DocumentContext } from './document-context.js';
import { tellOfDocument } from './document-journal.js';
import { withoutPrefix } from './order-match.js';
import { guidOf, keyOf } from './same-document.js';

/**
 * Makes an order of an order document that nobody knows: it was made in 1C. It is this node's from birth and not offered back to it.
 * @returns null when it cannot be given a number; the journal says so
 */
export async function bearOrder(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<Order | null> {
  const { node } = context;
  const settings = await shopSettings(tx, node.shopId);
  const newborn = await newbornOf(tx, node, uuid(), document);
  const { placedAt, content } = newborn;
  const order = await insertNumbered(tx, context, document, {
    ...newborn,
    customerId: await customerIdOf(tx, context, content.customer),
    warnings: await promoCodeWarnings(tx, node.shopId, settings, { ...content, placedAt }, false),
    routing: {
      by: 'born',
      reason: ROUTING_TEXTS[settings.language].born(node.name),
      at: new Date().toISOString(),
      candidates: [],
    },
  });
  if (!order) return null;
  await writeBirth(tx, context, document, order);
  if (order.currency === NO_CURRENCY) {
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'currency-missing',
      text: 'валюта не указана. Заказ создан без валюты; задайте валюту по умолчанию в настройках узла (defaultCurrency).',
    });
  }
  return order;
}

/** Writes down that this document is this order: no other order is made of it. */
async function writeBirth(tx: Tx, context: DocumentContext, document: DocumentRecord, order: Order): Promise<void> {
  const { shopId, nodeId } = context.node;
  const guid = guidOf(document.id);
  if (guid === null) return;
  const birth = { orderId: order.orderId, nodeId };
  if (await recordBirth(tx, shopId, { ...birth, documentKey: guid })) return;
  // A person has said that the document of this node is another one than the document of the same guid that came before.
  const decided = await duplicateOfNode(tx, shopId, nodeId, keyOf(document));
  const isOther =
    decided?.state === 'different' && (await recordBirth(tx, shopId, { ...birth, documentKey: `${guid} ${nodeId}` }));
  if (!isOther) throw new Error(`an order was made of document ${guid} already`);
}

/** Takes 1C's own number where it is free and 1C can hold it, else the next of the shop's counter. */
async function insertNumbered(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  newborn: Newborn,
): Promise<Order | null> {
  const { node } = context;
  const prefix = node.settings.numberPrefix ?? '';
  const insert = async (number: string) =>
    await insertOrder(tx, node.shopId, { ...newborn, content: { ...newborn.content, number } });
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
