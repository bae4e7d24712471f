import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { measureChanges } from './api-changes.mjs';
import { measureExport } from './api-export.mjs';
import { apiFigures, describeApiRun } from './api-figures.mjs';
import { measureList } from './api-list.mjs';
import { measureNotModified } from './api-not-modified.mjs';
import { readApiOptions, USAGE } from './api-options.mjs';
import { OFFERS_EACH, openApiWorld } from './api-world.mjs';
import { machine } from './machine.mjs';

/** Of each part the member of the result and what measures it. */
const MEASURES = {
  list: ['list', measureList],
  notModified: ['notModified', measureNotModified],
  changes: ['changes', measureChanges],
  export: ['exported', measureExport],
};

let options = null;
try {
  options = readApiOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(USAGE);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
if (options !== null) process.exitCode = (await benchmark(options)) || options.smoke ? 0 : 1;

/** @returns {Promise<boolean>} whether all that is to be reached is reached */
async function benchmark(wanted) {
  const { products, seed, json } = wanted;
  const folder = wanted.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'uzel-bench-api-')));
  const result = { machine: machine(), date: new Date().toISOString(), products, offers: OFFERS_EACH * products, seed };
  try {
    const world = await openApiWorld({ folder, products, seed });
    try {
      result.postgres = world.database.version;
      for (const part of wanted.parts) {
        process.stderr.write(`${products} products: ${part}\n`);
        const [name, measure] = MEASURES[part];
        result[name] = await measure(world, wanted);
      }
    } finally {
      await world.close();
    }
  } finally {
    if (wanted.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
  const figures = apiFigures(result);
  process.stdout.write(`${result.machine}\n${describeApiRun(result)}\n\n${figures.map(inWords).join('\n')}\n`);
  for (const { firstError } of result.list ?? [])
    if (firstError !== null) process.stdout.write(`\nThe first error: ${firstError}\n`);
  return figures.every(({ reached }) => reached !== false);
}

function inWords({ what, figure, floor, bar, reached }) {
  const judged = bar === undefined ? '    ' : reached ? 'PASS' : 'FAIL';
  return `${judged}  ${what}: ${figure}${bar === undefined ? '' : `; goal ${bar}`}${floor === '' ? '' : `  [${floor}]`}`;
}
