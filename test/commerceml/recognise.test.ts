import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { KnownRecord } from '../../src/commerceml/known-record.js';
import { readFeed } from '../../src/commerceml/reader.js';
import type { FeedRecord } from '../../src/records.js';
import { catalogueOf, inPieces, LIMITS, packageOf } from './support/feed-text.js';

interface Asking {
  readonly context?: string;
  readonly timeZone?: string;
  readonly pieceSize?: number;
  /** What is known, by the hex digits of key and fingerprint together. */
  readonly known?: (fingerprint: string) => boolean;
  readonly asked?: (key: string) => void;
}

async function read(file: string | Buffer, asking: Asking = {}): Promise<(FeedRecord | KnownRecord)[]> {
  const bytes = Buffer.from(file);
  const records: (FeedRecord | KnownRecord)[] = [];
  const reading = readFeed(inPieces(bytes, asking.pieceSize ?? bytes.length), {
    timeZone: asking.timeZone ?? 'Europe/Kyiv',
    limits: LIMITS,
    recognise: {
      context: asking.context ?? 'node 1',
      known: async (key) => {
        asking.asked?.(key.toString('hex'));
        return { find: (print) => asking.known?.(hexOf(key, print)) || undefined };
      },
    },
  });
  for await (const record of reading) records.push(record);
  return records;
}

const hexOf = (key: Buffer, print: Uint32Array): string =>
  `${key.toString('hex')}${Buffer.from(print.buffer, print.byteOffset, 16).toString('hex')}`;

const printsOf = (records: readonly (FeedRecord | KnownRecord)[]) =>
  records.flatMap((record) => ('fingerprint' in record ? (record.fingerprint?.toString('hex') ?? []) : []));

const PRODUCTS = '<Товар><Ид>1</Ид><Вес>1,5</Вес></Товар>\n<Товар><Ид>2</Ид></Товар>';
const OFFERS = '<Предложение><Ид>1</Ид></Предложение>\n<Предложение><Ид>2</Ид></Предложение>';

describe('a fingerprint', () => {
  it('has 16 bytes of its place and 16 of its own, and is the same at every reading', async () => {
    const prints = printsOf(await read(catalogueOf(PRODUCTS)));
    expect(prints).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(prints[0]?.slice(0, 32)).toBe(prints[1]?.slice(0, 32));
    expect(prints[0]).not.toBe(prints[1]);
    expect(printsOf(await read(catalogueOf(PRODUCTS), { pieceSize: 7 }))).toEqual(prints);
  });

  it('does not depend on what else is in the file', async () => {
    const [, second] = printsOf(await read(catalogueOf(PRODUCTS)));
    const other = catalogueOf(`<!-- new -->\n\n<Товар><Ид>3</Ид></Товар>${PRODUCTS}`).replace(
      '2024-02-03',
      '2025-02-03',
    );
    expect(printsOf(await read(other))[2]).toBe(second);
  });

  it.each<[string, string | Buffer, Asking]>([
    ['the importer', catalogueOf(PRODUCTS), { context: 'node 2' }],
    ['the zone', catalogueOf(PRODUCTS), { timeZone: 'UTC' }],
    ['the catalogue', catalogueOf(PRODUCTS, '<Ид>other</Ид>'), {}],
    ['whether only changes are sent', catalogueOf(PRODUCTS).replace('"false"', '"true"'), {}],
    ['the decimal sign', catalogueOf(PRODUCTS).replace('ВерсияСхемы', 'ФорматКоличества="ЧРД=," ВерсияСхемы'), {}],
    ['the depth', catalogueOf(PRODUCTS).replace('<Товары>', '').replace('</Товары>', ''), {}],
    ['the encoding', iconv.encode(catalogueOf(PRODUCTS).replace('UTF-8', 'windows-1251'), 'windows-1251'), {}],
  ])('depends on %s', async (_, file, asking) => {
    const prints = printsOf(await read(file, asking));
    expect(prints).toHaveLength(2);
    const before = printsOf(await read(catalogueOf(PRODUCTS)));
    expect(prints.filter((print) => before.includes(print))).toEqual([]);
  });

  it('of an offer depends on its package', async () => {
    const before = printsOf(await read(packageOf(OFFERS)));
    expect(before).toHaveLength(2);
    for (const file of [
      packageOf(OFFERS).replace('cat#', 'other#'),
      packageOf(OFFERS).replaceAll('ПакетПредложений', 'ИзмененияПакетаПредложений'),
      packageOf(OFFERS).replace('<ПакетПредложений', '<ПакетПредложений СодержитТолькоИзменения="true"'),
    ]) {
      const prints = printsOf(await read(file));
      expect(prints).toHaveLength(2);
      expect(prints.filter((print) => before.includes(print))).toEqual([]);
    }
  });

  it('is not given from the first text on that is in another encoding', async () => {
    const filler = '<Товар><Ид>0</Ид></Товар>'.repeat(5000); // the sample that tells the encoding ends before the fault
    const bytes = Buffer.from(catalogueOf(`${filler}<Товар><Ид>*</Ид></Товар>${PRODUCTS}`));
    bytes[bytes.indexOf('*')] = 0xff;
    const records = await read(bytes);
    expect(printsOf(records.slice(0, 5001))).toHaveLength(5000);
    expect(printsOf(records.slice(5001))).toEqual([]);
    expect(records).toHaveLength(5004);
  });

  it.each(['UTF-16', 'nested', 'prefixed'])('is not given in a feed that is %s', async (how) => {
    const files: Record<string, Buffer> = {
      'UTF-16': Buffer.from(`\ufeff${catalogueOf(PRODUCTS)}`, 'utf16le'),
      nested: Buffer.from(catalogueOf('<Товар><Ид>1</Ид><Товар><Ид>2</Ид></Товар></Товар>'.repeat(2))),
      prefixed: Buffer.from(catalogueOf(PRODUCTS).replaceAll('Товар>', 'х:Товар>').replace('<К', '<К')),
    };
    const records = await read(files[how] ?? '');
    expect(records.map(({ kind }) => kind)).toEqual(['catalogue', 'product', 'product']);
    expect(printsOf(records)).toEqual([]);
  });
});

