import type { z } from 'zod';
import type { Sql } from '../../db/open.js';
import type { LinePart, Order, OrderCustomer, OrderRouting } from '../../orders.js';
import { readNodeNames } from '../../store/nodes/read-node-names.js';
import { countConflicts } from '../../store/orders/order-conflict-counts.js';
import { type OrderDocumentHead, readOrderDocuments } from '../../store/orders/read-order-documents.js';
import type { Order as OrderSchema } from '../schemas/order.js';
import { oneCPaymentsJson, orderDocumentJson } from './order-documents.js';

export type OrderJson = z.input<typeof OrderSchema>;

/** Orders with the names of their nodes, the documents that 1C attached and the number of conflicts, in three statements. */
export async function ordersJson(sql: Sql, shopId: string, orders: readonly Order[]): Promise<OrderJson[]> {
  const nodes = orders.flatMap((order) => [
    ...(order.ownerNodeId === null ? [] : [order.ownerNodeId]),
    ...(order.routing?.candidates.map((candidate) => candidate.nodeId) ?? []),
  ]);
  const ids = orders.map((order) => order.orderId);
  // One after the other: in a transaction, as webhooks call it, there is one connection.
  const names = await readNodeNames(sql, shopId, nodes);
  const documents = await readOrderDocuments(sql, shopId, ids);
  const conflicts = await countConflicts(sql, shopId, ids);
  return orders.map((order) =>
    orderJson(order, {
      names,
      documents: documents.get(order.orderId) ?? [],
      conflicts: conflicts.get(order.orderId) ?? 0,
    }),
  );
}

/** What an order's JSON says that does not stand in its row. */
interface More {
  /** Of nodes, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly documents: readonly OrderDocumentHead[];
  readonly conflicts: number;
}

function orderJson(order: Order, more: More): OrderJson {
  const { oneC, ownerNodeId } = order;
  return {
    id: order.orderId,
    number: order.number,
    status: order.status,
    owner: ownerNodeId === null ? null : { id: ownerNodeId, name: more.names.get(ownerNodeId) ?? '' },
    customer: customerJson(order.customer),
    customerId: order.customerId,
    lines: order.lines.map((line) => ({ ...line })),
    delivery: order.delivery && { ...order.delivery },
    payments: order.payments.map((payment) => ({ ...payment })),
    shipments: order.shipments.map(partJson),
    returns: order.returns.map(partJson),
    comment: order.comment,
    requisites: { ...order.requisites },
    total: order.total,
    currency: order.currency,
    paid: order.paid,
    shipped: order.shipped,
    cancelled: order.cancelled,
    cancelledBy: order.cancelledBy,
    deleted: order.deleted,
    site: order.site,
    warehouse: order.warehouse,
    organisation: order.organisation,
    responsible: order.responsible,
    promoCodes: [...order.promoCodes],
    bonus: order.bonus && { ...order.bonus },
    deliveryAllowed: order.deliveryAllowed,
    routing: order.routing && routingJson(order.routing, more.names),
    held: order.held.map((notice) => ({ ...notice })),
    warnings: order.warnings.map((notice) => ({ ...notice })),
    lock: order.lock && { until: order.lock.until.toISOString(), by: order.lock.by },
    lockedInOneC: order.lockedInOneC,
    conflicts: more.conflicts,
    oneC: {
      id: oneC.id ?? null,
      number: oneC.number ?? null,
      date: oneC.date ?? null,
      posted: oneC.posted ?? null,
      paymentNumber: oneC.paymentNumber ?? null,
      paymentDate: oneC.paymentDate ?? null,
      shipmentNumber: oneC.shipmentNumber ?? null,
      shipmentDate: oneC.shipmentDate ?? null,
      payments: oneCPaymentsJson(order),
    },
    documents: more.documents.map(orderDocumentJson),
    version: order.version,
    placedAt: order.placedAt.toISOString(),
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
  };
}

/** With lines of its own: what is answered is nobody else's. */
const partJson = <Part extends { readonly lines: readonly LinePart[] }>(part: Part) => ({
  ...part,
  lines: part.lines.map((line) => ({ ...line })),
});

function customerJson({ fields, ...customer }: OrderCustomer): OrderJson['customer'] {
  return { ...customer, ...(fields === undefined ? {} : { fields: { ...fields } }) };
}

const routingJson = (routing: OrderRouting, names: ReadonlyMap<string, string>): OrderJson['routing'] => ({
  by: routing.by,
  reason: routing.reason,
  at: routing.at,
  candidates: routing.candidates.map(({ nodeId, wants, reason }) => ({
    node: { id: nodeId, name: names.get(nodeId) ?? '' },
    wants,
    reason: reason ?? null,
  })),
});
