import { describe, expect, it } from '@jest/globals';
import { writeDictionary } from '../../src/commerceml/dictionary.js';
import { writeOrders } from '../../src/commerceml/writer.js';
import { readOrdersAsTrade } from '../../src/emulator/orders-trade.js';
import { readOrdersAsUnf } from '../../src/emulator/orders-unf.js';
import { readOrdersAsUtp } from '../../src/emulator/orders-utp.js';
import type { NodeSettings, Profile } from '../../src/nodes/exchange-node.js';
import type { Order } from '../../src/orders.js';
import { companyOrder, exampleLine, exampleOrder, exampleShape } from './order-examples.js';
import { decode } from './order-reader.js';
import { SCHEMA_VERSIONS, schemaErrors, schemasPresent } from './order-schemas.js';

const write = (order: Order, settings: NodeSettings = {}, profile: Profile = 'unf') =>
  decode(writeOrders([order], exampleShape(profile, settings)));
/** The values of a requisite, wherever it stands. */
const requisite = (xml: string, name: string) =>
  [...xml.matchAll(/<Наименование>([^<]*)<\/Наименование><Значение>([^<]*)<\/Значение>/g)]
    .filter(([, found]) => found === name)
    .map(([, , value]) => value);
const payer = (xml: string) => /<Контрагент>.*?<\/Контрагент>/s.exec(xml)?.[0] ?? '';

const withSchemas = schemasPresent ? it : it.skip;

