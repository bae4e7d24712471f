import { rm } from 'node:fs/promises';
import path from 'node:path';
import { isCatalogue } from './database.mjs';
import { exchange, startPolling } from './exchange.mjs';
import { bareCopy } from './floor-copy.mjs';
import { bareParse } from './floor-parse.mjs';
import { generate } from './generate.mjs';
import { leastOf } from './least-of.mjs';
import { peerParse } from './peer-parse.mjs';

const MB = 1024 ** 2;
/** The least of so many counts; one is enough where nothing is judged. */
const FLOOR_RUNS = 3;

/**
 * Measures one phase on a running server: its files are made, parsed bare, sent and imported; what the first load left in the
 * database is COPYed bare.
 * @param {{ server: import('./built-server.mjs').BuiltServer, database: import('./database.mjs').BenchDatabase, folder: string,
 *   options: import('./options.mjs').Options, products: number }} bench
 * @param {import('./changes.mjs').Phase} phase
 * @returns {Promise<{ measured: Record<string, unknown>, peer?: { seconds: number } }>} members of a run of performance.json
 */
export async function measurePhase(bench, phase) {
  const { database, folder, options, products } = bench;
  const directory = path.join(folder, phase);
  const { seed, encoding, zip } = options;
  const made = await generate({ directory, products, phase, seed, encoding, zip });
  const paths = made.files.map((file) => file.path);
  const floorRuns = options.smoke ? 1 : FLOOR_RUNS;
  const floorParseSeconds = await leastOf(floorRuns, async () => (await bareParse(paths)).seconds);
  const imported = await measureImport(bench, made);
  // The server compresses what was imported: the floor is not to be measured beside that.
  if (!options.smoke) await database.untilPacked();
  const floorCopy = await bareCopy(database, phase, directory, floorRuns);
  const peer = phase === 'first' && options.peers ? { peer: await peerParse(paths) } : {};
  await rm(directory, { recursive: true });

  const floorCopySeconds = floorCopy?.seconds ?? null;
  const records = made.files.reduce((sum, file) => sum + file.records, 0);
  const bytes = made.files.reduce((sum, file) => sum + file.bytes, 0);
  const { seconds, files, ...figures } = imported;
  const measured = {
    products,
    offers: made.offers,
    phase,
    bytes,
    records,
    seconds,
    floorParseSeconds,
    floorCopySeconds,
    ratio: seconds / (floorParseSeconds + (floorCopySeconds ?? 0)),
    recordsPerSecond: records / seconds,
    megabytesPerSecond: bytes / MB / seconds,
    floorCopyRows: floorCopy?.rows ?? null,
    floorRuns,
    ...figures,
    files: made.files.map((file, index) => ({
      name: file.name,
      bytes: file.bytes,
      records: file.records,
      seconds: files[index].seconds,
    })),
  };
  return { measured, ...peer };
}

async function measureImport({ server, database }, made) {
  await server.untilAtRest();
  const rowsBefore = await database.rowsWritten();
  await database.rest();
  const peakIsOfPhase = await server.resetPeak();
  const live = startPolling(`${server.url}/live`);
  let wal = '';
  let before = { cpuSeconds: 0 };
  const timed = exchange(server.url, made, async () => {
    wal = await database.walPosition();
    before = await server.startMeasuring();
  });
  // Also after a failure: a poller that goes on would keep the bench from ending.
  const { sendSeconds, files, endSeconds } = await timed.finally(() => live.end());
  const walBytes = await database.walSince(wal);
  const observed = await server.observed();
  const answered = await live.answered;
  if (answered.failures > 0) throw new Error(`/live failed ${answered.failures} times of ${answered.polls}.`);
  const rows = differences(rowsBefore, await database.rowsWritten());
  return {
    sendSeconds,
    seconds: files.reduce((sum, file) => sum + file.seconds, endSeconds),
    files,
    endSeconds,
    cpuSeconds: observed.cpuSeconds - before.cpuSeconds,
    peakRssMb: await server.peakMegabytes(),
    peakRssIsOfPhase: peakIsOfPhase,
    walBytes,
    rowsWritten: sumOf(rows, isCatalogue),
    bookkeepingRows: sumOf(rows, (table) => !isCatalogue(table)),
    rowsByTable: rows,
    loopDelayP999Ms: observed.loopP999Ms,
    loopDelayMaxMs: observed.loopMaxMs,
    slowestLiveMs: answered.slowestMs,
  };
}

function sumOf(rows, isMeant) {
  return Object.entries(rows).reduce((sum, [table, count]) => sum + (isMeant(table) ? count : 0), 0);
}

/** Tables that were written to since, and how many rows. */
function differences(before, after) {
  return Object.fromEntries(
    Object.entries(after)
      .map(([table, count]) => [table, count - (before[table] ?? 0)])
      .filter(([, count]) => count > 0),
  );
}
