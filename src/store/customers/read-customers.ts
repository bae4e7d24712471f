import type { Sql } from '../../db/open.js';
import type { CustomerRule } from '../../nodes/exchange-node.js';
import { cutPage, exactTime, type Page, type PageRequest, takePage } from '../list-page.js';

/** A customer as it is stored. */
export interface CustomerRow {
  readonly customerId: string;
  readonly externalId: string | null;
  readonly type: 'person' | 'company';
  readonly name: string;
  readonly taxId: string | null;
  /** As it was written first. */
  readonly phone: string | null;
  readonly email: string | null;
  /** Whose document made it; null = an order of the shop. */
  readonly nodeId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Keys as `customer-keys` makes them. */
export interface CustomerFilter {
  readonly phoneKey?: string | undefined;
  readonly emailKey?: string | undefined;
  readonly taxId?: string | undefined;
}

const customers = (sql: Sql, shopId: string) =>
  sql('customers as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.customer_id as "customerId", t.external_id as "externalId", t.type, t.name, t.tax_id as "taxId", t.phone, t.email,
        t.node_id as "nodeId", ${exactTime('t.created_at')} as "createdAt", ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The customers of a shop, one page. */
export async function listCustomers(
  sql: Sql,
  shopId: string,
  filter: CustomerFilter,
  page: PageRequest,
): Promise<Page<CustomerRow>> {
  const query = customers(sql, shopId);
  if (filter.phoneKey !== undefined) query.where('t.phone_key', filter.phoneKey);
  if (filter.emailKey !== undefined) query.where('t.email_key', filter.emailKey);
  if (filter.taxId !== undefined) query.where('t.tax_id', filter.taxId);
  const rows = (await takePage(query, 't.customer_id', 't.updated_at', page)) as unknown as CustomerRow[];
  return cutPage(rows, page.limit, (row) => ({ id: row.customerId, at: row.updatedAt }));
}

/** A customer that a rule takes for the one who was read. */
export interface LinkedCustomer {
  readonly id: string;
  readonly name: string;
  readonly matchedBy: CustomerRule;
  readonly at: string;
}

export interface CustomerDetails extends CustomerRow {
  /** All orders that were recognised as theirs. */
  readonly orders: number;
  /** Of these, neither shipped nor cancelled nor deleted. */
  readonly openOrders: number;
  readonly links: readonly LinkedCustomer[];
}

/** One customer by our id (a UUID), with the links and the number of orders, or null. */
export async function readCustomer(sql: Sql, shopId: string, customerId: string): Promise<CustomerDetails | null> {
  const row: CustomerRow | undefined = await customers(sql, shopId).where('t.customer_id', customerId).first();
  if (!row) return null;
  const counted = await sql.raw<{ rows: { orders: number; openOrders: number }[] }>(
    `select count(*)::int as orders, (count(*) filter (where not shipped and not cancelled and not deleted))::int as "openOrders"
     from orders where shop_id = ? and customer_id = ?`,
    [shopId, customerId],
  );
  const { orders = 0, openOrders = 0 } = counted.rows[0] ?? {};
  return { ...row, orders, openOrders, links: await readLinks(sql, shopId, customerId) };
}

async function readLinks(sql: Sql, shopId: string, customerId: string): Promise<LinkedCustomer[]> {
  const found = await sql.raw<{ rows: LinkedCustomer[] }>(
    `select c.customer_id as id, c.name, l.matched_by as "matchedBy", ${exactTime('l.at')} as at
     from (select other_id as id, matched_by, at from customer_links where shop_id = ? and customer_id = ?
           union all select customer_id, matched_by, at from customer_links where shop_id = ? and other_id = ?) l
     join customers c on c.shop_id = ? and c.customer_id = l.id order by l.at, c.customer_id`,
    [shopId, customerId, shopId, customerId, shopId],
  );
  return found.rows;
}
