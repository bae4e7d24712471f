import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { codePageDecoder } from '../../src/commerceml/code-page.js';
import { utf8ToText } from '../../src/commerceml/text-of-units.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 500, long: 20_000, seed: 3 });
const ENCODINGS = [
  'windows-1251',
  'windows-1252',
  'koi8-r',
  'koi8-u',
  'cp866',
  'iso-8859-5',
  'maccyrillic',
  'us-ascii',
];
/** Characters of several bytes. */
const WIDE = ['cp932', 'cp936', 'cp949', 'cp950'];

describe('bytes become text', () => {
  it('from UTF-8 as the platform does it', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Щ', '€', '😀', '\u0000', '\ufeff', '\uffff')),
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const bytes = Buffer.from(parts.join(''));
        expect(utf8ToText(bytes)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
      }),
      RUNS,
    );
    expect(utf8ToText(Buffer.from('Щ'.repeat(100_000)))).toBe('Щ'.repeat(100_000));
  });

  it.each([...ENCODINGS, ...WIDE])('from %s as iconv-lite does it, in pieces of any size', (encoding) => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(codePageDecoder(encoding).decode(every)).toBe(iconv.getDecoder(encoding).write(Buffer.from(every)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (bytes, size) => {
        const decoder = codePageDecoder(encoding);
        const oracle = iconv.getDecoder(encoding);
        let text = '';
        let expected = '';
        for (let at = 0; at < bytes.length; at += size) {
          text += decoder.decode(bytes.subarray(at, at + size));
          expected += oracle.write(Buffer.from(bytes.subarray(at, at + size)));
        }
        expect(text + decoder.end()).toBe(expected + (oracle.end() ?? ''));
      }),
      RUNS,
    );
  });
});
