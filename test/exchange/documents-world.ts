import type { DocumentOutcome } from '../../src/exchange/orders-in/order-documents.js';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Order } from '../../src/orders.js';
import type { DocumentLine, DocumentRecord } from '../../src/records.js';
import type { OrderInput } from '../../src/store/orders/orders.js';
import { type OrdersWorld, openOrdersWorld, orderDocument } from './orders-world.js';

/** Two ids as 1C makes them, in either case. */
export const GUID = '91777CE0-81cc-11e4-a522-0050569c5934';
export const OTHER_GUID = '5a4fc6dc-8034-11e4-a522-0050569c5934';

/** A shop whose orders belong to one node with the prefix `S-`, and what its 1C does. */
export interface DocumentsWorld extends OrdersWorld {
  readonly owner: ExchangeNode;
  /** query and success: 1C has the orders. */
  exchangeOrders(of?: ExchangeNode): Promise<void>;
  /** An order that 1C has. */
  placeKnown(input?: Partial<OrderInput>): Promise<Order>;
  /** A document of the owner. */
  tell(document: Partial<DocumentRecord>): Promise<DocumentOutcome[]>;
  isDue(orderId: string): Promise<boolean>;
  /** What the journal says since it was asked last. */
  told(): Promise<{ code: string; severity: string; message: string }[]>;
  /** Everything that a repeated file must leave alone, row versions included. */
  state(): Promise<object>;
}

export async function openDocumentsWorld(): Promise<DocumentsWorld> {
  const world = await openOrdersWorld();
  const owner = await world.node({ priority: 1, settings: { numberPrefix: 'S-' } });
  let read = 0;

  const exchangeOrders = async (of: ExchangeNode = owner) => {
    const exchange = await world.exchange(of);
    await queryOrders(world.services, exchange, of);
    await acknowledge(world.services, exchange, of);
  };

  return {
    ...world,
    owner,
    exchangeOrders,
    placeKnown: async (input = {}) => {
      const order = await world.place(input);
      await exchangeOrders();
      return order;
    },
    tell: (document) => world.apply(owner, orderDocument(document)),
    isDue: async (orderId) => {
      const due = world.knex('orders').where({ order_id: orderId }).whereRaw('due_version > acknowledged_version');
      return (await due).length === 1;
    },
    told: async () => {
      const entries = (await world.journal()).slice(read);
      read += entries.length;
      return entries;
    },
    state: async () => ({
      orders: await world.knex('orders').select('*').orderBy('order_id'),
      written: (await world.knex.raw('select ctid::text, xmin::text from orders order by order_id')).rows,
      history: await world.count('order_history'),
      documents: await world
        .knex('order_documents')
        .whereNot('operation', 'order')
        .orderBy(['document_id', 'operation']),
      lastChange: await world.lastChange(),
    }),
  };
}

export const documentLine = (fields: Partial<DocumentLine>): DocumentLine => ({
  line: 9,
  id: '',
  taxes: [],
  discounts: [],
  requisites: [],
  extra: {},
  ...fields,
});

/** What 1C sends back of the order of `orderInput` when nothing changed. */
export const ECHO: readonly DocumentLine[] = [
  documentLine({ id: 'a#b', name: 'Матрац', quantity: '2', price: '100.5', amount: '201' }),
  documentLine({ id: 'c', name: 'Подушка', quantity: '1.000', price: '10', amount: '10' }),
];
