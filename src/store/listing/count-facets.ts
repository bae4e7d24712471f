import type { Knex } from 'knex';
import type { Tx } from '../../db/open.js';
import { type Conditions, narrow, numbers, whereBand } from './find-products.js';
import type { Term, TermKind } from './terms.js';

/** A choice that a query has made in a facet: products must have one of these terms, or (`without`) none of them, or a price in a band. */
export interface Choice {
  readonly facet: string;
  readonly terms?: readonly number[];
  readonly without?: readonly number[];
  readonly price?: Conditions['price'];
}

/** Terms that are values of a facet. */
export interface FacetTerms {
  readonly facet: string;
  readonly kind: TermKind;
  /** Null = whatever name or space. */
  readonly name: string | null;
  readonly space: string | null;
}

/** A value of a facet, and how many products the query would find with it in place of what is chosen in the facet. */
export interface ValueCount extends Pick<Term, 'kind' | 'name' | 'value' | 'space'> {
  readonly facet: string;
  readonly key: string;
  readonly count: number;
}

export interface FacetCounts {
  /** Products that fit with all choices. */
  readonly total: number;
  /** Products that fit with all choices but those of the facet; for facets with a choice. */
  readonly totals: Readonly<Record<string, number>>;
  /** The most frequent first. */
  readonly values: readonly ValueCount[];
  readonly price: { readonly min: string; readonly max: string } | null;
}

/** Values of a facet that are counted out. */
export const MOST_VALUES = 100;

/**
 * Counts products by values of facets: the products that fit are found once, with each choice as a column beside, and each facet is
 * counted over those that fit its neighbours' choices.
 * @param conditions all but the choices
 * @param priceNos terms of the price type that the smallest and the largest price are told of; none = not asked for
 */
export async function countFacets(
  tx: Tx,
  shopId: string,
  conditions: Conditions,
  choices: readonly Choice[],
  facets: readonly FacetTerms[],
  priceNos: readonly number[],
): Promise<FacetCounts> {
  const found = tx('listing as l').where('l.shop_id', shopId).select('l.product_id', 'l.terms');
  if (conditions.active !== 'all') found.where('l.active', conditions.active === 'true');
  narrow(tx, shopId, found, conditions);
  for (const [place, choice] of choices.entries()) found.select(tx.raw(`? as c${place}`, [chosen(tx, choice)]));
  const asked = facets.map((one) => ({ ...one, set: setOf(choices, one.facet) }));
  const sets = [...new Set([0, ...asked.map(({ set }) => set), setOf(choices, 'price'), setOf(choices, 'stock')])];
  const fits = (set: number): string =>
    choices.map((_, place) => (place === set - 1 ? 'true' : `f.c${place}`)).join(' and ') || 'true';
  const each = (sql: (set: number) => string): string => sets.map(sql).join(' union all ');
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `with found as materialized (?),
     counted as (${each((set) => `select ${set} as set_no, t as term_no, count(*) as n from found f, unnest(f.terms) t where ${fits(set)} group by t`)}),
     valued as (
       select k.facet, k."set", case when t.kind in ('group', 'warehouse') then t.name when t.kind = 'stock' then 'true' else t.value end as key,
         sum(c.n) as n, array_agg(t.term_no) as nos, min(array[t.kind, t.name, t.value, t.space]) as term
       from counted c join listing_terms t on t.shop_id = ? and t.term_no = c.term_no
       join jsonb_to_recordset(cast(? as jsonb)) as k(facet text, "set" int, kind text, name text, space text)
         on k."set" = c.set_no and k.kind = t.kind and (k.name is null or k.name = t.name) and (k.space is null or k.space = t.space)
       group by k.facet, k."set", 3),
     placed as (select v.*, row_number() over (partition by v.facet order by v.n desc, v.key collate "C") as place from valued v)
     select facet, key, term, place, cast(case when cardinality(nos) = 1 then n else
         (select count(*) from found f where f.terms && nos and case "set" ${sets.map((set) => `when ${set} then ${fits(set)}`).join(' ')} end) end as int) as count,
       cast(null as text) as low, cast(null as text) as high
     from placed where place <= ${MOST_VALUES}
     union all
     ${each((set) => `select '', '${set}', null, 0, cast(count(*) as int), null, null from found f where ${fits(set)}`)}
     union all
     select 'price', '', null, 0, 0, cast(min(r.low) as text), cast(max(r.low) as text)
     from found f join listing_prices r on r.shop_id = ? and r.product_id = f.product_id and r.price_no = any(${numbers(priceNos)})
     where ${priceNos.length > 0 ? fits(setOf(choices, 'price')) : 'false'}
     order by facet, place`,
    [found, shopId, JSON.stringify(asked), shopId] as unknown as Knex.RawBinding[],
  );
  const totals = new Map(rows.filter(({ facet }) => facet === '').map(({ key, count }) => [Number(key), count]));
  const { low = null, high = null } = rows.find(({ facet, term }) => facet === 'price' && term === null) ?? {};
  return {
    total: totals.get(0) ?? 0,
    totals: Object.fromEntries(choices.map(({ facet }, place) => [facet, totals.get(place + 1) ?? 0])),
    values: rows.flatMap(({ facet, key, term, count }) => {
      if (term === null) return [];
      const [kind, name, value, space] = term;
      return [{ facet, key, count, kind, name, value, space }];
    }),
    price: low === null || high === null ? null : { min: low, max: high },
  };
}

interface Row {
  readonly facet: string;
  readonly key: string;
  readonly term: readonly [TermKind, string, string, string] | null;
  readonly count: number;
  readonly low: string | null;
  readonly high: string | null;
}

/** 0 = all choices; else the place of the choice that is left out, from 1. */
const setOf = (choices: readonly Choice[], facet: string): number =>
  choices.findIndex((choice) => choice.facet === facet) + 1;

function chosen(tx: Tx, { terms, without, price }: Choice): Knex.Raw {
  if (terms) return tx.raw(`l.terms && ${numbers(terms)}`);
  if (without) return tx.raw(`not l.terms && ${numbers(without)}`);
  const its = tx('listing_prices as r')
    .select(tx.raw('1'))
    .whereRaw('r.shop_id = l.shop_id and r.product_id = l.product_id');
  its.whereRaw(`r.price_no = any(${numbers(price?.nos ?? [])})`);
  whereBand(its, price ?? null);
  return tx.raw('exists (?)', [its] as unknown as Knex.RawBinding[]);
}
