import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readParameters } from '../../src/protocol/parameters.js';
import { countOf } from '../support/property-runs.js';

const runs = countOf({ short: 500, long: 20_000 });

/** Letters, digits and signs that 1C leaves as they are in a filename; all of them are in windows-1251. */
const nameCharacters = fc.constantFrom(...'абвгґіїєяЯЖЫЭqwzQZ019-_.,()+#@!~ =/\\№«»');
const names = fc.string({ unit: nameCharacters, minLength: 1, maxLength: 40 }).filter((name) => name.trim() !== '');

describe('parameters of any request', () => {
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readParameters(`/1c_exchange?${Buffer.from(bytes).toString('latin1')}`);
      }),
      { numRuns: runs, seed: 1 },
    );
  });

  it('reads back a name that was not escaped, in UTF-8', () => {
    fc.assert(
      fc.property(names, (name) => {
        const raw = Buffer.from(name, 'utf8').toString('latin1');
        expect(readParameters(`/1c_exchange?type=catalog&mode=file&filename=${raw}`).filename).toBe(name);
      }),
      { numRuns: runs, seed: 2 },
    );
  });

  it('reads back a name that was not escaped, in windows-1251, unless its bytes are UTF-8 too', () => {
    fc.assert(
      fc.property(names, (name) => {
        const bytes = iconv.encode(name, 'win1251');
        fc.pre(bytes.toString('utf8').includes('\ufffd'));
        const raw = bytes.toString('latin1');
        expect(readParameters(`/1c_exchange?type=catalog&mode=file&filename=${raw}`).filename).toBe(name);
      }),
      { numRuns: runs, seed: 3 },
    );
  });

  it('reads back any escaped name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 40 }), (name) => {
        fc.pre(name.trim() !== '');
        const read = readParameters(`/1c_exchange?type=catalog&mode=file&filename=${encodeURIComponent(name)}`);
        expect(read.filename).toBe(name);
      }),
      { numRuns: runs, seed: 4 },
    );
  });
});