describe('words of the shop go out as those of 1C', () => {
  const order = exampleOrder({
    status: 'Принят ',
    warehouse: 'Центр',
    organisation: 'shop-llc',
    lines: [exampleLine({ unit: { name: 'уп' } }), exampleLine({ lineNo: 2, unit: { code: '796', name: 'шт' } })],
  });
  const settings: NodeSettings = {
    statuses: { Принят: 'К выполнению' },
    paymentMethods: { Карта: 'Способ 3' },
    deliveries: { Курьер: 'Служба доставки' },
    warehouses: { Центр: 'guid-склада' },
    organisations: { 'shop-llc': 'ООО «Магазин»' },
    units: { уп: '778', '796': 'штука' },
  };

  it.each<[keyof NodeSettings, string[], string, string]>([
    ['statuses', ['Статус заказа', 'Статуса заказа ИД'], 'Принят', 'К выполнению'],
    ['paymentMethods', ['Метод оплаты', 'Метод оплаты ИД'], 'Карта', 'Способ 3'],
    ['deliveries', ['Способ доставки', 'Способ доставки ИД', 'Метод доставки ИД'], 'Курьер', 'Служба доставки'],
    ['warehouses', ['Склад'], 'Центр', 'guid-склада'],
    ['organisations', ['Организация'], 'shop-llc', 'ООО «Магазин»'],
  ])('%s', (setting, names, ours, theirs) => {
    const plain = write(order);
    const mapped = write(order, { [setting]: settings[setting] });
    for (const name of names) {
      expect([requisite(plain, name), requisite(mapped, name)]).toEqual([[ours], [theirs]]);
    }
  });

  it('units: by code or name, to a code or a name', () => {
    const units = (xml: string) =>
      [...xml.matchAll(/<БазоваяЕдиница Код="([^"]*)"[^>]*>([^<]*)</g)].map(([, code, name]) => `${code} ${name}`);
    expect(units(write(order))).toEqual(['796 уп', '796 шт']);
    expect(units(write(order, settings))).toEqual(['778 уп', '796 штука']);
  });

  it('the warehouse goes to the module of 1C-Bitrix as Склады, and to no other: BAS breaks off at it', () => {
    expect(write(order, settings, 'bitrix3')).toContain(
      '</Контрагенты><Склады><Склад><Ид>guid-склада</Ид></Склад></Склады><Валюта>',
    );
    expect(requisite(write(order, settings, 'bitrix3'), 'Склад')).toEqual([]);
    for (const profile of ['utp', 'trade', 'unf'] as const) {
      expect(write(order, settings, profile)).not.toContain('<Склады>');
      expect(requisite(write(order, settings, profile), 'Склад')).toEqual(['guid-склада']);
    }
  });

  it('the kind of a payment is told by the name of the shop, though 1C has another for it', () => {
    const operations = (map: Record<string, string>, kinds: NodeSettings['paymentKinds'] = {}) => {
      const xml = write(order, { paymentMethods: map, paymentKinds: kinds }, 'bitrix3');
      return [...xml.matchAll(/<ХозОперация>([^<]*)</g)].map(([, operation]) => operation)[1];
    };
    expect(operations({ Карта: 'Способ 3' })).toBe('Эквайринговая операция');
    expect(operations({ Карта: 'Способ 3' }, { 'Способ 3': 'cash' })).toBe('Выплата наличных денег');
    expect(operations({ Карта: 'Наличными' })).toBe('Эквайринговая операция');
    const unnamed = exampleOrder({ payments: [{ name: 'P3', amount: '1.00' }] });
    const xml = write(unnamed, { paymentMethods: { P3: 'Наличными' } }, 'bitrix3');
    expect(xml).toContain('Выплата наличных денег');
  });

  it('a word that is a member of every object is nothing but a word', () => {
    const odd = exampleOrder({ status: 'constructor', warehouse: '__proto__' });
    const xml = write(odd, { statuses: {}, requisiteFields: { Х: 'customer.constructor.name', У: '__proto__.x' } });
    expect(requisite(xml, 'Статус заказа')).toEqual(['constructor']);
    expect(requisite(xml, 'Склад')).toEqual(['__proto__']);
    expect([...requisite(xml, 'Х'), ...requisite(xml, 'У')]).toEqual([]);
  });

  it('the lists of mode=info are in the words of 1C, each once', () => {
    const lists = { statuses: ['Новый', 'Принят'], payments: ['Карта', 'Карта банка'], deliveries: ['Курьер'] };
    const shape = exampleShape('unf', {
      statuses: { Новый: 'Открыт', Принят: 'Открыт' },
      paymentMethods: { Карта: 'Способ 3', 'Карта банка': 'Способ 3' },
      deliveries: { Курьер: 'Служба' },
    });
    const xml = decode(writeDictionary(lists, shape));
    expect([...xml.matchAll(/<Ид>([^<]*)</g)].map(([, id]) => id)).toEqual(['Открыт', 'Способ 3', 'Служба']);
    expect(xml).toContain('<ТипОплаты>Эквайринговая оплата</ТипОплаты>');
  });

  it('a final status is final to 1C (finalStatuses), a cancelled order never', () => {
    const shown = (over: Partial<Order>) =>
      requisite(write(exampleOrder(over), { ...settings, finalStatuses: ['Принят'] }, 'bitrix3'), 'Финальный статус');
    expect(shown({ status: 'Новый' })).toEqual(['false']);
    expect(shown({ status: 'Принят' })).toEqual(['true']);
    expect(shown({ status: 'Принят', cancelled: true })).toEqual(['false']);
  });
});

describe('typed fields of an order are requisites in every profile', () => {
  const order = exampleOrder({
    requisites: {},
    promoCodes: ['ВЕСНА', 'SALE10'],
    bonus: { card: '7770001', amount: '15.5' },
    responsible: '000123',
    site: 'shop.example',
    deliveryAllowed: true,
  });
  const names = ['Промокод', 'Номер бонусной карты', 'Оплачено бонусами', 'Табельный номер ответственного'];

  it.each(['utp', 'trade', 'unf', 'bitrix3'] as const)('%s', (profile) => {
    const xml = write(order, {}, profile);
    expect(names.map((name) => requisite(xml, name))).toEqual([['ВЕСНА, SALE10'], ['7770001'], ['15.50'], ['000123']]);
  });

  it('under the names that the node gives them', () => {
    const xml = write(order, {
      promoCodeRequisite: 'П',
      bonusCardRequisite: 'К',
      bonusAmountRequisite: 'С',
      responsibleRequisite: 'О',
    });
    expect(names.flatMap((name) => requisite(xml, name))).toEqual([]);
    expect(['П', 'К', 'С', 'О'].flatMap((name) => requisite(xml, name))).toEqual([
      'ВЕСНА, SALE10',
      '7770001',
      '15.50',
      '000123',
    ]);
  });

  it('an order that has none of them has no such requisites; its own of the same name win', () => {
    expect(names.flatMap((name) => requisite(write(exampleOrder({ requisites: {} })), name))).toEqual([]);
    expect(requisite(write({ ...order, requisites: { Промокод: 'СВОЙ' } }), 'Промокод')).toEqual(['СВОЙ']);
  });

  it('the site and the allowed delivery', () => {
    const xml = write(order, {}, 'utp');
    expect([requisite(xml, 'Сайт'), requisite(xml, 'Доставка разрешена')]).toEqual([['shop.example'], ['true']]);
    expect(requisite(write(order, { site: 'node.example' }, 'utp'), 'Сайт')).toEqual(['node.example']);
  });
});

