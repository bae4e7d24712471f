import { describe, expect, it } from '@jest/globals';
import type { OrderPayment } from '../../src/orders.js';
import { paymentMarks } from '../../src/store/orders/payment-marks.js';

const card = (amount: string, more: object = {}): OrderPayment => ({ name: 'Карта', amount, ...more });
const cash = (amount: string): OrderPayment => ({ name: 'Наличные', amount });

const CASES: readonly [string, readonly OrderPayment[], readonly OrderPayment[], readonly number[] | undefined][] = [
  ['the same list', [card('1'), cash('2')], [card('1'), cash('2')], undefined],
  ['the first is gone', [card('1'), cash('2')], [cash('2')], [2]],
  ['the last is gone', [card('1'), cash('2')], [card('1')], undefined],
  ['turned round', [card('1'), cash('2')], [cash('2'), card('1')], [2, 1]],
  ['turned round, one name', [card('1'), card('2')], [card('2'), card('1')], [2, 1]],
  [
    'a new one before the others',
    [card('1'), cash('2')],
    [card('7', { number: 'P7' }), card('1'), cash('2')],
    [3, 1, 2],
  ],
  [
    'it was made, and has its number now',
    [card('1')],
    [card('1.00', { number: 'P1', paidAt: '2026-01-01T00:00:00Z' })],
    undefined,
  ],
  ['the customer pays otherwise', [card('1')], [cash('1')], undefined],
  ['all of it is new, one payment still', [card('1')], [cash('2')], undefined],
  [
    'two of one name and amount, told apart by their numbers',
    [card('1', { number: 'A' }), card('1', { number: 'B' })],
    [card('1', { number: 'B' })],
    [2],
  ],
  [
    'another number is another payment',
    [card('1', { number: 'A' }), cash('2')],
    [cash('2'), card('1', { number: 'C' })],
    [2, 3],
  ],
  [
    'two of one name and amount, told apart by their keys',
    [card('1', { key: 'a' }), card('1', { key: 'b' })],
    [card('1', { key: 'b' })],
    [2],
  ],
  [
    'another key is another payment',
    [card('1', { key: 'a' }), cash('2')],
    [cash('2'), card('1', { key: 'c' })],
    [2, 3],
  ],
  [
    'what was expected came, and has its key now',
    [card('1'), cash('2')],
    [card('1', { key: 'a' }), cash('2')],
    undefined,
  ],
  ['none', [card('1')], [], undefined],
];

describe('marks of payments', () => {
  it.each(CASES)('%s', (_, before, after, expected) => {
    expect(paymentMarks({ payments: before, oneC: {} }, after)).toEqual(expected);
  });

  it('a mark lives on through the next changes', () => {
    const gone = { payments: [cash('2')], oneC: { paymentMarks: [2] } };
    expect(paymentMarks(gone, [cash('2')])).toEqual([2]);
    expect(paymentMarks(gone, [card('9', { number: 'P9' }), cash('2')])).toEqual([3, 2]);
  });
});
