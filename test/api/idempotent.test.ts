import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { requireApiKey } from '../../src/api/http/bearer.js';
import { problems } from '../../src/api/http/problem.js';
import { jsonRoute, type Route, silentRoute } from '../../src/api/http/route.js';
import { UzelError } from '../../src/errors.js';
import { readChanges } from '../../src/store/changes/read-changes.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { openRest, type Rest } from './open-rest.js';

/** What the handler does in the middle of a write; tests put in what they need. */
let between: () => Promise<void>;
let runs = 0;

const Body = z.strictObject({ mark: z.string(), note: z.string().optional() });
const docs = { method: 'put', tag: 'Test', body: Body, answer: 'It.', errors: [], idempotent: true } as const;

const write = jsonRoute(
  {
    ...docs,
    path: '/marks/{id}',
    operationId: 'mark',
    params: z.object({ id: z.string() }),
    status: 201,
    summary: 'W',
    reply: z.object({ mark: z.string(), run: z.int() }),
  },
  async ({ services, shopId, body, params }) => {
    runs += 1;
    const run = runs;
    await services.db.transaction(async (tx) => {
      await tx('marks').insert({ mark: body.mark });
      await recordChanges(tx, shopId, null, [{ entity: 'product', entityId: randomUUID(), action: 'written' }]);
    });
    await between();
    if (body.note === 'refuse') throw new UzelError('UZ1507', 'Refused after the write.');
    return { body: { mark: body.mark, run }, headers: { Location: `/v1/marks/${params.id}` } };
  },
);
const silent = silentRoute(
  { ...docs, path: '/silent', operationId: 'silent', status: 204, summary: 'S' },
  async ({ services, body }) => {
    await services.db.knex('marks').insert({ mark: body.mark });
  },
);

interface Sent {
  readonly status: number;
  readonly body: { readonly mark?: string; readonly run?: number; readonly code?: string } | null;
  readonly replayed: string | null;
  readonly location: string | null;
  readonly etag: string | null;
}

describe('a write with an Idempotency-Key', () => {
  let rest: Rest;
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    rest = await openRest();
    await rest.knex.raw('create table marks (mark text not null)');
    const app = express();
    const serve = ({ docs: { path, method }, run }: Route): void => {
      const handler: RequestHandler = async (request, response) =>
        await run(rest.services, request, response, rest.parts);
      app[method](path.replace('{id}', ':id'), requireApiKey(rest.services), express.json(), handler);
    };
    [write, silent].forEach(serve);
    app.use(problems(rest.services));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  afterAll(async () => {
    close();
    await rest.close();
  });
  beforeEach(async () => {
    between = async () => undefined;
    runs = 0;
    await rest.knex('marks').delete();
  });

  const send = async (key: string | null, body: object, path = '/marks/1'): Promise<Sent> => {
    const response = await fetch(url + path, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${rest.key}`,
        'Content-Type': 'application/json',
        ...(key === null ? {} : { 'Idempotency-Key': key }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const header = (name: string) => response.headers.get(name);
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      ...{ replayed: header('Idempotency-Replayed'), location: header('Location'), etag: header('ETag') },
    };
  };
  const marks = async () => (await rest.knex('marks')).length;
  const changes = async () => (await readChanges(rest.knex, 'main', { after: 0, limit: 1000 })).items.length;

  it('is done once, and answered the same again', async () => {
    const before = await changes();
    const first = await send('again', { mark: 'a', note: 'x' });
    expect(first).toMatchObject({ status: 201, body: { mark: 'a', run: 1 }, replayed: null, location: '/v1/marks/1' });
    // The order of the fields does not count.
    expect(await send('again', { note: 'x', mark: 'a' })).toEqual({ ...first, replayed: 'true' });
    expect([await marks(), runs, (await changes()) - before]).toEqual([1, 1, 1]);
  });

  it('is done once, when it is sent many times at once', async () => {
    between = async () => await sleep(30);
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await send('at once', { mark: 'b' })));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    expect([await marks(), runs]).toEqual([1, 1]);
  });

  it('takes one connection of the pool, however many repeat it meanwhile', async () => {
    const pool = (rest.knex.client as { pool: { numUsed(): number } }).pool;
    let used = 0;
    between = async () => {
      await sleep(300);
      // Who repeats looks the key up first, with a connection that is given back; who waits with one in hand keeps it.
      for (const end = Date.now() + 10_000; pool.numUsed() > 1 && Date.now() < end; ) await sleep(10);
      used = pool.numUsed();
    };
    const key = randomUUID();
    await Promise.all(Array.from({ length: 8 }, async () => await send(key, { mark: 'pool' })));
    expect(used).toBe(1);
  });

  it('without a key is done each time', async () => {
    await send(null, { mark: 'c' });
    await send(null, { mark: 'c' });
    expect([await marks(), runs]).toEqual([2, 2]);
  });

  it('of which the connection breaks in the middle leaves nothing, and is done when it is repeated', async () => {
    const before = await changes();
    between = async () => {
      await rest.knex.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'`,
      );
      await sleep(50);
    };
    expect((await send('broken', { mark: 'd' })).status).toBe(500);
    expect([await marks(), (await changes()) - before]).toEqual([0, 0]);
    between = async () => undefined;
    expect(await send('broken', { mark: 'd' })).toMatchObject({ status: 201, replayed: null });
    expect([await marks(), (await changes()) - before]).toEqual([1, 1]);
  });

  it('that is refused keeps nothing: the key stays free, and others who wait for it are served', async () => {
    expect(await send('refused', { mark: 'e', note: 'refuse' })).toMatchObject({
      status: 404,
      body: { code: 'UZ1507' },
    });
    expect(await marks()).toBe(0);
    expect(await send('refused', { mark: 'e' })).toMatchObject({ status: 201, replayed: null });
    between = async () => await sleep(20);
    const both = await Promise.all([1, 2, 3].map(async () => await send('refused too', { mark: 'f', note: 'refuse' })));
    expect(both.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await marks()).toBe(1);
  });

  it('of a key that was used for another body or address is refused as an order is', async () => {
    await send('other', { mark: 'g' });
    expect(await send('other', { mark: 'h' })).toMatchObject({ status: 409, body: { code: 'UZ1502' } });
    expect(await send('other', { mark: 'g' }, '/marks/2')).toMatchObject({ status: 409, body: { code: 'UZ1502' } });
    expect(await marks()).toBe(1);
  });

  it('of a deadlock is begun anew as a whole', async () => {
    let first = true;
    between = async () => {
      if (!first) return;
      first = false;
      throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    };
    expect(await send('deadlock', { mark: 'i' })).toMatchObject({ status: 201, body: { run: 2 } });
    expect(await marks()).toBe(1);
  });

  it('that has no body to answer with has none again', async () => {
    expect(await send('silent', { mark: 'j' }, '/silent')).toMatchObject({ status: 204, body: null, replayed: null });
    expect(await send('silent', { mark: 'j' }, '/silent')).toMatchObject({ status: 204, body: null, replayed: 'true' });
    expect(await marks()).toBe(1);
  });

  it('needs a key of 1 to 255 characters', async () => {
    expect(await send('k'.repeat(256), { mark: 'k' })).toMatchObject({ status: 422, body: { code: 'UZ1501' } });
    expect(await send('k'.repeat(255), { mark: 'k' })).toMatchObject({ status: 201 });
    expect(await send(' ', { mark: 'k' })).toMatchObject({ status: 422 });
  });
});
