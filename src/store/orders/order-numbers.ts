import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';

/** BAS and УТ11 compare order numbers in a column of 11 characters: a longer one makes a duplicate at every exchange (one-c-client.md §5). */
export const LONGEST_ORDER_NUMBER = 11;
/** How many numbers of the counter are tried in one statement. */
const STEP = 1000;

export const fits = (prefix: string, number: string): boolean => (prefix + number).length <= LONGEST_ORDER_NUMBER;

/**
 * A number that the shop gave, trimmed.
 * @param prefixes of the nodes that may get the order
 * @throws UzelError UZ1501 blank or with control characters, UZ1504 longer than 1C can hold with one of the prefixes
 */
export function checkNumber(given: string, prefixes: readonly string[]): string {
  const number = given.trim();
  if (number === '' || /\p{Cc}/u.test(number)) {
    throw new UzelError(
      'UZ1501',
      'The order number is blank or holds control characters. Give another one, or none: the next number is taken then.',
      { path: 'number' },
    );
  }
  return checkLength(number, prefixes);
}

function checkLength(number: string, prefixes: readonly string[]): string {
  const prefix = ['', ...prefixes].find((each) => !fits(each, number));
  if (prefix === undefined) return number;
  const whole = prefix === '' ? `"${number}"` : `"${number}" with the node's prefix "${prefix}"`;
  throw new UzelError(
    'UZ1504',
    `The order number ${whole} is longer than ${LONGEST_ORDER_NUMBER} characters, the most that 1C compares. Use a shorter number or prefix.`,
    { path: 'number', detail: { number, prefix } },
  );
}

/** Whether the shop's counter could make this number: to take it, the counter must be locked. */
export const isCounted = (number: string): boolean => /^[1-9]\d*$/.test(number);

/**
 * Locks the shop's counter until the commit. Lock order of everything that concerns orders, so that nothing waits in a circle:
 * idempotency key → placing (who owns, `placing-lock.ts`: shared, nobody waits in it) → node → orders → counter → change counter.
 * @returns the number that comes next
 */
export async function lockCounter(tx: Tx, shopId: string): Promise<bigint> {
  await tx.raw('insert into order_counters (shop_id) values (?) on conflict do nothing', [shopId]);
  const found = await tx.raw<{ rows: { next: string }[] }>(
    'select next from order_counters where shop_id = ? for update',
    [shopId],
  );
  return BigInt(found.rows[0]?.next ?? 1);
}

/**
 * The next number of the shop's counter that no order has.
 * @throws UzelError UZ1504 when the counter has outgrown what 1C can hold with one of the prefixes
 */
export async function nextNumber(tx: Tx, shopId: string, prefixes: readonly string[]): Promise<string> {
  const number = checkLength(await freeNumber(tx, shopId, await lockCounter(tx, shopId)), prefixes);
  await tx.raw('update order_counters set next = ?::bigint + 1 where shop_id = ?', [number, shopId]);
  return number;
}

/** The number that `nextNumber` would give now: nothing is locked, so another order may take it. */
export async function expectedNumber(sql: Sql, shopId: string): Promise<string> {
  const found = await sql.raw<{ rows: { next: string }[] }>('select next from order_counters where shop_id = ?', [
    shopId,
  ]);
  return await freeNumber(sql, shopId, BigInt(found.rows[0]?.next ?? 1));
}

/** The first number from this one on that no order has. */
async function freeNumber(sql: Sql, shopId: string, first: bigint): Promise<string> {
  let from = first;
  let free: string | null = null;
  while (free === null) {
    const found = await sql.raw<{ rows: { free: string | null }[] }>(
      `select min(n)::text as free from generate_series(?::bigint, ?::bigint) as n
       where not exists (select from orders where shop_id = ? and number = n::text)`,
      [from.toString(), (from + BigInt(STEP - 1)).toString(), shopId],
    );
    free = found.rows[0]?.free ?? null;
    from += BigInt(STEP);
  }
  return free;
}
