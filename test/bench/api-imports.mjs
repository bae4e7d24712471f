import { rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { exchange } from './exchange.mjs';
import { generate } from './generate.mjs';

/** What 1C sends in turn, beside the requests: all prices, all stock, and the whole catalogue of which one per cent has changed. */
const TURN = /** @type {const} */ (['prices', 'rests', 'onePercent']);

/** So long an exchange of a 100,000 products takes at least: for so much the files are made before. */
const SECONDS_OF_100K = 9;

/**
 * The files of the exchanges that follow each other for some time, each with something new in it.
 * @param {{ folder: string, products: number, offersEach: number, seed: number, seconds: number, begin: number }} wanted begin: the first round
 * @returns {Promise<{ phase: string, made: import('./generate.mjs').Made }[]>}
 */
export async function makeExchanges({ folder, products, offersEach, seed, seconds, begin }) {
  const count = Math.ceil((seconds / SECONDS_OF_100K) * (100_000 / products));
  const exchanges = [];
  for (let place = 0; place < Math.min(count, MOST); place += 1) {
    const phase = TURN[place % TURN.length];
    // The rounds of prices and stock that have come before; the whole catalogue says what these two have said.
    const round = begin + Math.floor(place / TURN.length) + (phase === 'onePercent' ? 1 : 0);
    const directory = path.join(folder, `exchange-${begin}-${place}`);
    exchanges.push({ phase, made: await generate({ directory, products, offersEach, seed, phase, round }) });
  }
  return exchanges;
}

const MOST = 60;

/**
 * Sends the exchanges one after the other until it is told to stop; the one under way is brought to its end.
 * @param {string} url of the server
 * @param {Awaited<ReturnType<typeof makeExchanges>>} exchanges
 * @returns {{ stop(): Promise<{ seconds: number, records: number, phases: string[] }> }} seconds: since the beginning
 */
export function keepImporting(url, exchanges) {
  let stopped = false;
  const began = performance.now();
  const done = { seconds: 0, records: 0, phases: [] };
  const running = (async () => {
    for (const { phase, made } of exchanges) {
      if (stopped) return;
      await exchange(url, made, async () => undefined);
      done.phases.push(phase);
      for (const { records } of made.files) done.records += records;
      done.seconds = (performance.now() - began) / 1000;
    }
  })();
  // Who stops it is told what went wrong; until then it is no unhandled rejection.
  running.catch(() => undefined);
  return {
    async stop() {
      const ranOut = done.phases.length === exchanges.length;
      stopped = true;
      await running;
      return { ...done, ranOut };
    },
  };
}

/** @param {Awaited<ReturnType<typeof makeExchanges>>} exchanges */
export async function forgetExchanges(exchanges) {
  for (const { made } of exchanges) await rm(path.dirname(made.files[0].path), { recursive: true, force: true });
}
