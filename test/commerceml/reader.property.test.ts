import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readFeed } from '../../src/commerceml/reader.js';
import { isWholeXml } from '../../src/commerceml/whole.js';
import { UzelError } from '../../src/errors.js';
import type { FeedRecord } from '../../src/records.js';
import { LONG, propertyRuns } from '../support/property-runs.js';
import { type FeedModel, feedModel, type GroupModel, type Spelling, spelling } from './support/feed-model.js';
import { LIMITS, readAll } from './support/feed-text.js';
import { writeFeed } from './support/feed-writer.js';

const runs = (short: number) => propertyRuns({ short, long: short * 20, seed: 2 });
const TIMEOUT = LONG ? 600_000 : 60_000;

const PLAIN: Spelling = {
  prefix: '',
  newline: '\n',
  cdata: false,
  deletedAs: 'attribute',
  offersFirst: false,
  decimalComma: false,
  stockAs: 'attributes',
  ukrainian: false,
};
const exact = (value: string) => value.replace(/^-(?=0*(\.0*)?$)/, '');
const without = <Value extends object>(record: Value) => ({ ...record, line: undefined });
const withoutLines = (records: readonly FeedRecord[]) =>
  records.map((record) =>
    without(record.kind === 'document' && record.lines ? { ...record, lines: record.lines.map(without) } : record),
  );

/** The records that a feed says, made of the model alone. */
function expected(feed: FeedModel, { offersFirst, ukrainian }: Spelling) {
  const common = { extra: {}, warnings: [] };
  const seen = new Set<string>();
  const groups = (list: readonly GroupModel[], parentId: string | null): object[] =>
    list.flatMap((group, sort) => {
      const warnings = seen.has(group.id) ? [expect.objectContaining({ code: 'duplicate-id' })] : [];
      seen.add(group.id);
      return [
        { kind: 'group', id: group.id, parentId, name: group.name, sort, deleted: false, extra: {}, warnings },
        ...groups(group.children, group.id),
      ];
    });
  const classifier = () => [{ kind: 'classifier', id: 'class', ...common }, ...groups(feed.groups, null)];
  const catalogue = [
    { kind: 'catalogue', id: 'cat', ...common },
    ...feed.products.map((product) => ({
      kind: 'product',
      catalogueId: 'cat',
      id: product.characteristic === '' ? product.id : `${product.id}#${product.characteristic}`,
      productId: product.id,
      characteristicId: product.characteristic,
      name: product.name,
      description: product.description,
      ...(product.groups && { groups: product.groups }),
      ...(product.pictures && {
        pictures: product.pictures.map((path) => ({ path: `import_files/${path}`, kind: 'picture' })),
      }),
      properties: product.properties,
      requisites: product.requisites.map(({ name, value }) => ({ name, values: [value] })),
      deleted: product.deleted,
      extra: Object.fromEntries(product.unknown.map(({ name, value }) => [name, value])),
      warnings: [],
    })),
  ];
  const offers = [
    { kind: 'offerPackage', id: 'cat#', catalogueId: 'cat', changesPackage: false, ...common },
    ...feed.offers.map((offer) => ({
      kind: 'offer',
      packageId: 'cat#',
      catalogueId: 'cat',
      id: offer.id,
      productId: offer.id,
      characteristicId: '',
      prices: offer.prices.map(({ type, amount }) => ({ priceTypeId: type, amount: exact(amount) })),
      ...((offer.total !== undefined || offer.warehouses.length > 0) && {
        stock: {
          ...(offer.total !== undefined && { total: exact(offer.total) }),
          ...(offer.warehouses.length > 0 && {
            warehouses: Object.fromEntries(offer.warehouses.map(({ id, quantity }) => [id, exact(quantity)])),
          }),
        },
      }),
      deleted: false,
      ...common,
    })),
  ];
  const documents = feed.documents.map((document) => ({
    kind: 'document',
    id: document.id,
    number: document.number,
    operationText: ukrainian ? 'Замовлення товару' : 'Заказ товара',
    operation: 'order',
    counterparties: [],
    taxes: [],
    discounts: [],
    ...(document.lines && {
      lines: document.lines.map((line) => ({
        ...line,
        quantity: exact(line.quantity),
        price: exact(line.price),
        taxes: [],
        discounts: [],
        requisites: [],
        extra: {},
      })),
    }),
    requisites: expect.anything(),
    fate: {
      ...(document.oneCNumber !== undefined && { oneCNumber: document.oneCNumber }),
      ...(document.paid !== undefined && { paid: document.paid }),
    },
    subordinate: [],
    ...common,
  }));
  return [
    ...(offersFirst ? [...offers, ...catalogue, ...classifier()] : [...classifier(), ...catalogue, ...offers]),
    ...documents,
  ];
}

