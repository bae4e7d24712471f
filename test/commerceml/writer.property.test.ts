import { describe, expect, it } from '@jest/globals';
import { Big } from 'big.js';
import fc from 'fast-check';
import { writeOrders } from '../../src/commerceml/writer.js';
import type { Order, OrderLine } from '../../src/orders.js';
import { exampleOrder, exampleShape } from './order-examples.js';
import { readOrders } from './order-reader.js';
import { schemaErrors, schemasPresent } from './order-schemas.js';
import { stumblingBlocks } from './strict-order-reader.js';

const RUNS = process.env.UZEL_TEST_LONG ? 3000 : 150;
const TIMEOUT = 300_000;
const SEED = { seed: 20240301, numRuns: RUNS };

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

const order: fc.Arbitrary<Order> = fc
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

/** What XML 1.0 allows, code point by code point. */
function legal(value: string): string {
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

/** The text that 1C is to get, or undefined when there is nothing to tell. */
function expected(value: string | null | undefined, length: number, oneLine = true): string | undefined {
  let kept = legal(value ?? '');
  kept = oneLine
    ? kept.split(/\s/).filter(Boolean).join(' ')
    : kept.split('\r\n').join('\n').split('\r').join('\n').trim();
  const characters = Array.from(kept);
  while (characters.join('').length > length) characters.pop();
  return characters.join('').trimEnd() || undefined;
}

describe('any order', () => {
  it(
    'is well formed, swallowed by every client, valid, and read back the same',
    () => {
      fc.assert(
        fc.property(
          fc.array(order, { maxLength: 3 }),
          fc.constantFrom('windows-1251' as const, 'utf-8' as const),
          (orders, ordersEncoding) => {
            const body = writeOrders(orders, exampleShape('trade', { ordersEncoding }));
            expect(stumblingBlocks(body)).toEqual([]);
            if (schemasPresent) {
              const errors = [...schemaErrors(body, '2.05'), ...schemaErrors(body, '2.10')];
              expect(errors.filter((error) => !/ЦенаЗаЕдиницу/.test(error))).toEqual([]);
            }
            const back = readOrders(body).orders;
            expect(back.length).toBe(orders.length);
            orders.forEach((given, index) => {
              const got = back[index];
              if (!got) throw new Error('an order is missing');
              expect(got.fields).toMatchObject({ Ид: given.orderId, Номер: given.number, Сумма: given.total });
              expect(got.fields.Комментарий).toBe(expected(given.comment, 3000, false));
              expect(got.customer.Наименование).toBe(expected(given.customer.name, 250) ?? 'Покупатель');
              for (const [name, value] of [
                ['Фамилия', given.customer.lastName],
                ['Имя', given.customer.firstName],
                ['Отчество', given.customer.middleName],
              ] as const) {
                expect(got.customer[name]).toBe(given.customer.type === 'person' ? expected(value, 250) : undefined);
              }
              const contacts = [
                ['Телефон рабочий', expected(given.customer.phone, 255)],
                ['Почта', expected(given.customer.email, 255)],
              ];
              expect(got.contacts).toEqual(contacts.filter(([, value]) => value !== undefined));
              for (const [name, value] of Object.entries(given.requisites)) {
                const [key, kept] = [expected(name, 250), expected(value, 1000, false)];
                if (key && kept) expect(Object.keys(got.requisites)).toContain(key);
              }
              expect(got.lines.length).toBe(given.lines.length);
              let sum = new Big(0);
              given.lines.forEach((line, at) => {
                const read = got.lines[at];
                if (!read) throw new Error('a line is missing');
                const named = line.kind === 'delivery' ? 'Доставка заказа' : expected(line.name, 250);
                if (named) expect(read.name).toBe(named);
                expect(read.sku).toBe(expected(line.sku, 255));
                expect(read.id).toBe(
                  line.externalId?.trim() ?? (line.kind === 'delivery' ? 'ORDER_DELIVERY' : undefined),
                );
                expect(new Big(read.quantity).eq(line.quantity)).toBe(true);
                expect(read.amount).toBe(line.amount);
                expect(new Big(read.price).times(read.quantity).round(2, Big.roundHalfUp).toFixed(2)).toBe(line.amount);
                expect(read.tax === undefined).toBe(got.tax === undefined);
                sum = sum.plus(read.amount);
              });
              expect(sum.toFixed(2)).toBe(got.fields.Сумма);
            });
          },
        ),
        SEED,
      );
    },
    TIMEOUT,
  );

  it(
    'in windows-1251 and UTF-8 says the same',
    () => {
      fc.assert(
        fc.property(order, (given) => {
          const [cyrillic, unicode] = (['windows-1251', 'utf-8'] as const).map(
            (ordersEncoding) => readOrders(writeOrders([given], exampleShape('unf', { ordersEncoding }))).orders,
          );
          expect(cyrillic).toEqual(unicode);
        }),
        SEED,
      );
    },
    TIMEOUT,
  );
});
