import { describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import fc from 'fast-check';
import { freeText, idText, lineText, moneyText, quantityText } from '../../src/commerceml/order-values.js';
import {
  readBoolean,
  readCurrency,
  readDate,
  readDateTime,
  readDecimal,
  readTaxRate,
  readTime,
  unitByCode,
  writeBoolean,
  writeDate,
  writeDateTime,
  writeDecimal,
  writeTime,
} from '../../src/commerceml/values.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 500, long: 20_000, seed: 1 });
const ZONES = ['Europe/Kyiv', 'Europe/Moscow', 'Asia/Almaty', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'];

/** Digits without a zero in front, and a fraction. */
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.stringMatching(/^\d{0,12}$/))
  .map(([negative, whole, fraction]) => ({ negative, whole: whole.toString(), fraction }));
type Decimal = { negative: boolean; whole: string; fraction: string };
const exact = ({ negative, whole, fraction }: Decimal) => {
  const zero = /^0*$/.test(whole + fraction);
  return `${negative && !zero ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};
const grouped = (whole: string, mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);

describe('decimals', () => {
  it('are read exactly from whatever grouping and separator they are written with', () => {
    const written = fc.tuple(
      decimal,
      fc.constantFrom('', ' ', '\u00a0', '\u202f', '\u2009', "'"),
      fc.constantFrom('.', ','),
      fc.constantFrom('', ' ', '\n'),
    );
    fc.assert(
      fc.property(written, ([value, group, point, blank]) => {
        const text = `${blank}${value.negative ? '-' : ''}${grouped(value.whole, group)}${value.fraction === '' ? '' : point + value.fraction}${blank}`;
        expect(readDecimal(text)).toBe(exact(value));
      }),
      RUNS,
    );
  });

  it('are read exactly with points or commas between thousands, where the fraction follows the other mark', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom('.', ','), (value, point) => {
        fc.pre(value.fraction !== '');
        const text = `${grouped(value.whole, point === '.' ? ',' : '.')}${point}${value.fraction}`;
        expect([readDecimal(text), readDecimal(text, point)]).toEqual(
          Array(2).fill(exact({ ...value, negative: false })),
        );
      }),
      RUNS,
    );
  });

  it('with an exponent are what exact arithmetic says', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -15, max: 15 }), (value, exponent) => {
        const read = readDecimal(`${exact(value)}E${exponent < 0 ? '' : '+'}${exponent}`);
        expect(read).toMatch(/^-?\d+(\.\d+)?$/);
        expect(new Big(read ?? '').eq(new Big(exact(value)).times(new Big(10).pow(exponent)))).toBe(true);
      }),
      RUNS,
    );
  });

  it('are themselves when read again, and come back from writing with the same value', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const text = exact(value);
        expect(readDecimal(text)).toBe(text);
        expect(new Big(writeDecimal(text)).eq(text)).toBe(true);
        expect(writeDecimal(text)).not.toMatch(/\.\d*0$|\.$|^-0$/);
      }),
      RUNS,
    );
  });

  it('from any text are a decimal, empty or unreadable, never anything else', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-+ \d.,eE%]{0,12}$/));
    fc.assert(
      fc.property(text, (any) => {
        const read = readDecimal(any);
        if (typeof read === 'string') expect(read).toMatch(/^-?\d+(\.\d+)?$/);
        const rate = readTaxRate(any);
        if (typeof rate === 'string') expect(rate).toMatch(/^(none|\d+(\.\d+)?(\/\d+(\.\d+)?)?)$/);
      }),
      RUNS,
    );
  });
});

describe('dates and times', () => {
  const moment = fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2199-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  const zone = fc.constantFrom(...ZONES);

  it('that are written are read back', () => {
    fc.assert(
      fc.property(moment, zone, (at, timeZone) => {
        const [date, time] = [writeDate(at, timeZone), writeTime(at, timeZone)];
        expect(readDate(date, timeZone)).toBe(date);
        expect(readTime(time, timeZone)).toBe(time);
        expect(readDateTime(writeDateTime(at, timeZone), timeZone)).toBe(`${date}T${time}`);
      }),
      RUNS,
    );
  });

  it('with a zone are brought to the zone of the node', () => {
    fc.assert(
      fc.property(moment, zone, (at, timeZone) => {
        expect(readDateTime(at.toISOString(), timeZone)).toBe(writeDateTime(at, timeZone));
      }),
      RUNS,
    );
  });

  it('written as Europeans and as 1C do are the same', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const iso = writeDateTime(at, 'UTC');
        const [year, month, day, hour, minute, second] = iso.split(/[-T:]/);
        const forms = [
          `${day}.${month}.${year} ${Number(hour)}:${minute}:${second}`,
          `${year}-${month}-${day} ${hour}:${minute}:${second}`,
          `${year}-${Number(month)}-${Number(day)}T${Number(hour)}:${minute}:${second}.000`,
          `${year}${month}${day}${hour}${minute}${second}`,
        ];
        expect(forms.map((form) => readDateTime(form, 'UTC'))).toEqual(Array(4).fill(iso));
      }),
      RUNS,
    );
  });

  it('from any text are a date of the calendar, empty or unreadable', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{1,4}[-.]\d{1,2}[-.]\d{1,4}([T ]\d{1,2}:\d{2}(:\d{2})?)?$/),
    );
    fc.assert(
      fc.property(text, (any) => {
        const read = readDateTime(any, 'UTC');
        if (typeof read !== 'string') return;
        const [date = '', time = '00:00:00'] = read.split('T');
        expect(new Date(`${date}T${time}Z`).toISOString()).toBe(`${date}T${time}.000Z`);
      }),
      RUNS,
    );
  });
});

describe('currencies', () => {
  it('are the same in any case, with dots and blanks', () => {
    const spelling = fc.constantFrom('руб', 'грн', 'UAH', '643', 'usd', 'бел', 'тг', 'KGS');
    fc.assert(
      fc.property(spelling, fc.constantFrom('', '.', ' ', '. '), fc.boolean(), (text, behind, upper) => {
        expect(readCurrency((upper ? text.toUpperCase() : text.toLowerCase()) + behind)).toBe(readCurrency(text));
        expect(readCurrency(text)).toMatch(/^[A-Z]{3}$/);
      }),
      RUNS,
    );
  });
});

describe('what we write is read back as what it was', () => {
  it('booleans', () => {
    expect([true, false].map((value) => readBoolean(writeBoolean(value)))).toEqual([true, false]);
  });

  it('money and quantities of orders', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const text = exact(value);
        expect(new Big(readDecimal(quantityText(text)) ?? '').eq(text)).toBe(true);
        expect(readDecimal(moneyText(text))).toBe(new Big(text).toFixed(2).replace('-0.00', '0.00'));
      }),
      RUNS,
    );
  });

  it('tax rates, in the form that reading gives', () => {
    const rate = fc.tuple(fc.nat(99), fc.stringMatching(/^\d{0,3}$/)).map(([whole, fraction]) => {
      const cut = fraction.replace(/0+$/, '');
      return cut === '' ? `${whole}` : `${whole}.${cut}`;
    });
    const any = fc.oneof(
      rate,
      fc.tuple(rate, rate).map(([above, below]) => `${above}/${below}`),
    );
    fc.assert(
      fc.property(any, (text) => {
        expect(readTaxRate(text)).toBe(text);
        expect(readTaxRate(`${text.replace('/', '% / ')}%`)).toBe(text);
      }),
      RUNS,
    );
  });

  it('currencies: every code of ISO 4217, and every spelling that a node may be told to write', () => {
    for (const code of Intl.supportedValuesOf('currency')) {
      const asWritten = { RUR: 'RUB', BYR: 'BYN' }[code] ?? code;
      expect([code, readCurrency(code), readCurrency(code.toLowerCase())]).toEqual([code, asWritten, asWritten]);
    }
    const spellings = {
      RUB: ['руб', '643', 'RUB'],
      UAH: ['грн', 'UAH', '980'],
      BYN: ['BYN', '933'],
      KZT: ['KZT', '398'],
    };
    for (const [code, texts] of Object.entries(spellings))
      expect(texts.map(readCurrency)).toEqual(texts.map(() => code));
  });

  it('units: a code padded to any width is the same unit', () => {
    const code = fc.oneof(fc.constantFrom('796', '2009', '166', '0301', '8751'), fc.stringMatching(/^\d{3,4}$/));
    fc.assert(
      fc.property(code, fc.constantFrom('', ' ', '  ', '\u00a0'), (text, blank) => {
        const unit = unitByCode(text);
        expect(unitByCode(`${text}${blank}`)).toEqual(unit);
        if (unit) expect([text, text.replace(/^0/, '')]).toContain(unit.code);
      }),
      RUNS,
    );
  });

  it('texts: what was written is written again as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (any) => {
        for (const write of [lineText, freeText, idText]) {
          const text = write(any);
          expect([write(text), text?.trim()]).toEqual([text, text]);
        }
      }),
      RUNS,
    );
  });
});