describe('a feed that is written', () => {
  it(
    'is read as what it says, however it is spelled',
    async () => {
      await fc.assert(
        fc.asyncProperty(feedModel, spelling, async (feed, how) => {
          expect(withoutLines(await readAll(writeFeed(feed, how, 'UTF-8')))).toEqual(expected(feed, how));
        }),
        runs(150),
      );
    },
    TIMEOUT,
  );

  it(
    'gives the same records wherever its bytes are cut, in any encoding',
    async () => {
      const encodings: [string, (text: string) => Buffer][] = [
        ['UTF-8', (text) => Buffer.from(text)],
        ['UTF-8', (text) => Buffer.from(`\ufeff${text}`)],
        ['windows-1251', (text) => iconv.encode(text, 'windows-1251')],
        ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
        ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
      ];
      await fc.assert(
        fc.asyncProperty(
          feedModel,
          spelling,
          fc.constantFrom(...encodings),
          fc.array(fc.nat(), { maxLength: 30 }),
          async (feed, how, [name, encode], cuts) => {
            const bytes = encode(writeFeed(feed, how, name));
            const reference = await readAll(writeFeed(feed, how, 'UTF-8'));
            expect(await collect(cutAt(bytes, cuts))).toEqual(reference);
            expect(await readAll(bytes, { pieceSize: 1 })).toEqual(reference);
          },
        ),
        runs(60),
      );
    },
    TIMEOUT,
  );

  it(
    'is whole to its last byte only, and cut anywhere it is refused after records of the whole',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          feedModel,
          spelling,
          fc.double({ min: 0, max: 0.9999, noNaN: true }),
          async (feed, how, part) => {
            const bytes = Buffer.from(writeFeed(feed, { ...how, newline: '' }, 'UTF-8'));
            const cut = bytes.subarray(0, Math.floor(bytes.length * part));
            expect([isWholeXml(bytes, bytes), isWholeXml(cut, cut)]).toEqual([true, false]);
            const whole = await readAll(bytes);
            const { records, error } = await collectUntilError(cut);
            expect(error).toMatchObject({ code: 'UZ1301' });
            expect(records).toEqual(whole.slice(0, records.length));
          },
        ),
        runs(100),
      );
    },
    TIMEOUT,
  );
});

describe('a damaged feed', () => {
  it(
    'is read or refused with one of the codes of XML; nothing else happens',
    async () => {
      const damage = fc.array(
        fc.record({
          at: fc.nat(),
          byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('<>&"/![]'))),
        }),
        { minLength: 1, maxLength: 8 },
      );
      await fc.assert(
        fc.asyncProperty(feedModel, spelling, damage, async (feed, how, changes) => {
          const bytes = Buffer.from(writeFeed(feed, how, 'UTF-8'));
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const { error } = await collectUntilError(bytes);
          if (error === undefined) return;
          expect(error).toBeInstanceOf(UzelError);
          expect((error as UzelError).code).toMatch(/^UZ130[1-5]$/);
        }),
        runs(300),
      );
    },
    TIMEOUT,
  );

  it(
    'of any bytes at all is refused',
    async () => {
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.string().map((text) => Buffer.from(`<?xml version="1.0"?>${text}`)),
      );
      await fc.assert(
        fc.asyncProperty(bytes, async (any) => {
          expect((await collectUntilError(any)).error).toMatchObject({ code: expect.stringMatching(/^UZ130[1-5]$/) });
        }),
        runs(300),
      );
    },
    TIMEOUT,
  );
});

it('an empty feed is written and read as its three heads', async () => {
  const empty = { groups: [], products: [], offers: [], documents: [] };
  expect((await readAll(writeFeed(empty, PLAIN, 'UTF-8'))).map((record) => record.kind)).toEqual([
    'classifier',
    'catalogue',
    'offerPackage',
  ]);
});

async function* cutAt(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  for (const [index, place] of places.entries()) {
    await Promise.resolve();
    yield bytes.subarray(place, places[index + 1] ?? bytes.length);
  }
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<FeedRecord[]> {
  const records: FeedRecord[] = [];
  for await (const record of readFeed(source, { timeZone: 'Europe/Kyiv', limits: LIMITS })) records.push(record);
  return records;
}

async function collectUntilError(bytes: Uint8Array): Promise<{ records: FeedRecord[]; error: unknown }> {
  const records: FeedRecord[] = [];
  try {
    for await (const record of readFeed(cutAt(bytes, []), { timeZone: 'Europe/Kyiv', limits: LIMITS }))
      records.push(record);
  } catch (error) {
    return { records, error };
  }
  return { records, error: undefined };
}
