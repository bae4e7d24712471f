import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import { XMLParser } from 'fast-xml-parser';
import { limitsOf } from '../../src/commerceml/limits.js';
import { readFeed } from '../../src/commerceml/reader.js';
import type { DocumentRecord } from '../../src/records.js';
import { type DocumentsWorld, openDocumentsWorld } from './documents-world.js';

const FOLDER = path.join(process.cwd(), '..', 'shared', 'data', 'real');
const FILES = [
  'unf205_orders_from_1c_1.xml',
  'unf205_orders_from_1c_2.xml',
  'unf205_orders_from_1c_4.xml',
  'unf208_orders_from_1c.xml',
  'v209_documents.xml',
];

/** The files' own reading: by fast-xml-parser, of what a test looks at. */
interface Told {
  readonly Ид: string;
  readonly Номер: string;
  readonly Сумма: string;
  readonly Товары?: { readonly Товар: readonly { readonly Сумма: string }[] } | '';
}
const toldIn = (file: string): Told[] => {
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Документ' || name === 'Товар' });
  return parser.parse(
    readFileSync(path.join(FOLDER, file))
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  ).КоммерческаяИнформация.Документ;
};

// Public exports whose licences are mostly not stated: they are never copied in, so a checkout may be without them. CI fails on a skip.
const describeReal = existsSync(FOLDER) ? describe : describe.skip;

describeReal('orders uploaded by real 1C databases (skipped without ../shared/data/real)', () => {
  let world: DocumentsWorld;
  beforeEach(async () => {
    world = await openDocumentsWorld();
  });
  afterEach(() => world.close());

  const read = async (file: string): Promise<DocumentRecord[]> => {
    const documents: DocumentRecord[] = [];
    const options = { timeZone: 'Europe/Moscow', limits: limitsOf(world.services.config) };
    for await (const record of readFeed(createReadStream(path.join(FOLDER, file)), options)) {
      if (record.kind === 'document') documents.push(record);
    }
    return documents;
  };

  it.each(FILES)(
    '%s: the unknown orders are born, with lines and sums as they say; sent again they change nothing',
    async (file) => {
      const documents = await read(file);
      const told = toldIn(file);
      expect(documents.length).toBeGreaterThan(0);
      const outcomes = await world.apply(world.owner, ...documents);
      const orders = documents.filter((document) => document.operation === 'order');
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(
        new Set(orders.map(({ id }) => id)).size,
      );
      for (const document of told) {
        const row = await world.knex('orders').where({ one_c_id: document.Ид.trim() }).first();
        expect(new Big(row.total).eq(document.Сумма)).toBe(true);
        const lines = document.Товары ? document.Товары.Товар : [];
        const amounts = lines.map((line) => new Big(line.Сумма || '0').toFixed(2)).sort();
        expect(row.lines.map((line: { amount: string }) => line.amount).sort()).toEqual(amounts);
      }

      const before = await world.state();
      expect(new Set(await world.apply(world.owner, ...(await read(file))))).toEqual(new Set(['unchanged']));
      expect(await world.state()).toEqual(before);
    },
  );
});
