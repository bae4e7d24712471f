import type { z } from 'zod';
import type { Sql } from '../db/open.js';
import { emailKey, phoneKey, taxIdKey } from '../store/customers/customer-keys.js';
import {
  type CustomerFilter,
  type CustomerRow,
  listCustomers,
  readCustomer,
} from '../store/customers/read-customers.js';
import { readNodeNames } from '../store/nodes/read-node-names.js';
import { shopSettings } from '../store/nodes/shops.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { InvalidRequest } from './http/invalid-request.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Customer, type CustomerHead, CustomerPage, CustomerQuery } from './schemas/customer.js';

const headJson = (
  { customerId, nodeId, ...row }: CustomerRow,
  names: ReadonlyMap<string, string>,
): z.input<typeof CustomerHead> => ({
  id: customerId,
  externalId: row.externalId,
  type: row.type,
  name: row.name,
  taxId: row.taxId,
  phone: row.phone,
  email: row.email,
  node: nodeId === null ? null : { id: nodeId, name: names.get(nodeId) ?? '' },
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

const namesOf = async (sql: Sql, shopId: string, rows: readonly CustomerRow[]) =>
  await readNodeNames(
    sql,
    shopId,
    rows.flatMap((row) => row.nodeId ?? []),
  );

const list = jsonRoute(
  {
    method: 'get',
    path: '/customers',
    operationId: 'listCustomers',
    tag: 'Customers',
    summary: 'Customers of the shop, as their orders name them',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
    query: CustomerQuery,
    status: 200,
    reply: CustomerPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const sql = services.db.knex;
    const { limit, cursor, updatedAfter = null } = query;
    const name = updatedAfter === null ? 'customers' : 'customers-updated';
    const request = { limit, after: readCursor(name, cursor), updatedAfter };
    const page = await listCustomers(sql, shopId, await filterOf(sql, shopId, query), request);
    const names = await namesOf(sql, shopId, page.items);
    return { body: { items: page.items.map((row) => headJson(row, names)), next: writeCursor(name, page.next) } };
  },
);

/** @throws UZ1501 for a filter that can be nobody's: an empty list would hide a slip of the pen */
async function filterOf(sql: Sql, shopId: string, query: z.output<typeof CustomerQuery>): Promise<CustomerFilter> {
  const { country } = await shopSettings(sql, shopId);
  return {
    phoneKey: keyOf('phone', query.phone, (phone) => phoneKey(phone, country), 'This is no telephone number.'),
    emailKey: keyOf('email', query.email, emailKey, 'This is no e-mail address.'),
    taxId: keyOf('taxId', query.taxId, taxIdKey, 'This is no tax id.'),
  };
}

function keyOf(
  path: string,
  given: string | undefined,
  toKey: (given: string) => string | undefined,
  message: string,
): string | undefined {
  if (given === undefined) return undefined;
  const key = toKey(given);
  if (key === undefined) throw new InvalidRequest([{ path, message }]);
  return key;
}

const one = jsonRoute(
  {
    method: 'get',
    path: '/customers/{id}',
    operationId: 'getCustomer',
    tag: 'Customers',
    summary: 'One customer, with those who may be the same, and the number of orders',
    params: IdParams,
    status: 200,
    reply: Customer,
    answer: 'The customer.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const sql = services.db.knex;
    const row = await readCustomer(sql, shopId, params.id);
    if (!row) throw notFound(params.id);
    const head = headJson(row, await namesOf(sql, shopId, [row]));
    const { orders, openOrders, links } = row;
    return { body: { ...head, orders, openOrders, links: links.map((link) => ({ ...link })) } };
  },
);

export const customerRoutes: readonly Route[] = [list, one];
