import type { Characteristic, Extra, FileReference, PropertyValue, Requisite, Tax, Unit } from '../../records.js';
import { PRODUCT_ACTIVE } from './product-filter.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface ProductRow extends ExternalKey {
  readonly productId: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly fullName: string | null;
  readonly description: string | null;
  readonly descriptionHtml: string | null;
  /** 1C ids of groups. */
  readonly groupIds: readonly string[];
  readonly unit: Unit | null;
  readonly weight: string | null;
  readonly manufacturer: string | null;
  readonly brand: string | null;
  readonly country: string | null;
  readonly taxes: readonly Tax[] | null;
  readonly characteristics: readonly Characteristic[];
  readonly properties: readonly PropertyValue[];
  readonly requisites: readonly Requisite[];
  readonly pictures: readonly FileReference[];
  readonly extra: Extra;
  readonly active: boolean;
  /** When the row or one of its offers was written last (a picture that arrives counts as a write): UTC with microseconds. */
  readonly updatedAt: string;
}

/** SQL of what a row says, of `products as p`; `updatedAt` is no column of its own. */
const COLUMNS: Readonly<Record<Exclude<ProductColumn, 'updatedAt'>, string>> = {
  ...{ productId: 'p.product_id', idSpace: 'p.id_space', externalId: 'p.external_id' },
  ...{ sku: 'p.sku', barcode: 'p.barcode', code: 'p.code', name: 'p.name', fullName: 'p.full_name' },
  ...{ description: 'p.description', descriptionHtml: 'p.description_html', groupIds: 'p.group_ids' },
  ...{ unit: 'p.unit', weight: 'p.weight', manufacturer: 'p.manufacturer', brand: 'p.brand', country: 'p.country' },
  ...{ taxes: 'p.taxes', characteristics: 'p.characteristics', properties: 'p.properties' },
  ...{ requisites: 'p.requisites', pictures: 'p.pictures', extra: 'p.extra', active: PRODUCT_ACTIVE },
};

/** What of a product may be read. */
export type ProductColumn = keyof ProductRow;

/** What says which product it is: read always. */
const KEY = ['productId', 'idSpace', 'externalId'] as const;

/**
 * What is selected of `products as p`.
 * @param columns what is wanted besides the ids; absent: all. Long texts that nobody asked for are not fetched, nor parsed.
 */
export function productColumns(columns?: ReadonlySet<ProductColumn>): string {
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
  const isWanted = (name: ProductColumn) =>
    columns === undefined || columns.has(name) || (KEY as readonly string[]).includes(name);
  return names.flatMap((name) => (isWanted(name) ? [`${COLUMNS[name]} as "${name}"`] : [])).join(', ');
}

/** When anything that a product shows was written last. */
export const PRODUCT_CHANGED = `greatest(p.updated_at,
  (select max(n.updated_at) from offers o join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id
   where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id))`;