describe('own fields by a path', () => {
  const fields = {
    birthDate: '31.12.1990',
    sex: 'Ж',
    title: 'Г-жа',
    docType: 'Паспорт',
    docNumber: '123456',
    docDate: '2010-05-06T00:00:00',
    docBy: 'ОВД',
    mobile: '+7 900 000-00-00',
    loyalty: 'gold',
    district: 'Подольский',
    account: '40702810900000000001',
    bic: '044525225',
    bank: 'Банк',
    okved: '47.91',
    head: 'Петров',
    registered: '2001-02-03',
  };
  const person = exampleOrder({ customer: { ...exampleOrder().customer, fields } });
  const company = companyOrder({ fields });
  const field = (name: string) => `customer.fields.${name}`;
  const bank = {
    'РасчетныйСчет/НомерСчета': field('account'),
    'РасчетныйСчет/Банк/Наименование': field('bank'),
    'РасчетныйСчет/Банк/БИК': field('bic'),
  };
  const settings: NodeSettings = {
    personFields: {
      'Контакт/Телефон мобильный': field('mobile'),
      ДатаРождения: field('birthDate'),
      Пол: field('sex'),
      Обращение: field('title'),
      'УдостоверениеЛичности/КемВыдан': field('docBy'),
      'УдостоверениеЛичности/ВидДокумента': field('docType'),
      'УдостоверениеЛичности/ДатаВыдачи': field('docDate'),
      'УдостоверениеЛичности/Номер': field('docNumber'),
      'АдресРегистрации/Район': field('district'),
      ...bank,
      'Уровень лояльности': field('loyalty'),
      ОКВЭД: field('okved'),
    },
    companyFields: {
      ...bank,
      ДатаРегистрации: field('registered'),
      ОКВЭД: field('okved'),
      'ЮридическийАдрес/Район': field('district'),
      'Уровень лояльности': field('loyalty'),
      ПолноеНаименование: 'customer.name',
    },
  };

  withSchemas('elements stand where the official schemas have them, in every version and profile', () => {
    // 2.05 takes no form of address at all: its list of them is empty.
    const { Обращение: _, ...untitled } = settings.personFields ?? {};
    for (const order of [person, company]) {
      for (const version of SCHEMA_VERSIONS) {
        const personFields = version === '2.05' ? untitled : (settings.personFields ?? {});
        const xml = writeOrders([order], exampleShape('trade', { ...settings, personFields }));
        expect({ version, errors: schemaErrors(xml, version) }).toEqual({ version, errors: [] });
      }
    }
  });

  it('a person: elements, a document, an account, a contact, a part of the address; what is no element is a requisite', () => {
    const xml = write(person, settings);
    expect(payer(xml)).toContain(
      '<Отчество>Петрович</Отчество><ДатаРождения>1990-12-31</ДатаРождения><Пол>Ж</Пол><ИНН>',
    );
    expect(payer(xml)).toContain(
      '<УдостоверениеЛичности><ВидДокумента>Паспорт</ВидДокумента><Номер>123456</Номер><ДатаВыдачи>2010-05-06</ДатаВыдачи><КемВыдан>ОВД</КемВыдан></УдостоверениеЛичности>',
    );
    expect(payer(xml)).toContain(
      '<Роль>Покупатель</Роль><РасчетныйСчет><НомерСчета>40702810900000000001</НомерСчета><Банк><Наименование>Банк</Наименование><БИК>044525225</БИК></Банк></РасчетныйСчет>',
    );
    expect(payer(xml)).toContain(
      '<Контакт><Тип>Телефон мобильный</Тип><Значение>+7 900 000-00-00</Значение></Контакт>',
    );
    expect(payer(xml)).toContain('<АдресноеПоле><Тип>Район</Тип><Значение>Подольский</Значение></АдресноеПоле>');
    expect(payer(xml)).toContain('<АдресноеПоле><Тип>Город</Тип><Значение>Москва</Значение></АдресноеПоле>');
    expect(requisite(xml, 'Уровень лояльности')).toEqual(['gold']);
    expect(requisite(xml, 'ОКВЭД')).toEqual(['47.91']);
  });

  it('a company gets the fields of companies, and a name of persons as a requisite: an element would make it one', () => {
    const xml = write(company, settings);
    expect(payer(xml)).toContain('<ОКВЭД>47.91</ОКВЭД><ДатаРегистрации>2001-02-03</ДатаРегистрации>');
    expect(payer(xml)).not.toContain('ДатаРождения');
    expect(payer(xml)).not.toContain('ПолноеНаименование');
    expect(requisite(xml, 'ПолноеНаименование')).toEqual(['ООО «Ромашка»']);
  });

  it('what the order does not have is not written, nor a day that is none', () => {
    const bare = exampleOrder({ customer: { type: 'person', name: 'Гость', fields: { birthDate: 'весной' } } });
    expect(payer(write(bare, settings))).toBe(payer(write(bare)));
  });

  it('a field wins over what Uzel writes there by itself', () => {
    const xml = write(person, { personFields: { Фамилия: field('head'), ИНН: 'missing' } });
    expect(payer(xml)).toContain('<Фамилия>Петров</Фамилия>');
    expect(payer(xml)).toContain('<ИНН>500100732259</ИНН>');
  });

  it('requisites of the order, from any field of it, in the words of 1C (requisiteFields)', () => {
    const order = exampleOrder({ site: 'b2b', paid: true, promoCodes: ['A', 'B'] });
    const xml = write(order, {
      statuses: { Принят: 'Открыт' },
      paymentMethods: { Карта: 'Эквайринг Сбер' },
      requisiteFields: {
        Источник: 'site',
        Способ: 'payments.0.name',
        Город: 'customer.address.city',
        Счет: 'payments.0.number',
        Оплата: 'paid',
        Версия: 'version',
        Коды: 'promoCodes',
        Время: 'placedAt',
        Объект: 'customer.address',
        Состояние: 'status',
      },
    });
    const found = ['Источник', 'Город', 'Счет', 'Оплата', 'Версия', 'Коды', 'Время', 'Объект', 'Состояние', 'Способ'];
    expect(found.map((name) => requisite(xml, name).join())).toEqual([
      ...['b2b', 'Москва', 'P-9', 'true', '1', 'A, B'],
      ...['2024-03-01T01:05:09', '', 'Открыт', 'Эквайринг Сбер'],
    ]);
  });

  it('each 1C reads such an order, and loses nothing of what it knows', () => {
    const text = (profile: Profile) => decode(writeOrders([person, company], exampleShape(profile, settings)));
    const plain = (profile: Profile) => decode(writeOrders([person, company], exampleShape(profile)));
    for (const [profile, read] of [
      ['utp', readOrdersAsUtp],
      ['trade', readOrdersAsTrade],
      ['unf', (xml: string) => readOrdersAsUnf(xml, undefined, false)],
    ] as const) {
      expect(read(text(profile)).findings).toEqual(read(plain(profile)).findings);
    }
  });

  it('what a node kind adds wins over all, and an empty value takes a requisite away', () => {
    const added = new Map([[person.orderId, { Промокод: '', 'Заказ оплачен': 'нет', Новый: '1' }]]);
    const shape = { ...exampleShape('unf', { requisites: { Новый: '0' } }), addedRequisites: added };
    const xml = decode(writeOrders([person], shape));
    expect(['Промокод', 'Заказ оплачен', 'Новый'].map((name) => requisite(xml, name))).toEqual([[], ['нет'], ['1']]);
  });
});
