import { describe, expect, it } from '@jest/globals';
import { EMULATOR_PROFILES, type EmulatorProfile, type ReadOrders, readOrders } from '../../src/emulator/index.js';
import { containerXml } from './container-xml.js';
import { orderXml } from './order-xml.js';

/** Each reader sees the faults that its 1C would suffer from; what it does not stop at, it tells. */

const flat = ['utp', 'trade', 'unf', 'unf-bitrix'] as const;
const goodFor = (profile: EmulatorProfile): string => (profile === 'bitrix3' ? containerXml() : orderXml());
const read = (profile: EmulatorProfile, xml: string): ReadOrders => readOrders(xml, { profile });
const losses = ({ findings }: ReadOrders): string[] =>
  findings.filter(({ severity }) => severity === 'loss').map(({ text }) => text);

describe.each(EMULATOR_PROFILES)('%s', (profile) => {
  const xml = goodFor(profile);

  it('finds nothing in a good document', () => {
    const { orders, findings } = read(profile, xml);
    expect(orders).toHaveLength(1);
    expect(findings).toEqual([]);
  });

  it('a number of 12 characters would make a new order at every exchange', () => {
    const long = xml.replace(/<Номер>\d+<\/Номер>/, '<Номер>W-2026000012</Номер>');
    expect(read(profile, long).orders).toHaveLength(1);
    expect(losses(read(profile, long))).toEqual([
      expect.stringMatching(/W-2026000012 is longer than 11.*every exchange/),
    ]);
  });

  it('two numbers with the same first 11 characters are one order, and so is one number twice', () => {
    const [start = '', end = ''] =
      profile === 'bitrix3' ? ['<Контейнер>', '</Контейнер>'] : ['<Документ>', '</Документ>'];
    const inner = xml.slice(xml.indexOf(start), xml.lastIndexOf(end) + end.length);
    for (const [one, other] of [
      ['SHOP-000001-A', 'SHOP-000001-B'],
      ['55', '55'],
    ]) {
      const number = (value = ''): string => inner.replace(/<Номер>\d+<\/Номер>/, `<Номер>${value}</Номер>`);
      const both = xml.replace(inner, number(one) + number(other));
      expect(read(profile, both).orders).toHaveLength(2);
      expect(losses(read(profile, both)).join()).toMatch(/same first 11 characters/);
    }
  });

  it('tells of an empty element', () => {
    const { findings } = read(profile, xml.replace('<Товары>', '<Комментарий/><Товары>'));
    expect(findings).toEqual([{ severity: 'notice', text: expect.stringMatching(/<Комментарий> is empty/) }]);
  });

  it.each([
    ['another operation', 'Заказ товара', 'Заказ покупателя', /Заказ покупателя|without a Документ/],
    ['a currency of 4 characters', '>RUB<', '>руб.<', /Валюта/],
    ['no Контрагенты', /<Контрагенты>[\s\S]*<\/Контрагенты>/, '', /Контрагент/],
  ])('does not take %s', (_case, from, to, message) => {
    const broken = xml.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
    let said = '';
    try {
      said = losses(read(profile, broken)).join();
    } catch (error) {
      said = String(error);
    }
    expect(said).toMatch(message);
  });
});

describe.each(flat)('%s', (profile) => {
  it('does not see the documents of a Контейнер, and the orders are lost', () => {
    const { orders, findings } = read(profile, containerXml());
    expect(orders).toEqual([]);
    expect(findings).toContainEqual({
      severity: 'loss',
      text: expect.stringMatching(/3 Документ in a Контейнер.*lost/),
    });
  });
});

