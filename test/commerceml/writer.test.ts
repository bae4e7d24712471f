import { describe, expect, it } from '@jest/globals';
import { writeOrders } from '../../src/commerceml/writer.js';
import { UzelError } from '../../src/errors.js';
import type { Order } from '../../src/orders.js';
import { companyOrder, DELIVERY_LINE, exampleLine, exampleOrder, exampleShape } from './order-examples.js';
import { decode, type ReadOrder, readOrders } from './order-reader.js';
import { stumblingBlocks } from './strict-order-reader.js';

function read(order = exampleOrder(), shape = exampleShape('trade')): ReadOrder {
  const body = writeOrders([order], shape);
  expect(stumblingBlocks(body)).toEqual([]);
  const [only] = readOrders(body).orders;
  if (!only) throw new Error('no order was written');
  return only;
}

describe('the envelope', () => {
  it('begins with the declaration at byte 0, in windows-1251', () => {
    const body = writeOrders([exampleOrder()], exampleShape('trade'));
    expect(body.subarray(0, 45).toString('latin1')).toBe('<?xml version="1.0" encoding="windows-1251"?>');
    expect(readOrders(body).root).toEqual({ ВерсияСхемы: '2.07', ДатаФормирования: '2024-03-02T00:30:05' });
  });

  it('is UTF-8 without a byte order mark when the node says so', () => {
    const body = writeOrders([exampleOrder()], exampleShape('trade', { ordersEncoding: 'utf-8' }));
    expect(body.toString('utf8').startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true);
    expect(readOrders(body).orders[0]?.customer.Наименование).toBe('Иванов Иван Петрович');
  });

  it('is whole when there are no orders', () => {
    const body = writeOrders([], exampleShape('trade'));
    expect(decode(body)).toBe(
      '<?xml version="1.0" encoding="windows-1251"?>\n<КоммерческаяИнформация ВерсияСхемы="2.07" ДатаФормирования="2024-03-02T00:30:05">\n</КоммерческаяИнформация>\n',
    );
    expect(stumblingBlocks(body)).toEqual([]);
  });

  it('keeps the orders in their order', () => {
    const orders = ['3', '1', '2'].map((number) => exampleOrder({ number }));
    expect(readOrders(writeOrders(orders, exampleShape('trade'))).orders.map((order) => order.fields.Номер)).toEqual([
      '3',
      '1',
      '2',
    ]);
  });
});

describe('the head of an order', () => {
  it('has what 1C needs, in the time zone of the node', () => {
    expect(read().fields).toEqual({
      Ид: '0190f0e2-6a3c-7c1e-9a55-7e5ab6a1f201',
      Номер: '1042',
      Дата: '2024-03-01',
      Время: '01:05:09',
      ХозОперация: 'Заказ товара',
      Роль: 'Продавец',
      Валюта: 'RUB',
      Курс: '1',
      Сумма: '501.00',
      Комментарий: 'Позвонить за час\nСпасибо',
    });
  });

  it.each([
    ['Europe/Kyiv', '2024-07-31T21:00:00Z', '2024-08-01', '00:00:00'],
    ['America/New_York', '2024-11-03T05:30:00Z', '2024-11-03', '01:30:00'],
    ['Asia/Kathmandu', '2024-01-01T00:00:00Z', '2024-01-01', '05:45:00'],
    ['UTC', '2024-12-31T23:59:59.999Z', '2024-12-31', '23:59:59'],
  ])('in %s %s is %s %s', (zone, moment, date, time) => {
    const { fields } = read(exampleOrder({ placedAt: new Date(moment) }), exampleShape('trade', {}, zone));
    expect([fields.Дата, fields.Время]).toEqual([date, time]);
  });

  it('puts the prefix before the number, up to 11 characters', () => {
    expect(
      read(exampleOrder({ number: '12345678' }), exampleShape('trade', { numberPrefix: 'IM-' })).fields.Номер,
    ).toBe('IM-12345678');
  });

  it('refuses a longer number before anything is written', () => {
    const write = () =>
      writeOrders(
        [exampleOrder(), exampleOrder({ number: '123456789' })],
        exampleShape('trade', { numberPrefix: 'IM-' }),
      );
    expect(write).toThrow(expect.objectContaining({ code: 'UZ1504' }));
    expect(write).toThrow(UzelError);
    expect(write).toThrow(/IM-123456789/);
  });
});

