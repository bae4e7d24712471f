import type { Sql } from '../db/open.js';
import { codeKey } from '../listing/project-products.js';
import { readSearch } from '../listing/search-query.js';
import type { Conditions } from '../store/listing/find-products.js';
import { type FiltersAsOf, knownFilters, readFilters } from '../store/listing/known-filters.js';
import type { NamedFilter } from '../store/listing/named-terms.js';
import { type ProductQuery, type productFilters, propertiesOf } from './schemas/product-query.js';

/** The filters of a query: those that lists and facets have in common. */
export type ProductFilters = Pick<ProductQuery, 'active' | Exclude<keyof typeof productFilters, 'prop[id]'>> & {
  readonly sort?: ProductQuery['sort'];
};

/** What a query means in the words of the listing. */
export interface ReadConditions {
  readonly conditions: Conditions;
  /** Of each list of `conditions.terms`, in their order, the facet that it is a choice of: `brand`, `prop:colour`. */
  readonly facets: readonly string[];
  /** The terms of «in stock», and of the price type that is named. */
  readonly stock: readonly number[];
  readonly priceNos: readonly number[];
  /** Some product may fit: no filter means something that no product has. */
  readonly isPossible: boolean;
}

/**
 * Reads what a query means, in a few statements.
 * @param asOf what the meaning of filters may be remembered by; absent: it is read as `sql` sees it
 */
export async function readConditions(
  sql: Sql,
  shopId: string,
  query: ProductFilters,
  asOf?: FiltersAsOf,
): Promise<ReadConditions> {
  const { group, manufacturer: manufacturers, brand: brands, warehouse: warehouses, priceType, inStock, q } = query;
  const named: (readonly [facet: string, filter: NamedFilter])[] = [];
  if (group !== undefined) named.push(['group', { kind: 'group', values: [group] }]);
  if (warehouses !== undefined) named.push(['warehouse', { kind: 'warehouse', values: warehouses }]);
  if (manufacturers !== undefined) named.push(['manufacturer', { kind: 'manufacturer', values: manufacturers }]);
  if (brands !== undefined) named.push(['brand', { kind: 'brand', values: brands }]);
  for (const { name, values } of propertiesOf(query)) named.push([`prop:${name}`, { kind: 'property', name, values }]);
  const price: NamedFilter[] = priceType === undefined ? [] : [{ kind: 'priceType', values: [priceType] }];
  const filters: NamedFilter[] = [{ kind: 'stock' }, ...named.map(([, filter]) => filter), ...price];
  const [stock = [], ...found] = await (asOf
    ? knownFilters(sql, shopId, filters, asOf)
    : readFilters(sql, shopId, filters));
  const facets = named.map(([facet]) => facet);
  const priceNos = price.length === 0 ? [] : (found.pop() ?? []);
  const isPriced = query.priceFrom !== undefined || query.priceTo !== undefined || /price/.test(query.sort ?? '');
  const terms = inStock === 'true' ? [...found, stock] : found;
  const text = q === undefined ? null : await readSearch(sql, shopId, q);
  const isPossible =
    terms.every((list) => list.length > 0) && (!isPriced || priceNos.length > 0) && (q === undefined || text !== null);
  return {
    conditions: {
      active: query.active,
      terms,
      without: inStock === 'false' ? stock : [],
      codes: CODES.flatMap((kind) => {
        const code = query[kind];
        return code === undefined ? [] : [codeKey(kind, code)];
      }),
      externalId: query.externalId ?? null,
      text,
      price: isPriced ? { nos: priceNos, from: query.priceFrom ?? null, to: query.priceTo ?? null } : null,
    },
    facets: inStock === 'true' ? [...facets, 'stock'] : facets,
    ...{ stock, priceNos, isPossible },
  };
}

const CODES = ['sku', 'barcode', 'code'] as const;
