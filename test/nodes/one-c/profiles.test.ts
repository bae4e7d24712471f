import { describe, expect, it } from '@jest/globals';
import { shapeFor } from '../../../src/nodes/one-c/profiles.js';
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

  it('refuses bitrix3 with a sentence', () => {
    expect(() => shapeFor(exampleNode('bitrix3'), GENERATED_AT)).toThrow(expect.objectContaining({ code: 'UZ1609' }));
  });

  it("a node's settings win over its profile", () => {
    const shape = exampleShape('trade', {
      numberPrefix: 'A-',
      ordersEncoding: 'utf-8',
      schemaVersion: '2.05',
      currencySpelling: { RUB: 'руб.', USD: '$' },
      requisites: { Сайт: 's1' },
    });
    expect(shape).toMatchObject({
      numberPrefix: 'A-',
      encoding: 'utf-8',
      schemaVersion: '2.05',
      fixedRequisites: { Сайт: 's1' },
    });
    expect(shape.contactTypes.phone).toEqual(['Телефон рабочий']);
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
