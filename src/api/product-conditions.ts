import type { Sql } from '../db/open.js';
import { codeKey } from '../listing/project-products.js';
import { readSearch } from '../listing/search-query.js';
import type { Conditions } from '../store/listing/find-products.js';
import { alternativesOf, namedThings } from '../store/listing/named-terms.js';
import { type Alternative, findTerms } from '../store/listing/terms.js';
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

/** Reads what a query means, in a few statements. */
export async function readConditions(sql: Sql, shopId: string, query: ProductFilters): Promise<ReadConditions> {
  const { group, manufacturer: manufacturers, brand: brands, warehouse: warehouses, priceType, inStock, q } = query;
  const properties = propertiesOf(query);
  const asked = await alternativesOf(sql, shopId, { group, manufacturers, brands, warehouses, properties });
  const named = [group && 'group', warehouses && 'warehouse', manufacturers && 'manufacturer', brands && 'brand'];
  const facets = [...named.flatMap((name) => name || []), ...properties.map(({ name }) => `prop:${name}`)];
  const price = priceType === undefined ? [] : [await namedThings(sql, shopId, 'priceType', [priceType])];
  const [stock = [], ...found] = await findTerms(sql, shopId, [STOCK, ...asked, ...price]);
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

const STOCK: readonly Alternative[] = [{ kind: 'stock', name: '', value: '', space: '' }];
const CODES = ['sku', 'barcode', 'code'] as const;
