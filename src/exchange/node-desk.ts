import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../db/open.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Services } from '../services.js';
import { addJournal, type JournalInput } from '../store/exchanges/journal.js';
import { changeNode } from '../store/nodes/change-node.js';
import { insertNode, type NewNode, type NodeChanges } from '../store/nodes/nodes.js';
import { ensureShop } from '../store/nodes/shops.js';
import { routeUnowned } from './owners/routing-again.js';

/** A node after it was made or changed, and what became of the orders that nobody owned. */
export interface SettledNode {
  readonly node: ExchangeNode;
  /** How many orders without an owner have one now. */
  readonly ordersRouted: number;
  /** Numbers of orders that stay without an owner: with a prefix they would be too long for 1C. */
  readonly ordersTooLong: readonly string[];
}

/**
 * Makes a node: the whole act. A shop that is not there is made with it.
 * @throws UzelError UZ1607 for a value that is not valid, UZ1608 when name or login are taken
 */
export async function addNode(services: Services, shopId: string, input: NewNode): Promise<SettledNode> {
  const { db, config } = services;
  const node = await db.transaction(async (tx) => {
    await ensureShop(tx, shopId, config.FIRST_ORDER_NUMBER);
    return await insertNode(tx, shopId, input);
  });
  return await settled(services, node);
}

/**
 * Changes a node by what it is now, and tells its journal: the whole act.
 * @param change what is to be written, made from the node as it is; what it throws leaves all as it was
 * @throws UzelError UZ1507 unknown, UZ1607 not valid, UZ1608 name or login taken
 */
export async function alterNode(
  services: Services,
  shopId: string,
  idOrName: string,
  change: (node: ExchangeNode) => NodeChanges,
): Promise<SettledNode> {
  const node = await services.db.transaction(async (tx) => {
    const before: { node?: ExchangeNode } = {};
    const after = await changeNode(tx, shopId, idOrName, (now) => {
      before.node = now;
      return change(now);
    });
    if (before.node) await tellChange(tx, before.node, after);
    return after;
  });
  return await settled(services, node);
}

/** An order without an owner is routed when a node may have come for it: after the commit, so that every server sees the node. */
async function settled(services: Services, node: ExchangeNode): Promise<SettledNode> {
  const { orderIds, tooLong } = await routeUnowned(services, node.shopId);
  return { node, ordersRouted: orderIds.length, ordersTooLong: tooLong };
}

async function tellChange(tx: Tx, before: ExchangeNode, after: ExchangeNode): Promise<void> {
  const keys = changedKeys(before, after);
  if (keys.length === 0) return;
  const about = { shopId: after.shopId, nodeId: after.nodeId, exchangeId: null, severity: 'info' } as const;
  const entries: JournalInput[] = [];
  if (before.state !== after.state) {
    entries.push(
      after.state === 'paused'
        ? { ...about, code: 'node-paused', message: 'Узел приостановлен: 1С не входит, её заказы ждут.' }
        : { ...about, code: 'node-resumed', message: 'Узел снова работает: 1С может обмениваться.' },
    );
  }
  const others = keys.filter((key) => key !== 'state');
  if (others.length > 0) {
    const message = `Настройки узла изменены: ${others.join(', ')}.`;
    entries.push({ ...about, code: 'node-changed', message, detail: { keys: others } });
  }
  await addJournal(tx, entries);
}

/** Names of the keys and settings whose values differ, in alphabetical order. */
function changedKeys(before: ExchangeNode, after: ExchangeNode): string[] {
  const flat = ({ settings, ...own }: ExchangeNode): Record<string, unknown> => ({ ...settings, ...own });
  const [one, other] = [flat(before), flat(after)];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.filter((key) => !isDeepStrictEqual(one[key], other[key])).sort();
}
