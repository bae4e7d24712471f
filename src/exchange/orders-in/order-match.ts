import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { DocumentRecord } from '../../records.js';
import { hasGuidOf, orderOfFormer, orderOfGuid } from '../../store/orders/order-births.js';
import { duplicateOfNode } from '../../store/orders/order-duplicates.js';
import {
  type FoundOrder,
  offeredOrderByNumber,
  orderByDocument,
  orderById,
  orderByOneCId,
  orderOfferedAs,
  ordersByOneCNumber,
} from '../../store/orders/order-finding.js';
import { oneCIdKey } from '../../store/orders/order-rows.js';
import { factsOf, guidOf, keyOf, keysInNode } from './same-document.js';

/**
 * The order that an order document of 1C speaks of: by Ид (the guid that this 1C told, ours, or the guid that another 1C told), then by
 * Номер (one that this 1C was offered, so that no order of another is taken for it), then by the number of 1C with its year
 * (commerceml.md §5 no. 13), then by what was written down of it when the order was another node's, or was moved to one. It may be
 * another node's.
 */
export async function matchOrder(tx: Tx, node: ExchangeNode, document: DocumentRecord): Promise<FoundOrder | null> {
  const byId = document.id === '' ? null : await matchId(tx, node, document.id);
  if (byId) return byId;
  const byNumber = await matchNumber(tx, node, document.number);
  if (byNumber && !(await isOther(tx, node, byNumber, document))) return byNumber;
  return (
    (await matchOneCNumber(tx, node, document)) ??
    (await matchTakenOver(tx, node, document)) ??
    (await matchFormer(tx, node, document))
  );
}

/** A document without a guid whose order was moved away, be it back now or not. */
async function matchFormer(tx: Tx, node: ExchangeNode, document: DocumentRecord): Promise<FoundOrder | null> {
  const keys = keysInNode(node.nodeId, { ...factsOf(document), id: document.id });
  const order = await orderOfFormer(tx, node.shopId, keys);
  return order && !(await isOther(tx, node, order, document)) ? order : null;
}

/** Whether a document that bears the order's number is of another one: the guid that counts is the one that this 1C has told. */
async function isOther(
  tx: Tx,
  { shopId, nodeId }: ExchangeNode,
  order: FoundOrder,
  document: DocumentRecord,
): Promise<boolean> {
  if (order.ownerNodeId === nodeId) return contradicts(order, document);
  return guidOf(document.id) !== null && (await hasGuidOf(tx, shopId, order.orderId, nodeId));
}

/** A document that was set aside while its order belonged to another node, and the order is this node's now. */
async function matchTakenOver(tx: Tx, node: ExchangeNode, document: DocumentRecord): Promise<FoundOrder | null> {
  const duplicate = await duplicateOfNode(tx, node.shopId, node.nodeId, keyOf(document));
  if (!duplicate || duplicate.state === 'different') return null;
  const order = await orderById(tx, node.shopId, duplicate.orderId);
  return order?.ownerNodeId === node.nodeId && !contradicts(order, document) ? order : null;
}

/**
 * The order that a payment, a shipment, a return belongs to: by its basis (the order, or a document of the order: a return names its
 * shipment); by itself, when it was attached before and names no basis or is removed (a removed payment is a stub that names nothing
 * else); and when it names no basis, by its number. A basis that nobody knows is an order of 1C that was never sent: then the document
 * is of none of ours.
 */
export async function matchParent(tx: Tx, node: ExchangeNode, document: DocumentRecord): Promise<FoundOrder | null> {
  const basis = document.basis?.trim() ?? '';
  const byBasis = basis === '' ? null : await matchBasis(tx, node, basis);
  if (byBasis) return byBasis;
  if (basis !== '' && document.fate.deleted !== true) return null;
  const known = document.id === '' ? null : await matchItself(tx, node, document);
  return known ?? (basis === '' ? await matchNumber(tx, node, document.number) : null);
}

async function matchBasis(tx: Tx, node: ExchangeNode, basis: string): Promise<FoundOrder | null> {
  const order = (await matchId(tx, node, basis)) ?? (await matchNumber(tx, node, basis));
  return order ?? (await orderByDocument(tx, node.shopId, node.nodeId, basis, null));
}

/** A stub need not say what it was. */
async function matchItself(tx: Tx, node: ExchangeNode, { id, operation }: DocumentRecord): Promise<FoundOrder | null> {
  return await orderByDocument(tx, node.shopId, node.nodeId, id, operation === 'other' ? null : operation);
}

async function matchId(tx: Tx, node: ExchangeNode, id: string): Promise<FoundOrder | null> {
  const own = (await orderByOneCId(tx, node.shopId, node.nodeId, id)) ?? (await orderById(tx, node.shopId, id));
  const guid = own ? null : guidOf(id);
  return guid === null ? own : await orderOfGuid(tx, node.shopId, guid);
}

async function matchNumber(tx: Tx, node: ExchangeNode, number: string): Promise<FoundOrder | null> {
  if (number === '') return null;
  const { shopId, nodeId } = node;
  return (
    (await orderOfferedAs(tx, shopId, nodeId, number)) ??
    (await offeredOrderByNumber(tx, shopId, nodeId, withoutPrefix(node, number)))
  );
}

async function matchOneCNumber(tx: Tx, node: ExchangeNode, document: DocumentRecord): Promise<FoundOrder | null> {
  const { oneCNumber, oneCDate } = document.fate;
  const year = Number.parseInt((oneCDate ?? document.date ?? '').slice(0, 4), 10);
  const number = oneCNumber ?? document.number;
  if (number === '' || Number.isNaN(year)) return null;
  const found = await ordersByOneCNumber(tx, node.shopId, node.nodeId, {
    number,
    year,
    bornInOneC: oneCNumber === undefined,
  });
  const meant = found.filter((order) => !contradicts(order, document));
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** Whether 1C has told another guid for this order: then the document is of another order that only has the same number. */
function contradicts(order: FoundOrder, document: DocumentRecord): boolean {
  return document.id !== '' && order.oneCIdKey !== null && order.oneCIdKey !== oneCIdKey(document.id);
}

/** A number as 1C has it, as the shop has it. */
export function withoutPrefix(node: ExchangeNode, number: string): string {
  const prefix = node.settings.numberPrefix ?? '';
  return number.startsWith(prefix) && number.length > prefix.length ? number.slice(prefix.length) : number;
}
