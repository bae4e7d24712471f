import { setImmediate } from 'node:timers/promises';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order, OrderNotice } from '../../orders.js';
import type { Services } from '../../services.js';
import { floorPrices } from '../../store/catalogue/floor-prices.js';
import { unknownProducts } from '../../store/catalogue/known-products.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { numbersIn1c, takenNumbers } from '../../store/orders/known-numbers.js';
import { problemsOf } from '../hooks/index.js';
import { wordsOfShop } from '../import/catalogue-words.js';
import { checkOrder, mustHear, numberAnew, type PreflightFacts } from './preflight-checks.js';

/** So many orders are checked before others get their turn: some 10 ms where they have fifty lines and a floor. */
const TURN = 20;

/**
 * What keeps these orders back from the 1C of a node: the checks that every node has and those of its kind, in the shop's language
 * (docs/reference/order-checks.md). It reads only, by a fixed number of statements, however many orders there are; a kind that has a
 * check of its own is asked about each.
 * @param exchangeId null outside an exchange: an order is placed, changed or moved
 * @returns by the id of the order; one that nothing keeps back is not in it
 */
export async function preflight(
  services: Services,
  tx: Tx,
  node: ExchangeNode,
  exchangeId: string | null,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, readonly OrderNotice[]>> {
  const held = new Map<string, readonly OrderNotice[]>();
  if (orders.length === 0) return held;
  const { language } = await shopSettings(tx, node.shopId);
  const facts = await factsOf(tx, node, orders, language);
  for (const [index, order] of orders.entries()) {
    if (index % TURN === TURN - 1) await setImmediate();
    const ofKind = mustHear(order, facts) ? [] : await problemsOf(services, tx, node, exchangeId, order);
    const notices = [...checkOrder(order, node, facts), ...ofKind.map(({ code, text }) => ({ code, text }))];
    if (notices.length > 0) held.set(order.orderId, notices);
  }
  return held;
}

/**
 * The texts of the checks that every node has in Russian, for a journal that people of 1C read, by order id and code. What a kind finds is
 * in the words of the kind.
 */
export async function checksInRussian(
  tx: Tx,
  node: ExchangeNode,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const facts = await factsOf(tx, node, orders, 'ru');
  return new Map(
    orders.map((order) => [
      order.orderId,
      new Map(checkOrder(order, node, facts).map(({ code, text }) => [code, text] as const)),
    ]),
  );
}

async function factsOf(
  tx: Tx,
  node: ExchangeNode,
  orders: readonly Order[],
  language: PreflightFacts['language'],
): Promise<PreflightFacts> {
  const { floorPriceType, createsProducts } = node.settings;
  const goods = orders.flatMap((order) => order.lines.filter((line) => line.kind !== 'delivery'));
  const ids = goods.flatMap(({ externalId }) => externalId || []);
  const numbers = await numbersIn1c(tx, node, orders);
  const anew = orders.filter(({ orderId }) => !numbers.has(orderId));
  return {
    language,
    numbers,
    taken: await takenNumbers(
      tx,
      node,
      anew.map((order) => ({ ...order, number: numberAnew(node, order) })),
    ),
    unknown: createsProducts === false ? await unknownProducts(tx, node, ids) : new Set(),
    floors:
      floorPriceType === undefined
        ? new Map()
        : await floorPrices(tx, { ...node, priceType: storedPriceType(node, floorPriceType) }, ids),
  };
}

/** The catalogue is kept in the shop's words. */
const storedPriceType = ({ settings }: ExchangeNode, priceType: string): string =>
  wordsOfShop(settings)?.priceType(priceType) ?? priceType;
