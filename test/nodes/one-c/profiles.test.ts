import { describe, expect, it } from '@jest/globals';
import type { NodeSettings, Profile } from '../../../src/nodes/exchange-node.js';
import { checkSettingsFit } from '../../../src/nodes/one-c/fitting-settings.js';
import { PROFILE_NAMES, shapeFor, speaks } from '../../../src/nodes/one-c/profiles.js';
import { exampleNode, exampleShape, GENERATED_AT } from '../../commerceml/order-examples.js';

describe('shapeFor', () => {
  it.each([
    ['trade', '2.07', ['Телефон рабочий']],
    ['utp', '2.05', ['ТелефонРабочий']],
    ['unf', '2.08', ['Телефон рабочий']],
  ] as const)('%s: version %s, telephone as %j, windows-1251', (profile, schemaVersion, phone) => {
    expect(exampleShape(profile)).toMatchObject({
      encoding: 'windows-1251',
      schemaVersion,
      contactTypes: { phone, email: ['Почта'] },
      numberPrefix: '',
      fixedRequisites: {},
      generatedAt: GENERATED_AT,
      timeZone: 'Europe/Moscow',
    });
  });

  it('bitrix3: 3.1 in UTF-8, orders in containers with their documents beside them', () => {
    expect(exampleShape('bitrix3')).toMatchObject({
      family: 3,
      encoding: 'utf-8',
      schemaVersion: '3.1',
      attachments: 'beside',
      contactTypes: { phone: ['Телефон рабочий'], email: ['Электронная почта'] },
    });
  });

  it.each([
    ['unf', '2.10', {}, '2.10', 'within'],
    ['unf', ' 2.10 ', {}, '2.10', 'within'],
    ['unf', null, {}, '2.08', 'requisites'],
    ['unf', '2.09', {}, '2.08', 'requisites'],
    ['unf', '2.10', { schemaVersion: '2.08' }, '2.08', 'requisites'],
    ['unf', null, { schemaVersion: '2.10' }, '2.10', 'requisites'],
    ['unf', '2.10', { schemaVersion: '2.10' }, '2.10', 'within'],
    ['trade', '2.10', {}, '2.07', 'requisites'],
    ['utp', '2.10', {}, '2.05', 'requisites'],
    ['bitrix3', '2.10', {}, '3.1', 'beside'],
  ] as const)(
    '%s to a client of cmlVersion=%s, settings %j: %s with payments and shipments %s',
    (profile, cmlVersion, settings, schemaVersion, attachments) => {
      const shape = shapeFor(exampleNode(profile, settings), GENERATED_AT, { cmlVersion });
      expect(shape).toMatchObject({ schemaVersion, attachments });
    },
  );

  it.each([
    ['utp', {}, { orders: '2.05', highest: '2.10' }],
    ['trade', {}, { orders: '2.07', highest: '2.10' }],
    ['unf', { schemaVersion: '2.10' }, { orders: '2.10', highest: '2.10' }],
    ['bitrix3', {}, { orders: '3.1', highest: '3.1' }],
  ] as const)('%s with %j speaks %j', (profile, settings, spoken) => {
    expect(speaks(exampleNode(profile, settings))).toEqual(spoken);
  });

  it('knows the requisites that one-c-client.md §5 names for each 1C', () => {
    const named = (profile: Profile) => exampleShape(profile).requisites.map((rule) => rule.name);
    for (const profile of PROFILE_NAMES) expect(named(profile)).toContain('Отменен');
    expect(named('utp')).toEqual(
      expect.arrayContaining(['Заказ оплачен', 'Доставка разрешена', 'Финальный статус', 'Сайт']),
    );
    expect(named('trade')).toEqual(expect.arrayContaining(['Статус заказа', 'Комментарии покупателя']));
    expect(named('unf')).toEqual(
      expect.arrayContaining([
        ...['Статуса заказа ИД', 'Статус заказа', 'Дата оплаты', 'Номер платежного документа', 'Метод оплаты'],
        ...['Метод оплаты ИД', 'Способ доставки', 'Адрес доставки', 'Трек-номер', 'Комментарии покупателя'],
      ]),
    );
    for (const profile of PROFILE_NAMES) expect(new Set(named(profile)).size).toBe(named(profile).length);
  });

  it("a node's settings win over its profile", () => {
    const shape = exampleShape('trade', {
      numberPrefix: 'A-',
      ordersEncoding: 'utf-8',
      schemaVersion: '2.05',
      currencySpelling: { RUB: 'руб.', USD: '$' },
      requisites: { Сайт: 's1' },
      taxName: 'ПДВ',
      deliveryTaxRate: '20',
      phoneTypes: ['Телефон мобильный'],
      emailTypes: ['E-mail'],
      companyCodeElement: 'КодПоЕДРПОУ',
      deliveryAddressOfCounterparty: false,
      paymentKinds: { Долями: 'card' },
      site: 'shop.example',
    });
    expect(shape).toMatchObject({
      taxName: 'ПДВ',
      deliveryTaxRate: '20',
      contactTypes: { phone: ['Телефон мобильный'], email: ['E-mail'] },
      companyCodeElement: 'КодПоЕДРПОУ',
      deliveryAddressOfCounterparty: false,
      paymentKinds: { Долями: 'card' },
      site: 'shop.example',
      numberPrefix: 'A-',
      encoding: 'utf-8',
      schemaVersion: '2.05',
      fixedRequisites: { Сайт: 's1' },
    });
    expect(['RUB', 'USD', 'EUR'].map(shape.currency)).toEqual(['руб', '$', 'EUR']);
  });

  it('utp names currencies as its directory does, the others by code', () => {
    expect(['UAH', 'RUB', 'USD'].map(exampleShape('utp').currency)).toEqual(['грн', 'руб', 'USD']);
    expect(['UAH', 'RUB'].map(exampleShape('trade').currency)).toEqual(['UAH', 'RUB']);
    expect(exampleShape('utp', { currencySpelling: { UAH: 'UAH' } }).currency('UAH')).toBe('UAH');
  });

  it('is Ukrainian by time zone or currency', () => {
    expect(exampleShape('trade', {}, 'Europe/Kyiv').ukrainian).toBe(true);
    expect(exampleShape('trade', {}, 'Europe/Kiev').ukrainian).toBe(true);
    expect(exampleShape('trade', { defaultCurrency: 'UAH' }).ukrainian).toBe(true);
    expect(exampleShape('trade', {}, 'Europe/Warsaw').ukrainian).toBe(false);
  });

  it('BAS gets the e-mail under both names, УТП under the one it knows', () => {
    expect(exampleShape('trade', {}, 'Europe/Kyiv').contactTypes.email).toEqual(['Почта', 'Пошта']);
    expect(exampleShape('utp', {}, 'Europe/Kyiv').contactTypes.email).toEqual(['Почта']);
  });

  it('УТП gets no second address: it would take it for the legal one', () => {
    expect(exampleShape('utp').deliveryAddressOfCounterparty).toBe(false);
    expect(exampleShape('trade').deliveryAddressOfCounterparty).toBe(true);
  });
});

