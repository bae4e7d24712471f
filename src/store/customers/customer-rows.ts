import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { CustomerRule } from '../../nodes/exchange-node.js';
import type { OrderCustomer } from '../../orders.js';
import type { CustomerKeys } from './customer-keys.js';

/** The columns of `customers` that hold what customers are recognised by. */
const KEY_COLUMN: Readonly<Record<CustomerRule, string>> = {
  id: 'external_id',
  taxId: 'tax_id',
  phone: 'phone_key',
  email: 'email_key',
};

/** A customer that a rule finds. */
export interface FoundCustomer {
  readonly customerId: string;
  readonly rule: CustomerRule;
  /** Of which keys it has none. */
  readonly lacks: readonly CustomerRule[];
}

/** Of many customers with one telephone so many are looked at: the oldest. */
const MOST_OF_A_RULE = 20;

/** The customers that have one of the keys: key by key, the oldest first. One statement. */
export async function findCustomers(sql: Sql, shopId: string, keys: CustomerKeys): Promise<FoundCustomer[]> {
  const known = Object.keys(keys) as CustomerRule[];
  const asked = known.map((rule) => ({ rule, key: keys[rule] ?? '' }));
  if (asked.length === 0) return [];
  const parts = asked.map(
    ({ rule }) =>
      `(select ?::int as place, customer_id, created_at, ${known.map((key) => `${KEY_COLUMN[key]} is null as "${key}"`).join(', ')}
        from customers where shop_id = ? and ${KEY_COLUMN[rule]} = ? order by created_at, customer_id limit ${MOST_OF_A_RULE})`,
  );
  const found = await sql.raw<{ rows: ({ place: number; customer_id: string } & Record<CustomerRule, boolean>)[] }>(
    `select * from (${parts.join(' union all ')}) found order by place, created_at, customer_id`,
    asked.flatMap(({ key }, place) => [place, shopId, key]),
  );
  return found.rows.flatMap((row) => {
    const rule = asked[row.place]?.rule;
    return rule ? [{ customerId: row.customer_id, rule, lacks: known.filter((key) => row[key]) }] : [];
  });
}

/**
 * Waits for the turn to make or complete a customer with any of these keys, until the commit: of two orders of one new customer the second
 * finds what the first has made. Keys are locked in one order everywhere.
 */
export async function lockCustomerKeys(tx: Tx, shopId: string, keys: CustomerKeys): Promise<void> {
  const names = Object.entries(keys).map(([rule, key]) => `uzel:customer:${shopId}:${rule}:${key}`);
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(?::text[]) as k(name)', [
    names.sort(),
  ]);
}

/** @returns the id of the new customer. @param nodeId whose document it is of; null = an order of the shop */
export async function insertCustomer(
  tx: Tx,
  shopId: string,
  customer: OrderCustomer,
  keys: CustomerKeys,
  nodeId: string | null,
): Promise<string> {
  const customerId = uuid();
  const now = tx.raw('clock_timestamp()');
  await tx('customers').insert({
    shop_id: shopId,
    customer_id: customerId,
    type: customer.type,
    name: customer.name.trim(),
    node_id: nodeId,
    created_at: now,
    updated_at: now,
    ...columnsOf(customer, keys),
  });
  return customerId;
}

/** Fills what a customer lacks. @param keys only of what it lacks */
export async function completeCustomer(
  tx: Tx,
  shopId: string,
  customerId: string,
  customer: OrderCustomer,
  keys: CustomerKeys,
): Promise<void> {
  await tx('customers')
    .where({ shop_id: shopId, customer_id: customerId })
    .update({ ...columnsOf(customer, keys), updated_at: tx.raw('clock_timestamp()') });
}

/** Phone and e-mail are kept as they were written, too. */
function columnsOf(customer: OrderCustomer, keys: CustomerKeys): object {
  const rules = Object.keys(keys) as CustomerRule[];
  const columns = rules.map((rule) => [KEY_COLUMN[rule], keys[rule]]);
  const written = (['phone', 'email'] as const).flatMap((field) =>
    rules.includes(field) ? [[field, customer[field]?.trim()]] : [],
  );
  return Object.fromEntries([...columns, ...written]);
}
