import type { Tx } from '../db/open.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Order, OrderNotice } from '../orders.js';
import type { Services } from '../services.js';
import { floorPrices } from '../store/floor-prices.js';
import { numbersIn1c } from '../store/known-numbers.js';
import { unknownProducts } from '../store/known-products.js';
import { shopSettings } from '../store/shops.js';
import { wordsOfShop } from './catalogue-words.js';
import { problemsOf } from './hooks/index.js';
import { checkOrder, type PreflightFacts } from './preflight-checks.js';

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
  const facts = await factsOf(tx, node, orders);
  for (const order of orders) {
    const ofKind = await problemsOf(services, tx, node, exchangeId, order);
    const notices = [...checkOrder(order, node, facts), ...ofKind.map(({ code, text }) => ({ code, text }))];
    if (notices.length > 0) held.set(order.orderId, notices);
  }
  return held;
}

async function factsOf(tx: Tx, node: ExchangeNode, orders: readonly Order[]): Promise<PreflightFacts> {
  const { floorPriceType, createsProducts } = node.settings;
  const goods = orders.flatMap((order) => order.lines.filter((line) => line.kind !== 'delivery'));
  const ids = goods.flatMap(({ externalId }) => externalId || []);
  return {
    language: (await shopSettings(tx, node.shopId)).language,
    numbers: await numbersIn1c(tx, node, orders),
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
