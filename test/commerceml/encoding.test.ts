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
      expect(warned[0]?.warnings).toEqual([
        { code: 'unknown-encoding', path: '#text', value: 'до\ufffdпосле', line: 3 },
      ]);
    },
  );

  it.each([1, 7, 1000, 70_000, 1_000_000])(
    'a text in windows-1251 within UTF-8 is read as what it is, with a warning on its record (pieces of %i)',
    async (pieceSize) => {
      const before = pieceSize === 1 ? 200 : 2000; // byte by byte is slow, and long enough with less
      const filler = '<Товар><Ид>f</Ид><Наименование>Вёдра «Ґ» №1</Наименование></Товар>\r\n'.repeat(before);
      const parts = [
        Buffer.from(
          catalogueOf(`${filler}<Товар><Ид>p</Ид><Наименование>`)
            .replace(/<\/Наименование>$/, '')
            .split('</Товары>')[0] ?? '',
        ),
        iconv.encode('Матрац «Ґанок» на 2 особи', 'windows-1251'),
        Buffer.from('</Наименование><Артикул>A-1</Артикул></Товар><Товар><Ид>q</Ид><Наименование Код="'),
        iconv.encode('код', 'windows-1251'),
        Buffer.from(
          '">Щётка</Наименование></Товар><Товар><Ид>r</Ид></Товар></Товары></Каталог></КоммерческаяИнформация>',
        ),
      ];
      const products = (await readAll(Buffer.concat(parts), { pieceSize })).filter(
        (record) => record.kind === 'product',
      );
      const line = before + 3;
      expect(products.slice(-4).map(({ id, name, extra, warnings }) => ({ id, name, extra, warnings }))).toEqual([
        { id: 'f', name: 'Вёдра «Ґ» №1', extra: {}, warnings: [] },
        {
          id: 'p',
          name: 'Матрац «Ґанок» на 2 особи',
          extra: {},
          warnings: [{ code: 'unknown-encoding', path: '#text', value: 'Матрац «Ґанок» на 2 особи', line }],
        },
        {
          id: 'q',
          name: 'Щётка',
          extra: { Наименование: { '@Код': expect.any(String) } },
          warnings: [
            { code: 'unknown-encoding', path: '#text', value: expect.stringContaining('<Наименование Код='), line },
          ],
        },
        { id: 'r', name: undefined, extra: {}, warnings: [] },
      ]);
    },
  );

  it.each([
    ['undeclared', undefined],
    ['declared UTF-8', 'UTF-8'],
  ])('windows-1251 that is %s is recognised behind any length of ASCII, with one warning', async (_, declared) => {
    const late = text(declared).replace('\n<', `\n<!--${'x'.repeat(200_000)}-->\n<`);
    for (const pieceSize of [1_000_000, 65_536, 4099]) {
      const records = await readAll(iconv.encode(late, 'windows-1251'), { pieceSize });
      expect(only(records, 'product').name).toBe(NAME);
      expect(records.flatMap((record) => record.warnings)).toEqual([
        { code: 'unknown-encoding', path: '', value: 'windows-1251', line: 1 },
      ]);
    }
  });

  it.each([
    ['UTF-8 declared iso-8859-1', Buffer.from(text('iso-8859-1')), 'utf-8'],
    ['windows-1251 declared iso-8859-1', iconv.encode(text('iso-8859-1'), 'windows-1251'), 'windows-1251'],
    ['windows-1251 declared koi8-r', iconv.encode(text('koi8-r'), 'windows-1251'), 'windows-1251'],
    [
      'windows-1251 with the mark of UTF-8',
      Buffer.concat([Buffer.from('\ufeff'), iconv.encode(text('UTF-8'), 'windows-1251')]),
      'windows-1251',
    ],
  ])('%s is recognised, with a warning', async (_, bytes, encoding) => {
    const records = await readAll(bytes);
    expect(only(records, 'product').name).toBe(NAME);
    expect(records.flatMap((record) => record.warnings)).toEqual([
      { code: 'unknown-encoding', path: '', value: encoding, line: 1 },
    ]);
  });

  it('UTF-8 that is declared windows-1251 is recognised with a broken letter in it, too', async () => {
    const bytes = Buffer.from(text('windows-1251').replace('№5', '*5'));
    bytes[bytes.indexOf('*')] = 0xd0;
    const records = await readAll(bytes);
    expect(only(records, 'product').name).toBe('Щётка «Їжак» \ufffd5');
    expect(records.flatMap((record) => record.warnings.map(({ path }) => path))).toEqual(['', '#text']);
  });

  const MARKS: [string, Buffer][] = [
    ['two marks', Buffer.from(`\ufeff\ufeff${text('utf-8')}`)],
    ['blank lines before the mark', Buffer.from(`\r\n\r\n\ufeff${text('utf-8')}`)],
    ['a mark that was encoded twice', Buffer.from(`\u00ef\u00bb\u00bf${text('utf-8')}`)],
    ['blank lines behind the mark', Buffer.from(`\ufeff\r\n${text('utf-8')}`)],
    ['UTF-16 with a mark, declared UTF-8', Buffer.from(`\ufeff${text('utf-8')}`, 'utf16le')],
    ['UTF-16 with a mark, declared windows-1251', utf16be(`\ufeff${text('windows-1251')}`)],
    ['win-1251', iconv.encode(text('win-1251'), 'windows-1251')],
    ['cp-1251', iconv.encode(text('cp-1251'), 'windows-1251')],
  ];
  it.each(MARKS)('%s: read without a warning', async (_, bytes) => {
    for (const pieceSize of [bytes.length, 1]) {
      const records = await readAll(bytes, { pieceSize });
      expect(only(records, 'product').name).toBe(NAME);
      expect(records.flatMap((record) => record.warnings)).toEqual([]);
    }
  });

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
