import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { KnownRecord } from '../../src/commerceml/known-record.js';
import { readFeed } from '../../src/commerceml/reader.js';
import type { FeedRecord } from '../../src/records.js';
import { LONG, propertyRuns } from '../support/property-runs.js';
import { LIMITS } from './support/feed-text.js';

const runs = (short: number) => propertyRuns({ short, long: short * 20, seed: 4 });
const TIMEOUT = LONG ? 600_000 : 60_000;

/** What may stand in a record, and looks like the beginning or the end of another. */
const inside = fc.constantFrom(
  '<Наименование>Щётка</Наименование>',
  '<!-- </Товар> <Товар> </Предложение> -->',
  '<Описание><![CDATA[</Товар><Товар><Ид>9</Ид></Товар></Предложение>]]></Описание>',
  '<Состав><Товар><Ид>x</Ид></Товар></Состав>',
  '<Состав><Товар Ид="y"/></Состав>',
  '<Состав><Предложение>z</Предложение></Состав>',
  '<?pi </Товар>?>',
  '\r\n',
  '\r \r',
  '\n\t\t',
  'текст',
  '<Вес>1,5</Вес>',
  '<Вес>тяжёлый</Вес>',
  '<Описание>&lt;Товар&gt; &amp; ]]</Описание>',
  '<Описание>\n\r\n\r\n</Описание>',
);
const between = fc.constantFrom(
  '',
  '',
  '',
  '\n',
  '\r\n\t',
  ' ',
  '<!-- <Товар><Ид>c</Ид></Товар> -->',
  '<![CDATA[ ]]>',
  '<Прочее/>',
);
const idOf = fc.integer({ min: 1, max: 6 }).map(String);
const startOf = fc.constantFrom('>', ' >', '\n>', ' Статус="Новый">', ' Статус="</>">'.replace('</>', '&lt;/&gt;'));
const endOf = fc.constantFrom('>', '>', ' >', '\n\t>');

const recordOf = (name: string) =>
  fc
    .tuple(startOf, idOf, fc.array(inside, { maxLength: 4 }), endOf)
    .map(([start, id, parts, end]) => `<${name}${start}<Ид>${id}</Ид>${parts.join('')}</${name}${end}`);
const oddOf = (name: string) =>
  fc.constantFrom(
    `<${name}/>`,
    `<${name} Ид="7"/>`,
    `<х:${name}><Ид>8</Ид></х:${name}>`,
    `<${name}></${name}>`,
    `<${name}Ы/>`,
  );
const listOf = (name: string) =>
  fc.array(
    fc.tuple(fc.oneof({ weight: 5, arbitrary: recordOf(name) }, { weight: 1, arbitrary: oddOf(name) }), between),
    {
      minLength: 1,
      maxLength: 10,
    },
  );
const joined = (records: readonly (readonly string[])[]) => records.flat().join('');

const catalogue = fc
  .tuple(fc.constantFrom('1', '2'), fc.constantFrom('', ' СодержитТолькоИзменения="true"'), listOf('Товар'), between)
  .map(
    ([id, attributes, records, late]) =>
      `<Каталог${attributes}><Ид>${id}</Ид><Товары>${joined(records)}</Товары>${late}</Каталог>`,
  );
const bare = fc
  .tuple(fc.constantFrom('1', '2'), listOf('Товар'))
  .map(([id, records]) => `<Каталог><Ид>${id}</Ид>${joined(records)}</Каталог>`);
const offers = fc
  .tuple(
    fc.constantFrom('ПакетПредложений', 'ИзмененияПакетаПредложений'),
    fc.constantFrom('1#', '2#'),
    listOf('Предложение'),
  )
  .map(([name, id, records]) => `<${name}><Ид>${id}</Ид><Предложения>${joined(records)}</Предложения></${name}>`);
const document = fc
  .array(recordOf('Товар'), { maxLength: 2 })
  .map((records) => `<Документ><Ид>d</Ид><Товары>${records.join('')}</Товары></Документ>`);
const feed = fc
  .tuple(
    fc.constantFrom('', ' ФорматСуммы="ЧРД=,"', ' ФорматКоличества="ЧРД=,"'),
    fc.array(fc.oneof(catalogue, bare, offers, document), { maxLength: 4 }),
  )
  .map(
    ([format, sections]) =>
      `<КоммерческаяИнформация xmlns:х="u"${format}>\n${sections.join('\n')}\n</КоммерческаяИнформация>`,
  );

const ENCODINGS: readonly [string, (text: string) => Buffer][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['windows-1251', (text) => iconv.encode(text, 'windows-1251')],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
];
const written = fc
  .tuple(feed, fc.constantFrom(...ENCODINGS))
  .map(([text, [name, encode]]) => encode(`<?xml version="1.0" encoding="${name}"?>\n${text}`));
const shares = fc.constantFrom(0.3, 0.6, 1);
const cuts = fc.array(fc.nat(), { maxLength: 12 });

interface Reading {
  readonly records: readonly (FeedRecord | KnownRecord)[];
  readonly error: unknown;
}

