import { describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { writeOrders } from '../../src/commerceml/writer.js';
import type { NodeSettings, Profile } from '../../src/nodes/exchange-node.js';
import { shapeFor } from '../../src/nodes/one-c/profiles.js';
import type { Order } from '../../src/orders.js';
import { DELIVERY_LINE, exampleLine, exampleNode, exampleOrder, GENERATED_AT } from './order-examples.js';
import { decode } from './order-reader.js';
import { stumblingBlocks } from './strict-order-reader.js';

/** Payments and shipments as documents: within the order's (2.10), beside it in a container (3.1), and what 3.1 looks like. */

type Tree = { readonly [name: string]: Tree | readonly Tree[] | string };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => ['Контейнер', 'Документ', 'ПодчиненныйДокумент', 'Товар', 'ЗначениеРеквизита'].includes(name),
});

function write(orders: readonly Order[], profile: Profile, cmlVersion: string | null, settings: NodeSettings = {}) {
  const body = writeOrders(orders, shapeFor(exampleNode(profile, settings), GENERATED_AT, { cmlVersion }));
  const root = (parser.parse(decode(body)) as Tree).КоммерческаяИнформация as Tree;
  return { body, root };
}

const list = (of: unknown): readonly Tree[] => (Array.isArray(of) ? (of as Tree[]) : []);
const linesOf = (document: Tree | undefined) => list((document?.Товары as Tree | undefined)?.Товар);
const requisitesOf = (document: Tree): Record<string, string> =>
  Object.fromEntries(
    list((document.ЗначенияРеквизитов as Tree | undefined)?.ЗначениеРеквизита).map((one) => [
      String(one.Наименование),
      String(one.Значение),
    ]),
  );

const subordinatesOf = (order: Order, cmlVersion: string | null = '2.10', settings: NodeSettings = {}) => {
  const { root } = write([order], 'unf', cmlVersion, settings);
  const [document] = list(root.Документ);
  return {
    version: root['@ВерсияСхемы'],
    documents: list((document?.ПодчиненныеДокументы as Tree | undefined)?.ПодчиненныйДокумент),
  };
};

const taxed = exampleOrder({
  lines: [exampleLine({ tax: { rate: '20', included: true } }), DELIVERY_LINE],
  oneC: { number: 'УТ-000012', date: '2024-03-02T10:00:00' },
  version: 4,
});

