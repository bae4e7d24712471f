import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';
import { type NarrowProducts, whereExternalId } from '../catalogue/product-filter.js';
import { type ActiveFilter, cutPage, type Page, type PageRequest, type Position } from '../list-page.js';
import { fitness, type TextCondition, whereFound } from './find-text.js';
import { planned } from './planned.js';

export type ListingOrder = 'id' | 'name' | '-name' | 'price' | '-price' | 'relevance';

/** What products are to be found, in the words of the listing. */
export interface Conditions {
  readonly active: ActiveFilter;
  /** Of each of these lists a product has a term. */
  readonly terms: readonly (readonly number[])[];
  /** It has none of these. */
  readonly without: readonly number[];
  /** It or an offer of it has all of these. */
  readonly codes: readonly string[];
  /** Its id in 1C. */
  readonly externalId: string | null;
  /** It has these words, or parts of a code. */
  readonly text: TextCondition | null;
  /** The terms of a price type (one in each id space), and between which prices its lowest is. */
  readonly price: { readonly nos: readonly number[]; readonly from: string | null; readonly to: string | null } | null;
  /** Few products have one of the terms: by price they are found first and sorted then. Absent: prices are walked in their order. */
  readonly isFew?: boolean;
}

type Found = Position;

/**
 * The products that fit, one page of their ids. Each condition becomes a part of the statement only when it is asked for: what is not
 * asked for may not cost, and the planner sees what is.
 * By price only products with a price are found. `-name` and `-price` turn the ids of equals round, too. `relevance` needs a text.
 */
export async function findProducts(
  sql: Sql,
  shopId: string,
  conditions: Conditions,
  order: ListingOrder,
  page: PageRequest,
): Promise<Page<string>> {
  if (conditions.text === null) return await findOrdered(sql, shopId, conditions, order, page);
  const find = order === 'relevance' ? findFittest : findOrdered;
  return await planned(sql, (tx) => find(tx, shopId, conditions, order, page));
}

async function findOrdered(
  sql: Sql,
  shopId: string,
  conditions: Conditions,
  order: ListingOrder,
  page: PageRequest,
): Promise<Page<string>> {
  const branches = branchesOf(sql, shopId, conditions, order);
  const limit = page.limit + 1;
  const taken = branches.map((branch) => takeBranch(branch, order, page.after).limit(limit));
  const [only] = taken;
  if (!only) return { items: [], next: null };
  const rows: Found[] = taken.length === 1 ? await only : await mergeBranches(sql, taken, order, limit);
  const { items, next } = cutPage(rows, page.limit, (row) => row);
  return { items: items.map(({ id }) => id), next };
}

/**
 * So many of the products that fit are ranked; of more those with the smallest ids, which came first. A word that half of the shop has
 * tells nothing about which product is meant, and to rank 50,000 would take a tenth of a second.
 */
export const MOST_RANKED = 1000;

/** The products that fit best, a page of them. */
async function findFittest(
  sql: Sql,
  shopId: string,
  conditions: Conditions,
  _order: ListingOrder,
  { limit, after }: PageRequest,
): Promise<Page<string>> {
  const { text, active, terms, without, codes, externalId, price } = conditions;
  if (text === null) return { items: [], next: null };
  const { sql: expression, bindings } = fitness(text);
  const isOfText = terms.length + without.length + codes.length === 0 && externalId === null && price === null;
  const fitting = sql(isOfText ? 'search_rows as s' : 'listing as l');
  fitting.where(isOfText ? 's.shop_id' : 'l.shop_id', shopId).select(sql.raw('s.product_id, s.words, s.codes'));
  if (isOfText) whereFound(fitting, text);
  else narrow(sql, shopId, fitting, conditions);
  if (active !== 'all') fitting.where('s.active', active === 'true');
  fitting.orderBy('s.product_id').limit(MOST_RANKED);
  const ranked = sql(fitting.as('s')).select(sql.raw(`s.product_id as id, ${expression} as key`, bindings));
  const query = sql(ranked.as('r'))
    .select('id', 'key')
    .orderByRaw('key desc, id')
    .limit(limit + 1);
  if (after)
    query.whereRaw('(key < ?::int or key = ?::int and id > ?::uuid)', [after.key ?? '', after.key ?? '', after.id]);
  const rows: { id: string; key: number }[] = await query;
  const { items, next } = cutPage(rows, limit, ({ id, key }) => ({ id, key: String(key) }));
  return { items: items.map(({ id }) => id), next };
}

/** Narrows a query of `products as p` to what fits, by its listing row. */
export const narrowListed =
  (sql: Sql, shopId: string, conditions: Conditions): NarrowProducts =>
  (query) => {
    const its = sql('listing as l').select(sql.raw('1'));
    its.whereRaw('l.shop_id = p.shop_id and l.product_id = p.product_id');
    return query.whereExists(narrow(sql, shopId, its, conditions));
  };

