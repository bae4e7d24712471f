import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Wish } from '../../nodes/node-kind.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { Order, OrderRouting } from '../../orders.js';
import type { Services } from '../../services.js';
import { longestWithoutOrder, MOST_COUNTED, openOrders, routableNodes } from '../../store/orders/routing.js';
import { wishOf } from '../hooks/index.js';
import { ROUTING_TEXTS } from './routing-texts.js';

/** The scene of one transaction: the nodes as they are now. */
export async function routingScene(tx: Tx, shopId: string, language: ShopSettings['language']): Promise<RoutingScene> {
  return { shopId, language, candidates: await routableNodes(tx, shopId), loads: new Map() };
}

/** Who gets an order, and why. */
export interface Choice {
  /** null = nobody wants it, or nobody is there. */
  readonly node: ExchangeNode | null;
  readonly routing: OrderRouting;
}

/** What the choices of one transaction have in common. */
export interface RoutingScene {
  readonly shopId: string;
  readonly language: ShopSettings['language'];
  /** The nodes that may get an order, the oldest first. */
  readonly candidates: readonly ExchangeNode[];
  /** Open orders by the id of the node, as far as they were counted; kept here, so that many orders cost one count. */
  readonly loads: Map<string, number>;
}

interface Asked {
  readonly node: ExchangeNode;
  readonly wish: Wish;
}

/**
 * Chooses the owner of an order: of the candidates that do not refuse it those of the highest priority, of these those that want it
 * before those that do not mind, then the one with the fewest open orders, then the oldest; of those that all have very many (a 1C that
 * never tells of a shipment) the one that has waited longest for one.
 * @param order as it will be; one that is being placed has no number yet when the counter gives it
 */
export async function chooseNode(services: Services, tx: Tx, scene: RoutingScene, order: Order): Promise<Choice> {
  const asked: Asked[] = [];
  for (const node of scene.candidates) {
    asked.push({ node, wish: await wishOf(services, tx, node, order, scene.language) });
  }
  const decided = await decide(tx, scene, asked);
  const candidates = asked.map(({ node, wish }) => ({
    nodeId: node.nodeId,
    wants: wish.wants,
    ...(wish.reason ? { reason: wish.reason } : {}),
  }));
  const { by, reason, node } = decided;
  return { node, routing: { by, reason, at: new Date().toISOString(), candidates } };
}

interface Decision {
  readonly by: OrderRouting['by'];
  readonly reason: string;
  readonly node: ExchangeNode | null;
}

async function decide(tx: Tx, scene: RoutingScene, asked: readonly Asked[]): Promise<Decision> {
  const texts = ROUTING_TEXTS[scene.language];
  const willing = asked.filter(({ wish }) => wish.wants !== false);
  const [first] = willing;
  if (!first) return { by: 'none', reason: asked.length === 0 ? texts.noNodes() : texts.nobody(), node: null };
  if (willing.length === 1) {
    return { by: 'only', reason: first.wish.reason ?? texts.only(first.node.name), node: first.node };
  }
  const priority = Math.max(...willing.map(({ node }) => node.priority));
  const highest = willing.filter(({ node }) => node.priority === priority);
  const [top] = highest;
  if (top && highest.length === 1) {
    return { by: 'priority', reason: texts.priority(top.node.name, priority), node: top.node };
  }
  const wanting = highest.filter(({ wish }) => wish.wants === true);
  const [wanted] = wanting;
  if (wanted && wanting.length === 1) {
    return { by: 'wanted', reason: wanted.wish.reason ?? texts.wanted(wanted.node.name), node: wanted.node };
  }
  return await leastLoaded(tx, scene, wanting.length > 0 ? wanting : highest);
}

async function leastLoaded(
  tx: Tx,
  { shopId, loads, language }: RoutingScene,
  equal: readonly Asked[],
): Promise<Decision> {
  const uncounted = equal.map(({ node }) => node.nodeId).filter((nodeId) => !loads.has(nodeId));
  if (uncounted.length > 0) {
    for (const [nodeId, open] of await openOrders(tx, shopId, uncounted)) loads.set(nodeId, open);
  }
  const openOf = ({ node }: Asked): number => loads.get(node.nodeId) ?? 0;
  const fewest = Math.min(...equal.map(openOf));
  const least = equal.filter((each) => openOf(each) === fewest);
  if (least.length > 1 && fewest >= MOST_COUNTED) return await inTurn(tx, { shopId, language }, least);
  const node = least[0]?.node ?? null;
  const text = ROUTING_TEXTS[language][least.length === 1 ? 'load' : 'oldest'];
  return { by: 'load', reason: text(node?.name ?? '', fewest), node };
}

async function inTurn(
  tx: Tx,
  { shopId, language }: Pick<RoutingScene, 'shopId' | 'language'>,
  equal: readonly Asked[],
): Promise<Decision> {
  const nodes = equal.map(({ node }) => node);
  const next = await longestWithoutOrder(
    tx,
    shopId,
    nodes.map(({ nodeId }) => nodeId),
  );
  const node = nodes.find(({ nodeId }) => nodeId === next) ?? null;
  return { by: 'load', reason: ROUTING_TEXTS[language].turn(node?.name ?? '', MOST_COUNTED), node };
}
