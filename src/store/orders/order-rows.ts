import type { Sql, Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import { promoKey } from '../customers/directory-keys.js';
import type { OneCSaid } from './one-c-said.js';

/** A row of `orders` as the driver gives it: numeric as text, jsonb parsed. */
export interface OrderRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly number: string;
  readonly status: string | null;
  readonly owner_node_id: string | null;
  readonly customer: Order['customer'];
  readonly currency: string;
  readonly lines: Order['lines'];
  readonly delivery: Order['delivery'];
  readonly payments: Order['payments'];
  readonly shipments: Order['shipments'];
  readonly returns: Order['returns'];
  readonly comment: string | null;
  readonly requisites: Order['requisites'];
  readonly total: string;
  readonly paid: boolean;
  readonly shipped: boolean;
  readonly cancelled: boolean;
  readonly deleted: boolean;
  readonly site: string | null;
  readonly warehouse: string | null;
  readonly organisation: string | null;
  readonly responsible: string | null;
  readonly promo_codes: Order['promoCodes'];
  readonly bonus: Order['bonus'];
  readonly delivery_allowed: boolean;
  readonly cancelled_by: Order['cancelledBy'];
  readonly customer_id: string | null;
  readonly routing: Order['routing'];
  readonly held: Order['held'] | null;
  readonly warnings: Order['warnings'];
  readonly locked_until: Date | null;
  readonly locked_by: string | null;
  readonly locked_in_one_c: boolean;
  readonly one_c: Order['oneC'];
  readonly one_c_id: string | null;
  readonly one_c_said: OneCSaid;
  readonly origin: 'shop' | 'node';
  readonly version: number;
  readonly due_version: number;
  readonly acknowledged_version: number;
  readonly number_frozen: boolean;
  readonly placed_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** An order with what only the exchange with 1C is concerned with. */
export interface StoredOrder {
  readonly order: Order;
  /** Where it was born. */
  readonly origin: 'shop' | 'node';
  /** The last version that its owner must hear of. */
  readonly dueVersion: number;
  /** The last version that its owner is known to have. */
  readonly acknowledgedVersion: number;
  /** 1C has seen the number. */
  readonly numberFrozen: boolean;
  /** What 1C said last of the fields that the shop may change too. */
  readonly said: OneCSaid;
}

/** Milliseconds, as JSON and JavaScript have them: what a client read as `updatedAt` is what it may ask from. */
export const NOW = "date_trunc('milliseconds', clock_timestamp())";

export const toOrder = (row: OrderRow): Order => ({
  orderId: row.order_id,
  number: row.number,
  status: row.status,
  ownerNodeId: row.owner_node_id,
  customer: row.customer,
  currency: row.currency,
  lines: row.lines,
  delivery: row.delivery,
  payments: row.payments,
  shipments: row.shipments,
  returns: row.returns,
  comment: row.comment,
  requisites: row.requisites,
  total: row.total,
  paid: row.paid,
  shipped: row.shipped,
  cancelled: row.cancelled,
  cancelledBy: row.cancelled_by,
  deleted: row.deleted,
  site: row.site,
  warehouse: row.warehouse,
  organisation: row.organisation,
  responsible: row.responsible,
  promoCodes: row.promo_codes,
  bonus: row.bonus,
  deliveryAllowed: row.delivery_allowed,
  customerId: row.customer_id,
  routing: row.routing,
  held: row.held ?? [],
  warnings: row.warnings,
  lock: row.locked_until && row.locked_until > new Date() ? { until: row.locked_until, by: row.locked_by } : null,
  lockedInOneC: row.locked_in_one_c,
  oneC: row.one_c,
  version: row.version,
  placedAt: row.placed_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toStored = (row: OrderRow): StoredOrder => ({
  order: toOrder(row),
  origin: row.origin,
  dueVersion: row.due_version,
  acknowledgedVersion: row.acknowledged_version,
  numberFrozen: row.number_frozen,
  said: row.one_c_said,
});

/** The fields of an order that a change may touch. */
export type OrderContent = Pick<
  Order,
  | 'number'
  | 'status'
  | 'customer'
  | 'lines'
  | 'delivery'
  | 'payments'
  | 'shipments'
  | 'returns'
  | 'comment'
  | 'requisites'
  | 'total'
  | 'paid'
  | 'shipped'
  | 'cancelled'
  | 'cancelledBy'
  | 'deleted'
  | 'site'
  | 'warehouse'
  | 'organisation'
  | 'responsible'
  | 'promoCodes'
  | 'bonus'
  | 'deliveryAllowed'
  | 'lockedInOneC'
  | 'oneC'
>;

/** How an id of 1C is looked up: guids in any case are the same (commerceml.md §2.6), other ids are opaque. */
export const oneCIdKey = (id: string): string =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : id;

/** The content as columns, for an insert or an update. */
export function contentColumns(content: OrderContent): Record<string, string | boolean | number | null | string[]> {
  const { oneC } = content;
  const year = oneC.date === undefined ? Number.NaN : Number.parseInt(oneC.date.slice(0, 4), 10);
  return {
    number: content.number,
    status: content.status,
    customer: JSON.stringify(content.customer),
    lines: JSON.stringify(content.lines),
    delivery: content.delivery === null ? null : JSON.stringify(content.delivery),
    payments: JSON.stringify(content.payments),
    shipments: JSON.stringify(content.shipments),
    returns: JSON.stringify(content.returns),
    comment: content.comment,
    requisites: JSON.stringify(content.requisites),
    total: content.total,
    paid: content.paid,
    shipped: content.shipped,
    cancelled: content.cancelled,
    cancelled_by: content.cancelledBy,
    deleted: content.deleted,
    site: content.site,
    warehouse: content.warehouse,
    organisation: content.organisation,
    responsible: content.responsible,
    promo_codes: JSON.stringify(content.promoCodes),
    promo_keys: content.promoCodes.map(promoKey),
    bonus: content.bonus === null ? null : JSON.stringify(content.bonus),
    delivery_allowed: content.deliveryAllowed,
    locked_in_one_c: content.lockedInOneC,
    one_c: JSON.stringify(oneC),
    one_c_id: oneC.id === undefined ? null : oneCIdKey(oneC.id),
    one_c_number: oneC.number ?? null,
    one_c_year: Number.isNaN(year) ? null : year,
  };
}

/** An order, its row locked until the commit; null when there is none. */
export async function lockOrder(tx: Tx, shopId: string, orderId: string): Promise<StoredOrder | null> {
  const found = await tx.raw<{ rows: OrderRow[] }>(
    'select * from orders where shop_id = ? and order_id = ? for no key update',
    [shopId, orderId],
  );
  return found.rows[0] ? toStored(found.rows[0]) : null;
}

/** An order without a lock. */
export async function readStored(sql: Sql, shopId: string, orderId: string): Promise<StoredOrder | null> {
  const found = await sql.raw<{ rows: OrderRow[] }>('select * from orders where shop_id = ? and order_id = ?', [
    shopId,
    orderId,
  ]);
  return found.rows[0] ? toStored(found.rows[0]) : null;
}
