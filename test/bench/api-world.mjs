import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBuiltServer } from './built-server.mjs';
import { embeddedUrl, openBenchDatabase } from './database.mjs';
import { exchange, LOGIN } from './exchange.mjs';
import { generate } from './generate.mjs';

const LISTED_MS = 600_000;
/** Offers of each product. */
export const OFFERS_EACH = 3;

/**
 * A server with a catalogue in it, at rest.
 * @typedef {{ server: import('./built-server.mjs').BuiltServer, database: import('./database.mjs').BenchDatabase, folder: string,
 *   headers: Record<string, string>, products: number, seed: number, get(path: string, headers?: Record<string, string>): Promise<Response>,
 *   nextRound(): Promise<number>, untilListed(): Promise<number>, databaseCpu(): Promise<number>, close(): Promise<void> }} ApiWorld
 */

/**
 * Starts the built server in a folder. Where no catalogue lies there yet, one is generated and imported as 1C would.
 * @param {{ folder: string, products: number, seed: number }} wanted
 * @returns {Promise<ApiWorld>}
 * @throws Error when another catalogue lies there
 */
export async function openApiWorld({ folder, products, seed }) {
  await mkdir(folder, { recursive: true });
  // The database of a server run by root belongs to another user, who must be able to reach it.
  await chmod(folder, 0o755);
  const data = path.join(folder, 'data');
  await mkdir(data, { recursive: true });
  const server = await startBuiltServer(data);
  const database = await openBenchDatabase(await embeddedUrl(data));
  const note = path.join(folder, 'catalogue.json');
  const kept = await readFile(note, 'utf8').then(JSON.parse, () => undefined);
  if (kept && (kept.products !== products || kept.seed !== seed)) {
    await server.stop();
    throw new Error(`Another catalogue lies in ${folder}: ${kept.products} products, seed ${kept.seed}.`);
  }
  let state = kept;
  const keep = async () => await writeFile(note, JSON.stringify(state));
  if (!state) {
    await server.node(LOGIN, LOGIN, LOGIN);
    const directory = path.join(folder, 'first');
    const made = await generate({ directory, products, seed, offersEach: OFFERS_EACH });
    await exchange(server.url, made, async () => undefined);
    state = { products, seed, rounds: 0, key: await server.key('bench') };
    await keep();
  }
  // fetch would ask for any language: an answer is kept for each.
  const headers = { Authorization: `Bearer ${state.key}`, 'Accept-Language': 'en' };
  const get = async (address, more = {}) => {
    const response = await fetch(server.url + address, {
      headers: { ...headers, 'Accept-Encoding': 'identity', ...more },
    });
    if (!response.ok && response.status !== 304)
      throw new Error(`${response.status} ${address}\n${await response.text()}`);
    return response;
  };
  const world = {
    ...{ server, database, folder, headers, products, seed, get },
    /** Prices and stock that no exchange has brought before. */
    async nextRound() {
      state.rounds += 100;
      await keep();
      return state.rounds - 100;
    },
    /** @returns seconds until filters find what was imported last */
    async untilListed() {
      const began = performance.now();
      const { last } = await (await get('/v1/changes?after=latest')).json();
      for (;;) {
        const answer = await fetch(`${server.url}/v1/products?sort=name&limit=1`, { headers });
        await answer.arrayBuffer();
        if (answer.ok && Number(answer.headers.get('uzel-seq')) >= last) return (performance.now() - began) / 1000;
        if (answer.status !== 503 && !answer.ok) throw new Error(`${answer.status} of a list by name`);
        if (performance.now() - began > LISTED_MS) throw new Error('The listing does not follow the catalogue.');
        await sleep(200);
      }
    },
    databaseCpu: () => cpuOfDatabase(data),
    async close() {
      await database.end();
      await server.stop();
    },
  };
  try {
    await world.untilListed();
    if (!kept) {
      await database.untilPacked();
      await database.rest();
    }
  } catch (error) {
    await world.close();
    throw error;
  }
  return world;
}

/**
 * CPU seconds of all processes of the embedded PostgreSQL so far, those that have ended too; NaN where there is no /proc.
 * @param {string} data
 */
async function cpuOfDatabase(data) {
  const pid = (await readFile(path.join(data, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0];
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => undefined);
  if (children === undefined) return Number.NaN;
  const ticks = await Promise.all(
    [pid, ...children.trim().split(' ')].map(async (one, place) => {
      const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => ''); // it may have ended meanwhile
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const of = place === 0 ? [11, 12, 13, 14] : [11, 12];
      return of.reduce((sum, field) => sum + Number(fields[field] ?? 0), 0);
    }),
  );
  return ticks.reduce((sum, count) => sum + count, 0) / TICKS;
}

/** USER_HZ of Linux. */
const TICKS = 100;
