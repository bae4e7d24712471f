import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { type Order, UNTOUCHED_ORDER } from '../../orders.js';

/** An order for a shop that has none yet: what most storefronts send. @param number the one that the first order would get */
export function exampleOrder(node: ExchangeNode, number: string): Order {
  const now = new Date();
  return {
    ...UNTOUCHED_ORDER,
    orderId: '00000000-0000-7000-8000-000000000001',
    number,
    ownerNodeId: node.nodeId,
    customer: { type: 'person', name: 'Иван Петренко', phone: '+380441234567', email: 'ivan@shop.example' },
    currency: node.settings.defaultCurrency ?? node.settings.currencies?.[0] ?? 'UAH',
    lines: [
      {
        lineNo: 1,
        name: 'Матрас 160×200',
        sku: 'M-160',
        quantity: '2',
        price: '1500.50',
        amount: '3001',
        kind: 'product',
      },
    ],
    delivery: { name: 'Курьер', price: '150', address: { text: 'Киев, ул. Садовая, 1' } },
    comment: 'Пример заказа для проверки узла',
    total: '3151',
    placedAt: now,
    createdAt: now,
    updatedAt: now,
  };
}
