import { describe, expect, it } from '@jest/globals';
import { type EmulatorProfile, type ParsedOrder, readOrders } from '../../src/emulator/index.js';
import { orderXml } from './order-xml.js';

const both: EmulatorProfile[] = ['trade', 'utp'];

function first(profile: EmulatorProfile, xml: string): ParsedOrder {
  const [order] = readOrders(xml, { profile }).orders;
  if (order === undefined) throw new Error('no order');
  return order;
}

describe.each(both)('%s', (profile) => {
  const read = (xml: string, currencies?: string[]) =>
    readOrders(xml, { profile, ...(currencies === undefined ? {} : { currencies }) });

  it('reads an order', () => {
    expect(read(orderXml())).toMatchObject({
      warnings: [],
      orders: [
        {
          id: 'order-17',
          number: '17',
          date: '2024-05-01T09:05:07',
          operation: 'Заказ товара',
          currency: 'RUB',
          rate: '1',
          amount: '250.50',
          taxIncluded: true,
          cancelled: false,
          requisites: { 'Заказ оплачен': 'true', Отменен: 'false', Промокод: 'ВЕСНА' },
          customer: {
            kind: 'person',
            name: 'Иванов Пётр',
            fullName: 'Иванов Пётр Сергеевич',
            lastName: 'Иванов',
            firstName: 'Пётр',
            taxId: '000000000001',
            address: '000001, Минск, ул. Лесная, 5',
            phone: '+375000000000',
            email: 'ivanov@shop.example',
          },
          lines: [
            {
              id: 'a#b',
              productId: 'a',
              characteristicId: 'b',
              article: 'AB-1',
              name: 'Стол №1 & стул',
              unitCode: '796',
              quantity: '2',
              price: '100.25',
              amount: '200.50',
              service: false,
            },
            { id: 'ORDER_DELIVERY', characteristicId: '', service: true, quantity: '1', price: '50', amount: '50' },
          ],
        },
      ],
    });
  });

  it('takes the blanks off Ид and Номер', () => {
    const padded = orderXml().replace('>order-17<', '> order-17 <').replace('<Номер>17<', '<Номер> 17 <');
    expect(first(profile, padded)).toMatchObject({ id: 'order-17', number: '17' });
  });

  it('sees no document in a Контейнер, and does not mind', () => {
    const wrapped = orderXml()
      .replace('<Документ>', '<Контейнер><Документ>')
      .replace('</Документ>', '</Документ></Контейнер>');
    expect(read(wrapped).orders).toEqual([]);
    expect(read(wrapped).findings).toEqual([
      { severity: 'loss', text: expect.stringMatching(/1 Документ in a Контейнер.*lost/) },
    ]);
  });

  it('a company is told by ОфициальноеНаименование', () => {
    const company = orderXml().replaceAll('ПолноеНаименование>', 'ОфициальноеНаименование>');
    expect(first(profile, company).customer).toMatchObject({ kind: 'company', fullName: 'Иванов Пётр Сергеевич' });
  });

  it.each([
    ['no Ид', '<Ид>order-17</Ид>', '', /Ид/],
    ['a blank Ид', '>order-17<', '> <', /Ид/],
    ['no number', '<Номер>17</Номер>', '', /Номер/],
    ['an empty number', '<Номер>17</Номер>', '<Номер/>', /Номер/],
    ['another operation', 'Заказ товара', 'заказ товара', /ХозОперация/],
    ['a currency of 4 characters', '>RUB<', '>руб.<', /Валюта/],
    ['an empty currency', '<Валюта>RUB</Валюта>', '<Валюта></Валюта>', /Валюта/],
    ['a customer without a name', '<Наименование>Иванов Пётр</Наименование>', '', /Наименование/],
    ['no customers', /<Контрагенты>[\s\S]*<\/Контрагенты>/, '', /Контрагент/],
    ['a bare ampersand', '&amp;', '&', /cannot be read/],
    ['an HTML entity', '&amp;', '&nbsp;', /cannot be read/],
    ['a forbidden character', '&#8470;', '&#1;', /forbidden/],
    ['an unclosed element', '</Документ>', '', /cannot be read/],
  ])('refuses %s', (_case, from, to, message) => {
    expect(() => read(orderXml().replace(from, to))).toThrow(message);
  });

  it('knows only the currencies of its directory', () => {
    expect(() => read(orderXml(), ['руб', 'USD'])).toThrow(/Валюта/);
    expect(read(orderXml().replace('>RUB<', '>руб<'), ['руб', 'USD']).orders).toHaveLength(1);
  });
});

