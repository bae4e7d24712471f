import type { z } from 'zod';
import type { Sql } from '../../db/open.js';
import type { Order } from '../../orders.js';
import { readNodeNames } from '../../store/read-node-names.js';
import { type OrderDocumentHead, readOrderDocuments } from '../../store/read-order-documents.js';
import type { Order as OrderSchema } from '../schemas/order.js';
import { oneCPaymentsJson, orderDocumentJson } from './order-documents.js';

export type OrderJson = z.input<typeof OrderSchema>;

/** Orders with the names of their owners and the documents that 1C attached, in two statements. */
export async function ordersJson(sql: Sql, shopId: string, orders: readonly Order[]): Promise<OrderJson[]> {
  const owners = orders.flatMap((order) => (order.ownerNodeId === null ? [] : [order.ownerNodeId]));
  const ids = orders.map((order) => order.orderId);
  const [names, documents] = await Promise.all([
    readNodeNames(sql, shopId, owners),
    readOrderDocuments(sql, shopId, ids),
  ]);
  return orders.map((order) => orderJson(order, names, documents.get(order.orderId) ?? []));
}

function orderJson(
  order: Order,
  names: ReadonlyMap<string, string>,
  documents: readonly OrderDocumentHead[],
): OrderJson {
  const { oneC, ownerNodeId } = order;
  return {
    id: order.orderId,
    number: order.number,
    status: order.status,
    owner: ownerNodeId === null ? null : { id: ownerNodeId, name: names.get(ownerNodeId) ?? '' },
    customer: { ...order.customer },
    lines: order.lines.map((line) => ({ ...line })),
    delivery: order.delivery && { ...order.delivery },
    payments: order.payments.map((payment) => ({ ...payment })),
    comment: order.comment,
    requisites: { ...order.requisites },
    total: order.total,
    currency: order.currency,
    paid: order.paid,
    shipped: order.shipped,
    cancelled: order.cancelled,
    deleted: order.deleted,
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
    documents: documents.map(orderDocumentJson),
    version: order.version,
    placedAt: order.placedAt.toISOString(),
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
  };
}
