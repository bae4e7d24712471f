import { describe, expect, it } from '@jest/globals';
import { writeOrders } from '../../src/commerceml/writer.js';
import { shapeFor } from '../../src/nodes/one-c/profiles.js';
import type { Order, OrderPayment } from '../../src/orders.js';
import {
  companyOrder,
  DELIVERY_LINE,
  exampleLine,
  exampleNode,
  exampleOrder,
  exampleShape,
  GENERATED_AT,
} from './order-examples.js';
import { decode } from './order-reader.js';
import { SCHEMA_VERSIONS, schemaErrors, schemasPresent } from './order-schemas.js';

/** The only ways in which a document may differ from the official schemas, each because a real client wants it so. */
const DEVIATIONS = {
  'УТП knows the telephone as ТелефонРабочий': /'ТелефонРабочий' is not (an element of the set|a valid value)/,
  'BAS with a Ukrainian interface knows the e-mail as Пошта': /'Пошта' is not (an element of the set|a valid value)/,
  'УТП reads the ЄДРПОУ from КодПоЕДРПОУ': /КодПоЕДРПОУ': This element is not expected/,
  'a price needs more places than two so that price × quantity is the amount':
    /ЦенаЗаЕдиницу'.*(fractionDigits|is not a valid value)/,
  'a client of 2.10 takes a payment by card for an acquiring operation, as Bitrix writes it':
    /'Эквайринговая операция' is not (an element of the set|a valid value)/,
  'КСПОВО codes of units have 4 characters, the schemas up to 2.07 take 3':
    /attribute 'Код'.*(maxLength|is not a valid value)/,
} as const;
type Deviation = keyof typeof DEVIATIONS;

/** The same payment, but through the bank. */
const byBank = (payment: OrderPayment): OrderPayment => ({ ...payment, name: 'По счету' });

const everyVersion = [...SCHEMA_VERSIONS];

/** Names of the deviations that explain the errors; an error that none explains stands as it is. */
function deviations(errors: readonly string[]): string[] {
  const explain = (error: string) =>
    Object.entries(DEVIATIONS).find(([, pattern]) => pattern.test(error))?.[0] ?? error;
  return [...new Set(errors.map(explain))].sort();
}

// The official schemas lie beside the checkout and are not ours to copy: without them there is no judge. CI fails on a skip.
const withSchemas = schemasPresent ? describe : describe.skip;

