import type { Knex } from 'knex';
import { validate } from 'uuid';
import type { Sql } from '../../db/open.js';
import type { Order } from '../../orders.js';
import { promoKey } from '../customers/directory-keys.js';
import { cutPage, exactTime, type Page, type PageRequest, takePage } from '../list-page.js';
import { type OrderRow, readStored, toOrder } from './order-rows.js';

export interface OrderFilter {
  readonly status?: string | undefined;
  /** Id of a node. */
  readonly owner?: string | undefined;
  /** Personnel number. */
  readonly responsible?: string | undefined;
  /** Id of a customer of the shop. */
  readonly customer?: string | undefined;
  readonly site?: string | undefined;
  /** One of its promo codes, in any case. */
  readonly promoCode?: string | undefined;
  /** Whether something keeps it back. */
  readonly held?: boolean | undefined;
  /** Whether the shop and 1C ever said different things of it. */
  readonly conflicts?: boolean | undefined;
}

/** One order by our id; null when there is none (or `orderId` is no UUID). */
export async function getOrder(sql: Sql, shopId: string, orderId: string): Promise<Order | null> {
  if (!validate(orderId)) return null;
  return (await readStored(sql, shopId, orderId))?.order ?? null;
}

/** One order by its number in the shop (without any node's prefix), or null. */
export async function findOrderByNumber(sql: Sql, shopId: string, number: string): Promise<Order | null> {
  const found = await sql.raw<{ rows: OrderRow[] }>('select * from orders where shop_id = ? and number = ?', [
    shopId,
    number.trim(),
  ]);
  return found.rows[0] ? toOrder(found.rows[0]) : null;
}

/**
 * The orders of a shop, one page, as every list goes on: by id (which is the order of placing), with `updatedAfter` by (time of
 * change, id).
 */
export async function listOrders(
  sql: Sql,
  shopId: string,
  filter: OrderFilter,
  page: PageRequest,
): Promise<Page<Order>> {
  if ([filter.owner, filter.customer].some((id) => id !== undefined && !validate(id))) return { items: [], next: null };
  const query = sql('orders')
    .where({ shop_id: shopId })
    .select(sql.raw(`*, ${exactTime('updated_at')} as at`));
  narrow(query, filter);
  const rows = (await takePage(query, 'order_id', 'updated_at', page)) as unknown as (OrderRow & { at: string })[];
  const { items, next } = cutPage(rows, page.limit, (row) => ({ id: row.order_id, at: row.at }));
  return { items: items.map(toOrder), next };
}

function narrow(query: Knex.QueryBuilder, filter: OrderFilter): void {
  const columns = {
    status: filter.status,
    owner_node_id: filter.owner,
    responsible: filter.responsible,
    customer_id: filter.customer,
    site: filter.site,
  };
  for (const [column, value] of Object.entries(columns)) if (value !== undefined) query.where(column, value);
  if (filter.promoCode !== undefined) {
    query.whereRaw(`promo_keys <> '{}' and promo_keys @> array[?]`, [promoKey(filter.promoCode)]);
  }
  if (filter.held !== undefined) query.whereRaw(filter.held ? 'held is not null' : 'held is null');
  if (filter.conflicts !== undefined) {
    query.whereRaw(
      `${filter.conflicts ? '' : 'not '}exists (select from order_conflicts c where c.shop_id = orders.shop_id and c.order_id = orders.order_id)`,
    );
  }
}
