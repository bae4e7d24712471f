import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../src/commerceml/names-alike.js';
import { normalisePath } from '../../src/commerceml/paths.js';
import { readBoolean, readCurrency, readDecimal, readTaxRate } from '../../src/commerceml/values.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 5000, long: 200_000, seed: 5 });

/** Texts made of a few pieces, so that many of them are nearly what the quick way is for. */
const textOf = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((some) => some.join(''));

/**
 * What is read quickly where it is written as 1C writes it is read by the full rules when blanks stand around it, which mean nothing:
 * both must agree.
 */
describe('the quick way gives what the full rules give', () => {
  it('of a number, whatever the separator', () => {
    // More than 60 digits are none.
    const digits = fc.tuple(fc.constantFrom('0', '7', '05'), fc.nat(70)).map(([digit, count]) => digit.repeat(count));
    const long = fc
      .tuple(fc.constantFrom('', '-'), digits, fc.constantFrom('', '.'), digits)
      .map((parts) => parts.join(''));
    const short = textOf('0', '00', '1', '12', '507', '.', ',', '-', '+', 'e', '0.5', '٣', '−');
    fc.assert(
      fc.property(fc.oneof(short, long), fc.constantFrom(undefined, '.', ',', '/', 'e'), (text, separator) => {
        expect(readDecimal(text, separator)).toBe(readDecimal(` ${text}\u00a0`, separator));
      }),
      RUNS,
    );
  });

  it('of a boolean', () => {
    for (const text of ['true', 'false', 'True', 'FALSE', 'truе', '', 'tru', 'falsee']) {
      expect(readBoolean(text)).toBe(readBoolean(` ${text}\n`));
    }
    expect([readBoolean('true'), readBoolean('false')]).toEqual([true, false]);
  });

  it('of the path of a picture', () => {
    const path = textOf(
      'import_files',
      'Import_Files',
      '/',
      '//',
      '\\',
      'a',
      'ab.jpg',
      '.',
      ' ',
      'https:',
      'C:',
      'tmp',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          path,
          path.map((text) => `import_files/${text}`),
        ),
        (text) => {
          expect(normalisePath(text)).toBe(normalisePath(`\t${text} `));
        },
      ),
      RUNS,
    );
  });

  it('of a word that is remembered, the first time and later', () => {
    // Too long to be remembered; blanks mean nothing to these.
    const afresh = (text: string) => `${text}${' '.repeat(64)}`;
    const word = textOf(
      'НДС',
      '20',
      '18',
      '/',
      '%',
      'Без',
      ' ',
      'руб',
      'RU',
      'B',
      '.',
      '98',
      '0',
      'uah',
      '_',
      '-',
      'Ё',
      'e',
      '__proto__',
    );
    fc.assert(
      fc.property(word, (text) => {
        for (const read of [fold, readCurrency, readTaxRate]) {
          const expected = read(afresh(text));
          expect([read(text), read(text)]).toEqual([expected, expected]);
        }
      }),
      RUNS,
    );
  });
});
