import type { Sql } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { cutPage, exactTime, type Page, type PageRequest, type Position, takePage } from '../list-page.js';
import { lastWritten } from './last-written-products.js';
import { PRODUCT_CHANGED, type ProductColumn, type ProductRow, productColumns } from './product-columns.js';
import { narrowProducts, type ProductFilter } from './product-filter.js';

export type { ProductColumn, ProductRow } from './product-columns.js';

/** What of products is read. Absent: all; `updatedAt: 'row'`: of the row alone, where its offers are read anyway. */
export interface ProductChoice {
  readonly columns?: ReadonlySet<ProductColumn>;
  readonly updatedAt?: 'row' | 'all';
}

/** The products of a shop, one page: one statement, and one more when a group is asked for. */
export async function listProducts(
  sql: Sql,
  shopId: string,
  filter: ProductFilter,
  page: PageRequest,
  choice: ProductChoice = {},
): Promise<Page<ProductRow>> {
  const narrow = await narrowProducts(sql, shopId, filter);
  const rows: ProductRow[] =
    page.updatedAfter === null
      ? await takePage(narrow(products(sql, choice)), 'p.product_id', PRODUCT_CHANGED, page)
      : await products(sql, choice, 'c.changed_at')
          .join(lastWritten(sql, narrow, page.updatedAfter, page), 'c.product_id', 'p.product_id')
          .where('p.shop_id', shopId)
          .orderByRaw('c.changed_at, p.product_id');
  return cutPage(rows, page.limit, (row) => placeOf(row, page));
}

/** Only pages by time go on from a time. */
const placeOf = ({ productId, updatedAt }: ProductRow, { updatedAfter }: PageRequest): Position =>
  updatedAfter === null ? { id: productId } : { id: productId, at: updatedAt };

/** @param changed SQL of when it was changed last, which must be read: it is the place of a row */
const products = (sql: Sql, choice: ProductChoice, changed?: string) =>
  sql('products as p').select(sql.raw(selected(choice, changed)));

function selected({ columns, updatedAt = 'all' }: ProductChoice, changed?: string): string {
  const time = changed ?? (updatedAt === 'all' ? PRODUCT_CHANGED : 'p.updated_at');
  const isTimed = changed !== undefined || columns === undefined || columns.has('updatedAt');
  return `${productColumns(columns)}${isTimed ? `, ${exactTime(time)} as "updatedAt"` : ''}`;
}

/** One product by our id (a UUID), or null. */
export async function readProduct(
  sql: Sql,
  shopId: string,
  productId: string,
  choice: ProductChoice = {},
): Promise<ProductRow | null> {
  const row: ProductRow | undefined = await products(sql, choice)
    .where({ 'p.shop_id': shopId, 'p.product_id': productId })
    .first();
  return row ?? null;
}

/** Products by our ids, in the order of the ids; one that is gone is left out. */
export async function readProductsInOrder(
  sql: Sql,
  shopId: string,
  productIds: readonly string[],
  choice: ProductChoice = {},
): Promise<readonly ProductRow[]> {
  if (productIds.length === 0) return [];
  const { rows } = await prepared<{ rows: ProductRow[] }>(
    sql,
    `select ${selected(choice)} from products p where p.shop_id = ? and p.product_id = any(?::uuid[])`,
    [shopId, [...productIds]],
  );
  const byId = new Map(rows.map((row) => [row.productId, row]));
  return productIds.flatMap((id) => byId.get(id) ?? []);
}