describe.each(['unf', 'unf-bitrix'] as const)('%s', (profile) => {
  it('takes status, payment and delivery of the requisites', () => {
    const requisite = (name: string, value: string): string =>
      `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`;
    const known =
      requisite('Статуса заказа ИД', 'N') +
      requisite('Метод оплаты ИД', '2') +
      requisite('Способ доставки', 'Курьер') +
      requisite('Трек-номер', 'T1');
    const xml = orderXml().replace('<ЗначениеРеквизита><Наименование>Заказ оплачен', `${known}$&`);
    expect(read(profile, xml).orders[0]).toMatchObject({
      paid: true,
      settlement: { statusId: 'N', paymentMethodId: '2', deliveryMethod: 'Курьер', trackNumber: 'T1' },
      requisites: { Промокод: 'ВЕСНА' },
    });
  });

  it('an empty Значение leaks nothing, a namespace is no matter, each line has its own rate', () => {
    const xml = orderXml(
      '',
      '<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>',
    )
      .replace('<Значение>ВЕСНА</Значение>', '<Значение/>')
      .replace('<КоммерческаяИнформация', '<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_210"');
    const [order] = read(profile, xml).orders;
    expect(order?.requisites).not.toHaveProperty('Промокод');
    expect(order?.lines.map((line) => line.taxRate)).toEqual(['20', undefined]);
  });

  it('tells of a yes that is not true, of a requisite that comes twice, of a lost date', () => {
    const xml = orderXml()
      .replace('<Значение>true</Значение>', '<Значение>Да</Значение>')
      .replace('>Промокод<', '>Отменен<')
      .replace('2024-05-01<', '01.05.2024<');
    expect(losses(read(profile, xml))).toEqual([
      expect.stringMatching(/«Заказ оплачен» must be true or false: «Да»/),
      expect.stringMatching(/«Отменен» must be true or false: «ВЕСНА»/),
      expect.stringMatching(/«Отменен» comes twice/),
      expect.stringMatching(/the date is lost/),
    ]);
  });

  it('a comma in an amount breaks the load off', () => {
    expect(() => read(profile, orderXml().replace('>200.50<', '>200,50<'))).toThrow(/Сумма is no number/);
  });

  it('subordinate documents are read when they were asked for', () => {
    const subordinate = (operation: string): string =>
      `<ПодчиненныйДокумент><Ид>p1</Ид><Номер>17/1</Номер><Дата>2024-05-01</Дата><Время>9:01:01</Время>
      <ХозОперация>${operation}</ХозОперация><Сумма>250.50</Сумма></ПодчиненныйДокумент>`;
    const xml = orderXml(
      `<ПодчиненныеДокументы>${subordinate('Эквайринговая операция')}${subordinate('Заказ')}</ПодчиненныеДокументы>`,
    );
    const got = read(profile, xml);
    if (profile === 'unf') {
      expect(losses(got)).toEqual([expect.stringMatching(/2 subordinate documents are not seen/)]);
      return;
    }
    expect(got.orders[0]?.subordinates).toMatchObject([
      { id: 'p1', number: '17/1', operation: 'Эквайринговая операция', amount: '250.50', date: null },
      { operation: 'Заказ' },
    ]);
    expect(losses(got).join()).toMatch(/the date is lost.*\(Заказ\): this operation is not known/s);
    expect(losses(readOrders(xml, { profile, subordinateDocuments: false })).join()).toMatch(/not seen/);
  });
});

describe('bitrix3', () => {
  it('reads an order with its payment and shipment', () => {
    expect(read('bitrix3', containerXml()).orders[0]).toMatchObject({
      id: 'site-77',
      number: '77',
      date: '2025-03-14T10:11:12',
      requisites: { 'Статуса заказа ИД': 'N' },
      lines: [{ id: 'a#b', productId: 'a', price: '150', quantity: '2', unitCode: '796' }],
      subordinates: [
        { id: 'pay-1', operation: 'Эквайринговая операция', requisites: { 'Метод оплаты ИД': '2' } },
        { id: 'ship-1', operation: 'Отпуск товара' },
      ],
    });
  });

  it('sees no Документ outside of a Контейнер', () => {
    const { orders, findings } = read('bitrix3', orderXml());
    expect(orders).toEqual([]);
    expect(findings).toEqual([
      { severity: 'notice', text: expect.stringMatching(/ВерсияСхемы is 2\.05/) },
      { severity: 'loss', text: expect.stringMatching(/1 Документ outside of a Контейнер.*lost/) },
    ]);
  });

  it('a payment that names no order of its Контейнер belongs to none', () => {
    const xml = containerXml().replace('<Основание>site-77</Основание>', '<Основание>site-78</Основание>');
    expect(read('bitrix3', xml).orders[0]?.subordinates).toHaveLength(1);
    expect(losses(read('bitrix3', xml))).toEqual([expect.stringMatching(/document 77\/1: Основание names no order/)]);
  });

  it.each(['Ид', 'Номер', 'Валюта', 'Курс', 'Сумма', 'Роль', 'Дата'])(
    'an order without %s breaks the load off',
    (name) => {
      const xml = containerXml().replace(new RegExp(`<${name}>[^<]*</${name}>`), '');
      expect(() => read('bitrix3', xml)).toThrow(name);
    },
  );
});