describe('documents within the order (2.10)', () => {
  it('go to a client that asked for them, and to no other', () => {
    expect(subordinatesOf(exampleOrder())).toMatchObject({ version: '2.10', documents: [{}, {}] });
    expect(subordinatesOf(exampleOrder(), null)).toEqual({ version: '2.08', documents: [] });
    expect(subordinatesOf(exampleOrder(), '2.08')).toEqual({ version: '2.08', documents: [] });
    expect(subordinatesOf(exampleOrder(), '2.10', { schemaVersion: '2.08' })).toEqual({
      version: '2.08',
      documents: [],
    });
    const { root } = write([exampleOrder()], 'trade', '2.10');
    expect(root['@ВерсияСхемы']).toBe('2.07');
    expect(list(root.Документ)[0]).not.toHaveProperty('ПодчиненныеДокументы');
  });

  it('are a payment and the shipment, each with what it needs', () => {
    const [payment, shipment] = subordinatesOf(taxed).documents;
    expect(payment).toMatchObject({
      Номер: '1042-1',
      Дата: '2024-03-01',
      Время: '23:15:00',
      ХозОперация: 'Эквайринговая операция',
      Роль: 'Продавец',
      Валюта: 'RUB',
      Курс: '1',
      Сумма: '501.00',
    });
    expect(requisitesOf(payment as Tree)).toEqual({
      'Дата оплаты': '2024-03-01T23:15:00',
      Отменен: 'false',
      'Метод оплаты ИД': 'Карта',
      'Метод оплаты': 'Карта',
      Оплачено: 'true',
      'Номер платежного документа': 'P-9',
    });
    expect(shipment).toMatchObject({
      Номер: '1042-S',
      ХозОперация: 'Отпуск товара',
      Сумма: '501.00',
      Время: '01:05:09',
    });
    expect(linesOf(shipment).map((line) => [line.Наименование, line.Количество])).toEqual([
      ['Комбайн MOULINEX A77 4C', '2'],
      ['Доставка заказа', '1'],
    ]);
    expect(requisitesOf(shipment as Tree)).toEqual({
      'Сумма доставки': '300.00',
      'Адрес доставки': 'Москва, Мясницкая 5, домофон 7',
      Отгружено: 'false',
      'Метод доставки ИД': 'Курьер',
      'Метод доставки': 'Курьер',
      Отменен: 'false',
      'Идентификатор отправления': 'TRK1',
    });
  });

  it.each([
    ['Наличными', {}, 'Выплата наличных денег'],
    ['По счету', {}, 'Выплата безналичных денег'],
    ['Долями', { paymentKinds: { долями: 'card' } }, 'Эквайринговая операция'],
  ] as const)('a payment «%s», settings %j: %s', (name, settings, operation) => {
    const order = exampleOrder({ payments: [{ name, amount: '1' }], delivery: null, paid: false });
    const { documents } = subordinatesOf(order, '2.10', settings);
    expect(documents.map((document) => document.ХозОперация)).toEqual([operation]);
    expect(requisitesOf(documents[0] as Tree)).toMatchObject({ Оплачено: 'false', Отменен: 'false' });
  });

  it('a payment that was not made is as old as the order, and cancelled with it', () => {
    const order = exampleOrder({ payments: [{ amount: '5' }], paid: false, cancelled: true, delivery: null });
    const [payment] = subordinatesOf(order).documents;
    expect(payment).toMatchObject({ Дата: '2024-03-01', Время: '01:05:09', ХозОперация: 'Выплата безналичных денег' });
    expect(requisitesOf(payment as Tree)).toEqual({ Отменен: 'true', Оплачено: 'false' });
  });

  it('a payment of a day came at its start: without a time 1C loses the date', () => {
    const order = exampleOrder({ payments: [{ amount: '5', paidAt: '2024-02-10' }], delivery: null });
    const [payment] = subordinatesOf(order).documents;
    expect(payment).toMatchObject({ Дата: '2024-02-10', Время: '00:00:00' });
  });

  it('keep their ids through changes of the order; those of another order are others', () => {
    const ids = (order: Order) => subordinatesOf(order).documents.map((document) => document.Ид);
    const [payment, shipment] = ids(taxed);
    expect(new Set([payment, shipment]).size).toBe(2);
    expect(ids({ ...taxed, paid: false, shipped: true, comment: null, version: 9 })).toEqual([payment, shipment]);
    expect(ids({ ...taxed, orderId: '0190f0e2-6a3c-7c1e-9a55-7e5ab6a1f202' })).not.toContain(payment);
  });

  it('a payment keeps its mark when one before it is gone', () => {
    const documents = (order: Partial<Order>) => subordinatesOf(exampleOrder({ delivery: null, ...order })).documents;
    const [one, two] = [{ amount: '1' }, { amount: '2' }];
    const [, second] = documents({ payments: [one, two] });
    const [left] = documents({ payments: [two], oneC: { paymentMarks: [2] } });
    expect(left).toMatchObject({ Ид: second?.Ид, Номер: '1042-2', Сумма: '2.00' });
  });

  it('have numbers that 1C can hold', () => {
    const payments = Array.from({ length: 12 }, () => ({ amount: '1' }));
    const numbers = subordinatesOf(exampleOrder({ number: '12345678901', payments })).documents.map(
      ({ Номер }) => Номер,
    );
    expect(numbers.slice(0, 1)).toEqual(['345678901-1']);
    expect(numbers.every((number) => String(number).length <= 11)).toBe(true);
    expect(new Set(numbers).size).toBe(13);
    const halved = subordinatesOf(exampleOrder({ number: 'a😀12345678', payments: [] })).documents;
    expect(halved.map(({ Номер }) => Номер)).toEqual(['12345678-S']);
  });

  it('a sale in the shop has no shipment until it is shipped', () => {
    const operations = (order: Partial<Order>) =>
      subordinatesOf(exampleOrder({ payments: [], delivery: null, ...order })).documents.map(
        ({ ХозОперация }) => ХозОперация,
      );
    expect(operations({})).toEqual([]);
    expect(operations({ shipped: true })).toEqual(['Отпуск товара']);
    expect(operations({ shipped: true, lines: [] })).toEqual([]);
  });
});

