import type { Order, OrderLine } from '../orders.js';

/** The shop's words → those of one 1C, as the node's settings have them; what is not there goes as the shop says it. */
export interface OrderWords {
  readonly statuses: WordMap;
  readonly paymentMethods: WordMap;
  readonly deliveries: WordMap;
  /** → 1C ids. */
  readonly warehouses: WordMap;
  /** Codes or short names → codes or short names. */
  readonly units: WordMap;
  readonly organisations: WordMap;
}

export type WordMap = Readonly<Record<string, string>>;

/** What this 1C calls a word of the shop; blanks around it do not count. */
export function wordOf<Word extends string | null | undefined>(map: WordMap, word: Word): Word | string {
  if (!word) return word;
  const known = Object.hasOwn(map, word) ? map[word] : undefined;
  const trimmed = word.trim();
  return known ?? (Object.hasOwn(map, trimmed) ? map[trimmed] : undefined) ?? word;
}

/**
 * The order in the words of its 1C. Its payments keep the shop's: how their money comes is told by either name, and the writer translates
 * them where it writes them.
 */
export function inWordsOf1c(order: Order, words: OrderWords): Order {
  return {
    ...order,
    status: wordOf(words.statuses, order.status),
    warehouse: wordOf(words.warehouses, order.warehouse),
    organisation: wordOf(words.organisations, order.organisation),
    delivery: order.delivery && { ...order.delivery, name: wordOf(words.deliveries, order.delivery.name) },
    lines:
      Object.keys(words.units).length === 0
        ? order.lines
        : order.lines.map((line) => ({ ...line, unit: unitIn(words.units, line.unit) })),
  };
}

/** A unit is known by its code, else by its name; what 1C has for it is a code when it is made of digits. */
function unitIn(units: WordMap, unit: OrderLine['unit']): OrderLine['unit'] {
  const found = [unit?.code, unit?.name].find((word) => word !== undefined && wordOf(units, word) !== word);
  if (found === undefined) return unit;
  const known = wordOf(units, found);
  return /^\d+$/.test(known) ? { ...unit, code: known } : { ...unit, name: known };
}
