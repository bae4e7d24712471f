import { describe, expect, it } from '@jest/globals';
import { RecordSlicer, recordSlicerOf } from '../../src/commerceml/record-slicer.js';

const slicerOf = () => new RecordSlicer(['Товар', 'Предложение'], (text) => Buffer.from(text));

/** Slices as text, candidates in brackets. */
function slices(text: string, size: number): string[] {
  const slicer = slicerOf();
  const bytes = Buffer.from(text);
  const found: string[] = [];
  const note = (slice: { bytes: Buffer; isCandidate: boolean; blanks: number }) => {
    expect(slice.bytes.subarray(0, slice.blanks).toString().trim()).toBe('');
    found.push(slice.isCandidate ? `[${slice.bytes}]` : slice.bytes.toString('latin1'));
  };
  for (let at = 0; at < bytes.length; at += size)
    for (const slice of slicer.push(bytes.subarray(at, at + size))) note(slice);
  note(slicer.end());
  return found;
}

const candidates = (text: string, size = 1_000_000) =>
  slices(text, size)
    .filter((slice) => slice.startsWith('['))
    .map((slice) => slice.slice(1, -1).trim());

describe('the record slicer', () => {
  it.each<[string, string, string[]]>([
    ['records', '<а><Товар>1</Товар>\n <Товар\tб="в">2</Товар ></а>', ['<Товар>1</Товар>', '<Товар\tб="в">2</Товар >']],
    [
      'both kinds',
      '<Предложение>1</Предложение><Товар>2</Товар>',
      ['<Предложение>1</Предложение>', '<Товар>2</Товар>'],
    ],
    ['empty elements', '<Товар/><Товар>1</Товар>', ['<Товар/>', '<Товар>1</Товар>']],
    ['longer names', '<Товары></Товары><ТоварА></ТоварА>', []],
    ['a longer name inside', '<Товар><Товары></Товары></Товар>', ['<Товар><Товары></Товары></Товар>']],
    ['other prefixes', '<х:Товар></х:Товар>', []],
    ['what has no end', '<Товар><Товар>1</Товар', []],
  ])('finds %s', (_, text, expected) => {
    for (const size of [1_000_000, 16, 3, 1]) expect(candidates(text, size)).toEqual(expected);
  });

  it('loses no byte, wherever the pieces are cut', () => {
    const text = '<а> <Товар>1</Товар>  <Товар/>\n<Товары><Предл<Предложение>2</Предложение>х<Товар>3</Товар>\n<Това';
    for (let size = 1; size <= 40; size++) {
      const found = slices(text, size).map((slice) =>
        slice.startsWith('[') ? Buffer.from(slice.slice(1, -1)) : Buffer.from(slice, 'latin1'),
      );
      expect(Buffer.concat(found).toString()).toBe(text);
    }
  });

  it('takes nothing for a record that is longer than a megabyte', () => {
    const long = `<Товар>${'x'.repeat(1024 * 1024)}</Товар>`;
    const text = `<Товар>1</Товар>${long}<Товар>2</Товар>`;
    for (const size of [text.length * 2, 65_536]) {
      expect(candidates(text, size)).toEqual(['<Товар>1</Товар>', '<Товар>2</Товар>']);
      expect(slices(text, size).join('').replace(/[[\]]/g, '').length).toBe(
        slices(text, 1000).join('').replace(/[[\]]/g, '').length,
      );
    }
  });

  it('loses nothing of a longer one in which a shorter one begins at once', () => {
    const inner = '<Товар>';
    const text = `${inner.slice(0, -1)} ${inner}${'x'.repeat(1024 * 1024 - 2 * Buffer.byteLength(inner) - 1)}</Товар>`;
    const found = slices(text, text.length * 2);
    expect(found.map((slice) => slice.startsWith('['))).toEqual([false, true, false]);
    expect(
      found.reduce((sum, slice) => sum + (slice.startsWith('[') ? Buffer.byteLength(slice) - 2 : slice.length), 0),
    ).toBe(Buffer.byteLength(text));
  });

  it.each([
    ['utf-8', true],
    ['windows-1251', true],
    ['koi8-u', true],
    ['utf-16le', false],
    ['iso-8859-1', false],
    ['cp932', false],
  ])('is for encodings that have its letters, a byte for a character or UTF-8 (%s: %s)', (encoding, isFor) => {
    expect(recordSlicerOf(encoding) !== undefined).toBe(isFor);
  });
});
