import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from './api-percentiles.mjs';

const PAGE = 1000;
/** Changes that somebody waits for. */
const WAITED = 20;
const ORDER = {
  customer: { type: 'person', name: 'Анна' },
  currency: 'UAH',
  lines: [{ name: 'Дрель', quantity: '1', price: '100' }],
};

/**
 * How fast a reader reads the log of changes from its beginning, and how soon who waits for a change is told: from the answer to
 * the write until the answer to the wait.
 * @param {import('./api-world.mjs').ApiWorld} world
 * @param {import('./api-options.mjs').ApiOptions} options
 */
export async function measureChanges(world, { seconds }) {
  const { server, get, headers } = world;
  let items = 0;
  let after = 0;
  let more = true;
  const began = performance.now();
  const over = () => performance.now() - began > (seconds / 6) * 1000;
  while (more && !over()) {
    const page = await (await get(`/v1/changes?after=${after}&limit=${PAGE}`)).json();
    items += page.items.length;
    ({ last: after, more } = page);
  }
  const took = (performance.now() - began) / 1000;
  const waits = [];
  for (let turn = 0; turn < WAITED; turn += 1) {
    const { last } = await (await get('/v1/changes?after=latest')).json();
    const told = get(`/v1/changes?after=${last}&wait=30`).then(async (answer) => {
      await answer.arrayBuffer();
      return performance.now();
    });
    await sleep(20 + turn);
    const placed = await fetch(`${server.url}/v1/orders`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify(ORDER),
    });
    await placed.arrayBuffer();
    if (placed.status !== 201) throw new Error(`${placed.status} of an order`);
    const written = performance.now();
    waits.push(Math.max(0, (await told) - written));
  }
  return { items, seconds: took, perSecond: items / took, toldMs: percentiles(waits) };
}