describe('УТП alone', () => {
  const read = (xml: string) => readOrders(xml, { profile: 'utp' });

  it('reads its categories, `Да` too', () => {
    const xml = orderXml().replace('Значение>ВЕСНА<', 'Значение>Да<').replace('>Промокод<', '>Доставка разрешена<');
    expect(first('utp', xml)).toMatchObject({ paid: true, deliveryAllowed: true, final: false });
  });

  it('does not see CDATA', () => {
    const xml = orderXml('<Комментарий><![CDATA[Быстро]]></Комментарий>');
    expect(first('utp', xml).comment).toBeUndefined();
    expect(read(xml).findings).toEqual([
      { severity: 'loss', text: expect.stringMatching(/<Комментарий> holds CDATA/) },
    ]);
  });

  it('knows two types of contacts, spelt in one word', () => {
    const xml = orderXml().replace('>ТелефонРабочий<', '>Телефон рабочий<');
    expect(first('utp', xml).customer).toMatchObject({ contacts: [{ type: 'Почта' }] });
  });

  it('reads КодПоЕДРПОУ, and no ОКПО', () => {
    const xml = orderXml().replace('<ИНН>', '<ОКПО>1</ОКПО><КодПоЕДРПОУ>00000001</КодПоЕДРПОУ><ИНН>');
    expect(first('utp', xml).customer.registrationCode).toBe('00000001');
  });

  it('takes the discounts of a line', () => {
    const discount = '<Скидки><Скидка><Сумма>5</Сумма><УчтеноВСумме>false</УчтеноВСумме></Скидка></Скидки>';
    expect(first('utp', orderXml('', discount)).lines[0]?.discounts).toEqual([{ amount: '5', included: false }]);
  });

  it('a prefix makes another name', () => {
    const xml = orderXml()
      .replace('<Документ>', '<c:Документ xmlns:c="urn:x">')
      .replace('</Документ>', '</c:Документ>');
    expect(read(xml).orders).toEqual([]);
  });

  it.each([
    ['a date with dots', '2024-05-01</Дата>', '01.05.2024</Дата>', /no date/],
    ['a time with a zone', '09:05:07', '09:05:07+03:00', /no date/],
    ['an hour of one digit', '09:05:07', '9:05:07', /no date/],
    ['a comma in an amount', '200.50', '200,50', /no number/],
    ['a blank in an amount', '>200.50<', '>1 200.50<', /no number/],
    ['a line without an amount', '<Сумма>200.50</Сумма>', '', /without Сумма/],
  ])('breaks off on %s', (_case, from, to, message) => {
    expect(() => read(orderXml().replace(from, to))).toThrow(message);
  });

  it('breaks off when Время stands before Дата', () => {
    const xml = orderXml().replace('<Время>09:05:07</Время>', '').replace('<Дата>', '<Время>09:05:07</Время><Дата>');
    expect(() => read(xml)).toThrow(/no date/);
  });
});

