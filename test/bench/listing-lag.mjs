import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startBuiltServer } from './built-server.mjs';
import { embeddedUrl } from './database.mjs';
import { exchange, LOGIN } from './exchange.mjs';
import { generate } from './generate.mjs';

/**
 * Prints how long after the end of an exchange filters and search show all of it: `node test/bench/listing-lag.mjs [products]`, on the
 * built server with the embedded PostgreSQL. First a first load, then other prices for all of it ten times, then the listing made from nothing.
 */

const products = Number(process.argv[2] ?? 10_000);
const SMALL = 10;
const LOOK_MS = 5;

const folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-listing-lag-'));
await chmod(folder, 0o755);
const data = path.join(folder, 'data');
await mkdir(data);
const server = await startBuiltServer(data, undefined);
const client = new pg.Client({ connectionString: await embeddedUrl(data) });
try {
  await server.node(LOGIN, LOGIN, LOGIN);
  await client.connect();
  print('a first load', products, [await lagOf('first', 0)]);
  const small = [];
  for (let round = 0; round < SMALL; round += 1) small.push(await lagOf('prices', round));
  print('other prices of all', products, small);
  const begun = performance.now();
  await client.query('delete from listing_state');
  await untilListed();
  print('the listing from nothing', products, [performance.now() - begun]);
} finally {
  await client.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Milliseconds. */
async function lagOf(phase, round) {
  const directory = path.join(folder, `${phase}-${round}`);
  const made = await generate({ directory, products, phase, round, seed: 1, encoding: 'utf-8', zip: false });
  await exchange(server.url, made, async () => undefined);
  const ended = performance.now();
  await untilListed();
  const lag = performance.now() - ended;
  await sleep(Math.random() * 300); // not in step with the looks of the server
  return lag;
}

async function untilListed() {
  for (;;) {
    const { rows } = await client.query(
      `select count(*)::int as n from change_counters c left join listing_state s on s.shop_id = c.shop_id
       where s.done_no is distinct from c.last or s.rebuilt_to is not null`,
    );
    if (rows[0].n === 0) return;
    await sleep(LOOK_MS);
  }
}

function print(what, count, lags) {
  const sorted = lags.toSorted((a, b) => a - b).map((ms) => `${Math.round(ms)} ms`);
  const middle = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(
    `${what} (${count} products): ${sorted.length > 1 ? `${middle} in the middle, ${sorted.at(-1)} at most of ${sorted.length}` : middle}\n`,
  );
}
