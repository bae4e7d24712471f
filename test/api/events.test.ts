import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { v7 as uuid } from 'uuid';
import { beginEventStream, eventOf } from '../../src/api/http/event-stream.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { openRest, type Rest } from './open-rest.js';

interface Event {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

/** A reader of server-sent events as the specification of WHATWG says, as far as it is needed here. */
class Reader {
  readonly events: Event[] = [];
  lastId = '';
  retry: string | undefined;
  ended = false;
  #text = '';

  constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => this.#take(chunk));
    response.on('close', () => {
      this.ended = true;
    });
    response.on('error', () => undefined); // cut by `leave`
  }

  #take(chunk: string): void {
    this.#text += chunk;
    for (let end = this.#text.indexOf('\n\n'); end >= 0; end = this.#text.indexOf('\n\n')) {
      const fields = new Map(
        this.#text
          .slice(0, end)
          .split('\n')
          .filter((line) => !line.startsWith(':'))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      this.#text = this.#text.slice(end + 2);
      this.retry = fields.get('retry') ?? this.retry;
      this.lastId = fields.get('id') ?? this.lastId;
      if (fields.has('data')) this.events.push(Object.fromEntries(fields));
    }
  }

  async until(condition: () => boolean, ms = 15_000): Promise<void> {
    for (const end = Date.now() + ms; !condition(); await sleep(10)) {
      if (Date.now() > end) throw new Error(`it did not come: ${JSON.stringify(this.events.slice(-3))}`);
    }
  }

  leave(): void {
    this.response.destroy();
  }
}

