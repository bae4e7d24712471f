import { describe, expect, it } from '@jest/globals';
import type { Jobs } from '../../src/exchange/jobs/jobs.js';
import { wireExchange } from '../../src/server/exchange-wiring.js';
import type { Services } from '../../src/services.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import type { Feed } from '../../src/store/exchanges/feeds.js';

/** Jobs that hold every answer until they are told to stop waiting. */
const holding = {
  ask: async (_exchange, _name, _hold, signal) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return { state: 'progress', text: '' };
  },
  applySaleFile: async (_exchange, _feed, _wait, signal) => {
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return 'waiting';
  },
} as Partial<Jobs> as Jobs;

const exchange = {} as Exchange;
const feed = {} as Feed;

function wired() {
  const [begun, jobsEnded, gone] = [new AbortController(), new AbortController(), new AbortController()];
  const api = wireExchange({} as Services, holding, { begun: begun.signal, jobsEnded: jobsEnded.signal });
  return { begun, jobsEnded, gone, api };
}

describe('requests that are held for a job', () => {
  it('are let go when their client is gone', async () => {
    const { api, gone } = wired();
    const held = [
      api.askImport(exchange, '', 60_000, gone.signal),
      api.applySaleFile(exchange, feed, 60_000, gone.signal),
    ];
    gone.abort();
    expect(await Promise.all(held)).toEqual([{ state: 'progress', text: '' }, 'waiting']);
  });

  it('are let go when the server stops: an import at once, a file of orders when the jobs have ended', async () => {
    const { api, begun, jobsEnded, gone } = wired();
    let applied = false;
    const asked = api.askImport(exchange, '', 60_000, gone.signal);
    const sale = api.applySaleFile(exchange, feed, 60_000, gone.signal).then(() => {
      applied = true;
    });
    begun.abort();
    expect(await asked).toEqual({ state: 'progress', text: '' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(applied).toBe(false);
    jobsEnded.abort();
    await sale;
  });
});
