import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import iconv from 'iconv-lite';
import { madeAt, offersOf, PHASES } from './changes.mjs';
import { IMPORT_TAIL, importHead, product } from './import-xml.mjs';
import { changesHead, OFFERS_TAIL, offers, offersHead, offersWithPrices, offersWithRests } from './offers-xml.mjs';
import { writeZip } from './zip-file.mjs';

/**
 * What the files of one exchange are made from.
 * @typedef {{ seed: number, products: number, encoding: 'utf-8' | 'windows-1251', phase: import('./changes.mjs').Phase, madeAt: string,
 *   round: number, offersEach: number | undefined }} Feed round: so many times prices and rests have come before; offersEach: offers
 *   of each product, absent: two on average
 * @typedef {{ name: string, path: string, bytes: number, records: number }} MadeFile
 * @typedef {{ products: number, offers: number, files: MadeFile[], archive?: { path: string, bytes: number } }} Made
 */

const wholeCatalogue = {
  'import.xml': { head: importHead, of: (feed, index) => [product(feed, index)], tail: IMPORT_TAIL },
  'offers.xml': { head: offersHead, of: offers, tail: OFFERS_TAIL },
};
const FILES = {
  first: wholeCatalogue,
  unchanged: wholeCatalogue,
  onePercent: wholeCatalogue,
  prices: { 'prices.xml': { head: changesHead, of: offersWithPrices, tail: OFFERS_TAIL } },
  rests: { 'rests.xml': { head: changesHead, of: offersWithRests, tail: OFFERS_TAIL } },
};

/**
 * Writes the files of one exchange of a generated catalogue into a folder, streaming; the same arguments give the same
 * bytes on every machine. With `zip` an archive of them beside them.
 * @param {{ directory: string, products: number, phase?: import('./changes.mjs').Phase, seed?: number, encoding?: 'utf-8' | 'windows-1251',
 *   zip?: boolean, round?: number, offersEach?: number }} wanted
 * @returns {Promise<Made>}
 */
export async function generate(wanted) {
  const {
    directory,
    products,
    phase = 'first',
    seed = 1,
    encoding = 'utf-8',
    zip = false,
    round = 0,
    offersEach,
  } = wanted;
  await mkdir(directory, { recursive: true });
  const feed = { seed, products, encoding, phase, madeAt: madeAt(phase, round), round, offersEach };
  const files = [];
  for (const [name, writer] of Object.entries(FILES[phase])) {
    const file = { name, path: path.join(directory, name), bytes: 0, records: 0 };
    await pipeline(Readable.from(encoded(texts(feed, writer, file), file, encoding)), createWriteStream(file.path));
    files.push(file);
  }
  let offersMade = 0;
  for (let index = 0; index < products; index += 1) offersMade += offersOf(index, offersEach);
  const made = { products, offers: offersMade, files };
  if (!zip) return made;
  const archive = path.join(directory, 'catalogue.zip');
  return { ...made, archive: { path: archive, bytes: await writeZip(archive, files) } };
}

function* texts(feed, { head, of, tail }, file) {
  yield head(feed);
  for (let index = 0; index < feed.products; index += 1) {
    const records = of(feed, index);
    file.records += records.length;
    yield* records;
  }
  yield tail;
}

/** Many small parts are joined into blocks: a stream of a million strings is slow. */
function* encoded(parts, file, encoding) {
  const encode = (text) => {
    const bytes = encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, encoding);
    file.bytes += bytes.length;
    return bytes;
  };
  let block = '';
  for (const part of parts) {
    block += part;
    if (block.length < 1 << 20) continue;
    yield encode(block);
    block = '';
  }
  yield encode(block);
}

const USAGE = `Writes the files of one exchange of a generated CommerceML catalogue into a folder.

  node test/bench/generate.mjs <folder> --products N [--phase ${PHASES.join('|')}]
                               [--seed 1] [--encoding utf-8|windows-1251] [--zip] [--offers-each N] [--round 0]

  --offers-each  each product has so many; without it two on average
  --round        prices and rests have come so many times before: what they say is new again
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      products: { type: 'string' },
      phase: { type: 'string', default: 'first' },
      seed: { type: 'string', default: '1' },
      encoding: { type: 'string', default: 'utf-8' },
      zip: { type: 'boolean', default: false },
      'offers-each': { type: 'string' },
      round: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  const [directory] = positionals;
  const known = PHASES.includes(values.phase) && ['utf-8', 'windows-1251'].includes(values.encoding);
  if (values.help || directory === undefined || !(Number(values.products) >= 0) || !known) {
    process.stdout.write(USAGE);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const { phase, encoding, zip, 'offers-each': each } = values;
    const numbers = { products: Number(values.products), seed: Number(values.seed), round: Number(values.round) };
    const wanted = { directory, phase, encoding, zip, ...numbers, ...(each && { offersEach: Number(each) }) };
    process.stdout.write(`${JSON.stringify(await generate(wanted))}\n`);
  }
}
