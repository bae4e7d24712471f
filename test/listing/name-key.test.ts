import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameKey } from '../../src/listing/name-key.js';
import { propertyRuns } from '../support/property-runs.js';

/** As the database compares keys: byte by byte. */
const compareBytes = (one: string, other: string): number =>
  Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));

const sorted = (names: readonly string[]): string[] => [...names].sort((a, b) => compareBytes(nameKey(a), nameKey(b)));

describe('the key of a name', () => {
  it.each([
    ['ru', [...'абвгдежзийклмнопрстуфхцчшщъыьэюя']],
    ['uk', [...'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя']],
    ['tr', [...'abcçdefgğhıijklmnoöprsştuüvyz']],
    ['en', [...'abcdefghijklmnopqrstuvwxyz']],
  ])('puts words in the order that the alphabet of %s has', (language, letters) => {
    const { compare } = new Intl.Collator(language, { sensitivity: 'base', ignorePunctuation: false });
    const word = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect([one, other, compareBytes(nameKey(one), nameKey(other))]).toEqual([
          one,
          other,
          Math.sign(compare(one, other)),
        ]);
      }),
      propertyRuns({ short: 500, long: 20_000, seed: 17 }),
    );
  });

  it('does not care for case, signs and apostrophes; ё is е; numbers stand by their size', () => {
    expect(nameKey('  «Ёлка»,  ЗЕЛЁНАЯ ')).toBe(nameKey('елка зеленая'));
    expect(nameKey('п’ять')).toBe(nameKey("П'ЯТЬ"));
    expect(nameKey('İstanbul')).toBe(nameKey('istanbul'));
    expect(sorted(['Болт 10', 'Болт 9', 'Болт', 'Болт 09 б', 'Арматура', '5 гаек', 'Zebra', 'Болт 100'])).toEqual([
      ...['5 гаек', 'Zebra', 'Арматура', 'Болт', 'Болт 9', 'Болт 09 б', 'Болт 10', 'Болт 100'],
    ]);
    expect(sorted(['Σ', 'яблоко', '漢', 'café', 'cafe b'])).toEqual(['café', 'cafe b', 'яблоко', 'Σ', '漢']);
  });

  it('fits an index and a cursor, and holds nothing that PostgreSQL refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const key = nameKey(name);
        expect([...key].length).toBeLessThanOrEqual(120);
        expect(key).not.toMatch(/[\p{Cc}\p{Surrogate}\\"]/u);
      }),
      propertyRuns({ short: 500, long: 20_000, seed: 18 }),
    );
    expect(nameKey(null)).toBe('');
    expect(nameKey('…')).toBe('');
  });
});
