import type { Tx } from '../../db/open.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { DocumentRecord } from '../../records.js';
import type { Severity } from '../../store/exchanges/journal.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { lockDocuments, ordersNumberedInOneC, ordersOfferedAs, wasOf } from '../../store/orders/document-candidates.js';
import { orderOfGuid } from '../../store/orders/order-births.js';
import {
  type DuplicateState,
  duplicateOfNode,
  insertDuplicate,
  keepDuplicate,
  type RecognisedBy,
} from '../../store/orders/order-duplicates.js';
import type { FoundOrder } from '../../store/orders/order-finding.js';
import { readStored, type StoredOrder } from '../../store/orders/order-rows.js';
import { findNodeById } from '../../store/orders/routing.js';
import { localDate } from '../local-date.js';
import type { DocumentContext } from './document-context.js';
import { contentOfDocument, tellOfDocument } from './document-journal.js';
import { type DocumentFacts, factsOf, sameness } from './same-document.js';

interface Known {
  readonly orderId: string;
  readonly recognisedBy: RecognisedBy;
  /** It was the node's own once, and was moved away: that is no question of policy. */
  readonly isFormer: boolean;
}

/**
 * Sets a document of an order aside when the order is another node's: copies of one database send the same documents. By the shop's
 * setting `duplicates` it is ignored, linked, or a person is asked; it never makes an order and never changes one. The journal tells
 * of it once, however often it is sent. Of two nodes that send one document at the same moment, one waits here for the other.
 * @param found what the document matches, an order of another node; null = no order is known
 * @returns false when it is none of another node's: an order that nobody knows, or that nobody owns
 */
export async function setAsideDuplicate(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  found: FoundOrder | null,
): Promise<boolean> {
  const { shopId, nodeId } = context.node;
  const facts = factsOf(document);
  const before = await duplicateOfNode(tx, shopId, nodeId, facts.key);
  if (before) {
    if (before.state === 'different') return false;
    await keepDuplicate(tx, shopId, before.duplicateId, contentOfDocument(document));
    return true;
  }
  const known = found ? await foundBy(tx, context, found, facts) : await foundElsewhere(tx, context, document, facts);
  if (!known) return false;
  await keep(tx, context, document, facts, known);
  return true;
}

/** An order that the document names by its id or number. null: nobody owns it. */
async function foundBy(
  tx: Tx,
  { node }: DocumentContext,
  found: FoundOrder,
  facts: DocumentFacts,
): Promise<Known | null> {
  const { orderId, ownerNodeId, oneCIdKey } = found;
  if (ownerNodeId === null) return null;
  const isFormer = await wasOf(tx, node.shopId, node.nodeId, orderId);
  const isNumber = facts.guid === null || (oneCIdKey !== null && facts.guid !== oneCIdKey && facts.guid !== orderId);
  return { orderId, recognisedBy: isNumber ? 'number' : 'id', isFormer };
}

async function foundElsewhere(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  facts: DocumentFacts,
): Promise<Known | null> {
  const { shopId, nodeId } = context.node;
  await lockDocuments(tx, shopId, [document, ...(context.upcoming ?? [])].flatMap(lockKeysOf));
  const byGuid = facts.guid === null ? null : await orderOfGuid(tx, shopId, facts.guid);
  if (byGuid)
    return byGuid.ownerNodeId === nodeId ? null : { orderId: byGuid.orderId, recognisedBy: 'id', isFormer: false };
  const by = { shopId, nodeId, numbers: facts.numbers, year: facts.year };
  const numbered = [...(await ordersNumberedInOneC(tx, by)), ...(await ordersOfferedAs(tx, by))];
  const { country } = numbered.length === 0 ? {} : await shopSettings(tx, shopId);
  for (const stored of numbered) {
    const proof = sameness(facts, await candidateOf(tx, context, stored), country);
    if (proof) return { orderId: stored.order.orderId, recognisedBy: proof, isFormer: false };
  }
  return null;
}

/** What an order document is locked by: all that another node's copy of it has as well. */
export function lockKeysOf(document: DocumentRecord): string[] {
  if (document.operation !== 'order') return [];
  const { guid, numbers } = factsOf(document);
  return [...(guid === null ? [] : [`id ${guid}`]), ...numbers.map((number) => `number ${number}`)];
}

async function candidateOf(tx: Tx, { node }: DocumentContext, { order }: StoredOrder) {
  const owner = order.ownerNodeId === null ? null : await findNodeById(tx, node.shopId, order.ownerNodeId);
  const date = order.oneC.date?.slice(0, 10) ?? localDate(order.placedAt, owner?.timeZone ?? node.timeZone);
  return { order, date, sharesIds: owner?.idSpace === node.idSpace };
}

const STATES: Readonly<Record<ShopSettings['duplicates'], DuplicateState>> = {
  ignore: 'ignored',
  link: 'linked',
  ask: 'open',
};

async function keep(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  facts: DocumentFacts,
  { orderId, recognisedBy, isFormer }: Known,
): Promise<void> {
  const { node, exchangeId, feedId } = context;
  const { duplicates } = await shopSettings(tx, node.shopId);
  const stored = await readStored(tx, node.shopId, orderId);
  if (!stored) throw new Error(`order ${orderId} is gone`);
  const { ownerNodeId, number } = stored.order;
  const owner = ownerNodeId === null ? null : await findNodeById(tx, node.shopId, ownerNodeId);
  await insertDuplicate(tx, node.shopId, {
    orderId,
    nodeId: node.nodeId,
    documentKey: facts.key,
    recognisedBy,
    state: isFormer ? 'ignored' : STATES[duplicates],
    content: contentOfDocument(document),
    exchangeId,
    feedId,
  });
  const whose = `заказ принадлежит узлу «${owner?.name ?? ''}» (в магазине № ${number}, узнан по ${BY[recognisedBy]})`;
  const entry = isFormer ? tellingOfFormer(whose) : telling(duplicates, whose);
  await tellOfDocument(tx, context, document, { ...entry, detail: { orderId, recognisedBy } });
}

const BY: Readonly<Record<RecognisedBy, string>> = {
  id: 'Ид',
  facts: 'номеру, дате, сумме и покупателю',
  number: 'номеру',
};

interface Telling {
  readonly severity: Severity;
  readonly code: string;
  readonly text: string;
}

const tellingOfFormer = (whose: string): Telling => ({
  severity: 'warning',
  code: 'order-of-another-node',
  text: `${whose}: от этого узла его забрали, поэтому документ пропущен. Удалите заказ в этой 1С, если он там еще есть.`,
});

function telling(policy: ShopSettings['duplicates'], whose: string): Telling {
  switch (policy) {
    case 'ignore':
      return { severity: 'info', code: 'duplicate-ignored', text: `${whose}, поэтому документ пропущен.` };
    case 'link':
      return {
        severity: 'info',
        code: 'duplicate-linked',
        text: `${whose}: документ связан с ним, второй заказ не создан и этот не изменён.`,
      };
    case 'ask':
      return {
        severity: 'warning',
        code: 'duplicate-asked',
        text: `${whose}. Документ не загружен, пока не решено, тот ли это заказ: GET /v1/duplicates?state=open.`,
      };
  }
}
