import { parseArgs } from 'node:util';
import { PHASES } from './changes.mjs';

export const USAGE = `Imports generated catalogues into the built server over HTTP and measures it beside the floors of the machine.

  npm run bench:import -- [--products 10k|100k|500k|N[,N…]] [--phases ${PHASES.join(',')}]
                          [--database embedded|<url>|both] [--encoding utf-8|windows-1251] [--zip]
                          [--json FILE] [--seed N] [--peers] [--keep] [--smoke]

  --products   how many; two offers to a product on average. Several sizes: each on a server of its own (default 10k)
  --phases     the first load is always made (default: all)
  --database   on a server by URL a database is made for the bench and dropped after it; both: the embedded one, and the
               one that DATABASE_URL names (default embedded)
  --zip        the files are sent as one archive; its unpacking counts to the first import
  --json       write the result
  --peers      parse the same files with the npm package commerceml-parser as well
  --keep       leave the temporary folder
  --smoke      the floors are measured once, and a figure that is not reached does not fail

Ends with 1 when a figure that is the least to be reached is not, unless --smoke.
`;

/**
 * @typedef {{ products: number[], phases: import('./changes.mjs').Phase[], databases: (string | undefined)[],
 *   encoding: 'utf-8' | 'windows-1251', zip: boolean, json: string | undefined, seed: number, peers: boolean, keep: boolean,
 *   smoke: boolean }} Options databases: undefined is the embedded one
 */

/**
 * @param {readonly string[]} words of the command line
 * @param {string | undefined} databaseUrl of the environment
 * @returns {Options | null} null = help was asked for
 * @throws Error with a sentence for the person who typed them
 */
export function readOptions(words, databaseUrl) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      products: { type: 'string', default: '10k' },
      phases: { type: 'string', default: PHASES.join(',') },
      database: { type: 'string', default: 'embedded' },
      encoding: { type: 'string', default: 'utf-8' },
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
      zip: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { json, zip, peers, keep, smoke, encoding } = values;
  const phases = values.phases.split(',');
  const unknown = phases.find((phase) => !PHASES.includes(phase));
  if (unknown !== undefined) throw new Error(`There is no phase ${unknown}: ${PHASES.join(', ')}.`);
  if (encoding !== 'utf-8' && encoding !== 'windows-1251') throw new Error('--encoding is utf-8 or windows-1251.');
  if (peers && encoding !== 'utf-8') throw new Error('--peers: commerceml-parser reads UTF-8 alone.');
  return {
    products: values.products.split(',').map(count),
    phases: PHASES.filter((phase) => phase === 'first' || phases.includes(phase)),
    databases: databasesOf(values.database, databaseUrl),
    encoding,
    seed: count(values.seed),
    json,
    zip,
    peers,
    keep,
    smoke,
  };
}

/** `10k`, `2000` → a number. */
function count(text) {
  const [, digits, thousands] = /^(\d+)(k?)$/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`Not a number: ${text}`);
  return Number(digits) * (thousands ? 1000 : 1);
}

function databasesOf(word, databaseUrl) {
  if (word === 'embedded') return [undefined];
  if (/^postgres(ql)?:\/\//.test(word)) return [word];
  if (word !== 'both') throw new Error('--database is embedded, the URL of a PostgreSQL, or both.');
  if (!databaseUrl) throw new Error('--database both: name the PostgreSQL in DATABASE_URL.');
  return [undefined, databaseUrl];
}
