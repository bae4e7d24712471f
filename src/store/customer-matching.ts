import type { Tx } from '../db/open.js';
import type { CustomerRule } from '../nodes/exchange-node.js';
import type { OrderCustomer } from '../orders.js';
import { type CustomerKeys, customerKeys } from './customer-keys.js';
import { type CustomerLink, linkCustomers, unlinkedOf } from './customer-links.js';
import { completeCustomer, findCustomers, insertCustomer, lockCustomerKeys } from './customer-rows.js';

export interface CustomerMatch {
  readonly customerId: string;
  readonly created: boolean;
  /** Pairs that were not linked before. */
  readonly links: readonly CustomerLink[];
}

export interface MatchOptions {
  /** In which order the customer is looked for. */
  readonly rules: readonly CustomerRule[];
  /** Whether an unknown customer is made. */
  readonly create: boolean;
  /** Whose document names the customer; null = an order of the shop. */
  readonly nodeId: string | null;
  /** ISO 3166 alpha-2 for telephones without a country code. */
  readonly country?: string | undefined;
}

/**
 * The customer of the shop whom an order names. The first rule that finds one decides; of several the oldest. All others that a rule
 * finds are linked with that one, never merged. What the customer lacks is filled unless it is another’s, what it has stays.
 * @returns null when nobody is found and none is made: `create` is false, or no rule could ever find this customer again
 */
export async function findOrMakeCustomer(
  tx: Tx,
  shopId: string,
  customer: OrderCustomer,
  options: MatchOptions,
): Promise<CustomerMatch | null> {
  const keys = customerKeys(customer, options.country);
  if (!options.rules.some((rule) => keys[rule] !== undefined)) return null;
  const first = await look(tx, shopId, keys, options.rules);
  // Nothing to write: then nobody has to wait.
  if (first && first.links.length === 0 && isEmpty(first.lacking)) {
    return { customerId: first.customerId, created: false, links: [] };
  }
  if (!first && !options.create) return null;
  await lockCustomerKeys(tx, shopId, keys);
  const found = await look(tx, shopId, keys, options.rules);
  if (!found) {
    const customerId = await insertCustomer(tx, shopId, customer, keys, options.nodeId);
    return { customerId, created: true, links: [] };
  }
  const { customerId, lacking } = found;
  if (!isEmpty(lacking)) await completeCustomer(tx, shopId, customerId, customer, lacking);
  return { customerId, created: false, links: await linkCustomers(tx, shopId, found.links) };
}

const isEmpty = (keys: CustomerKeys): boolean => Object.keys(keys).length === 0;

interface Look {
  readonly customerId: string;
  /** Keys that it lacks and nobody else has: another's telephone does not become its own. */
  readonly lacking: CustomerKeys;
  /** Links that are to be made. */
  readonly links: readonly CustomerLink[];
}

/** Whom the rules choose. */
async function look(tx: Tx, shopId: string, keys: CustomerKeys, rules: readonly CustomerRule[]): Promise<Look | null> {
  const found = await findCustomers(tx, shopId, keys);
  const byRules = rules.flatMap((rule) => found.filter((one) => one.rule === rule));
  const [chosen] = byRules;
  if (!chosen) return null;
  const { customerId } = chosen;
  const others = new Map<string, CustomerLink>();
  for (const { customerId: otherId, rule } of byRules) {
    if (otherId !== customerId && !others.has(otherId)) others.set(otherId, { customerId, otherId, matchedBy: rule });
  }
  const taken = new Set(found.map((one) => one.rule));
  const free = chosen.lacks.filter((rule) => !taken.has(rule));
  const lacking = Object.fromEntries(free.map((rule) => [rule, keys[rule]]));
  return { customerId, lacking, links: await unlinkedOf(tx, shopId, [...others.values()]) };
}