describe('GET /v1/events', () => {
  let rest: Rest;
  let last: number;
  const readers: Reader[] = [];
  beforeAll(async () => {
    rest = await openRest({ STREAMS_PER_KEY: '3' });
  });
  beforeEach(async () => {
    for (const reader of readers.splice(0)) reader.leave();
    await sleep(100);
    last = (await rest.get('/v1/changes?after=latest')).body.last;
  });
  afterAll(async () => await rest.close());

  const record = async (...changes: Change[]) =>
    await rest.services.db.transaction(async (tx) => await recordChanges(tx, 'main', null, changes));
  const one = (entity: Change['entity']): Change => ({ entity, entityId: uuid(), action: 'written' });
  const open = async (query = '', headers: Record<string, string> = {}): Promise<Reader> => {
    const all = { Authorization: `Bearer ${rest.key}`, ...headers };
    const [response] = (await once(http.get(`${rest.url}/v1/events${query}`, { headers: all }), 'response')) as [
      IncomingMessage,
    ];
    const reader = new Reader(response);
    readers.push(reader);
    return reader;
  };
  const ids = ({ events }: Reader) => events.map(({ id }) => Number(id));

  it('sends what there is behind a number, then what comes, as /v1/changes gives it', async () => {
    await record(one('product'), one('order'));
    const reader = await open(`?after=${last}`);
    expect(reader.response.statusCode).toBe(200);
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    await reader.until(() => reader.events.length === 2);
    const written = Date.now();
    await record(one('group'));
    await reader.until(() => reader.events.length === 3);
    expect(Date.now() - written).toBeLessThan(15_000);
    expect(reader.retry).toBe('3000');
    const { items } = (await rest.get(`/v1/changes?after=${last}`)).body;
    expect(reader.events.map(({ data = '' }) => JSON.parse(data))).toEqual(items);
    expect(reader.events.map(({ id, event }) => [Number(id), event])).toEqual(
      items.map(({ seq, type }: { seq: number; type: string }) => [seq, type]),
    );
  });

  it('begins with what comes from now on when nothing is said', async () => {
    await record(one('product'));
    const reader = await open();
    await reader.until(() => reader.retry !== undefined);
    // Who is cut off before the first event knows where to come back to.
    expect(reader.lastId).toBe(String(last + 1));
    await record(one('order'));
    await reader.until(() => reader.events.length > 0);
    expect(ids(reader)).toEqual([last + 2]);
  });

  it('who is cut off again and again and comes back with Last-Event-ID misses nothing and gets nothing twice', async () => {
    const total = 1500; // more than one read
    let written = 0;
    const writing = (async () => {
      while (written < total) {
        const count = Math.min(1 + ((written * 7) % 90), total - written);
        await record(...Array.from({ length: count }, (_, n) => one(n % 2 ? 'order' : 'product')));
        written += count;
        await sleep(3);
      }
    })();
    const seen: number[] = [];
    let id = String(last);
    let cuts = 0;
    while (seen.length < total) {
      const reader = await open('?after=0', { 'Last-Event-ID': id });
      const wanted = Math.min(1 + cuts * 40, total - seen.length);
      await reader.until(() => reader.events.length >= wanted, 10_000);
      reader.leave();
      const got = reader.events.slice();
      seen.push(...got.map((event) => Number(event.id)));
      id = got.at(-1)?.id ?? id;
      cuts += 1;
      await sleep(20); // its place is given back
    }
    await writing;
    expect(cuts).toBeGreaterThan(5);
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => last + 1 + index));
  });

  it('sends given types alone', async () => {
    const reader = await open(`?after=${last}&types=order,group`);
    await record(one('product'), one('order'), one('product'), one('group'));
    await reader.until(() => reader.events.length === 2);
    expect(ids(reader)).toEqual([last + 2, last + 4]);
  });

  it('refuses as a problem before the stream begins', async () => {
    const refused = async (query: string, headers = {}) => {
      const { response } = await open(query, headers);
      return [response.statusCode, response.headers['content-type']];
    };
    const problem = 'application/problem+json; charset=utf-8';
    expect(await refused(`?after=${last + 1000}`)).toEqual([410, problem]);
    expect(await refused('', { 'Last-Event-ID': `${last + 1000}` })).toEqual([410, problem]);
    expect(await refused('', { 'Last-Event-ID': 'x' })).toEqual([422, problem]);
    expect(await refused('?after=x')).toEqual([422, problem]);
    expect(await refused('?types=x')).toEqual([422, problem]);
  });

  it('says `reset` and ends when what comes next was forgotten meanwhile', async () => {
    const reader = await open(`?after=${last}`);
    await reader.until(() => reader.retry !== undefined);
    await rest.services.db.transaction(async (tx) => {
      await recordChanges(tx, 'main', null, [one('order'), one('order')]);
      await tx('change_counters').update({ forgotten: last + 1 });
    });
    await reader.until(() => reader.ended);
    expect(reader.events).toMatchObject([{ event: 'reset' }]);
    expect(JSON.parse(reader.events[0]?.data ?? '')).toMatchObject({ code: 'UZ1521' });
    await rest.knex('change_counters').update({ forgotten: 0 });
  });

  it('takes as many at once as STREAMS_PER_KEY says', async () => {
    for (let n = 0; n < 3; n += 1) expect((await open()).response.statusCode).toBe(200);
    expect((await open()).response.statusCode).toBe(409);
    readers[0]?.leave();
    await sleep(200);
    expect((await open()).response.statusCode).toBe(200);
  });

  it('HEAD is answered without a stream', async () => {
    const response = await fetch(`${rest.url}/v1/events`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${rest.key}` },
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await open()).response.statusCode).toBe(200);
  });

  it('ends when the server begins to stop', async () => {
    const other = await openRest();
    const headers = { Authorization: `Bearer ${other.key}` };
    const [response] = (await once(http.get(`${other.url}/v1/events`, { headers }), 'response')) as [IncomingMessage];
    const reader = new Reader(response);
    await reader.until(() => reader.retry !== undefined);
    const begun = Date.now();
    await other.close();
    expect(Date.now() - begun).toBeLessThan(15_000);
    await reader.until(() => reader.ended);
  });
});

describe('an event stream', () => {
  it('waits for a client that takes nothing, and cuts it off in the end', async () => {
    const line = eventOf('x', 'y'.repeat(1_000_000));
    let sent = 0;
    let cut: (after: number) => void = () => undefined;
    const cutAfter = new Promise<number>((resolve) => {
      cut = resolve;
    });
    const app = express().get('/', async (_request, response) => {
      const stream = beginEventStream(response, new AbortController().signal, 500);
      const begun = Date.now();
      while (sent < 500 && (await stream.send(line))) sent += 1;
      cut(Date.now() - begun);
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const [response] = (await once(http.get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
    response.on('error', () => undefined); // cut off by the server
    response.pause();
    expect(await cutAfter).toBeGreaterThanOrEqual(500);
    expect(sent).toBeLessThan(100); // what the buffers between take; not all it had to say
    response.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('goes on when the client takes it after a while', async () => {
    const line = eventOf('x', 'y'.repeat(1_000_000));
    let all: (ok: boolean) => void = () => undefined;
    const done = new Promise<boolean>((resolve) => {
      all = resolve;
    });
    const app = express().get('/', async (_request, response) => {
      const stream = beginEventStream(response, new AbortController().signal, 10_000);
      let ok = true;
      for (let n = 0; n < 30 && ok; n += 1) ok = await stream.send(line);
      stream.end();
      all(ok);
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const [response] = (await once(http.get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
    response.pause();
    await sleep(300);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    response.resume();
    await once(response, 'end');
    expect(await done).toBe(true);
    expect(bytes).toBe(30 * line.length);
    await new Promise((resolve) => server.close(resolve));
  });
});
