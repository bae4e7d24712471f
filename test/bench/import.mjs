import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startBuiltServer } from './built-server.mjs';
import { embeddedUrl, makeDatabase, openBenchDatabase } from './database.mjs';
import { LOGIN } from './exchange.mjs';
import { PHASE_NAMES } from './figures.mjs';
import { machine } from './machine.mjs';
import { readOptions, USAGE } from './options.mjs';
import { measuredPeer, PUBLISHED } from './peers.mjs';
import { measurePhase } from './phase.mjs';
import { report } from './report.mjs';

let options = null;
try {
  options = readOptions(process.argv.slice(2), process.env.DATABASE_URL);
  if (options === null) process.stdout.write(USAGE);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
if (options !== null) process.exitCode = (await benchmark(options)) || options.smoke ? 0 : 1;

/** @returns {Promise<boolean>} whether all that is the least to be reached is reached */
async function benchmark({ databases, products, json }) {
  const result = { machine: machine(), date: new Date().toISOString(), runs: [], peers: [...PUBLISHED] };
  for (const serverUrl of databases) {
    for (const count of products) await measureCatalogue(serverUrl, count, result);
  }
  const { text, reached } = report(result);
  process.stdout.write(`${text}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
  return reached;
}

/** All phases of one catalogue, on a server and a database of its own. */
async function measureCatalogue(serverUrl, products, result) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-bench-'));
  // The database of a server run by root belongs to another user, who must be able to reach it.
  await chmod(folder, 0o755);
  const data = path.join(folder, 'data');
  await mkdir(data);
  const own = serverUrl === undefined ? undefined : await makeDatabase(serverUrl);
  const server = await startBuiltServer(data, own?.url);
  try {
    await server.node(LOGIN, LOGIN, LOGIN);
    const database = await openBenchDatabase(own?.url ?? (await embeddedUrl(data)));
    for (const phase of options.phases) {
      process.stderr.write(`${products} products: ${PHASE_NAMES[phase]}\n`);
      const { measured, peer } = await measurePhase({ server, database, folder, options, products }, phase);
      const { encoding, zip, seed } = options;
      const kind = serverUrl === undefined ? 'embedded' : 'url';
      result.runs.push({ database: kind, postgres: database.version, ...measured, encoding, zip, seed });
      if (peer) result.peers.push(measuredPeer(peer));
    }
    await database.end();
  } finally {
    await server.stop();
    await own?.drop();
    if (options.keep) process.stderr.write(`left: ${folder}\n`);
    else await rm(folder, { recursive: true, force: true });
  }
}
