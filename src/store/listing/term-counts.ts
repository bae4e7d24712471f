import { LRUCache } from 'lru-cache';
import type { Sql } from '../../db/open.js';
import { numbers } from './find-products.js';
import type { Listed } from './listing-state.js';

/**
 * Of so many products or fewer each one's price is looked up and they are sorted; of more, prices are walked in their order until a page
 * is full. (100,000 products, a group of 1,600: 5 ms for 62 before, and of 5,000 about the same either way.)
 */
const FEW = 3000;
/** Terms that are remembered, and for how long: products come and go, and tables are counted after their first load. */
const REMEMBERED = { max: 20_000, ttl: 5 * 60_000 };

const memories = new WeakMap<Sql, LRUCache<string, boolean>>();

/**
 * Whether one of these terms belongs to few products. It decides how they are looked for, not what is found, so it is remembered until
 * other terms come.
 */
export async function isOneRare(
  sql: Sql,
  shopId: string,
  terms: readonly number[],
  { termsMark }: Pick<Listed, 'termsMark'>,
): Promise<boolean> {
  const memory = memories.get(sql) ?? new LRUCache<string, boolean>(REMEMBERED);
  memories.set(sql, memory);
  for (const term of terms) {
    const key = `${shopId} ${termsMark} ${term}`;
    const rare = memory.get(key) ?? (await isRare(sql, shopId, term));
    memory.set(key, rare);
    if (rare) return true;
  }
  return false;
}

/** As the planner reckons from its statistics: counting a term that half of the shop has would read half of the listing. */
async function isRare(sql: Sql, shopId: string, term: number): Promise<boolean> {
  const { rows } = await sql.raw<{ rows: { 'QUERY PLAN': readonly { readonly Plan: { 'Plan Rows': number } }[] }[] }>(
    `explain (format json) select from listing l where l.shop_id = ? and l.terms @> ${numbers([term])}`,
    [shopId],
  );
  return (rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0) <= FEW;
}
