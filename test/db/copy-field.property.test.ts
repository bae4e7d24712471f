import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copyField, fieldOfCopy } from '../../src/db/copy-field.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 5000, long: 200_000, seed: 5 });

const textOf = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((some) => some.join(''));

/** Short texts and long ones, with and without characters of meaning, go different ways. */
describe('a field of COPY', () => {
  it('is each of its characters as the format writes it, and is read back', () => {
    const meaning: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };
    const oneByOne = (text: string) => [...text].map((character) => meaning[character] ?? character).join('');
    const field = textOf(
      '\\',
      '\t',
      '\n',
      '\r',
      '\0',
      '\\n',
      '\v',
      '\u0001',
      '"',
      'я',
      '😀',
      'Описание товара',
      'x'.repeat(47),
    );
    fc.assert(
      fc.property(field, (text) => {
        expect(copyField(text)).toBe(oneByOne(text));
        expect(fieldOfCopy(copyField(text))).toBe(text.replaceAll('\0', ''));
      }),
      RUNS,
    );
    expect(copyField(null)).toBe('\\N');
  });
});
