import { expect, it } from '@jest/globals';
import { orderRequisites } from '../../src/commerceml/order-requisites.js';
import { returnsText } from '../../src/commerceml/order-returns.js';
import { DELIVERY_LINE, exampleLine, exampleOrder, exampleShape } from './order-examples.js';

const RETURNS = [
  { key: 'r1', returnedAt: '2026-01-31T23:00:00Z', lines: [{ lineNo: 1, quantity: '2' }], amount: '201.00' },
  {
    key: 'r2',
    returnedAt: '2026-02-01T08:00:00Z',
    lines: [
      { lineNo: 2, quantity: '1' },
      { lineNo: 9, quantity: '0.5' },
    ],
  },
];

it('1C reads returns as one requisite, and orders without them have none', () => {
  const order = exampleOrder({ lines: [exampleLine(), DELIVERY_LINE] });
  const text = '2026-01-31: 2 × Комбайн MOULINEX A77 4C (201.00); 2026-02-01: 1 × Доставка курьером, 0.5 × № 9';
  expect(returnsText({ ...order, returns: RETURNS })).toBe(text);
  const xml = (of: typeof order) => JSON.stringify(orderRequisites(of, exampleShape('trade')));
  expect(xml({ ...order, returns: RETURNS })).toContain(text);
  expect(xml(order)).not.toContain('Возвраты');
});