/** Each is the walk of one index that has the order asked for; usually one. */
function branchesOf(sql: Sql, shopId: string, conditions: Conditions, order: ListingOrder): Knex.QueryBuilder[] {
  const { active, price } = conditions;
  if (isByPrice(order)) {
    return (price?.nos ?? []).map((no) => {
      const query = conditions.isFew ? listedFirst(sql, shopId, no) : pricesInOrder(sql, shopId, no);
      query.select(sql.raw('r.product_id as id, r.low as key'));
      if (active !== 'all') query.whereRaw(active === 'true' ? 'l.active' : 'not l.active');
      whereBand(query, price);
      return narrow(sql, shopId, query, { ...conditions, price: null });
    });
  }
  const columns = sql.raw(isByName(order) ? 'l.product_id as id, l.name_key as key' : 'l.product_id as id');
  const listed = () => narrow(sql, shopId, sql('listing as l').where('l.shop_id', shopId).select(columns), conditions);
  if (active !== 'all') return [listed().where('l.active', active === 'true')];
  return isByName(order) ? [true, false].map((one) => listed().where('l.active', one)) : [listed()];
}

const pricesInOrder = (sql: Sql, shopId: string, no: number): Knex.QueryBuilder =>
  sql('listing_prices as r')
    .join('listing as l', (join) => join.on('l.shop_id', 'r.shop_id').on('l.product_id', 'r.product_id'))
    .where('r.shop_id', shopId)
    .whereRaw(`r.price_no = ${Number(no)}`);

/** `offset 0` keeps the planner from turning it round. */
const listedFirst = (sql: Sql, shopId: string, no: number): Knex.QueryBuilder =>
  sql('listing as l')
    .joinRaw(
      `cross join lateral (select r.product_id, r.low from listing_prices r
         where r.shop_id = l.shop_id and r.product_id = l.product_id and r.price_no = ${Number(no)} offset 0) r`,
    )
    .where('l.shop_id', shopId);

/** Whether it sorts by price. */
export const isByPrice = (order: ListingOrder): boolean => order === 'price' || order === '-price';
const isByName = (order: ListingOrder): boolean => order === 'name' || order === '-name';

/** The order of a branch, from the page's place on. */
function takeBranch(query: Knex.QueryBuilder, order: ListingOrder, after: Position | null): Knex.QueryBuilder {
  const down = order.startsWith('-');
  const [key, id, type] = isByPrice(order)
    ? ['r.low', 'r.product_id', 'numeric']
    : ['l.name_key', 'l.product_id', 'text'];
  const [beyond, turn] = down ? ['<', ' desc'] : ['>', ''];
  if (order === 'id') {
    if (after) query.whereRaw('l.product_id > ?::uuid', [after.id]);
    return query.orderByRaw('l.product_id');
  }
  if (after) query.whereRaw(`(${key}, ${id}) ${beyond} (?::${type}, ?::uuid)`, [after.key ?? '', after.id]);
  return query.orderByRaw(`${key}${turn}, ${id}${turn}`);
}

async function mergeBranches(
  sql: Sql,
  branches: readonly Knex.QueryBuilder[],
  order: ListingOrder,
  limit: number,
): Promise<Found[]> {
  const turn = order.startsWith('-') ? ' desc' : '';
  const parts = branches.map(() => '(?)').join(' union all ');
  const { rows } = await sql.raw<{ rows: Found[] }>(
    `select * from (${parts}) f order by ${isByName(order) ? 'key collate "C"' : 'key'}${turn}, id${turn} limit ?`,
    [...branches, limit] as Knex.RawBinding[],
  );
  return rows;
}

/** The terms that every product has that fits. */
export const sureTerms = ({ terms }: Pick<Conditions, 'terms'>): readonly number[] =>
  terms.filter((list) => list.length === 1).flat();

/** Adds the conditions to a query of `listing as l`, but `active`, which belongs to the order's index. */
export function narrow(sql: Sql, shopId: string, query: Knex.QueryBuilder, conditions: Conditions): Knex.QueryBuilder {
  const { terms, without, codes, externalId, text, price } = conditions;
  const sure = sureTerms(conditions);
  if (sure.length > 0) query.whereRaw(`l.terms @> ${numbers(sure)}`);
  for (const list of terms) if (list.length !== 1) query.whereRaw(`l.terms && ${numbers(list)}`);
  if (without.length > 0) query.whereRaw(`not l.terms && ${numbers(without)}`);
  if (codes.length > 0) query.whereRaw('l.codes @> ?::text[]', [[...codes]]);
  if (externalId !== null) whereExternalId(query, 'l.product_id', shopId, externalId);
  if (text !== null) {
    query.join('search_rows as s', (join) => join.on('s.shop_id', 'l.shop_id').on('s.product_id', 'l.product_id'));
    whereFound(query, text);
  }
  if (price !== null) {
    const its = sql('listing_prices as r').select(sql.raw('1'));
    its.whereRaw('r.shop_id = l.shop_id and r.product_id = l.product_id');
    its.whereRaw(`r.price_no = any(${numbers(price.nos)})`);
    whereBand(its, price);
    query.whereExists(its);
  }
  return query;
}

/**
 * Numbers of our own as a part of the statement itself: so the planner knows how many products have them also where it plans a statement
 * without its values (a pooler's prepared statements, `plan_cache_mode`).
 */
export const numbers = (list: readonly number[]): string => `'{${list.map(Number).join(',')}}'::int[]`;

export function whereBand(query: Knex.QueryBuilder, price: Conditions['price']): void {
  const { from = null, to = null } = price ?? {};
  if (from !== null) query.whereRaw('r.low >= ?::numeric', [from]);
  if (to !== null) query.whereRaw('r.low <= ?::numeric', [to]);
}
