import { Big } from 'big.js';
import fc from 'fast-check';
import type { Order, OrderLine } from '../../../src/orders.js';
import { exampleOrder } from '../order-examples.js';

/** Orders for property tests of what the writer writes. */

/** Text as nobody would wish it: control characters, halves of characters, markup, blanks of every kind, emoji. */
const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({ unit: 'binary', maxLength }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom(
          '<',
          '&',
          ']]>',
          '"',
          "'",
          '&#1;',
          '\r\n',
          '\t',
          '\u00a0',
          '\u2028',
          '\ufeff',
          'Ж',
          'є',
          '😀',
          '\ud83d',
          'x',
          ' ',
        ),
        { maxLength },
      )
      .map((tokens) => tokens.join('')),
  );

const id = text(40).map((value) =>
  `i${legal(value).replace(/\s+/g, ' ')}`.slice(0, 39).replace(/[\ud800-\udbff]$/, ''),
);

const decimal = (whole: bigint, places: number) =>
  fc
    .tuple(fc.bigInt({ min: 0n, max: whole * 10n ** BigInt(places) }), fc.integer({ min: 0, max: places }))
    .map(([digits, shown]) => new Big(digits.toString()).div(new Big(10).pow(places)).round(shown).toFixed());

const line: fc.Arbitrary<Omit<OrderLine, 'lineNo'>> = fc
  .record({
    externalId: fc.option(id, { nil: undefined }),
    name: text(300),
    sku: fc.option(text(20), { nil: undefined }),
    quantity: decimal(1_000_000n, 6).filter((value) => value !== '0'),
    price: decimal(10_000_000n, 4),
    discounted: fc.double({ min: 0, max: 1, noNaN: true }),
    rate: fc.constantFrom('20', '10.00', '0', 'none', undefined),
    kind: fc.constantFrom('product' as const, 'service' as const, 'delivery' as const),
  })
  .map(({ discounted, rate, ...given }) => {
    const gross = new Big(given.quantity).times(given.price);
    const discount = gross.times(discounted.toFixed(6)).round(2, Big.roundDown);
    const amount = gross.minus(discount).round(2, Big.roundHalfUp).toFixed(2);
    return {
      ...given,
      discount: discount.eq(0) ? undefined : discount.toFixed(2),
      amount,
      tax: rate === undefined ? undefined : { rate, included: true },
    };
  });

/** Any order that REST could have taken, and worse ones. */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    number: fc.stringMatching(/^[0-9A-Z-]{1,8}$/),
    type: fc.constantFrom('person' as const, 'company' as const),
    customer: fc.record(
      {
        id,
        firstName: text(300),
        lastName: text(20),
        middleName: text(9),
        phone: text(300),
        email: text(30),
        taxId: text(14),
        taxRegistrationReason: text(12),
      },
      { requiredKeys: [] },
    ),
    customerName: text(300),
    address: fc.option(
      fc.record(
        {
          text: text(400),
          postalCode: text(9),
          country: text(9),
          region: text(300),
          city: text(9),
          street: text(9),
          house: text(4),
          apartment: text(4),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
    lines: fc.array(line, { maxLength: 6 }),
    comment: fc.option(text(4000)),
    status: fc.option(text(30)),
    requisites: fc.dictionary(text(300), text(1200), { maxKeys: 5, noNullPrototype: true }),
    placedAt: fc.date({ min: new Date('1971-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
    flags: fc.record({ paid: fc.boolean(), cancelled: fc.boolean(), deleted: fc.boolean() }),
  })
  .map(({ type, customer, customerName, address, lines, flags, ...given }) =>
    exampleOrder({
      ...given,
      ...flags,
      customer: { ...customer, type, name: customerName, address },
      delivery: null,
      payments: [],
      lines: lines.map((each, index) => ({ ...each, lineNo: index + 1 })),
      total: lines.reduce((sum, each) => sum.plus(each.amount), new Big(0)).toFixed(2),
    }),
  );

const payment = fc.record(
  {
    name: fc.constantFrom('Карта', 'Наличными', 'Безналичный расчет', 'Готівка', 'Счет', ' '),
    amount: decimal(10_000_000n, 2),
    paidAt: fc.constantFrom('2024-03-01T20:15:00Z', '2024-03-01', '2024-03-01T22:15:00+02:00'),
    number: text(20),
  },
  { requiredKeys: ['amount'] },
);

/** As `anyOrder`, with what was paid, what is to be delivered and what 1C said of it. */
export const anyDeliveredOrder: fc.Arbitrary<Order> = fc
  .record({
    order: anyOrder,
    payments: fc.array(payment, { maxLength: 3 }),
    delivery: fc.option(
      fc.record(
        {
          name: text(30),
          price: decimal(10_000n, 2),
          trackingNumber: text(30),
          address: fc.record({ text: text(60) }),
        },
        { requiredKeys: [] },
      ),
    ),
    shipped: fc.boolean(),
    oneC: fc.record(
      { number: fc.constantFrom('УТ-000012'), date: fc.constantFrom('2024-03-02', '2024-03-02T10:00:00') },
      { requiredKeys: [] },
    ),
    version: fc.integer({ min: 1, max: 5000 }),
  })
  .map(({ order, ...given }) => ({ ...order, ...given }));

/** What XML 1.0 allows, code point by code point. */
export function legal(value: string): string {
  return Array.from(value)
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 0x20 && code < 0xd800) ||
        (code > 0xdfff && code !== 0xfffe && code !== 0xffff)
      );
    })
    .join('');
}
