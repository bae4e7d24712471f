import { describe, expect, it } from '@jest/globals';
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
    ['', null],
    ['  \u00a0', null],
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
  ])('%j → %j where the document says that its separator is %j', (text, value, separator) => {
    expect(readDecimal(text, separator)).toBe(value);
  });

  it.each([
    ['ЧЦ=18; ЧДЦ=2; ЧРД=.', '.'],
    ['ЧЦ=18; ЧДЦ=2; ЧРД=,', ','],
    ["ЧРД=','; ЧГ=0", ','],
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
    ...['true', 'TRUE', '1', 'Да', 'да ', 'Так', 'Истина', 'Y', '+'].map(
      (text): [string, boolean | null | undefined] => [text, true],
    ),
    ...['false', '0', 'Нет', 'Ні', 'Ложь', 'n'].map((text): [string, boolean | null | undefined] => [text, false]),
    ['', null],
    ['  ', null],
    ['может быть', undefined],
    ['2', undefined],
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
    ['0001-01-01T00:00:00', null],
    ['', null],
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
    ['0001-01-01', null],
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
    ...['руб', 'руб.', 'РУБ', 'р.', 'RUR', 'RUB', '643', '810', ' rub '].map((text): [string, string] => [text, 'RUB']),
    ...['грн', 'грн.', 'грв', 'UAH', '980', '₴'].map((text): [string, string] => [text, 'UAH']),
    ...['USD', '$', 'дол', 'долл.', '840'].map((text): [string, string] => [text, 'USD']),
    ...['EUR', '€', 'евр', 'євр', '978'].map((text): [string, string] => [text, 'EUR']),
    ...['BYN', 'BYR', 'бел', '933', '974'].map((text): [string, string] => [text, 'BYN']),
    ['KZT', 'KZT'],
    ['тг', 'KZT'],
    ['TL', 'TRY'],
    ['зл', 'PLN'],
    ['KGS', 'KGS'],
    ['UZS', 'UZS'],
    ['sek', 'SEK'],
    ['', null],
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
    ['7,5', '7.5'],
    ['Без НДС', 'none'],
    ['без ПДВ', 'none'],
    ['БезНДС', 'none'],
    ['Без налога', 'none'],
    ['', null],
    ['особая', undefined],
    ['-5', undefined],
    ['НДС', undefined],
  ])('%j → %j', (text, value) => {
    expect(readTaxRate(text)).toBe(value);
  });
});
