import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { catalogueOf, only, readAll, readUntilError } from './support/feed-text.js';

const NAME = 'Щётка «Їжак» №5';
const text = (declared: string | undefined) =>
  catalogueOf(`<Товар><Ид>p</Ид><Наименование>${NAME}</Наименование></Товар>`).replace(
    ' encoding="UTF-8"',
    declared === undefined ? '' : ` encoding="${declared}"`,
  );
const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16();

const SOURCES: [string, Buffer][] = [
  ['UTF-8', Buffer.from(text('UTF-8'))],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text('utf-8')}`)],
  ['UTF-8 undeclared', Buffer.from(text(undefined))],
  ['UTF-8 with a mark that is declared windows-1251', Buffer.from(`\ufeff${text('windows-1251')}`)],
  ['windows-1251', iconv.encode(text('windows-1251'), 'windows-1251')],
  [
    'Windows-1251 in capitals and single quotes',
    iconv.encode(text('WINDOWS-1251').replaceAll('"', "'"), 'windows-1251'),
  ],
  ['cp1251', iconv.encode(text('cp1251'), 'windows-1251')],
  ['UTF-16 LE', Buffer.from(`\ufeff${text('UTF-16')}`, 'utf16le')],
  ['UTF-16 LE without a mark', Buffer.from(text('UTF-16'), 'utf16le')],
  ['UTF-16 BE', utf16be(`\ufeff${text('UTF-16')}`)],
  ['UTF-16 BE without a mark', utf16be(text('UTF-16'))],
  ['UTF-8 declared UTF-16', Buffer.from(text('UTF-16'))],
];

describe('encodings', () => {
  it.each(SOURCES)('%s is read, in one piece and byte by byte', async (_, bytes) => {
    for (const pieceSize of [bytes.length, 1]) {
      const records = await readAll(bytes, { pieceSize });
      expect(only(records, 'product').name).toBe(NAME);
      expect(records.flatMap((record) => record.warnings)).toEqual([]);
    }
  });

  it.each([
    ['koi8-u', 'Щітка'],
    ['koi8-r', 'Щётка'],
    ['cp866', 'Щётка'],
    ['iso-8859-5', 'Щётка'],
    ['x-mac-cyrillic', 'Щётка'],
  ])('%s is read where it is declared', async (encoding, name) => {
    const bytes = iconv.encode(
      text(encoding).replace(NAME, name),
      encoding === 'x-mac-cyrillic' ? 'maccyrillic' : encoding,
    );
    expect(only(await readAll(bytes, { pieceSize: 3 }), 'product').name).toBe(name);
  });

  it.each([
    ['declared UTF-8', 'UTF-8'],
    ['undeclared', undefined],
  ])('windows-1251 that is %s is recognised, with a warning on the first record', async (_, declared) => {
    const bytes = iconv.encode(text(declared), 'windows-1251');
    for (const pieceSize of [bytes.length, 1]) {
      const records = await readAll(bytes, { pieceSize });
      expect(only(records, 'product').name).toBe(NAME);
      expect(records.map((record) => record.warnings.map(({ code, value }) => [code, value]))).toEqual([
        [['unknown-encoding', 'windows-1251']],
        [],
      ]);
    }
  });

  it('UTF-8 that is declared windows-1251 is recognised, with a warning', async () => {
    const records = await readAll(Buffer.from(text('windows-1251')));
    expect(only(records, 'product').name).toBe(NAME);
    expect(records[0]?.warnings).toEqual([{ code: 'unknown-encoding', path: '', value: 'utf-8', line: 1 }]);
  });

  it.each([0, 1, 2])('the sample that decides may end inside a letter (%i)', async (shift) => {
    const long = catalogueOf(
      `<!--${'x'.repeat(shift)}--><Товар><Ид>p</Ид><Описание>${'€'.repeat(40_000)}</Описание></Товар>`,
    );
    const records = await readAll(Buffer.from(long.replace('UTF-8', 'windows-1251')), { pieceSize: 10_000 });
    expect(only(records, 'product').description).toBe('€'.repeat(40_000));
  });

  it('the mark is taken off once, also of a long file in pieces', async () => {
    const long = catalogueOf('<Товар><Ид>p</Ид></Товар>'.repeat(10_000));
    for (const bytes of [Buffer.from(`\ufeff${long}`), Buffer.from(`\ufeff${long}`, 'utf16le')]) {
      expect(await readAll(bytes, { pieceSize: 50_001 })).toHaveLength(10_001);
    }
  });

  it('a wrong encoding of a file without records is still told', async () => {
    const bytes = iconv.encode('<?xml version="1.0"?><КоммерческаяИнформация/>', 'windows-1251');
    expect(await readAll(bytes)).toEqual([
      {
        kind: 'other',
        name: 'КоммерческаяИнформация',
        line: 1,
        extra: {},
        warnings: [expect.objectContaining({ code: 'unknown-encoding' })],
      },
    ]);
  });

  it.each([false, true])(
    'a broken byte in UTF-8 spoils its letter only, with a warning on its record (far in the file: %s)',
    async (far) => {
      const filler = far ? '<Товар><Ид>f</Ид></Товар>'.repeat(5000) : '';
      const whole = Buffer.from(
        catalogueOf(`${filler}<Товар><Ид>p</Ид><Наименование>до*после</Наименование></Товар><Товар><Ид>q</Ид></Товар>`),
      );
      whole[whole.indexOf('*')] = 0xff;
      const products = (await readAll(whole)).filter((record) => record.kind === 'product');
      const warned = products.filter((record) => record.warnings.length > 0);
      expect(warned).toEqual([expect.objectContaining({ id: 'p', name: 'до\ufffdпосле' })]);
      expect(warned[0]?.warnings).toEqual([{ code: 'unknown-encoding', path: '', value: 'до\ufffdпосле', line: 3 }]);
    },
  );

  it.each(['shift-neverheard', 'base64', 'hex', 'utf-7', 'utf-32'])('%s is refused', async (encoding) => {
    const { records, error } = await readUntilError(Buffer.from(text(encoding)));
    expect(records).toEqual([]);
    expect(error).toMatchObject({ code: 'UZ1304', publicMessage: expect.stringContaining(encoding) });
  });

  it('UTF-32 by its mark is refused', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]);
    expect((await readUntilError(bytes)).error).toMatchObject({ code: 'UZ1304' });
  });
});