withSchemas('orders against the official schemas', () => {
  const tax = { rate: '20', included: true };
  const orders: Record<string, Order> = {
    'a person': exampleOrder(),
    'a company': companyOrder(),
    'a company known by its ОКПО': companyOrder({ taxId: '12345678' }),
    'a guest of whom nothing is known': exampleOrder({
      customer: { type: 'person', name: 'Гость' },
      delivery: null,
      comment: null,
      payments: [],
      requisites: {},
      status: null,
    }),
    'taxes on every line': exampleOrder({
      lines: [exampleLine({ tax }), exampleLine({ lineNo: 2, tax: { rate: '10', included: true } })],
      total: '402.00',
    }),
    'a discount that the price can carry': exampleOrder({
      lines: [exampleLine({ discount: '20.10', amount: '180.90' })],
      total: '180.90',
    }),
    'no lines': exampleOrder({ lines: [], total: '0.00' }),
    'texts longer than 1C takes': exampleOrder({
      comment: 'я'.repeat(9000),
      customer: {
        type: 'person',
        name: 'Ж'.repeat(400),
        address: { text: 'ц'.repeat(900), city: 'ч'.repeat(900), house: '1' },
      },
      lines: [exampleLine({ name: '🛒'.repeat(300), sku: 'a'.repeat(900) })],
      requisites: { ['н'.repeat(400)]: 'з'.repeat(4000) },
    }),
  };

  it.each(Object.keys(orders))(
    'trade, the default profile: %s is valid in every version, without any deviation',
    (name) => {
      const body = writeOrders([orders[name] as Order], exampleShape('trade'));
      for (const version of everyVersion)
        expect({ version, errors: schemaErrors(body, version) }).toEqual({ version, errors: [] });
    },
  );

  it('unf is valid without any deviation', () => {
    const body = writeOrders(Object.values(orders), exampleShape('unf'));
    for (const version of everyVersion) expect(schemaErrors(body, version)).toEqual([]);
  });

  it('an answer without orders is valid', () => {
    for (const version of everyVersion)
      expect(schemaErrors(writeOrders([], exampleShape('trade')), version)).toEqual([]);
  });

  it.each<[string, Parameters<typeof exampleShape>, Order, Deviation[]]>([
    ['utp, a person', ['utp'], exampleOrder(), ['УТП knows the telephone as ТелефонРабочий']],
    [
      'utp, a Ukrainian company',
      ['utp', {}, 'Europe/Kyiv'],
      companyOrder({ taxId: '40645273', phone: undefined }),
      ['УТП reads the ЄДРПОУ from КодПоЕДРПОУ'],
    ],
    ['trade, a Ukrainian company', ['trade', {}, 'Europe/Kyiv'], companyOrder({ taxId: '40645273' }), []],
    [
      'trade, a Ukrainian person',
      ['trade', {}, 'Europe/Kyiv'],
      exampleOrder(),
      ['BAS with a Ukrainian interface knows the e-mail as Пошта'],
    ],
    [
      'three pieces for 100.00',
      ['trade'],
      exampleOrder({
        lines: [exampleLine({ quantity: '3', price: '40.00', discount: '20.00', amount: '100.00' })],
        total: '100.00',
      }),
      ['a price needs more places than two so that price × quantity is the amount'],
    ],
  ])('%s: nothing but the deviations named', (_, shape, order, named) => {
    const body = writeOrders([order], exampleShape(...shape));
    for (const version of everyVersion)
      expect({ version, found: deviations(schemaErrors(body, version)) }).toEqual({ version, found: named });
  });

  describe('every profile of 2.x in every version that it may be told to speak', () => {
    const named: Record<'utp' | 'trade' | 'unf', Deviation[]> = {
      utp: ['УТП knows the telephone as ТелефонРабочий', 'УТП reads the ЄДРПОУ from КодПоЕДРПОУ'],
      trade: [],
      unf: [],
    };
    it.each(
      (['utp', 'trade', 'unf'] as const).flatMap((profile) =>
        everyVersion.map((version) => [profile, version] as const),
      ),
    )('%s, %s', (profile, version) => {
      const body = writeOrders(Object.values(orders), exampleShape(profile, { schemaVersion: version }));
      expect(body.includes(`="${version}"`)).toBe(true);
      expect(deviations(schemaErrors(body, version))).toEqual(named[profile]);
    });
  });

  // There is no official 2.04 among those at hand: nothing but the version may differ from 2.05, which is judged above.
  it.each(['utp', 'trade', 'unf'] as const)('%s, 2.04: the same document under another version', (profile) => {
    const [old, newer] = (['2.04', '2.05'] as const).map((schemaVersion) =>
      writeOrders(Object.values(orders), exampleShape(profile, { schemaVersion })).toString('latin1'),
    );
    expect(old).toBe(newer?.replace('="2.05"', '="2.04"'));
  });

  describe('documents within the order, 2.10', () => {
    const shape = shapeFor(exampleNode('unf'), GENERATED_AT, { cmlVersion: '2.10' });
    const paid = (name: string) =>
      exampleOrder({
        lines: [exampleLine({ tax }), { ...DELIVERY_LINE, kind: 'delivery' }],
        payments: [{ name, amount: '501.00', paidAt: '2024-03-01T20:15:00Z' }],
      });

    it('are valid for payments in cash and through the bank, and for the shipment', () => {
      for (const order of [...Object.values(orders), paid('Наличными'), paid('По счету')]) {
        const body = writeOrders([{ ...order, payments: order.payments.map(byBank) }], shape);
        expect(schemaErrors(body, '2.10')).toEqual([]);
      }
      const body = writeOrders([paid('Наличными')], shape);
      expect(decode(body).split('<ПодчиненныйДокумент>').length - 1).toBe(2);
    });

    it('deviate by name for a payment by card', () => {
      const named: Deviation =
        'a client of 2.10 takes a payment by card for an acquiring operation, as Bitrix writes it';
      expect(deviations(schemaErrors(writeOrders([paid('Картой')], shape), '2.10'))).toEqual([named]);
    });

    it('are known to no older schema', () => {
      expect(schemaErrors(writeOrders([paid('Наличными')], shape), '2.09').join()).toMatch(/ПодчиненныеДокументы/);
    });
  });

  it('each setting of the writing keeps the document valid', () => {
    const body = writeOrders(
      Object.values(orders),
      exampleShape('trade', {
        taxName: 'ПДВ',
        deliveryTaxRate: '7',
        emailTypes: ['Почта', 'ВебСайт'],
        phoneTypes: ['Телефон мобильный'],
        deliveryAddressOfCounterparty: false,
        site: 'shop.example',
        requisites: { Организация: 'ФОП' },
      }),
    );
    for (const version of everyVersion) expect(schemaErrors(body, version)).toEqual([]);
  });

  it('a Ukrainian unit code is too long for the old schemas only', () => {
    const order = exampleOrder({ lines: [exampleLine({ unit: { code: '2009', name: 'шт', fullName: 'Штука' } })] });
    const body = writeOrders([order], exampleShape('trade'));
    const named: Deviation = 'КСПОВО codes of units have 4 characters, the schemas up to 2.07 take 3';
    expect(deviations(schemaErrors(body, '2.07'))).toEqual([named]);
    expect(schemaErrors(body, '2.08')).toEqual([]);
  });

  it('the judge does find what is wrong', () => {
    const body = writeOrders([exampleOrder()], exampleShape('trade', { ordersEncoding: 'utf-8' }));
    const spoilt = Buffer.from(body.toString('utf8').replace('<Роль>Продавец', '<Роль>Пассажир'), 'utf8');
    expect(schemaErrors(spoilt, '2.10')).not.toEqual([]);
  });
});
