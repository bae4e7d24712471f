import type { OrdersShape } from '../../src/commerceml/orders-shape.js';
import type { ExchangeNode, NodeSettings, Profile } from '../../src/nodes/exchange-node.js';
import { shapeFor } from '../../src/nodes/one-c/profiles.js';
import { type Order, type OrderLine, UNTOUCHED_ORDER } from '../../src/orders.js';

/** Orders and nodes that the tests of the writer start from. */

export const GENERATED_AT = new Date('2024-03-01T21:30:05Z');

export function exampleNode(profile: Profile, settings: NodeSettings = {}, timeZone = 'Europe/Moscow'): ExchangeNode {
  return {
    shopId: 'main',
    nodeId: '0190f0e2-0000-7000-8000-000000000001',
    name: '1c',
    kind: 'one-c',
    profile,
    login: '1c',
    idSpace: 'main',
    timeZone,
    state: 'active',
    priority: 0,
    receivesOrders: true,
    sendsOrders: true,
    receivesOnlyOwn: false,
    createsOrders: true,
    createsCustomers: true,
    settings,
  };
}

export function exampleShape(profile: Profile, settings: NodeSettings = {}, timeZone = 'Europe/Moscow'): OrdersShape {
  return shapeFor(exampleNode(profile, settings, timeZone), GENERATED_AT);
}

export function exampleLine(over: Partial<OrderLine> = {}): OrderLine {
  return {
    lineNo: 1,
    externalId: 'cbcf498f-55bc-11d9-848a-00112f43529a#dee6e19a-55bc-11d9-848a-00112f43529a',
    name: 'Комбайн MOULINEX A77 4C',
    sku: 'К-121',
    quantity: '2',
    price: '100.50',
    amount: '201.00',
    kind: 'product',
    ...over,
  };
}

export const DELIVERY_LINE: OrderLine = {
  lineNo: 2,
  name: 'Доставка курьером',
  quantity: '1',
  price: '300.00',
  amount: '300.00',
  kind: 'delivery',
};

export function exampleOrder(over: Partial<Order> = {}): Order {
  return {
    ...UNTOUCHED_ORDER,
    orderId: '0190f0e2-6a3c-7c1e-9a55-7e5ab6a1f201',
    number: '1042',
    status: 'Принят',
    ownerNodeId: null,
    customer: {
      id: 'customer-7',
      type: 'person',
      name: 'Иванов Иван Петрович',
      lastName: 'Иванов',
      firstName: 'Иван',
      middleName: 'Петрович',
      phone: '+7 495 737-92-57',
      email: 'ivanov@example.com',
      taxId: '500100732259',
      address: {
        postalCode: '101000',
        country: 'Россия',
        city: 'Москва',
        street: 'Мясницкая',
        house: '5',
        apartment: '7',
      },
    },
    currency: 'RUB',
    lines: [exampleLine(), DELIVERY_LINE],
    delivery: {
      name: 'Курьер',
      price: '300.00',
      trackingNumber: 'TRK1',
      address: { text: 'Москва, Мясницкая 5, домофон 7' },
    },
    payments: [{ name: 'Карта', amount: '501.00', paidAt: '2024-03-01T20:15:00Z', number: 'P-9' }],
    comment: 'Позвонить за час\nСпасибо',
    requisites: { Промокод: 'ВЕСНА' },
    total: '501.00',
    paid: true,
    placedAt: new Date('2024-02-29T22:05:09Z'),
    createdAt: new Date('2024-02-29T22:05:09Z'),
    updatedAt: new Date('2024-02-29T22:05:09Z'),
    ...over,
  };
}

/** A company of the country that the example node is in. */
export function companyOrder(over: Partial<Order['customer']> = {}): Order {
  return exampleOrder({
    customer: {
      type: 'company',
      name: 'ООО «Ромашка»',
      taxId: '7701234567',
      taxRegistrationReason: '770101001',
      phone: '+7 495 000-00-00',
      address: { text: 'Москва, Тверская 1', city: 'Москва' },
      ...over,
    },
  });
}
