import { describe, expect, it } from '@jest/globals';
import { paymentKindOf } from '../../src/commerceml/payment-kind.js';

describe('the kind of a payment by its name', () => {
  it.each([
    ['Наличными курьеру', 'cash'],
    ['Наличные', 'cash'],
    ['нал', 'cash'],
    ['Наложенный платёж', 'cash'],
    ['Оплата при получении', 'cash'],
    ['Готівкою', 'cash'],
    ['Післяплата (Нова пошта)', 'cash'],
    ['Накладений платіж', 'cash'],
    ['Cash on delivery', 'cash'],
    ['COD', 'cash'],
    ['Безналичный расчёт', 'cashless'],
    ['безнал', 'cashless'],
    ['Без нал.', 'cashless'],
    ['Безготівковий розрахунок', 'cashless'],
    ['Non-cash', 'cashless'],
    ['Счёт для юридических лиц', 'cashless'],
    ['Рахунок-фактура', 'cashless'],
    ['Bank transfer', 'cashless'],
    ['Налоговый вычет', 'cashless'],
    ['Мировая сделка', 'cashless'],
    ['', 'cashless'],
    [undefined, 'cashless'],
    ['Банковской картой онлайн', 'card'],
    ['Картой курьеру при получении', 'card'],
    ['Карта «Мир»', 'card'],
    ['Карткою на сайті', 'card'],
    ['LiqPay', 'card'],
    ['Эквайринг', 'card'],
    ['Еквайринг', 'card'],
    ['Credit card', 'card'],
    ['Apple  Pay', 'card'],
    ['СБП', 'card'],
  ] as const)('%s: %s', (name, kind) => {
    expect(paymentKindOf(name)).toBe(kind);
  });

  it('is what the node says of a name, without regard to case and blanks', () => {
    const overrides = { 'Карта  банка': 'cashless', Долями: 'card' } as const;
    expect(paymentKindOf(' карта банка', overrides)).toBe('cashless');
    expect(paymentKindOf('ДОЛЯМИ', overrides)).toBe('card');
    expect(paymentKindOf('Карта', overrides)).toBe('card');
  });
});
