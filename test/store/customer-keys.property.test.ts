import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { customerKeys, emailKey, phoneKey, taxIdKey } from '../../src/store/customers/customer-keys.js';
import { propertyRuns } from '../support/property-runs.js';

const runs = propertyRuns({ short: 200, long: 5000, seed: 20_26 });

interface PhoneNumber {
  readonly country: string;
  readonly code: string;
  readonly trunk: string;
  readonly national: string;
}

/** Mobile numbers by the plans of the countries, made without the library: code of the country, trunk prefix, national number. */
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));
const number: fc.Arbitrary<PhoneNumber> = fc.oneof(
  digits(7).map((rest) => ({ country: 'UA', code: '380', trunk: '0', national: `50${rest}` })),
  digits(7).map((rest) => ({ country: 'RU', code: '7', trunk: '8', national: `916${rest}` })),
  digits(7).map((rest) => ({ country: 'KZ', code: '7', trunk: '8', national: `701${rest}` })),
  digits(7).map((rest) => ({ country: 'TR', code: '90', trunk: '0', national: `532${rest}` })),
);

/** Blanks, brackets and dashes between the digits, never before the first. */
const spaced = (text: string) =>
  fc
    .array(fc.constantFrom('', '', '', ' ', '-', '\u00a0', '.', ' (', ') '), {
      minLength: text.length,
      maxLength: text.length,
    })
    .map((marks) => [...text].map((digit, at) => (at === 0 ? digit : `${marks[at]}${digit}`)).join(''));

const written = ({ code, trunk, national }: PhoneNumber) =>
  fc.oneof(
    spaced(`${code}${national}`).map((text) => `+${text}`),
    spaced(`${trunk}${national}`),
    spaced(`${code}${national}`),
    spaced(`${code}${national}`).map((text) => `  +${text} `),
  );

describe('keys of customers', () => {
  it('a telephone has one key however it is written: with its country, with the trunk prefix, with blanks and brackets', () => {
    const twice = number.chain((one) => fc.tuple(fc.constant(one), written(one), written(one)));
    fc.assert(
      fc.property(twice, ([one, first, second]) => {
        const key = `+${one.code}${one.national}`;
        expect([first, phoneKey(first, one.country)]).toEqual([first, key]);
        expect(phoneKey(second, one.country)).toBe(key);
      }),
      runs,
    );
  });

  it('two telephones have one key only when they are one number', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        const same = one.code === other.code && one.national === other.national;
        const keys = [one, other].map(({ code, national }) => phoneKey(`+${code}${national}`, 'UA'));
        expect(keys[0] === keys[1]).toBe(same);
      }),
      runs,
    );
  });

  it('a key is its own key', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[+()\d -]{0,20}$/),
      number.chain(written),
      fc.emailAddress(),
    );
    const country = fc.constantFrom(undefined, 'RU', 'UA', 'KZ', 'US', 'DE');
    fc.assert(
      fc.property(text, country, (given, shops) => {
        for (const toKey of [(value?: string) => phoneKey(value, shops), emailKey, taxIdKey]) {
          const key = toKey(given);
          expect([given, key === undefined ? undefined : toKey(key)]).toEqual([given, key]);
        }
      }),
      runs,
    );
  });

  it('an e-mail has one key in any case, with any blanks around it', () => {
    const blanks = fc.stringMatching(/^[ \t\n]{0,3}$/);
    fc.assert(
      fc.property(fc.emailAddress(), blanks, blanks, (address, before, after) => {
        const key = emailKey(address);
        expect(key).toBeDefined();
        expect(emailKey(`${before}${address.toUpperCase()}${after}`)).toBe(key);
      }),
      runs,
    );
  });

  it.each<[string, string | undefined, string | undefined]>([
    ['8 (916) 123-45-67', 'RU', '+79161234567'],
    ['8 (916) 123-45-67', undefined, '89161234567'],
    ['+38 050 111 22 33', 'RU', '+380501112233'],
    ['380501112233', undefined, '+380501112233'],
    ['+7 916 123-45-67 доб. 12', 'RU', '+79161234567'],
    ['+79161234567, +79031234567', 'RU', '+79161234567'],
    ['+7 916 123-45-67 / +7 903 123-45-67', 'RU', '+79161234567'],
    ['0, 8 916 123-45-67', 'RU', '+79161234567'],
    ['050/111-22-33', 'UA', '+380501112233'],
    ['8 (050) 111-22-33', 'UA', '+380501112233'],
    ['000-00-00', 'RU', undefined],
    ['+7 (000) 000-00-00', 'RU', undefined],
    ['+380000000000', undefined, undefined],
    ['123456', 'RU', undefined],
    ['-', 'RU', undefined],
    ['нет', undefined, undefined],
  ])('the telephone "%s" in %s is %s', (phone, country, key) => {
    expect(phoneKey(phone, country)).toBe(key);
  });

  it('what a customer has not, and what is nobody’s, is no key', () => {
    const customer = { type: 'person', name: 'x', id: ' ', taxId: '000 000', phone: '0', email: 'нет' } as const;
    expect(customerKeys(customer)).toEqual({});
    expect(customerKeys({ ...customer, id: ' 42 ', taxId: '77 01-234567' })).toEqual({ id: '42', taxId: '7701234567' });
    expect(
      customerKeys({ ...customer, id: 'x'.repeat(251), email: `${'x'.repeat(250)}@x`, phone: '5'.repeat(3000) }),
    ).toEqual({});
    const guid = '01234567-89AB-CDEF-0123-456789ABCDEF';
    expect(customerKeys({ type: 'person', name: 'x', id: guid })).toEqual({ id: guid.toLowerCase() });
  });
});
