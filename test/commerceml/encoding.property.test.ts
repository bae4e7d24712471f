import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { Utf8Decoder } from '../../src/commerceml/utf8-decoder.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 300, long: 5000, seed: 1 });

const bytesOf = (parts: readonly Uint8Array[]) => Buffer.concat(parts);
const words = fc.constantFrom('Щітка', 'Ґанок «Їжак»', 'код', 'a', ' ', '€', '№ 5', '😀', 'Ёлка');
const tag = fc.constantFrom('<Ид>', '</Ид>', '<Товар Код="1">', '\r\n', '<a/>').map((text) => Buffer.from(text));
const utf8 = fc.array(words, { maxLength: 5 }).map((texts) => Buffer.from(texts.join(' ')));
const other = fc.array(words, { maxLength: 5 }).map((texts) => iconv.encode(texts.join(' '), 'windows-1251'));
const broken = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes));

function decoded(bytes: Uint8Array, size: number): { text: string; faults: number } {
  const decoder = new Utf8Decoder(true);
  let text = '';
  let faults = 0;
  for (let start = 0; start < bytes.length; start += size) {
    const piece = decoder.decode(bytes.subarray(start, start + size));
    faults += decoder.faults.length;
    for (const fault of decoder.faults) expect(piece.slice(fault.at)).toContain(fault.text.slice(0, 1));
    text += piece;
  }
  text += decoder.end();
  return { text, faults: faults + decoder.faults.length };
}

describe('decoding UTF-8 that may not be whole', () => {
  it('gives what is UTF-8 as it is, however it is cut, without a fault', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, utf8)), fc.integer({ min: 1, max: 40 }), (parts, size) => {
        const bytes = bytesOf(parts);
        expect(decoded(bytes, size)).toEqual({
          text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
          faults: 0,
        });
      }),
      RUNS,
    );
  });

  it('gives one and the same text and faults of anything, however it is cut', () => {
    const file = fc.array(fc.oneof(tag, utf8, other, broken), { maxLength: 30 });
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 40 }), (parts, size) => {
        const bytes = bytesOf(parts);
        expect(decoded(bytes, size)).toEqual(decoded(bytes, bytes.length));
      }),
      RUNS,
    );
  });

  it('loses no letter of a text that is in windows-1251', () => {
    const text = fc.array(fc.constantFrom('Щітка', 'Ґанок', 'код', 'Ёлка', 'ї'), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (texts, size) => {
        const written = texts.join(' ');
        const bytes = bytesOf([Buffer.from('<Ї>'), iconv.encode(written, 'windows-1251'), Buffer.from('</Ї>')]);
        expect(decoded(bytes, size)).toEqual({ text: `<Ї>${written}</Ї>`, faults: 1 });
      }),
      RUNS,
    );
  });
});
