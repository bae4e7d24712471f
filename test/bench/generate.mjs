import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { goods, IMPORT_TAIL, importHead } from './import-xml.mjs';
import { OFFERS_TAIL, offers, offersHead } from './offers-xml.mjs';

/**
 * What is to be made: a number of goods, or goods until import.xml has so many bytes.
 * @typedef {{ directory: string, products?: number, bytes?: number, seed?: number, withOffers?: boolean }} Wanted
 * @typedef {{ products: number, offers: number, importBytes: number, offersBytes: number }} Made
 */

/**
 * Writes import.xml (and offers.xml) of a generated catalogue into a folder, streaming; the same arguments give the
 * same bytes on every machine.
 * @param {Wanted} wanted
 * @returns {Promise<Made>}
 */
export async function generate({ directory, products, bytes, seed = 1, withOffers = true }) {
  if (products === undefined && bytes === undefined) throw new Error('Say how many products, or how many bytes.');
  await mkdir(directory, { recursive: true });
  const made = { products: 0, offers: 0, importBytes: 0, offersBytes: 0 };
  const room = (bytes ?? Number.POSITIVE_INFINITY) - Buffer.byteLength(IMPORT_TAIL);

  function* importXml() {
    made.importBytes = yield* counted([importHead(seed)]);
    while (made.products < (products ?? Number.POSITIVE_INFINITY) && made.importBytes < room) {
      made.importBytes += yield* counted([goods(seed, made.products)]);
      made.products += 1;
    }
    made.importBytes += yield* counted([IMPORT_TAIL]);
  }
  function* offersXml() {
    made.offersBytes = yield* counted([offersHead(seed)]);
    for (let index = 0; index < made.products; index += 1) {
      const some = offers(seed, index);
      made.offers += some.length;
      made.offersBytes += yield* counted(some);
    }
    made.offersBytes += yield* counted([OFFERS_TAIL]);
  }

  await write(path.join(directory, 'import.xml'), importXml());
  if (withOffers) await write(path.join(directory, 'offers.xml'), offersXml());
  return made;
}

/** Yields the parts as bytes and returns how many there were. */
function* counted(parts) {
  let count = 0;
  for (const part of parts) {
    const bytes = Buffer.from(part);
    count += bytes.length;
    yield bytes;
  }
  return count;
}

/** Many small parts are joined into blocks: a stream of a million strings is slow. */
function* blocks(parts) {
  let block = [];
  let size = 0;
  for (const part of parts) {
    block.push(part);
    size += part.length;
    if (size < 1 << 20) continue;
    yield Buffer.concat(block);
    block = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(block);
}

async function write(file, parts) {
  await pipeline(Readable.from(blocks(parts)), createWriteStream(file));
}

/**
 * `200M`, `64K`, `1G` or a number → bytes.
 * @param {string} text
 */
export function parseBytes(text) {
  const [, digits, unit = ''] = /^(\d+)([KMG]?)B?$/i.exec(text) ?? [];
  if (digits === undefined) throw new Error(`Not a number of bytes: ${text}`);
  return Number(digits) * 1024 ** ' KMG'.indexOf(unit.toUpperCase() || ' ');
}

const USAGE = `Writes a generated CommerceML catalogue (import.xml, offers.xml) into a folder.

  node test/bench/generate.mjs <folder> --products N | --bytes 200M  [--seed 1] [--no-offers]
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      products: { type: 'string' },
      bytes: { type: 'string' },
      seed: { type: 'string', default: '1' },
      'no-offers': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [directory] = positionals;
  if (values.help || directory === undefined || (values.products === undefined && values.bytes === undefined)) {
    process.stdout.write(USAGE);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const made = await generate({
      directory,
      ...(values.products === undefined ? {} : { products: Number(values.products) }),
      ...(values.bytes === undefined ? {} : { bytes: parseBytes(values.bytes) }),
      seed: Number(values.seed),
      withOffers: !values['no-offers'],
    });
    process.stdout.write(`${JSON.stringify(made)}\n`);
  }
}
