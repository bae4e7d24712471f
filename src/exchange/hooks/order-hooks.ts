import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type {
  DocumentReading,
  HookContext,
  NodeKind,
  OrderAdditions,
  OrderProblem,
  Wish,
} from '../../nodes/node-kind.js';
import { wantsBySettings } from '../../nodes/one-c/wants-order.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import type { Services } from '../../services.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { callHook } from './call-hook.js';
import { frozenCopy } from './frozen.js';
import type { HookCall, HookOutcome } from './hook-call.js';
import { readAdditions, readProblems, readReading, readWish } from './order-answers.js';
import { type Subject, tellFailure } from './tell-failure.js';
import { FAILED, MISSING } from './texts.js';

type HookServices = HookCall['services'];
type OrderHook = 'wantsOrder' | 'checkOrder' | 'writeOrder' | 'readDocument';

/**
 * Whether a node wants an order: its kind's `wantsOrder`, else the built-in one (settings `orderSites`…). A node whose kind is not
 * loaded, or fails, does not want it: a wrong owner cannot be taken back, an order without one is looked at again.
 * @param languageOfShop when the caller knows it: many nodes are asked about one order
 */
export async function wishOf(
  services: Services,
  tx: Tx,
  node: ExchangeNode,
  order: Order,
  languageOfShop?: ShopSettings['language'],
): Promise<Wish> {
  const kind = services.kinds.find(node.kind);
  if (!kind || !hasOwn(kind, 'wantsOrder')) {
    const language = languageOfShop ?? (await shopSettings(tx, node.shopId)).language;
    return kind
      ? wantsBySettings(node.settings, order, language)
      : { wants: false, reason: MISSING[language](node.kind) };
  }
  const asked = await ask(
    services,
    tx,
    node,
    null,
    'wantsOrder',
    kind,
    (context) => kind.wantsOrder?.(context, frozenCopy(order)),
    readWish,
  );
  if (asked.answered) return asked.value;
  await tellFailure(asked.call, aboutOrder(order, 'Заказ этому узлу не отдан.'), asked.reason);
  const { language } = await shopSettings(tx, node.shopId);
  return { wants: false, reason: FAILED[language](node.kind) };
}

/** What a node's kind finds that keeps an order back; a kind that is not loaded, or fails, keeps it back itself. */
export async function problemsOf(
  services: Services,
  tx: Tx,
  node: ExchangeNode,
  exchangeId: string | null,
  order: Order,
): Promise<readonly OrderProblem[]> {
  const kind = services.kinds.find(node.kind);
  if (kind && !kind.checkOrder) return [];
  if (!kind) {
    const { language } = await shopSettings(tx, node.shopId);
    return [{ code: 'node-kind-missing', text: MISSING[language](node.kind) }];
  }
  const asked = await ask(
    services,
    tx,
    node,
    exchangeId,
    'checkOrder',
    kind,
    (context) => kind.checkOrder?.(context, frozenCopy(order)),
    readProblems,
  );
  if (asked.answered) return asked.value;
  await tellFailure(asked.call, aboutOrder(order, 'Заказ придержан и будет проверен снова.'), asked.reason);
  const { language } = await shopSettings(tx, node.shopId);
  return [{ code: 'node-kind-failed', text: FAILED[language](node.kind) }];
}

/**
 * What a node's kind writes into an order's document besides.
 * @returns null when the kind is not loaded or fails: the order is left out of this answer and stays due
 */
export async function additionsTo(
  services: Services,
  tx: Tx,
  node: ExchangeNode,
  exchangeId: string | null,
  order: Order,
): Promise<OrderAdditions | null> {
  const kind = services.kinds.find(node.kind);
  if (kind && !kind.writeOrder) return {};
  if (!kind) return null;
  const asked = await ask(
    services,
    tx,
    node,
    exchangeId,
    'writeOrder',
    kind,
    (context) => kind.writeOrder?.(context, frozenCopy(order)),
    readAdditions,
  );
  if (asked.answered) return asked.value;
  await tellFailure(asked.call, aboutOrder(order, 'Заказ сейчас не выдан 1С и ждет следующего обмена.'), asked.reason);
  return null;
}

/** What a node's kind reads from a document of 1C besides; nothing when it fails: what Uzel reads by itself is applied all the same. */
export async function readingOf(
  services: Services,
  tx: Tx,
  node: ExchangeNode,
  exchangeId: string,
  document: DocumentRecord,
  order: Order,
): Promise<DocumentReading> {
  const kind = services.kinds.find(node.kind);
  if (!kind?.readDocument) return {};
  const asked = await ask(
    services,
    tx,
    node,
    exchangeId,
    'readDocument',
    kind,
    (context) => kind.readDocument?.(context, frozenCopy(document), frozenCopy(order)),
    readReading,
  );
  if (asked.answered) return asked.value;
  const subject = aboutOrder(order, 'Остальное из документа принято.');
  await tellFailure(asked.call, { ...subject, detail: { ...subject.detail, line: document.line } }, asked.reason);
  return {};
}

/** The built-in kind is asked by its settings alone, in the shop's language; that needs neither savepoint nor deadline. */
const hasOwn = (kind: NodeKind, hook: OrderHook): boolean => kind.name !== 'one-c' && kind[hook] !== undefined;

async function ask<T>(
  services: HookServices,
  tx: Tx,
  node: ExchangeNode,
  exchangeId: string | null,
  hook: OrderHook,
  kind: NodeKind,
  work: (context: HookContext) => unknown,
  read: (answer: unknown) => T,
): Promise<HookOutcome<T> & { readonly call: HookCall }> {
  const call: HookCall = { services, tx, node, exchangeId, hook };
  return { ...(await callHook(call, kind, work, read)), call };
}

const aboutOrder = ({ orderId, number }: Order, without: string): Subject => ({
  about: number === '' ? 'Новый заказ' : `Заказ ${number}`, // the counter numbers it when all else is known
  without,
  detail: { orderId, number },
});