describe('3.1 as the 1C-Bitrix module wants it', () => {
  const { body, root } = write(
    [taxed, exampleOrder({ orderId: 'second', payments: [], delivery: null })],
    'bitrix3',
    null,
  );
  const containers = list(root.Контейнер);
  const [order, payment, shipment] = list(containers[0]?.Документ) as [Tree, Tree, Tree];

  it('is UTF-8 without a byte order mark and namespace, an order in each container and nothing beside', () => {
    expect(
      body
        .toString('utf8')
        .startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="3.1" '),
    ).toBe(true);
    expect(Object.keys(root).sort()).toEqual(['@ВерсияСхемы', '@ДатаФормирования', 'Контейнер'].sort());
    expect(containers.map((each) => list(each.Документ).map(({ ХозОперация }) => ХозОперация))).toEqual([
      ['Заказ товара', 'Эквайринговая операция', 'Отпуск товара'],
      ['Заказ товара'],
    ]);
  });

  it('has nothing that a strict reader stumbles over', () => {
    expect(stumblingBlocks(body)).toEqual([]);
  });

  /** The fields of a document in the order of the published schema, commerceml.md §2.9. */
  const SEQUENCE = [
    ...['Ид', 'НомерВерсии', 'ПометкаУдаления', 'Номер', 'Номер1С', 'Дата', 'Дата1С', 'Время', 'ХозОперация'],
    ...['Контрагенты', 'Склады', 'Валюта', 'Курс', 'Сумма', 'Основание', 'Роль', 'СрокПлатежа', 'Комментарий'],
    ...['Налоги', 'Скидки', 'ДопРасходы', 'ЗначенияРеквизитов', 'Подписанты', 'Товары', 'ИнформацияОЧеках'],
  ];
  const REQUIRED = ['Ид', 'Номер', 'Дата', 'ХозОперация', 'Контрагенты', 'Валюта', 'Курс', 'Сумма', 'Роль'];

  it.each([
    ['the order', order],
    ['the payment', payment],
    ['the shipment', shipment],
  ] as const)('%s has its fields in the order of the schema, and none too few', (_, document) => {
    const fields = Object.keys(document);
    expect(fields).toEqual(SEQUENCE.filter((field) => fields.includes(field)));
    expect(fields).toEqual(expect.arrayContaining(REQUIRED));
    expect(list((document.Контрагенты as Tree).Контрагент).length).toBe(0); // one, so no list
    expect((document.Контрагенты as Tree).Контрагент).toMatchObject({ Ид: 'customer-7', Роль: 'Покупатель' });
  });

  it('says version, mark of deletion, and what 1C called the order', () => {
    expect(order).toMatchObject({
      НомерВерсии: '4',
      ПометкаУдаления: 'false',
      Номер1С: 'УТ-000012',
      Дата1С: '2024-03-02',
      Сумма: '501.00',
    });
    const deleted = write([exampleOrder({ deleted: true })], 'bitrix3', null).root;
    const marks = list(list(deleted.Контейнер)[0]?.Документ).map(({ ПометкаУдаления }) => ПометкаУдаления);
    expect(marks).toEqual(['true', 'true', 'true']);
  });

  it('payments and shipments name their order', () => {
    expect(order).not.toHaveProperty('Основание');
    expect([payment.Основание, shipment.Основание]).toEqual([order.Ид, order.Ид]);
    expect(requisitesOf(payment)).toMatchObject({ Оплачено: 'true' });
    expect(payment).not.toHaveProperty('Товары');
  });

  it('a line has its unit as a reference and as an element', () => {
    const [line, delivery] = linesOf(order);
    expect(Object.keys(line ?? {})).toEqual([
      ...['Ид', 'Артикул', 'Наименование', 'БазоваяЕдиница', 'СтавкиНалогов', 'ЗначенияРеквизитов', 'Единица'],
      ...['Коэффициент', 'Количество', 'ЦенаЗаЕдиницу', 'Цена', 'Сумма', 'Налоги'],
    ]);
    expect(line).toMatchObject({
      БазоваяЕдиница: '796',
      Единица: {
        Ид: '796',
        НаименованиеКраткое: 'шт',
        Код: '796',
        НаименованиеПолное: 'Штука',
        МеждународноеСокращение: 'PCE',
      },
      Коэффициент: '1',
      Количество: '2',
      ЦенаЗаЕдиницу: '100.50',
      Цена: '100.50',
      Сумма: '201.00',
    });
    expect(delivery).toMatchObject({ Ид: 'ORDER_DELIVERY', СтавкиНалогов: { СтавкаНалога: { Ставка: '20' } } });
    const named = exampleLine({ unit: { code: '778', name: 'упаковка', fullName: 'Упаковка' } });
    const other = write([exampleOrder({ lines: [named] })], 'bitrix3', null).root;
    const [document] = list(list(other.Контейнер)[0]?.Документ);
    expect(linesOf(document)[0]).toMatchObject({
      БазоваяЕдиница: '778',
      Единица: { НаименованиеКраткое: 'упак', НаименованиеПолное: 'Упаковка' },
    });
  });

  it('the e-mail goes under the word of Bitrix, and the requisites are those of a Bitrix site', () => {
    expect(decode(body)).toContain('<Тип>Электронная почта</Тип>');
    expect(requisitesOf(order)).toMatchObject({
      'Заказ оплачен': 'true',
      'Доставка разрешена': 'false',
      'Финальный статус': 'false',
      Отменен: 'false',
      'Статус заказа': 'Принят',
      'Статуса заказа ИД': 'Принят',
      'Метод оплаты ИД': 'Карта',
      'Метод доставки ИД': 'Курьер',
      Промокод: 'ВЕСНА',
    });
    expect(requisitesOf(order)).not.toHaveProperty('Сайт');
  });
});