describe('the customer', () => {
  it('is a person with names, addresses and contacts', () => {
    const { customer, addresses, contacts } = read();
    expect(customer).toEqual({
      Ид: 'customer-7',
      Наименование: 'Иванов Иван Петрович',
      ПолноеНаименование: 'Иванов Иван Петрович',
      Фамилия: 'Иванов',
      Имя: 'Иван',
      Отчество: 'Петрович',
      ИНН: '500100732259',
      Роль: 'Покупатель',
    });
    expect(addresses).toEqual({
      АдресРегистрации: {
        text: '101000, Россия, Москва, Мясницкая, 5, 7',
        parts: {
          Страна: 'Россия',
          'Почтовый индекс': '101000',
          Город: 'Москва',
          Улица: 'Мясницкая',
          Дом: '5',
          Квартира: '7',
        },
      },
      Адрес: { text: 'Москва, Мясницкая 5, домофон 7', parts: {} },
    });
    expect(contacts).toEqual([
      ['Телефон рабочий', '+7 495 737-92-57'],
      ['Почта', 'ivanov@example.com'],
    ]);
  });

  it('is a company with ИНН and КПП', () => {
    const { customer, addresses } = read(companyOrder());
    expect(customer).toMatchObject({ ОфициальноеНаименование: 'ООО «Ромашка»', ИНН: '7701234567', КПП: '770101001' });
    expect(customer).not.toHaveProperty('ПолноеНаименование');
    expect(addresses.ЮридическийАдрес).toEqual({ text: 'Москва, Тверская 1', parts: { Город: 'Москва' } });
  });

  it.each([
    ['trade', 'Europe/Kyiv', '40645273', { ОКПО: '40645273' }],
    ['utp', 'Europe/Kyiv', '40645273', { КодПоЕДРПОУ: '40645273' }],
    ['trade', 'Europe/Kyiv', '2345678901', { ОКПО: '2345678901' }],
    ['trade', 'Europe/Kyiv', '123456789012', { ИНН: '123456789012' }],
    ['trade', 'Europe/Moscow', '7701234567', { ИНН: '7701234567' }],
    ['utp', 'Europe/Moscow', '12345678', { КодПоЕДРПОУ: '12345678' }],
    ['trade', 'Europe/Minsk', '190012345', {}],
  ] as const)('%s in %s: the company id %s goes to %j', (profile, zone, taxId, expected) => {
    const { customer, requisites } = read(
      companyOrder({ taxId, taxRegistrationReason: undefined }),
      exampleShape(profile, {}, zone),
    );
    const ids = Object.fromEntries(
      Object.entries(customer).filter(([name]) => ['ИНН', 'КПП', 'ОКПО', 'КодПоЕДРПОУ'].includes(name)),
    );
    expect(ids).toEqual(expected);
    expect(requisites.ИНН).toBe(taxId.length === 9 ? taxId : undefined);
  });

  it('takes an order in hryvnias for a Ukrainian one', () => {
    const order = { ...companyOrder({ taxId: '2345678901', taxRegistrationReason: undefined }), currency: 'UAH' };
    expect(read(order).customer.ОКПО).toBe('2345678901');
  });

  it('leaves out a КПП that 1C would not take', () => {
    expect(read(companyOrder({ taxRegistrationReason: '12345' })).customer).not.toHaveProperty('КПП');
  });

  it('has one id for one guest and another for another', () => {
    const guest = (over: object, orderId = '1') =>
      read(exampleOrder({ orderId, customer: { type: 'person', name: 'Гость', ...over } })).customer.Ид;
    expect(guest({ email: 'A@example.com' }, '1')).toBe(guest({ email: 'a@example.com ', phone: '1' }, '2'));
    expect(guest({ phone: '+7 (495) 1' })).toBe(guest({ phone: '7495 1' }, '2'));
    expect(guest({ email: 'a@example.com' })).not.toBe(guest({ email: 'b@example.com' }));
    expect(guest({}, '1')).not.toBe(guest({}, '2'));
    expect(guest({}, '1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-/);
  });

  it('always has a name', () => {
    expect(read(exampleOrder({ customer: { type: 'person', name: ' \u0001 ' } })).customer.Наименование).toBe(
      'Покупатель',
    );
  });
});

describe('the lines', () => {
  it('say what was ordered, the delivery as a service', () => {
    expect(read().lines).toEqual([
      {
        id: 'cbcf498f-55bc-11d9-848a-00112f43529a#dee6e19a-55bc-11d9-848a-00112f43529a',
        sku: 'К-121',
        name: 'Комбайн MOULINEX A77 4C',
        unit: { Код: '796', НаименованиеПолное: 'Штука', МеждународноеСокращение: 'PCE', text: 'шт' },
        price: '100.50',
        quantity: '2',
        amount: '201.00',
        requisites: { ВидНоменклатуры: 'Товар', ТипНоменклатуры: 'Товар' },
      },
      {
        id: 'ORDER_DELIVERY',
        name: 'Доставка заказа',
        unit: { Код: '796', НаименованиеПолное: 'Штука', МеждународноеСокращение: 'PCE', text: 'шт' },
        price: '300.00',
        quantity: '1',
        amount: '300.00',
        requisites: { ВидНоменклатуры: 'Услуга', ТипНоменклатуры: 'Услуга' },
      },
    ]);
  });

  it('leave out an id that is not known', () => {
    const [line] = read(exampleOrder({ lines: [exampleLine({ externalId: undefined })] })).lines;
    expect(line).not.toHaveProperty('id');
  });

  it('name a line by its article when it has no name', () => {
    expect(read(exampleOrder({ lines: [exampleLine({ name: ' ' })] })).lines[0]?.name).toBe('К-121');
    expect(read(exampleOrder({ lines: [{ ...DELIVERY_LINE, name: '' }] })).lines[0]?.name).toBe('Доставка заказа');
  });

  it.each([
    [
      { code: '166', name: 'кг', fullName: 'Килограмм' },
      { Код: '166', НаименованиеПолное: 'Килограмм', text: 'кг' },
    ],
    [{ code: '166' }, { Код: '166', text: '166' }],
    [{ name: 'pcs' }, { Код: '796', НаименованиеПолное: 'Штука', МеждународноеСокращение: 'PCE', text: 'pcs' }],
    [
      { code: ' 2009 ', fullName: 'Штука' },
      { Код: '2009', НаименованиеПолное: 'Штука', text: 'Штука' },
    ],
  ])('measure in %j as %j', (unit, expected) => {
    expect(read(exampleOrder({ lines: [exampleLine({ unit })] })).lines[0]?.unit).toEqual(expected);
  });

  it.each([
    // quantity, price, discount, amount → the price that 1C gets
    ['2', '100.50', undefined, '201.00', '100.50'],
    ['2', '100.5', undefined, '201', '100.50'],
    ['2', '100.50', '20.10', '180.90', '90.45'],
    ['3', '40.00', '20.00', '100.00', '33.333'],
    ['7', '1.00', '6.00', '1.00', '0.143'],
    ['0.333', '10.01', undefined, '3.33', '10.01'],
    ['1000', '0.005', undefined, '5.00', '0.005'],
    ['1', '12.345', undefined, '12.35', '12.35'],
    ['1', '100.00', '100.00', '0.00', '0.00'],
    ['0', '100.00', undefined, '0.00', '100.00'],
    ['100000', '10.00', '0.01', '999999.99', '9.9999999'],
  ])('%s × %s − %s = %s: the price is %s', (quantity, price, discount, amount, expected) => {
    const [line] = read(exampleOrder({ lines: [exampleLine({ quantity, price, discount, amount })] })).lines;
    expect(line).toMatchObject({ price: expected, quantity, amount: Number(amount).toFixed(2) });
  });
});

describe('taxes', () => {
  const taxed = (rate: string, amount: string, included = true, taxAmount?: string) =>
    exampleLine({ quantity: '1', price: amount, amount, tax: { rate, included, amount: taxAmount } });

  it('stand on every line, in the amount, and as a sum', () => {
    const order = read(
      exampleOrder({ lines: [taxed('20', '120.00'), taxed('20%', '60.00', true, '9.99')], total: '180.00' }),
    );
    expect(order.lines.map(({ rate, tax }) => ({ rate, tax }))).toEqual([
      { rate: '20', tax: { name: 'НДС', included: 'true', amount: '20.00', rate: '20' } },
      { rate: '20', tax: { name: 'НДС', included: 'true', amount: '9.99', rate: '20' } },
    ]);
    expect(order.tax).toEqual({ name: 'НДС', included: 'true', amount: '29.99', rate: '20' });
  });

  it('have no common rate when the rates differ; a reckoned rate counts by its number', () => {
    const order = read(exampleOrder({ lines: [taxed('20/120', '120.00'), taxed('0', '60.00')] }));
    expect(order.lines.map((line) => line.rate)).toEqual(['20', '0']);
    expect(order.tax).toEqual({ name: 'НДС', included: 'true', amount: '20.00' });
  });

  it('a tax on top is in the price and the amount too', () => {
    const line = exampleLine({
      quantity: '2',
      price: '50.00',
      amount: '120.00',
      tax: { rate: '20', included: false, amount: '20.00' },
    });
    expect(read(exampleOrder({ lines: [line], total: '120.00' })).lines[0]).toMatchObject({
      price: '60.00',
      amount: '120.00',
      tax: { included: 'true', amount: '20.00' },
    });
  });

  it.each([[undefined], [{ rate: 'none', included: true }], [{ rate: '', included: true }]])(
    'stand on no line when one has %j',
    (tax) => {
      const order = read(exampleOrder({ lines: [taxed('20', '120.00'), exampleLine({ tax })] }));
      expect(order.tax).toBeUndefined();
      for (const line of order.lines) {
        expect(line.rate).toBeUndefined();
        expect(line.tax).toBeUndefined();
      }
    },
  );
});

describe('the tax of a delivery for which the order names none', () => {
  const goods = (...rates: string[]) =>
    rates.map((rate, index) =>
      exampleLine({ lineNo: index + 1, tax: rate === '' ? undefined : { rate, included: true } }),
    );
  const ratesOf = (lines: ReturnType<typeof goods>, deliveryTaxRate?: string, delivery = DELIVERY_LINE) => {
    const order = read(
      exampleOrder({ lines: [...lines, delivery] }),
      exampleShape('trade', deliveryTaxRate === undefined ? {} : { deliveryTaxRate }),
    );
    return order.lines.map((line) => line.rate ?? '-').join(' ');
  };

  it.each([
    ['the rate that all goods share', ['20', '20'], undefined, '20 20 20'],
    ['none where goods differ: then no line has any', ['20', '10'], undefined, '- - -'],
    ['none where goods have none', [''], undefined, '- -'],
    ['what the node says', ['10', '20'], '7', '10 20 7'],
    ['what the node says, over what the goods share', ['10'], '20', '10 20'],
    ['none where the node says none: then no line has any', ['20'], 'none', '- -'],
    ['no use of what the node says where goods have none', [''], '20', '- -'],
  ] as const)('is %s', (_, rates, deliveryTaxRate, expected) => {
    expect(ratesOf(goods(...rates), deliveryTaxRate)).toBe(expected);
  });

  it('is its own where the order names one, and reckoned from its amount', () => {
    expect(ratesOf(goods('20'), '7', { ...DELIVERY_LINE, tax: { rate: '10', included: true } })).toBe('20 10');
    expect(ratesOf(goods('20'), '7', { ...DELIVERY_LINE, tax: { rate: 'none', included: true } })).toBe('- -');
    const { lines, tax } = read(exampleOrder({ lines: [...goods('20'), DELIVERY_LINE] }));
    expect(lines[1]?.tax).toEqual({ name: 'НДС', included: 'true', amount: '50.00', rate: '20' });
    expect(tax?.amount).toBe('83.50');
  });

  it('a delivery alone has what the node says', () => {
    expect(ratesOf([], undefined)).toBe('-');
    expect(ratesOf([], '20')).toBe('20');
  });
});

describe('settings of the node', () => {
  it('name the tax, everywhere', () => {
    const order = read(
      exampleOrder({ lines: [exampleLine({ tax: { rate: '20', included: true } })] }),
      exampleShape('trade', { taxName: 'ПДВ' }),
    );
    expect([order.tax?.name, order.lines[0]?.tax?.name]).toEqual(['ПДВ', 'ПДВ']);
    const body = writeOrders(
      [exampleOrder({ lines: [exampleLine({ tax: { rate: '20', included: true } })] })],
      exampleShape('trade', { taxName: 'ПДВ' }),
    );
    expect(decode(body)).not.toContain('НДС');
  });

  it('choose the types of contacts, the element of the company code and the place of the address', () => {
    const shape = exampleShape('trade', {
      phoneTypes: ['Телефон мобильный', 'Телефон'],
      emailTypes: ['E-mail'],
      companyCodeElement: 'КодПоЕДРПОУ',
      deliveryAddressOfCounterparty: false,
    });
    const { contacts, customer, addresses } = read(companyOrder({ taxId: '40645273', email: 'a@b.c' }), shape);
    expect(contacts).toEqual([
      ['Телефон мобильный', '+7 495 000-00-00'],
      ['Телефон', '+7 495 000-00-00'],
      ['E-mail', 'a@b.c'],
    ]);
    expect(customer.КодПоЕДРПОУ).toBe('40645273');
    expect(addresses).not.toHaveProperty('Адрес');
    const utp = exampleShape('utp', { deliveryAddressOfCounterparty: true });
    expect(read(exampleOrder(), utp).addresses.Адрес?.text).toBe('Москва, Мясницкая 5, домофон 7');
  });
});

describe('requisites', () => {
  it('of УТП tell payment, delivery, end and site', () => {
    const of = (over: Partial<Order>, settings = {}) =>
      read(exampleOrder(over), exampleShape('utp', settings)).requisites;
    expect(of({}, { site: 'shop.example' })).toMatchObject({
      'Заказ оплачен': 'true',
      'Доставка разрешена': 'false',
      'Финальный статус': 'false',
      Сайт: 'shop.example',
    });
    expect(of({ shipped: true })).toMatchObject({ 'Доставка разрешена': 'true', 'Финальный статус': 'true' });
    expect(of({ shipped: true, cancelled: true })).toMatchObject({ 'Финальный статус': 'false', Отменен: 'true' });
    expect(of({ paid: false, shipped: true })).toMatchObject({ 'Финальный статус': 'false' });
    expect(of({ requisites: { 'Доставка разрешена': 'true' } })).toMatchObject({ 'Доставка разрешена': 'true' });
    expect(of({})).not.toHaveProperty('Сайт');
  });

  it.each([
    ['2024-03-05', '2024-03-05T00:00:00'],
    ['2024-03-05T21:30:00Z', '2024-03-06T00:30:00'],
    ['2024-03-05T10:00:00+03:00', '2024-03-05T10:00:00'],
    ['2024-03-05T10:00:00', '2024-03-05T10:00:00'],
    ['2024-03-05 10:00:00', '2024-03-05T10:00:00'],
    ['05.03.2024', '2024-03-05T00:00:00'],
    ['05.03.2024 9:15', '2024-03-05T09:15:00'],
    ['завтра', 'завтра'],
  ])('the date of shipment %s goes as BAS reads it: %s', (given, written) => {
    const { requisites } = read(exampleOrder({ requisites: { 'Дата отгрузки': given, Дата: given } }));
    expect(requisites).toMatchObject({ 'Дата отгрузки': written, Дата: given });
  });

  it('are what the profile knows, the node adds and the order has', () => {
    const shape = exampleShape('trade', { requisites: { Сайт: 'shop.example' } });
    expect(read(exampleOrder(), shape).requisites).toEqual({
      Отменен: 'false',
      'Заказ оплачен': 'true',
      'Статус заказа': 'Принят',
      'Дата оплаты': '2024-03-01T23:15:00',
      'Номер платежного документа': 'P-9',
      'Метод оплаты': 'Карта',
      'Способ доставки': 'Курьер',
      'Адрес доставки': 'Москва, Мясницкая 5, домофон 7',
      'Трек-номер': 'TRK1',
      'Комментарии покупателя': 'Позвонить за час\nСпасибо',
      Сайт: 'shop.example',
      Промокод: 'ВЕСНА',
    });
  });

  it('have no empty values and no name twice; the order wins over the node, the node over the facts', () => {
    const shape = exampleShape('trade', { requisites: { 'Статус заказа': 'узел', Канал: 'узел', Пусто: ' ' } });
    const order = exampleOrder({
      requisites: { ' Канал ': 'заказ', 'Метод оплаты': 'Счёт', Нет: '', '': 'без имени' },
      comment: null,
    });
    const { requisites, requisiteNames } = read(order, shape);
    expect(requisites).toMatchObject({ 'Статус заказа': 'узел', Канал: 'заказ', 'Метод оплаты': 'Счёт' });
    expect(requisiteNames).toEqual([...new Set(requisiteNames)]);
    for (const name of ['Пусто', 'Нет', '', 'Комментарии покупателя']) expect(requisites).not.toHaveProperty([name]);
  });

  it('cancel a deleted order', () => {
    expect(read(exampleOrder({ deleted: true })).requisites.Отменен).toBe('true');
    expect(read(exampleOrder({ cancelled: true })).requisites.Отменен).toBe('true');
  });

  it('tell the last payment and every method once', () => {
    const payments = [
      { name: 'Карта', amount: '1.00', paidAt: '2024-03-02', number: 'B' },
      { name: 'Карта', amount: '1.00', paidAt: '2024-03-01T10:00:00+03:00', number: 'A' },
      { name: 'Бонусы', amount: '1.00' },
    ];
    expect(read(exampleOrder({ payments })).requisites).toMatchObject({
      'Дата оплаты': '2024-03-02',
      'Номер платежного документа': 'B',
      'Метод оплаты': 'Карта, Бонусы',
    });
  });

  it('the last payment is the one that came last, whatever zones the payments name', () => {
    const payments = [
      { amount: '1.00', paidAt: '2024-03-01T20:15:00+03:00', number: 'first' },
      { amount: '1.00', paidAt: '2024-03-01T18:00:00Z', number: 'second' },
    ];
    expect(read(exampleOrder({ payments })).requisites).toMatchObject({
      'Дата оплаты': '2024-03-01T21:00:00',
      'Номер платежного документа': 'second',
    });
  });
});

describe('texts', () => {
  it('what windows-1251 lacks goes as numeric references', () => {
    const name = 'Їжак «Ґава» №5 € — чай 茶 😀 ½ ё';
    const body = writeOrders([exampleOrder({ lines: [exampleLine({ name })] })], exampleShape('trade'));
    expect(body.toString('latin1')).toContain('&#33590; &#128512; &#189;');
    expect(readOrders(body).orders[0]?.lines[0]?.name).toBe(name);
  });

  it('what XML forbids is dropped, what it marks up is escaped', () => {
    const name = 'a\u0000\u0008<b> & "c"\uFFFE\uD800 ]]> \'d\'';
    const { lines } = read(
      exampleOrder({ lines: [exampleLine({ name, unit: { name: '<&>', fullName: '"кв" <м> & \t\n \'' } })] }),
    );
    expect(lines[0]?.name).toBe('a<b> & "c" ]]> \'d\'');
    expect(lines[0]?.unit).toMatchObject({ text: '<&>', НаименованиеПолное: '"кв" <м> & \'' });
  });

  it('that look like markup stay texts', () => {
    const name = '&lt;b&gt; &amp; &#1; &#33590; &#x41; &nbsp;';
    const { lines } = read(exampleOrder({ lines: [exampleLine({ name, unit: { name, fullName: name } })] }));
    expect(lines[0]).toMatchObject({ name, unit: { text: name, НаименованиеПолное: name } });
  });

  it('are cut without splitting a character', () => {
    const { lines } = read(exampleOrder({ lines: [exampleLine({ name: `я${'😀'.repeat(200)}` })] }));
    expect(lines[0]?.name).toBe(`я${'😀'.repeat(124)}`);
  });
});
