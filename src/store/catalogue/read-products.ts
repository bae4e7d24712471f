import type { Sql } from '../../db/open.js';
import type { Characteristic, Extra, FileReference, PropertyValue, Requisite, Tax, Unit } from '../../records.js';
import { cutPage, exactTime, type Page, type PageRequest, takePage } from '../list-page.js';
import { lastWritten } from './last-written-products.js';
import { narrowProducts, PRODUCT_ACTIVE, type ProductFilter } from './product-filter.js';
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

const COLUMNS = `p.product_id as "productId", p.id_space as "idSpace", p.external_id as "externalId", p.sku, p.barcode, p.code,
  p.name, p.full_name as "fullName", p.description, p.description_html as "descriptionHtml", p.group_ids as "groupIds",
  p.unit, p.weight, p.manufacturer, p.brand, p.country, p.taxes, p.characteristics, p.properties, p.requisites, p.pictures, p.extra, ${PRODUCT_ACTIVE} as active`;

/** When anything that a product shows was written last. */
const CHANGED = `greatest(p.updated_at,
  (select max(n.updated_at) from offers o join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id
   where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id))`;

/** The products of a shop, one page: one statement, and one more when a group is asked for. */
export async function listProducts(
  sql: Sql,
  shopId: string,
  filter: ProductFilter,
  page: PageRequest,
): Promise<Page<ProductRow>> {
  const narrow = await narrowProducts(sql, shopId, filter);
  const rows: ProductRow[] =
    page.updatedAfter === null
      ? await takePage(narrow(products(sql, CHANGED)), 'p.product_id', CHANGED, page)
      : await products(sql, 'c.changed_at')
          .join(lastWritten(sql, narrow, page.updatedAfter, page), 'c.product_id', 'p.product_id')
          .where('p.shop_id', shopId)
          .orderByRaw('c.changed_at, p.product_id');
  return cutPage(rows, page.limit, (row) => ({ id: row.productId, at: row.updatedAt }));
}

const products = (sql: Sql, changed: string) =>
  sql('products as p').select(sql.raw(`${COLUMNS}, ${exactTime(changed)} as "updatedAt"`));

/** One product by our id (a UUID), or null. */
export async function readProduct(sql: Sql, shopId: string, productId: string): Promise<ProductRow | null> {
  const row: ProductRow | undefined = await products(sql, CHANGED)
    .where({ 'p.shop_id': shopId, 'p.product_id': productId })
    .first();
  return row ?? null;
}
