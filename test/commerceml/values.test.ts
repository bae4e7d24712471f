import { describe, expect, it } from '@jest/globals';
import { itemId } from '../../src/commerceml/item-id.js';
import { fold } from '../../src/commerceml/names-alike.js';
import {
  decimalSeparatorOf,
  readBoolean,
  readCurrency,
  readDate,
  readDateTime,
  readDecimal,
  readTaxRate,
  readTime,
  writeBoolean,
  writeDate,
  writeDateTime,
  writeDecimal,
  writeTime,
} from '../../src/commerceml/values.js';

describe('decimals (commerceml.md §4.4)', () => {
  it.each<[string, string | null | undefined]>([
    ['1199.9', '1199.9'],
    ['0', '0'],
    ['-5', '-5'],
    ['+5', '5'],
    [' 42 ', '42'],
    ['007', '7'],
    ['0.50', '0.50'],
    ['6734.4700', '6734.4700'],
    ['1 234,56', '1234.56'],
    ['1\u00a0234,56', '1234.56'],
    ['-999\u00a0999\u00a0999,9', '-999999999.9'],
    ['1\u202f234,56', '1234.56'],
    ['1\u2009234,56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['23 000', '23000'],
    ['1.234.567,89', '1234567.89'],
    ['1,234,567.89', '1234567.89'],
    ['1.234.567', '1234.567'],
    ['1,5E-05', '0.000015'],
    ['1.5e3', '1500'],
    ['12.345E1', '123.45'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.00', '0.00'],
    ['\u22125,5', '-5.5'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['123456789012345678901234567890.12', '123456789012345678901234567890.12'],
    // Grouping: blanks of every width, also a line feed within; apostrophes of every kind.
    ['-999 999 999,9', '-999999999.9'],
    ['1\u2007234', '1234'],
    ['1\u200a234', '1234'],
    ['1\u3000234', '1234'],
    ['1\u200b234', '1234'],
    ['1\t234\n567', '1234567'],
    ['1’234,5', '1234.5'],
    ['1ʼ234,5', '1234.5'],
    ['\ufeff5', '5'],
    // Signs.
    ['- 5', '-5'],
    ['+ 5', '5'],
    ['\u20135', '-5'],
    ['\u20115', '-5'],
    ['-0', '0'],
    ['5-', undefined],
    ['(5)', undefined],
    ['+-5', undefined],
    // Exponents, also with the Cyrillic letter and other minus signs.
    ['1E5', '100000'],
    ['1e+2', '100'],
    ['1,5Е-05', '0.000015'],
    ['1,5е3', '1500'],
    ['1,5E\u22125', '0.000015'],
    ['0E-3', '0.000'],
    ['1e', undefined],
    ['e5', undefined],
    ['1e5e5', undefined],
    ['1.00', '1.00'],
    ['1000000000000000.01', '1000000000000000.01'],
    ['', null],
    ['  \u00a0', null],
    ['\u202f', null],
    ['.', undefined],
    ['-', undefined],
    ['руб', undefined],
    ['790 RUB', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['1e999', undefined],
    ['1-2', undefined],
    ['--1', undefined],
    ['20%', undefined],
    ['1/2', undefined],
    ['нет', undefined],
    ['1e60', undefined],
    ['9'.repeat(61), undefined],
  ])('%j → %j', (text, value) => {
    expect(readDecimal(text)).toBe(value);
  });

  it.each<[string, string, string]>([
    ['1.234,56', '1234.56', ','],
    ['1.234.567', '1234567', ','],
    ['1,234.56', '1234.56', '.'],
    ['1,234,567', '1234567', '.'],
    ['1,5', '1.5', '.'],
    ['6394.47', '6394.47', ','],
    ['1.234,56', '1234.56', '.'],
    ['1:5', '1.5', ':'],
    ['1 234,56', '1234.56', ','],
    ['1\u00a0234.56', '1234.56', '.'],
    ['-1,5E-05', '-0.000015', ','],
    ['12', '12', ','],
  ])('%j → %j where the document says that its separator is %j', (text, value, separator) => {
    expect(readDecimal(text, separator)).toBe(value);
  });

  it.each([
    ['ЧЦ=18; ЧДЦ=2; ЧРД=.', '.'],
    ['ЧЦ=18; ЧДЦ=2; ЧРД=,', ','],
    ["ЧРД=','; ЧГ=0", ','],
    ['ЧЦ=15;ЧДЦ=2;ЧРД=.', '.'],
    ['чрд=,', ','],
    ['ЧДЦ=2; ЧРД = ","', ','],
    ['ND=18; NFD=2; NDS=.', '.'],
    ['ЧРД=-', undefined],
    ['ЧРД=', undefined],
    ['ЧЦ=18; ЧДЦ=2', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('the separator of %j is %j', (format, separator) => {
    expect(decimalSeparatorOf(format)).toBe(separator);
  });

  it.each([
    ['100.00', '100'],
    ['0.50', '0.5'],
    ['10', '10'],
    ['-1.230', '-1.23'],
    ['0.000', '0'],
  ])('is written: %s → %s', (value, text) => {
    expect(writeDecimal(value)).toBe(text);
  });

  it('refuses to write what is no number', () => {
    expect(() => writeDecimal('')).toThrow(TypeError);
    expect(() => writeDecimal('NaN')).toThrow(TypeError);
  });
});

describe('booleans (commerceml.md §4.5)', () => {
  it.each([
    ...[
      'true',
      'TRUE',
      'True',
      '1',
      'Да',
      'да ',
      '\u00a0ДА',
      'Так',
      'ТАК',
      'Истина',
      'Істина',
      'Y',
      'yes',
      '+',
      'Дa',
      'Taк',
    ].map((text): [string, boolean | null | undefined] => [text, true]),
    ...['false', 'FALSE', '0', 'Нет', 'НЕТ', 'Ні', 'Ложь', 'Хибність', 'N', 'no', '-', 'Heт', 'Hi'].map(
      (text): [string, boolean | null | undefined] => [text, false],
    ),
    ['', null],
    ['  ', null],
    ['может быть', undefined],
    ['2', undefined],
    ['вкл', undefined],
    ['00', undefined],
  ] as [string, boolean | null | undefined][])('%j → %j', (text, value) => {
    expect(readBoolean(text)).toBe(value);
  });

  it('are written as XML wants them', () => {
    expect([writeBoolean(true), writeBoolean(false)]).toEqual(['true', 'false']);
  });
});

describe('dates and times (commerceml.md §4.3)', () => {
  it.each<[string, string | null | undefined]>([
    ['2015-06-26', '2015-06-26'],
    ['2015-6-5', '2015-06-05'],
    ['2015-06-26T18:28:09', '2015-06-26'],
    ['26.06.2015', '2015-06-26'],
    ['6.6.2015 9:05:01', '2015-06-06'],
    ['20150626', '2015-06-26'],
    ['20150626182809', '2015-06-26'],
    ['2024-02-29', '2024-02-29'],
    ['', null],
    ['0001-01-01', null],
    ['0001-01-01T00:00:00', null],
    ['00010101000000', null],
    ['01.01.0001', null],
    ['2023-02-29', undefined],
    ['2015-13-01', undefined],
    ['31.04.2015', undefined],
    ['вчера', undefined],
    ['2015', undefined],
    ['2015-06-26T9:05:01', '2015-06-26'],
    ['2015-06-26 18:28:09', '2015-06-26'],
    ['26.06.2015 9:05:01', '2015-06-26'],
    ['26.06.2015T09:05:01', '2015-06-26'],
    ['2015-06-26Т18:28:09', '2015-06-26'],
    ['\u00a02015-06-26\u00a0', '2015-06-26'],
    ['2015-06-26T22:30:00Z', '2015-06-27'],
    ['2000-02-29', '2000-02-29'],
    ['0001-01-01T00:00:00Z', null],
    ['0001-01-01 00:00:00', null],
    ['00010101', null],
    ['01.01.0001 0:00:00', null],
    ['1900-02-29', undefined],
    ['2015-06-00', undefined],
    ['2015-00-10', undefined],
    ['0000-00-00', undefined],
    ['26/06/2015', undefined],
    ['26.06.15', undefined],
    ['2015-06-26T25:00:00', undefined],
  ])('the date of %j is %j', (text, value) => {
    expect(readDate(text, 'Europe/Moscow')).toBe(value);
  });

  it.each<[string, string | null | undefined]>([
    ['2014-12-12T9:51:39', '2014-12-12T09:51:39'],
    ['2014-12-12 09:51:39', '2014-12-12T09:51:39'],
    ['2014-12-12T09:51', '2014-12-12T09:51:00'],
    ['12.12.2014 9:51:39', '2014-12-12T09:51:39'],
    ['20141212095139', '2014-12-12T09:51:39'],
    ['2014-12-12', '2014-12-12'],
    ['2014-12-12T09:51:39.123', '2014-12-12T09:51:39'],
    // A zone is brought to the node's: Moscow was at +03:00 in summer 2015 and winter 2014.
    ['2015-06-26T18:28:09Z', '2015-06-26T21:28:09'],
    ['2015-06-26T23:28:09+00:00', '2015-06-27T02:28:09'],
    ['2015-06-26T18:28:09+03:00', '2015-06-26T18:28:09'],
    ['2015-01-01T01:00:00+0500', '2014-12-31T23:00:00'],
    ['2014-12-12T9:05', '2014-12-12T09:05:00'],
    ['2014-12-12Т09:51:39', '2014-12-12T09:51:39'],
    ['2014-12-12T09:51:39,5', '2014-12-12T09:51:39'],
    ['2014-12-12T09:51:39.1234567+02:00', '2014-12-12T10:51:39'],
    ['2014-12-12T09:51:39+02', '2014-12-12T10:51:39'],
    ['2014-12-12\u00a09:51:39', '2014-12-12T09:51:39'],
    ['0001-01-01T00:00:00', null],
    ['00010101000000', null],
    ['01.01.0001 0:00:00', null],
    ['', null],
    ['2014-12-12T09:60:00', undefined],
    ['2014-12-12Tnoon', undefined],
    ['2014-12-12T9', undefined],
  ])('the moment of %j is %j', (text, value) => {
    expect(readDateTime(text, 'Europe/Moscow')).toBe(value);
  });

  it.each<[string, string | null | undefined]>([
    ['18:30:00', '18:30:00'],
    ['9:05:01', '09:05:01'],
    ['T9:05', '09:05:00'],
    ['18:30:00.000', '18:30:00'],
    ['0001-01-01T18:30:00', '18:30:00'],
    ['T9:51:39', '09:51:39'],
    ['Т9:51:39', '09:51:39'],
    ['0:00:00', '00:00:00'],
    ['183000', '18:30:00'],
    // Without a day no clock can be set by a zone.
    ['18:30:00+03:00', '18:30:00'],
    ['18:30:00Z', '18:30:00'],
    ['18:30:00.1234567+03:00', '18:30:00'],
    ['26.06.2015 9:05:01', '09:05:01'],
    ['2020-01-01', undefined],
    ['0001-01-01', null],
    ['0001-01-01T00:00:00', null],
    ['00010101000000', null],
    ['2020-01-01T18:30:00Z', '21:30:00'],
    ['', null],
    ['24:00:00', undefined],
    ['утром', undefined],
  ])('the time of %j is %j', (text, value) => {
    expect(readTime(text, 'Europe/Moscow')).toBe(value);
  });

  it('are written as the clock of the zone shows them, also over the change of the clocks', () => {
    const winter = new Date('2024-03-31T00:59:59Z');
    const summer = new Date('2024-03-31T01:00:00Z');
    expect([writeDate(winter, 'Europe/Kyiv'), writeTime(winter, 'Europe/Kyiv')]).toEqual(['2024-03-31', '02:59:59']);
    expect(writeDateTime(summer, 'Europe/Kyiv')).toBe('2024-03-31T04:00:00');
    expect(writeDateTime(new Date('2024-05-05T21:00:00Z'), 'Europe/Kyiv')).toBe('2024-05-06T00:00:00');
  });
});

describe('currencies (commerceml.md §4.2)', () => {
  it.each<[string, string | null | undefined]>([
    ...['руб', 'руб.', 'РУБ', 'р', 'р.', 'RUR', 'RUB', '643', '810', ' rub '].map((text): [string, string] => [
      text,
      'RUB',
    ]),
    ...['рубль', 'Рубли', 'Российский рубль', 'рос', '₽', 'pуб', 'P.', 'RUВ'].map((text): [string, string] => [
      text,
      'RUB',
    ]),
    ...['грн', 'грн.', 'ГРН', 'грв', 'UAH', 'uah', '980', '₴'].map((text): [string, string] => [text, 'UAH']),
    ...['гривна', 'гривня', 'гри', 'укр', 'гpн', 'UАН'].map((text): [string, string] => [text, 'UAH']),
    ...['USD', '$', 'дол', 'долл.', 'доллар', 'Доллар США', 'US$', '840'].map((text): [string, string] => [
      text,
      'USD',
    ]),
    ...['EUR', '€', 'евр', 'евро', 'євр', 'євро', '978', 'ЕUR'].map((text): [string, string] => [text, 'EUR']),
    ...['BYN', 'BYR', 'бел', 'бел. руб.', 'Белорусский рубль', '933', '974'].map((text): [string, string] => [
      text,
      'BYN',
    ]),
    ...['KZT', 'тен', 'тенге', 'тг', '398', '₸'].map((text): [string, string] => [text, 'KZT']),
    ...['TRY', 'TL', 'тл', '₺', '949'].map((text): [string, string] => [text, 'TRY']),
    ...['PLN', 'зл', 'zł', '985'].map((text): [string, string] => [text, 'PLN']),
    ...['UZS', '860', 'сум'].map((text): [string, string] => [text, 'UZS']),
    ...['KGS', '417', 'сом'].map((text): [string, string] => [text, 'KGS']),
    // The numbers of ISO 4217, with and without zeros in front.
    ['156', 'CNY'],
    ['392', 'JPY'],
    ['756', 'CHF'],
    ['036', 'AUD'],
    ['36', 'AUD'],
    ['051', 'AMD'],
    ['643 ', 'RUB'],
    ['sek', 'SEK'],
    ['', null],
    [' . ', null],
    ['\u00a0', null],
    ['001', undefined],
    ['0643', undefined],
    ['6430', undefined],
    ['бонус', undefined],
    ['рублики', undefined],
    ['у.е.', undefined],
    ['XQZ', undefined],
  ])('%j → %j', (text, value) => {
    expect(readCurrency(text)).toBe(value);
  });
});

describe('tax rates (commerceml.md §4.4)', () => {
  it.each<[string, string | null | undefined]>([
    ['20', '20'],
    ['18%', '18'],
    ['18 %', '18'],
    ['НДС20', '20'],
    ['НДС 20%', '20'],
    ['20% ПДВ', '20'],
    ['20.00', '20'],
    ['20/120', '20/120'],
    ['20% / 120%', '20/120'],
    ['0', '0'],
    ['0%', '0'],
    ['10', '10'],
    ['7', '7'],
    ['7%', '7'],
    ['22', '22'],
    ['14.0', '14'],
    ['ПДВ20', '20'],
    ['ПДВ 7%', '7'],
    ['НДС: 20 %', '20'],
    ['НДС-10', '10'],
    ['ндс18', '18'],
    ['HДC20', '20'],
    ['20%\u00a0НДС', '20'],
    ['18/118', '18/118'],
    ['10/110', '10/110'],
    ['18% / 118%', '18/118'],
    ['НДС18_118', '18/118'],
    ['НДС 20/120', '20/120'],
    ['7,5', '7.5'],
    ['Без НДС', 'none'],
    ['без ПДВ', 'none'],
    ['БезНДС', 'none'],
    ['БЕЗ НДС', 'none'],
    ['Без\u00a0НДС', 'none'],
    ['Бeз HДC', 'none'],
    ['БезПДВ', 'none'],
    ['Без податку', 'none'],
    ['Не облагается', 'none'],
    ['НеНДС', 'none'],
    ['Не ПДВ', 'none'],
    ['Без налога', 'none'],
    ['', null],
    ['особая', undefined],
    ['-5', undefined],
    ['НДС', undefined],
    ['  ', null],
    ['20/', undefined],
    ['20/-120', undefined],
    ['1/2/3', undefined],
    ['двадцать', undefined],
  ])('%j → %j', (text, value) => {
    expect(readTaxRate(text)).toBe(value);
  });
});

describe('enumerations and names (commerceml.md §3.1, §4.6)', () => {
  it.each<[string, string]>([
    ['Заказ товара', 'ЗаказТовара'],
    ['Счет на оплату', 'CчетНаОплату'],
    ['Счёт на оплату', 'счет  на\u00a0оплату'],
    ['Счет-фактура', 'Счет фактура'],
    ['Счет-фактура', 'Счет\u2013фактура'],
    ['Возврат товара', 'Boзврaт тoвaра'],
    ['Удален', 'УДАЛEН'],
    ['Вилучено', 'Вилученo'],
    ['Населенный пункт', 'населённый пункт'],
    ['Почтовый индекс', 'Почтовы\u0438\u0306 индекс'],
    ['Район', 'Раи\u0306он'],
    ['Поштовий індекс', 'Поштовий iндекс'],
    ['Їжак', 'Ïжак'],
    ['Номер по 1С', 'Номер по 1C'],
    ['Телефон мобильный', 'Телефон_мобильный'],
  ])('%j and %j are one word', (one, other) => {
    expect(fold(other)).toBe(fold(one));
  });

  it.each<[string, string]>([
    ['Номер по 1С', 'Номер по 2С'],
    ['Заказ товара', 'Возврат товара'],
    ['Счет', 'Счета'],
    ['М', 'Ж'],
  ])('%j and %j are two', (one, other) => {
    expect(fold(other)).not.toBe(fold(one));
  });
});

describe('ids (commerceml.md §2.6)', () => {
  const guid = 'bd72d90d-55bc-11d9-848a-00112f43529a';
  const empty = '00000000-0000-0000-0000-000000000000';
  it.each<[string, string | undefined, [string, string, string] | undefined]>([
    [guid, undefined, [guid, guid, '']],
    [`${guid}#${guid}`, undefined, [`${guid}#${guid}`, guid, guid]],
    [`${guid}#`, undefined, [guid, guid, '']],
    [`${guid}#${empty}`, undefined, [guid, guid, '']],
    [guid, guid, [`${guid}#${guid}`, guid, guid]],
    [guid, `${guid}#x`, [`${guid}#x`, guid, 'x']],
    [guid, empty, [guid, guid, '']],
    // Not guids: numbers, words, Cyrillic, blanks within; the case and the letters are kept as they are.
    ['00042', undefined, ['00042', '00042', '']],
    ['ORDER_DELIVERY', undefined, ['ORDER_DELIVERY', 'ORDER_DELIVERY', '']],
    ['Товар-Ё №1', undefined, ['Товар-Ё №1', 'Товар-Ё №1', '']],
    ['AСЕ', undefined, ['AСЕ', 'AСЕ', '']],
    ['a b#Красный 42', undefined, ['a b#Красный 42', 'a b', 'Красный 42']],
    [guid.toUpperCase(), undefined, [guid.toUpperCase(), guid.toUpperCase(), '']],
    ['{bd72d90d}', undefined, ['{bd72d90d}', '{bd72d90d}', '']],
    ['a#b#c', undefined, ['a#b#c', 'a', 'b#c']],
    ['  a  #  b ', undefined, ['a#b', 'a', 'b']],
    ['', undefined, undefined],
    ['  ', undefined, undefined],
    ['#b', undefined, undefined],
  ])('%j with %j', (written, characteristic, parts) => {
    const found = itemId(written, characteristic);
    expect(found && [found.id, found.productId, found.characteristicId]).toEqual(parts);
  });
});
