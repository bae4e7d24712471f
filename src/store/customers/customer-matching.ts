import type { Tx } from '../../db/open.js';
import type { CustomerRule } from '../../nodes/exchange-node.js';
import type { OrderCustomer } from '../../orders.js';
import { type CustomerKeys, customerKeys } from './customer-keys.js';
import { type CustomerLink, linkCustomers, unlinkedOf } from './customer-links.js';
import {
  completeCustomer,
  type FoundCustomer,
  findCustomers,
  insertCustomer,
  lockCustomerKeys,
} from './customer-rows.js';

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
 * finds are linked with that one, never merged. One with another tax id is another customer, whatever telephone or e-mail they share. What
 * the customer lacks is filled unless it is another’s, what it has stays.
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
  if (first.customerId !== null && isEmpty(first.lacking)) {
    const unlinked = await unlinkedOf(tx, shopId, linksOf(first.customerId, first.others));
    if (unlinked.length === 0) return { customerId: first.customerId, created: false, links: [] };
  }
  if (first.customerId === null && !options.create) return null;
  await lockCustomerKeys(tx, shopId, keys);
  const found = await look(tx, shopId, keys, options.rules);
  const created = found.customerId === null;
  const customerId = found.customerId ?? (await insertCustomer(tx, shopId, customer, keys, options.nodeId));
  if (!isEmpty(found.lacking)) await completeCustomer(tx, shopId, customerId, customer, found.lacking);
  return { customerId, created, links: await linkCustomers(tx, shopId, linksOf(customerId, found.others)) };
}

const isEmpty = (keys: CustomerKeys): boolean => Object.keys(keys).length === 0;

interface Look {
  /** null = nobody is the customer of the order. */
  readonly customerId: string | null;
  /** Keys that the customer lacks and nobody else has: another's telephone does not become its own. */
  readonly lacking: CustomerKeys;
  /** Those who are like the customer: our id → by which rule first. */
  readonly others: ReadonlyMap<string, CustomerRule>;
}

/** Whom the rules choose. */
async function look(tx: Tx, shopId: string, keys: CustomerKeys, rules: readonly CustomerRule[]): Promise<Look> {
  const found = await findCustomers(tx, shopId, keys);
  const byRules = rules.flatMap((rule) => found.filter((one) => one.rule === rule));
  const chosen = byRules.find((one) => !isAnother(one, keys, found));
  const others = new Map<string, CustomerRule>();
  for (const { customerId, rule } of byRules) {
    if (customerId !== chosen?.customerId && !others.has(customerId)) others.set(customerId, rule);
  }
  if (!chosen) return { customerId: null, lacking: {}, others };
  const taken = new Set(found.map((one) => one.rule));
  const free = chosen.lacks.filter((rule) => !taken.has(rule));
  return { customerId: chosen.customerId, lacking: Object.fromEntries(free.map((rule) => [rule, keys[rule]])), others };
}

/** Found by telephone or e-mail, and with another tax id: one bookkeeper answers for several companies. */
function isAnother(
  { customerId, rule, lacks }: FoundCustomer,
  { taxId }: CustomerKeys,
  found: readonly FoundCustomer[],
): boolean {
  if ((rule !== 'phone' && rule !== 'email') || taxId === undefined || lacks.includes('taxId')) return false;
  return !found.some((one) => one.rule === 'taxId' && one.customerId === customerId);
}

const linksOf = (customerId: string, others: Look['others']): CustomerLink[] =>
  [...others].map(([otherId, matchedBy]) => ({ customerId, otherId, matchedBy }));
