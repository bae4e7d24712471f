import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

/** Login and password of the node that the bench exchanges as. */
export const LOGIN = 'bench';

/**
 * One exchange of a 1C by the emulator's single steps, so that sending and importing are timed apart: everything is sent
 * before the first import is asked for. `complete` ends the full run, which is part of the import's work.
 * @param {string} url of the server
 * @param {import('./generate.mjs').Made} made
 * @param {() => Promise<void>} onSent called between the two
 * @returns {Promise<{ sendSeconds: number, files: { name: string, seconds: number }[], endSeconds: number }>}
 */
export async function exchange(url, made, onSent) {
  const { openSession } = await import('../../dist/emulator/index.js');
  const session = openSession(
    { url: `${url}/1c_exchange`, login: LOGIN, password: LOGIN, profile: 'trade' },
    'catalog',
  );
  await session.checkauth();
  const { fileLimit } = await session.init();
  const sendSeconds = await timed(async () => {
    for (const { path: file } of made.archive ? [made.archive] : made.files) {
      await session.sendFile(path.basename(file), { path: file }, fileLimit);
    }
  });
  await onSent();
  const files = [];
  for (const { name } of made.files) files.push({ name, seconds: await timed(() => session.importFile(name)) });
  return { sendSeconds, files, endSeconds: await timed(() => session.complete()) };
}

async function timed(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/**
 * Asks an address every 50 ms until ended, in a worker.
 * @param {string} url
 * @returns {{ end(): void, answered: Promise<{ polls: number, slowestMs: number, failures: number }> }}
 */
export function startPolling(url) {
  const worker = new Worker(new URL('./live-poller.mjs', import.meta.url), { workerData: { url } });
  const answered = new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { end: () => worker.postMessage('stop'), answered };
}
