import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chunksOf, foldText, measureOf } from '../../src/listing/fold-text.js';
import { meantBy, slipsBetween } from '../../src/listing/search-typos.js';
import { propertyRuns } from '../support/property-runs.js';

const runs = propertyRuns({ short: 500, long: 20_000, seed: 20_261_126 });

describe('folding', () => {
  it.each([
    ['ЁЖИК', 'ezhik'],
    ['ежик', 'ezhik'],
    ['кіно', 'kino'],
    ['кино', 'kino'],
    ['Ґудзик', 'gudzik'],
    ['Їжак є', 'izhak e'],
    ['КИРПИЧ щебень', 'kirpich scheben'],
    ['Isıtıcı İSTANBUL', 'isitici istanbul'],
    ['şöğüç', 'soguc'],
    ['Straße Café naïve Øl', 'strasse cafe naive ol'],
    ["п'ять п’ять пʼять", 'pyat pyat pyat'],
    ['５мм ²', '5mm 2'],
    ['№5 Bosch®', '5 bosch'],
    ['a\u0301 й и\u0306', 'a y y'],
    ['日本 🔥', '日本 🔥'],
    ["quote' back\\slash %_", "quote' back\\slash %_"],
  ])('of %j is %j', (text, folded) => {
    expect(foldText(text).replace(/\s+/g, ' ').trim()).toBe(folded);
  });

  it('makes ASCII of the letters of our languages, is done once, and knows no case', () => {
    const letter = fc.constantFrom(...'абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяçğıöşüâabcxyz0123456789 -./');
    const text = fc.array(letter, { maxLength: 40 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, (given) => {
        const folded = foldText(given);
        expect(folded).toMatch(/^[a-z0-9 \-./]*$/);
        expect(foldText(folded)).toBe(folded);
        expect(foldText(given.toUpperCase())).toBe(folded);
        expect(foldText(given.normalize('NFD'))).toBe(folded);
      }),
      runs,
    );
  });

  it('takes any text apart into words that an index and JSON can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (given) => {
        for (const { words, joined, folded } of chunksOf(given)) {
          expect(words.length).toBeGreaterThan(0);
          for (const word of [...words.map((one) => one.folded), ...(joined === null ? [] : [joined])]) {
            expect(word).not.toBe('');
            expect(word).not.toMatch(/[\s\p{Surrogate}]/u);
          }
          expect(folded).toBe(folded.trim());
          for (const word of words) expect(word.folded.length).toBeLessThanOrEqual(250);
        }
      }),
      runs,
    );
  });

  it.each([
    ['Дрель-шуруповёрт 12V', [['drel', 'shurupovert'], ['12v']], ['drelshurupovert', null]],
    [
      'т-34 1,5 2-3',
      [
        ['t', '34'],
        ['1', '5'],
        ['2', '3'],
      ],
      ['t34', null, null],
    ],
    ['"стол", — !', [['stol']], [null]],
  ])('takes %j apart', (text, words, joined) => {
    const chunks = chunksOf(text);
    expect(chunks.map((chunk) => chunk.words.map(({ folded }) => folded))).toEqual(words);
    expect(chunks.map((chunk) => chunk.joined)).toEqual(joined);
  });

  it('knows a number with its unit', () => {
    expect([measureOf('10mm'), measureOf('220v'), measureOf('mm'), measureOf('10'), measureOf('12abcde')]).toEqual([
      ['10', 'mm'],
      ['220', 'v'],
      null,
      null,
      null,
    ]);
  });
});

describe('slips of the keyboard', () => {
  it.each([
    ['stol', 'stol', 0],
    ['stol', 'sto', 1],
    ['stol', 'stool', 1],
    ['stol', 'stul', 1],
    ['stol', 'sotl', 1],
    ['stol', 'tsol', 1],
    ['stol', 'tslo', 2],
    ['stol', 'xyzw', 3],
    ['', 'ab', 2],
  ])('between %j and %j there are %j (at most 2 are told)', (one, other, slips) => {
    expect([slipsBetween(one, other, 2), slipsBetween(other, one, 2)]).toEqual([slips, slips]);
  });

  it('are as many as were made, or fewer, and as many from either side', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(slipsBetween(one, other, 9)).toBe(slipsBetween(other, one, 9));
        expect(slipsBetween(one, other, 9)).toBe(slowly(one, other));
        expect(slipsBetween(one, other, 2)).toBe(Math.min(3, slowly(one, other)));
      }),
      runs,
    );
  });

  it('are forgiven once in a short word, twice in a long one, the nearest words first', () => {
    expect(meantBy('stll', ['stol', 'stul', 'stxx'])).toEqual(['stol', 'stul']);
    expect(meantBy('pismennyi', ['pismenny', 'pismennaya', 'pismo'])).toEqual(['pismenny', 'pismennaya']);
  });
});

/** The definition, without a table. */
function slowly(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [a, b] = [one.slice(1), other.slice(1)];
  const best = Math.min(slowly(a, other) + 1, slowly(one, b) + 1, slowly(a, b) + (one[0] === other[0] ? 0 : 1));
  const isSwap = one.length > 1 && other.length > 1 && one[0] === other[1] && one[1] === other[0];
  return isSwap ? Math.min(best, slowly(one.slice(2), other.slice(2)) + 1) : best;
}
