import type { Tx } from '../../db/open.js';
import type { DocumentRecord } from '../../records.js';
import type { DocumentContext } from './document-context.js';
import { keepUnapplied } from './unapplied-documents.js';

/**
 * Keeps a document of a node that sends no orders (`sendsOrders` = false) and applies nothing of it.
 * @returns whether the node is such a one: then all is done
 */
export async function keptBySendFlag(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<boolean> {
  if (context.node.sendsOrders) return false;
  await keepUnapplied(tx, context, document, {
    severity: 'info',
    code: 'order-not-taken',
    text: `узел «${context.node.name}» не передает заказы в магазин (настройка sendsOrders), поэтому документ не применен. Содержание документа сохранено.`,
  });
  return true;
}

/**
 * Keeps a document of an order that nobody knows, of a node that may make none (`createsOrders` = false).
 * @returns whether the node is such a one: then all is done
 */
export async function keptByCreateFlag(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<boolean> {
  if (context.node.createsOrders) return false;
  await keepUnapplied(tx, context, document, {
    severity: 'info',
    code: 'order-not-allowed',
    text: `такого заказа в магазине нет, а создавать заказы узлу «${context.node.name}» не разрешено (настройка createsOrders). Содержание документа сохранено.`,
  });
  return true;
}
