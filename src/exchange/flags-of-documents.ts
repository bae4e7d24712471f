import type { Tx } from '../db/open.js';
import type { DocumentRecord } from '../records.js';
import { writeOthers } from '../store/heads.js';
import { hasOther } from '../store/kept-others.js';
import type { DocumentContext } from './document-context.js';
import { contentOfDocument, tellOfDocument } from './document-journal.js';
import { documentRow } from './other-records.js';

/**
 * Keeps a document of a node that sends no orders (`sendsOrders` = false) and applies nothing of it.
 * @returns whether the node is such a one: then all is done
 */
export async function keptBySendFlag(tx: Tx, context: DocumentContext, document: DocumentRecord): Promise<boolean> {
  if (context.node.sendsOrders) return false;
  await keepUnapplied(tx, context, document, {
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
    code: 'order-not-allowed',
    text: `такого заказа в магазине нет, а создавать заказы узлу «${context.node.name}» не разрешено (настройка createsOrders). Содержание документа сохранено.`,
  });
  return true;
}

/** The journal tells of a document once, and again when it says something new. */
async function keepUnapplied(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  entry: { readonly code: string; readonly text: string },
): Promise<void> {
  const { shopId, nodeId, idSpace } = context.node;
  const row = documentRow(document);
  const scope = { shopId, nodeId, idSpace, exchangeId: context.exchangeId, kept: new Set<string>() };
  if (await hasOther(tx, scope, row)) return;
  await writeOthers(tx, scope, [row]);
  await tellOfDocument(tx, context, document, { severity: 'info', ...entry, detail: contentOfDocument(document) });
}