describe('BAS, УТ 11 alone', () => {
  const read = (xml: string) => readOrders(xml, { profile: 'trade' });

  it('an empty Значение gives a requisite the value of the one before', () => {
    const xml = orderXml().replace('<Значение>ВЕСНА</Значение>', '<Значение/>');
    expect(first('trade', xml).requisites.Промокод).toBe('false');
    expect(read(xml).findings).toContainEqual({
      severity: 'loss',
      text: expect.stringMatching(/«Промокод» is empty and gets the value of the one before it: «false»/),
    });
  });

  it('sees CDATA as text', () => {
    expect(first('trade', orderXml('<Комментарий><![CDATA[Быстро]]></Комментарий>')).comment).toBe('Быстро');
  });

  it('would validate a document with xmlns', () => {
    const xml = orderXml().replace('<КоммерческаяИнформация', '<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2"');
    expect(() => read(xml)).toThrow(/xmlns/);
  });

  it('loses a date that it cannot read', () => {
    for (const [from, to] of [
      ['09:05:07', '9:05:07'],
      ['2024-05-01<', '2024-02-30<'],
      ['2024-05-01<', '2024-05-01T00:00:00<'],
      ['<Время>09:05:07</Время>', '<Время/>'],
    ] as const) {
      const { orders, findings } = read(orderXml().replace(from, to));
      expect(orders[0]?.date).toBeNull();
      expect(findings.filter(({ severity }) => severity === 'loss')).toHaveLength(1);
    }
  });

  it('leaves out a line whose quantity it cannot read', () => {
    const { orders, warnings } = read(orderXml().replace('<Количество>2<', '<Количество>2,0<'));
    expect(orders[0]?.lines.map((line) => line.id)).toEqual(['ORDER_DELIVERY']);
    expect(warnings.join()).toMatch(/left out/);
  });

  it('gives a line without a rate that of the line before', () => {
    const rate =
      '<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>';
    expect(first('trade', orderXml('', rate)).lines.map((line) => line.taxRate)).toEqual(['20', '20']);
    expect(read(orderXml('', rate)).warnings).toEqual([
      expect.stringMatching(/«Доставка заказа» has no rate of НДС.*20/),
    ]);
  });

  it.each([
    [
      'a rate that is no number',
      orderXml(
        '',
        '<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20%</Ставка></СтавкаНалога></СтавкиНалогов>',
      ),
      /rate/,
    ],
    [
      'a discount of a line',
      orderXml('', '<Скидки><Скидка><Сумма>5</Сумма><УчтеноВСумме>true</УчтеноВСумме></Скидка></Скидки>'),
      /Boolean/,
    ],
    [
      'a Склад without an address',
      orderXml('<Склады><Склад><Ид>1</Ид><Наименование>A</Наименование></Склад></Склады>'),
      /Адрес/,
    ],
    ['no Ид', orderXml().replace('<Ид>order-17</Ид>', ''), /Ид/],
    ['Номер twice', orderXml('<Номер>18</Номер>'), /repeated/],
    ['a requisite without Значение', orderXml().replace('<Значение>ВЕСНА</Значение>', ''), /Значение/],
  ])('breaks off on %s', (_case, xml, message) => {
    expect(() => read(xml)).toThrow(message);
  });

  it('contacts lose their blanks; an address is composed of its fields', () => {
    const field = (type: string, value: string) =>
      `<АдресноеПоле><Тип>${type}</Тип><Значение>${value}</Значение></АдресноеПоле>`;
    const xml = orderXml()
      .replace('>ТелефонРабочий<', '>Телефон рабочий<')
      .replace('>Почта<', '>Электронная почта<')
      .replace('</Представление>', `</Представление>${field('Город', 'Минск')}${field('Дом', '5')}`);
    expect(first('trade', xml).customer).toMatchObject({
      phone: '+375000000000',
      email: 'ivanov@shop.example',
      address: 'Минск г, дом № 5, ',
      contacts: [{ type: 'Телефонрабочий' }, { type: 'Электроннаяпочта' }, { type: 'Факс' }],
    });
  });

  it('finds documents by the local name whatever the root is called', () => {
    expect(read(orderXml().replaceAll('КоммерческаяИнформация', 'Root')).orders).toHaveLength(1);
    expect(readOrders(orderXml().replaceAll('КоммерческаяИнформация', 'Root'), { profile: 'utp' }).orders).toEqual([]);
  });
});