describe('settings that make no sense with a profile', () => {
  it.each<[Profile, NodeSettings, RegExp]>([
    ['trade', { schemaVersion: '3.1' }, /«Контейнер».*2\.04 to 2\.10, or profile=bitrix3/],
    ['utp', { schemaVersion: '3.1' }, /utp finds none/],
    ['bitrix3', { schemaVersion: '2.10' }, /no orders in 2\.10.*schemaVersion=/],
    ['bitrix3', { ordersEncoding: 'windows-1251' }, /UTF-8 only.*ordersEncoding=/],
  ])('%s with %j is refused with a sentence', (profile, settings, sentence) => {
    expect(() => checkSettingsFit(profile, settings)).toThrow(
      expect.objectContaining({ code: 'UZ1607', publicMessage: expect.stringMatching(sentence) }),
    );
  });

  it.each<[Profile, NodeSettings]>([
    ['bitrix3', { schemaVersion: '3.1', ordersEncoding: 'utf-8' }],
    ['utp', { schemaVersion: '2.04' }],
    ['trade', { schemaVersion: '2.10', ordersEncoding: 'utf-8' }],
    ['unf', {}],
  ])('%s with %j is taken', (profile, settings) => {
    expect(() => checkSettingsFit(profile, settings)).not.toThrow();
  });
});
