import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { readFeed } from '../../../src/commerceml/reader.js';
import { inPieces, LIMITS, readAll } from '../support/feed-text.js';
import { documents } from '../support/xml-documents.js';
import { toldByUs } from '../support/xml-events.js';

const SMALL = 1200;

describe('a document that is cut', () => {
  const small = documents().filter((document) => document.length <= SMALL && document.startsWith('<'));

  it('in two at any place is read as in one', () => {
    expect(small.length).toBeGreaterThan(10);
    for (const document of small) {
      const whole = toldByUs([document]);
      for (let cut = 0; cut <= document.length; cut++) {
        const told = toldByUs([document.slice(0, cut), document.slice(cut)]);
        // Compared here, told by jest only when they differ: its own comparison takes ten times as long.
        if (!isDeepStrictEqual(told, whole)) expect({ cut, ...told }).toEqual({ cut, ...whole });
      }
    }
  });

  it('in units of UTF-16 is read as in one', () => {
    for (const document of small) expect(toldByUs(document.split(''))).toEqual(toldByUs([document]));
  });
});

describe('a file that is cut', () => {
  const text = documents()[0] ?? '';
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['windows-1251', iconv.encode(text.replace('UTF-8', 'windows-1251').replaceAll('😀', ''), 'windows-1251')],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('in two at any byte, or byte by byte, gives the same records (%s)', async (_, bytes) => {
    const whole = await readAll(bytes);
    expect(whole.map(({ kind }) => kind)).toContain('product');
    expect(await readAll(bytes, { pieceSize: 1 })).toEqual(whole);
    for (let cut = 1; cut < bytes.length; cut++) {
      const records = await readCut(bytes, cut);
      if (!isDeepStrictEqual(records, whole)) expect({ cut, records }).toEqual({ cut, records: whole });
    }
  });
});

async function readCut(bytes: Buffer, cut: number) {
  const records: unknown[] = [];
  async function* source() {
    yield* inPieces(bytes.subarray(0, cut), cut);
    yield* inPieces(bytes.subarray(cut), bytes.length);
  }
  for await (const record of readFeed(source(), { timeZone: 'Europe/Kyiv', limits: LIMITS })) records.push(record);
  return records;
}