/** @param known undefined = a reading that recognises nothing and gives no fingerprints */
async function read(bytes: Buffer, places: readonly number[], known?: (print: string) => boolean): Promise<Reading> {
  const records: (FeedRecord | KnownRecord)[] = [];
  const options = { timeZone: 'Europe/Kyiv', limits: LIMITS };
  const recognise = known && {
    context: 'test',
    known: async (key: Buffer) => ({
      find(words: Uint32Array) {
        const print = Buffer.concat([key, Buffer.from(words.buffer, words.byteOffset, 16)]).toString('hex');
        return known(print) ? print : undefined;
      },
    }),
  };
  const reading = recognise
    ? readFeed(cutAt(bytes, places), { ...options, recognise })
    : readFeed(cutAt(bytes, places), options);
  try {
    for await (const record of reading) records.push(record);
  } catch (error) {
    return { records, error };
  }
  return { records, error: undefined };
}

async function* cutAt(bytes: Buffer, places: readonly number[]): AsyncGenerator<Uint8Array> {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (one, other) => one - other,
  );
  for (const [index, place] of sorted.entries()) {
    await Promise.resolve();
    yield bytes.subarray(place, sorted[index + 1] ?? bytes.length);
  }
}

const printOf = (record: FeedRecord | KnownRecord) =>
  'fingerprint' in record ? record.fingerprint?.toString('hex') : undefined;

function withoutPrint(record: FeedRecord | KnownRecord): object {
  const { fingerprint: _, ...rest } = { fingerprint: undefined, ...record };
  return rest;
}

/** Sixteen bits of the fingerprint decide, so that equal records are known or unknown together. */
const someOf = (share: number) => (print: string) => Number.parseInt(print.slice(-4), 16) / 0x10000 < share;

describe('a reading that recognises records', () => {
  it(
    'gives the records of one that does not, and fingerprints where a record is what its bytes are',
    async () => {
      let prints = 0;
      await fc.assert(
        fc.asyncProperty(written, cuts, async (bytes, places) => {
          const plain = await read(bytes, []);
          expect(plain.error).toBeUndefined();
          const { records, error } = await read(bytes, places, () => false);
          expect(error).toBeUndefined();
          expect(records.map(withoutPrint)).toEqual(plain.records.map(withoutPrint));
          prints += records.filter((record) => printOf(record) !== undefined).length;
        }),
        runs(300),
      );
      expect(prints).toBeGreaterThan(500);
    },
    TIMEOUT,
  );

  it(
    'leaves out what is known, and gives all else as before, wherever the bytes are cut',
    async () => {
      let left = 0;
      await fc.assert(
        fc.asyncProperty(written, cuts, cuts, shares, async (bytes, one, other, share) => {
          const first = await read(bytes, one, () => false);
          const carried = new Set(first.records.map(printOf));
          const isKnown = (print: string) => carried.has(print) && someOf(share)(print);
          const second = await read(bytes, other, isKnown);
          expect(second.error).toBeUndefined();
          expect(second.records).toHaveLength(first.records.length);
          for (const [index, record] of second.records.entries()) {
            const before = first.records[index];
            if (!before) throw new Error('no record');
            if (record.kind !== 'known') expect(record).toEqual(before);
            else {
              left += 1;
              expect(isKnown(printOf(before) ?? '')).toBe(true);
              expect(record).toEqual({
                kind: 'known',
                of: before.kind,
                catalogueId: 'catalogueId' in before ? before.catalogueId : undefined,
                key: expect.any(Buffer),
                found: printOf(before),
              });
            }
          }
        }),
        runs(400),
      );
      expect(left).toBeGreaterThan(500);
    },
    TIMEOUT,
  );

  it('gives a text before the first record to the head that it stands in', async () => {
    const written =
      '<КоммерческаяИнформация><Каталог><Ид>1</Ид>слово<Товар><Ид>2</Ид></Товар></Каталог></КоммерческаяИнформация>';
    const bytes = Buffer.from(written);
    const plain = await read(bytes, []);
    expect(plain.records).toMatchObject([{ kind: 'catalogue', extra: { '#text': 'слово' } }, { kind: 'product' }]);
    for (const isKnown of [false, true]) {
      const { records } = await read(bytes, [], () => isKnown);
      expect(records[0]).toEqual(plain.records[0]);
      expect(records).toHaveLength(2);
    }
  });

  it(
    'refuses what is damaged at the same place, whatever is known of what stands before',
    async () => {
      const damage = fc.tuple(fc.nat(), fc.constantFrom(...Buffer.from('<>&"/![]x \n'), 0x01, 0xff));
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(written, damage, cuts, shares, async (sound, [at, byte], places, share) => {
          const known = new Set((await read(sound, [], () => false)).records.map(printOf));
          const bytes = Buffer.from(sound);
          bytes[at % bytes.length] = byte;
          const plain = await read(bytes, []);
          const carried = new Set((await read(bytes, [], () => false)).records.map(printOf));
          const { records, error } = await read(
            bytes,
            places,
            (print) => known.has(print) && carried.has(print) && someOf(share)(print),
          );
          expect(error).toEqual(plain.error);
          if (error !== undefined) refused += 1;
          expect(records).toHaveLength(plain.records.length);
          for (const [index, record] of records.entries()) {
            if (record.kind !== 'known')
              expect(withoutPrint(record)).toEqual(withoutPrint(plain.records[index] ?? record));
          }
        }),
        runs(400),
      );
      expect(refused).toBeGreaterThan(50);
    },
    TIMEOUT,
  );
});
