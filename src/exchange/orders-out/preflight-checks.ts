import { LONGEST_NUMBER } from '../../commerceml/order-number.js';
import type { ExchangeNode, RequiredCustomerField } from '../../nodes/exchange-node.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { Order, OrderNotice } from '../../orders.js';
import type { FloorPrice } from '../../store/catalogue/floor-prices.js';
import type { KnownNumber } from '../../store/orders/known-numbers.js';
import { linesBelowFloor } from './preflight-floor.js';
import { preflightTexts } from './preflight-texts.js';

/** What is known of all the orders that are checked together. */
export interface PreflightFacts {
  readonly language: ShopSettings['language'];
  /** Numbers under which this 1C knows orders, by order id. */
  readonly numbers: ReadonlyMap<string, KnownNumber>;
  /** Orders whose number is that of another order in this 1C, by id. */
  readonly taken: ReadonlySet<string>;
  /** Whole 1C ids that this 1C does not have; empty where it makes products by itself. */
  readonly unknown: ReadonlySet<string>;
  /** Prices of the node's floor, by whole 1C id. */
  readonly floors: ReadonlyMap<string, readonly FloorPrice[]>;
}

/** Why an order is held that 1C's answer could not be made with: only the next answer can show whether it can now. */
export const NOT_WRITTEN = 'not-written';
/** Code of an order that the receiver of a node that the server calls does not take, while it takes others. */
export const NOT_DELIVERED = 'not-delivered';

/** More names do not help a person. */
const NAMED = 5;

/**
 * Whether 1C must hear of an order whatever is wrong with it: it was given it, or made it, and the order is cancelled. Only the locks and
 * the number keep that back.
 */
export const mustHear = (order: Order, { numbers }: Pick<PreflightFacts, 'numbers'>): boolean =>
  numbers.has(order.orderId) && (order.cancelled || order.deleted);

/** The number under which a 1C that does not know the order yet gets it. */
export const numberAnew = ({ settings }: ExchangeNode, { number }: Order): string =>
  `${settings.numberPrefix ?? ''}${number}`;

/** What keeps an order back that every node looks for. */
export function checkOrder(order: Order, node: ExchangeNode, facts: PreflightFacts): OrderNotice[] {
  const checks = mustHear(order, facts) ? ALWAYS : [...ALWAYS, ...OF_LIVE_ORDERS];
  return checks.flatMap((check) => check(order, node, facts) ?? []);
}

type Check = (order: Order, node: ExchangeNode, facts: PreflightFacts) => OrderNotice | undefined;

const words = (node: ExchangeNode, { language }: PreflightFacts) => preflightTexts(language, node.name);

const ALWAYS: readonly Check[] = [
  function locked(order, node, facts) {
    const texts = words(node, facts);
    if (order.lockedInOneC) return { code: 'order-locked', text: texts.lockedInOneC() };
    return order.lock ? { code: 'order-locked', text: texts.lockedInShop(order.lock.by) } : undefined;
  },
  function number(order, node, facts) {
    const whole = facts.numbers.get(order.orderId)?.number ?? numberAnew(node, order);
    if (facts.taken.has(order.orderId)) return { code: 'number-taken', text: words(node, facts).numberTaken(whole) };
    if (whole.length <= LONGEST_NUMBER) return undefined;
    return { code: 'number-too-long', text: words(node, facts).numberTooLong(whole, LONGEST_NUMBER) };
  },
];

const OF_LIVE_ORDERS: readonly Check[] = [
  function products(order, node, facts) {
    if (node.settings.createsProducts !== false) return undefined;
    const lines = order.lines.filter((line) => line.kind !== 'delivery');
    const unknown = lines.filter(({ externalId }) => !externalId || facts.unknown.has(externalId));
    if (unknown.length === 0) return undefined;
    const texts = words(node, facts);
    const names = unknown.map((line) => `«${line.name}»${line.sku ? ` (${line.sku})` : ''}`);
    return { code: 'product-unknown', text: texts.productUnknown(listed(names, texts.andMore)) };
  },
  function currency(order, node, facts) {
    const taken = node.settings.currencies;
    if (!taken || taken.includes(order.currency)) return undefined;
    const text = words(node, facts).currencyNotTaken(order.currency, taken.join(', '));
    return { code: 'currency-not-taken', text };
  },
  function customer(order, node, facts) {
    const texts = words(node, facts);
    const missing = (node.settings.requiredCustomerFields ?? []).filter((field) => !hasField(order, field));
    if (missing.length === 0) return undefined;
    const text = texts.customerIncomplete(missing.map((field) => texts.fields[field]).join(', '));
    return { code: 'customer-incomplete', text };
  },
  function floor(order, node, facts) {
    const below = linesBelowFloor(order, facts.floors, node.settings.defaultCurrency);
    if (below.length === 0) return undefined;
    const texts = words(node, facts);
    const lines = below.map(({ name, price, floor: least }) => texts.belowFloor(name, price, least));
    return { code: 'price-below-floor', text: texts.priceBelowFloor(listed(lines, texts.andMore)) };
  },
];

function hasField({ customer, delivery }: Order, field: RequiredCustomerField): boolean {
  // The name of a company is all that 1C gets of its name.
  if (customer.type === 'company' && (field === 'firstName' || field === 'lastName')) return true;
  if (field !== 'address') return Boolean(customer[field]?.trim());
  return [customer.address, delivery?.address].some((address) =>
    Object.values(address ?? {}).some((part) => Boolean(part?.trim())),
  );
}

function listed(names: readonly string[], more: (count: number) => string): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} ${more(names.length - NAMED)}` : shown;
}
