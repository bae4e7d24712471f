import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { coveragePage } from '../support/api-coverage-page.js';
import { apiDocument, apiOperations, type Operation } from '../support/api-document.js';
import { ApiRecorder } from '../support/api-recorder.js';
import { addressed, unsampled } from './api/samples.js';
import { SPECIALS } from './api/specials.js';
import { askedBy, type Ready, readyAll, runSweep, SWEEPS, said } from './api/sweeps.js';
import { openWorld, type World } from './api/world.js';

/** Acceptance 1 of issue 6: every answer that the document promises is given by the built server to a request over HTTP. */

const PAGE = 'docs/reference/api-coverage.md';
const operations = apiOperations();
const named = (id: string): Operation => {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`there is no operation ${id}`);
  return operation;
};
/** Their answers have no end, or need an import that goes on: SPECIALS ask them. */
const APART = new Set(['streamChanges', 'stopFeed']);

let world: World;
let recorder: ApiRecorder;
let ready: readonly Ready[] = [];
beforeAll(async () => {
  world = await openWorld();
  recorder = new ApiRecorder(world.client);
});
afterAll(async () => await world.close());

it('the document is that of the built server', async () => {
  const served = await world.client.send({ method: 'GET', target: '/v1/openapi.json', headers: {} });
  expect(served.body).toEqual(apiDocument());
});

it('every operation has a request to try it with (test/acceptance/api/samples*.ts)', async () => {
  const made = await readyAll(world, operations);
  ready = made.ready;
  expect([...made.lacking, ...unsampled(operations)]).toEqual([]);
});

describe('refused', () => {
  it.each(SWEEPS.map((sweep) => [sweep.title, sweep] as const))('%s', async (_title, sweep) => {
    expect(await runSweep(world, recorder, ready, sweep)).toEqual([]);
  });

  it('and the server is well afterwards', async () => {
    const { status } = await world.client.send({ method: 'GET', target: '/ready', headers: {} });
    expect(status).toBe(200);
  });
});

it('done as it was asked', async () => {
  const wrong: string[] = [];
  for (const one of ready.filter(({ operation }) => !APART.has(operation.id))) {
    const got = await recorder.ask(one.operation, askedBy(world, one));
    if (got.status >= 300) wrong.push(said(one, got));
  }
  expect(wrong).toEqual([]);
});

it('a stream begins', async () => {
  const headers = { authorization: `Bearer ${world.keys.all}` };
  const stream = await world.client.open({ method: 'GET', target: '/v1/events', headers });
  stream.close();
  recorder.note(named('streamChanges'), stream.status, null);
  expect(stream.status).toBe(200);
});

it('nothing new since the ETag', async () => {
  const wrong: string[] = [];
  for (const one of ready.filter(({ operation }) => operation.promised.some(({ status }) => status === 304))) {
    let got = await recorder.ask(one.operation, askedBy(world, one));
    // What tells of requests or of work that goes on may have moved meanwhile.
    for (let tries = 0; tries < 5 && got.status !== 304; tries += 1) {
      const headers = { 'if-none-match': String(got.headers.etag) };
      got = await recorder.ask(one.operation, askedBy(world, one, { headers }));
    }
    if (got.status !== 304) wrong.push(said(one, got));
  }
  expect(wrong).toEqual([]);
});

describe('in a case of its own', () => {
  it.each(SPECIALS.map((special) => [`${special.of}: ${special.gives} ${special.when}`, special] as const))(
    '%s',
    async (_title, { of, gives, given }) => {
      const operation = named(of);
      const { undo, ...own } = await given(world);
      try {
        const sample = addressed(world, operation, own);
        const got = await recorder.ask(operation, askedBy(world, { operation, sample }));
        expect([got.body.code ?? got.status, got.text.slice(0, 300)]).toEqual([gives, expect.any(String)]);
      } finally {
        await undo?.();
      }
    },
  );
});

describe('docs/reference/api-coverage.md', () => {
  it('has a request for every answer that the document promises', () => {
    const missing = operations.flatMap((operation) =>
      operation.promised
        .filter(({ status, code }) => recorder.testOf(operation, status, code) === undefined)
        .map(({ status, code }) => `${operation.id}: ${code ?? status}`),
    );
    expect(missing).toEqual([]);
  });

  it('has no answer that the document does not promise', () => {
    const unknown = recorder.exercised.filter(
      (one) => !named(one.operation).promised.some(({ status, code }) => status === one.status && code === one.code),
    );
    expect(unknown).toEqual([]);
  });

  it('is what was seen (UPDATE_DOCS=1 writes it anew)', async () => {
    const page = coveragePage(operations, recorder);
    if (process.env.UPDATE_DOCS) await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });
});
