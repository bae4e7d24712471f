import type { XmlLimits } from '../../../src/commerceml/limits.js';
import { readFeed } from '../../../src/commerceml/reader.js';
import type { FeedRecord } from '../../../src/records.js';

export const LIMITS: XmlLimits = { depth: 64, text: 8 * 1024 * 1024, attribute: 64 * 1024 };

/** The bytes, in pieces of `size`. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    await Promise.resolve();
    yield bytes.subarray(start, start + size);
  }
}

export interface Reading {
  readonly limits?: Partial<XmlLimits>;
  readonly timeZone?: string;
  readonly pieceSize?: number;
}

/** All records of a file. */
export async function readAll(file: string | Uint8Array, reading: Reading = {}): Promise<FeedRecord[]> {
  const records: FeedRecord[] = [];
  for await (const record of open(file, reading)) records.push(record);
  return records;
}

/** The records that came before the error, and the error; fails when there is none. */
export async function readUntilError(file: string | Uint8Array, reading: Reading = {}) {
  const records: FeedRecord[] = [];
  try {
    for await (const record of open(file, reading)) records.push(record);
  } catch (error) {
    return { records, error };
  }
  throw new Error('the file was read without an error');
}

function open(file: string | Uint8Array, { limits, timeZone = 'Europe/Kyiv', pieceSize }: Reading) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return readFeed(inPieces(bytes, pieceSize ?? Math.max(bytes.length, 1)), {
    timeZone,
    limits: { ...LIMITS, ...limits },
  });
}

/** A document of version 2.x around some children of the root. */
export function feedOf(
  children: string,
  rootAttributes = 'ВерсияСхемы="2.07" ДатаФормирования="2024-02-03T04:05:06"',
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ${rootAttributes}>\n${children}\n</КоммерческаяИнформация>`;
}

export const catalogueOf = (products: string, head = '<Ид>cat</Ид><Наименование>Каталог</Наименование>') =>
  feedOf(`<Каталог СодержитТолькоИзменения="false">${head}<Товары>${products}</Товары></Каталог>`);

export const packageOf = (offers: string, rootAttributes?: string) =>
  feedOf(
    `<ПакетПредложений><Ид>cat#</Ид><Наименование>Пакет</Наименование><Предложения>${offers}</Предложения></ПакетПредложений>`,
    rootAttributes,
  );

/** The only record of a kind; fails when there are none or several. */
export function only<Kind extends FeedRecord['kind']>(records: readonly FeedRecord[], kind: Kind) {
  const found = records.filter((record): record is Extract<FeedRecord, { kind: Kind }> => record.kind === kind);
  const [first] = found;
  if (!first || found.length > 1)
    throw new Error(`${found.length} records of kind ${kind}: ${JSON.stringify(records)}`);
  return first;
}

/** The only product of a catalogue with that one `Товар` inside. */
export const readProduct = async (inside: string, attributes = '') =>
  only(await readAll(catalogueOf(`<Товар ${attributes}><Ид>p</Ид>${inside}</Товар>`)), 'product');

export const readOffer = async (inside: string, rootAttributes?: string) =>
  only(await readAll(packageOf(`<Предложение><Ид>p</Ид>${inside}</Предложение>`, rootAttributes)), 'offer');

export const readDocument = async (inside: string, attributes = '') =>
  only(await readAll(feedOf(`<Документ ${attributes}><Ид>d</Ид><Номер>7</Номер>${inside}</Документ>`)), 'document');
