import type { Tx } from '../../db/open.js';
import type { CustomerRule } from '../../nodes/exchange-node.js';
import type { OrderCustomer } from '../../orders.js';
import type { CustomerLink } from '../../store/customers/customer-links.js';
import { findOrMakeCustomer } from '../../store/customers/customer-matching.js';
import { shopSettings } from '../../store/nodes/shops.js';

/** In which order a customer is looked for when the node says nothing. */
export const DEFAULT_CUSTOMER_RULES: readonly CustomerRule[] = ['id', 'taxId', 'phone', 'email'];

export interface CustomerOptions {
  /** Whether an unknown customer is made: for a document of 1C the node's `createsCustomers`. */
  readonly create: boolean;
  /** Whose document names the customer; null = an order of the shop. */
  readonly nodeId: string | null;
  /** Told of each two customers that were found to be one and were not linked before, for the journal. */
  readonly onLink?: ((link: CustomerLink) => void) | undefined;
}

/**
 * The customer of the shop whom an order names, by the node's order of rules. Two orders of one new customer at the same time make one.
 * @param rules the node's `customerRules`; undefined = the default
 * @returns the customer's id; null when nobody is found and none is made
 */
export async function matchCustomer(
  tx: Tx,
  shopId: string,
  customer: OrderCustomer,
  rules: readonly CustomerRule[] | undefined,
  options: CustomerOptions,
): Promise<string | null> {
  const { country } = await shopSettings(tx, shopId);
  const match = await findOrMakeCustomer(tx, shopId, customer, {
    rules: rules ?? DEFAULT_CUSTOMER_RULES,
    create: options.create,
    nodeId: options.nodeId,
    country,
  });
  for (const link of match?.links ?? []) options.onLink?.(link);
  return match?.customerId ?? null;
}

/** What the journal of the node says of two customers that were linked, in Russian. */
export const customersLinkedText = (link: CustomerLink): string =>
  `Два покупателя похожи на одного (${BY[link.matchedBy]}): они связаны, но не объединены. Проверьте их: ${link.customerId} и ${link.otherId}.`;

const BY: Readonly<Record<CustomerRule, string>> = {
  id: 'одинаковый идентификатор',
  taxId: 'одинаковый ИНН',
  phone: 'одинаковый телефон',
  email: 'одинаковая почта',
};
