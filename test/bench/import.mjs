import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { startBuiltServer } from './built-server.mjs';
import { generate, parseBytes } from './generate.mjs';

const USAGE = `Imports a generated import.xml into the built server over HTTP and measures it.

  npm run bench:import -- [--bytes 200M] [--seed 1] [--offers] [--keep]

  --bytes    size of import.xml
  --offers   offers.xml is sent and imported too (not counted in the rates)
  --keep     leave the temporary folder
`;

/** What must be reached on two cores; the memory and the answers of /live are the acceptance of the project. */
const FLOORS = { recordsPerSecond: 500, megabytesPerSecond: 3, peakMegabytes: 400, slowestLiveMs: 200 };

const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: '200M' },
    seed: { type: 'string', default: '1' },
    offers: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(USAGE);
else process.exitCode = (await benchmark()) ? 0 : 1;

async function benchmark() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-bench-'));
  // The database of a server run by root belongs to another user, who must be able to reach it.
  await chmod(folder, 0o755);
  const catalogue = path.join(folder, 'catalogue');
  const data = path.join(folder, 'data');
  await mkdir(data);
  const made = await generate({
    directory: catalogue,
    bytes: parseBytes(values.bytes),
    seed: Number(values.seed),
    withOffers: values.offers,
  });
  say(`import.xml: ${megabytes(made.importBytes).toFixed(1)} MB, ${made.products} goods`);
  const server = await startBuiltServer(data);
  try {
    await server.node('bench', 'bench', 'bench');
    const idle = await server.peakMegabytes();
    const live = startPolling(`${server.url}/live`);
    const { sendMs, importMs } = await exchange(server.url, catalogue);
    const answered = await live.stop();
    const peak = await server.peakMegabytes();
    const seconds = importMs / 1000;
    say(
      `sent in ${(sendMs / 1000).toFixed(1)} s, imported in ${seconds.toFixed(1)} s; idle peak RSS ${idle.toFixed(0)} MB`,
    );
    return [
      judge('records/s', made.products / seconds, FLOORS.recordsPerSecond, 'least'),
      judge('MB/s', megabytes(made.importBytes) / seconds, FLOORS.megabytesPerSecond, 'least'),
      judge('peak RSS, MB', peak, FLOORS.peakMegabytes, 'most'),
      judge(`slowest /live of ${answered.polls}, ms`, answered.slowestMs, FLOORS.slowestLiveMs, 'most'),
      judge('/live failures', answered.failures, 0, 'most'),
    ].every(Boolean);
  } finally {
    await server.stop();
    if (values.keep) say(`left: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

/** The exchange of a 1C without ZIP, by the emulator's single steps, so that sending and importing are timed apart. */
async function exchange(url, catalogue) {
  const { openSession } = await import('../../dist/emulator/index.js');
  const session = openSession(
    { url: `${url}/1c_exchange`, login: 'bench', password: 'bench', profile: 'trade' },
    'catalog',
  );
  await session.checkauth();
  const { fileLimit } = await session.init();
  const began = performance.now();
  await session.sendFile('import.xml', { path: path.join(catalogue, 'import.xml') }, fileLimit);
  if (values.offers) await session.sendFile('offers.xml', { path: path.join(catalogue, 'offers.xml') }, fileLimit);
  const sent = performance.now();
  await session.importFile('import.xml');
  const imported = performance.now();
  if (values.offers) await session.importFile('offers.xml');
  return { sendMs: sent - began, importMs: imported - sent };
}

function startPolling(url) {
  const worker = new Worker(new URL('./live-poller.mjs', import.meta.url), { workerData: { url } });
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage('stop');
      }),
  };
}

function judge(name, value, floor, kind) {
  const passed = kind === 'least' ? value >= floor : value <= floor;
  const wanted = `${kind === 'least' ? 'at least' : 'at most'} ${floor}`;
  say(`${passed ? 'PASS' : 'FAIL'}  ${name}: ${value.toFixed(1)} (${wanted})`);
  return passed;
}

function megabytes(bytes) {
  return bytes / 1024 ** 2;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