describe('a known record', () => {
  it('stands in its place, and what follows has its line', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => `<Товар>\r\n<Ид>${index}</Ид>\r</Товар>\n`);
    const file = catalogueOf(`${many.join('')}<!-- --><Товар><Ид>last</Ид></Товар><Товар><Ид>end</Ид></Товар>`);
    const plain = await read(file);
    const last = printsOf(plain).slice(-2);
    const records = await read(file, { known: (print) => !last.includes(print) });
    expect(records.map(({ kind }) => kind)).toEqual(['catalogue', ...many.map(() => 'known'), 'product', 'product']);
    expect(records.slice(-2)).toEqual(plain.slice(-2));
    expect(records[0]).toEqual(plain[0]);
    expect(records[1]).toEqual({
      ...{ kind: 'known', of: 'product', catalogueId: 'cat' },
      ...{ key: expect.any(Buffer), found: true },
    });
  });

  it('is asked for once in a section, whatever stands between its records', async () => {
    const good = '<Товар><Ид>1</Ид></Товар>';
    const keys: string[] = [];
    const between = '<!-- <Товар><Ид>2</Ид></Товар> -->';
    await read(`${catalogueOf(`${good}${between}${good}${between}${good}`)}`, { asked: (key) => keys.push(key) });
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('does not keep an error behind it from its place', async () => {
    const good = '<Товар>\n<Ид>1</Ид></Товар>';
    for (const bad of ['<Товар><Ид>2</Товар>', 'a & b', '<Товар', '</Каталог>', '<Товар>\u0001</Товар>']) {
      const file = catalogueOf(`${good} ${good}${good}${bad}`);
      const errorOf = (asking: Asking) =>
        read(file, asking).then(
          () => undefined,
          (error: unknown) => error,
        );
      const plain = await errorOf({});
      const own = printsOf(await read(catalogueOf(good)));
      expect(plain).toMatchObject({ code: 'UZ1301' });
      expect(await errorOf({ known: (print) => own.includes(print) })).toEqual(plain);
    }
  });
});
