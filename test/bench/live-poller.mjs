import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * A worker of its own, so that nothing of the benchmark delays it: asks /live every 50 ms on a connection kept open and
 * posts the milliseconds of the slowest answer when it is told to stop.
 */
const PERIOD_MS = 50;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** @returns {Promise<number>} status */
function ask() {
  return new Promise((resolve, reject) => {
    const request = http.get(workerData.url, { agent, timeout: 10_000 }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('timeout', () => request.destroy(new Error('no answer for 10 s')));
    request.on('error', reject);
  });
}

let stopped = false;
parentPort?.once('message', () => {
  stopped = true;
});

const answered = { polls: 0, slowestMs: 0, failures: 0 };
while (!stopped) {
  const began = performance.now();
  try {
    if ((await ask()) !== 200) answered.failures += 1;
  } catch (error) {
    answered.failures += 1;
    process.stderr.write(`/live: ${error}\n`);
  }
  const took = performance.now() - began;
  answered.polls += 1;
  answered.slowestMs = Math.max(answered.slowestMs, took);
  await sleep(Math.max(0, PERIOD_MS - took));
}
agent.destroy();
parentPort?.postMessage(answered);
