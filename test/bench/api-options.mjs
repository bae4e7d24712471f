import { parseArgs } from 'node:util';

/** What is measured, in this order: the export first, as the memory that others have taken is given back late. */
export const PARTS = /** @type {const} */ (['export', 'list', 'notModified', 'changes']);

export const USAGE = `Measures the REST API of the built server over a generated catalogue with three offers to a product.

  npm run bench:api -- [--products 100k|20k|N] [--seconds 60] [--rate 200[,N…]] [--parts ${PARTS.join(',')}]
                       [--no-import] [--gzip] [--folder DIR] [--json FILE] [--seed N] [--smoke]

  --products   how many (default 100k)
  --seconds    how long pages are asked for (default 60), at each rate; all else takes a sixth of it
  --rate       pages a second (default 200); several: one after the other
  --no-import  nothing is imported meanwhile
  --gzip       pages are asked for packed
  --folder     keep the server's data there; a catalogue of that size that lies there already is used
  --json       write the result
  --smoke      a figure that is not reached does not fail

Ends with 1 when a figure that is to be reached is not, unless --smoke.
`;

/**
 * @typedef {{ products: number, seconds: number, rates: number[], parts: readonly (typeof PARTS[number])[], imports: boolean, gzip: boolean,
 *   folder: string | undefined, json: string | undefined, seed: number, smoke: boolean }} ApiOptions
 */

/**
 * @param {readonly string[]} words of the command line
 * @returns {ApiOptions | null} null = help was asked for
 * @throws Error with a sentence for the person who typed them
 */
export function readApiOptions(words) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      products: { type: 'string', default: '100k' },
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '200' },
      parts: { type: 'string', default: PARTS.join(',') },
      'no-import': { type: 'boolean', default: false },
      gzip: { type: 'boolean', default: false },
      folder: { type: 'string' },
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { gzip, folder, json, smoke } = values;
  const parts = values.parts.split(',');
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${PARTS.join(', ')}.`);
  return {
    ...{ gzip, folder, json, smoke },
    products: count(values.products),
    seconds: count(values.seconds),
    rates: values.rate.split(',').map(count),
    seed: count(values.seed),
    parts: PARTS.filter((part) => parts.includes(part)),
    imports: !values['no-import'],
  };
}

/** `10k`, `2000` → a number above 0. */
function count(text) {
  const [, digits, thousands] = /^(\d+)(k?)$/.exec(text) ?? [];
  const number = Number(digits) * (thousands ? 1000 : 1);
  if (!(number > 0)) throw new Error(`Not a number above 0: ${text}`);
  return number;
}
