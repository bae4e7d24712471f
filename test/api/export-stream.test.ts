import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../../src/db/open.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { LONG } from '../support/property-runs.js';
import { openRest, type Rest } from './open-rest.js';
import { numbersFrom } from './product-query-world.js';

const PRODUCTS = 1500;
/** How often each description says its few words: together some 60 MB. */
const TIMES = 6000;

let rest: Rest;

beforeAll(async () => {
  rest = await openRest();
});
afterAll(async () => await rest.close());

interface Begun {
  readonly request: ClientRequest;
  readonly answer: IncomingMessage;
}

async function begin(query = '', of: Rest = rest): Promise<Begun> {
  const request = http.get(`${of.url}/v1/export/products.ndjson?active=all${query}`, {
    headers: { Authorization: `Bearer ${of.key}` },
  });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { request, answer };
}

async function wholeOf({ answer }: Begun): Promise<string> {
  let text = '';
  answer.setEncoding('utf8');
  for await (const part of answer) text += part;
  if (!answer.complete) throw new Error('it broke off');
  return text;
}

/** Snapshots that hold back the tidying of this database. */
async function snapshots(of: Rest = rest): Promise<number> {
  const found = await of.knex.raw(
    "select count(*) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend'",
  );
  return Number(found.rows[0].count);
}

const large = (products: number): string =>
  `insert into products (shop_id, product_id, id_space, external_id, name, description)
   select 'main', gen_random_uuid(), 'main', 'p' || i, 'Товар', repeat('Ы ' || i || '.', ${TIMES}) from generate_series(1, ${products}) i`;

async function until(what: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await what()); ) {
    if (Date.now() > end) throw new Error('it never came to that');
    await sleep(10);
  }
}

describe('an export of what is written meanwhile', () => {
  it('and the changes from its Uzel-Seq on are the shop as it is', async () => {
    const pick = numbersFrom(7);
    const known: string[] = [];
    const write = async (tx: Tx): Promise<void> => {
      const ids = Array.from(
        { length: 1 + pick(5) },
        () => (pick(3) === 0 ? undefined : known[pick(known.length)]) ?? uuid(),
      );
      for (const id of [...new Set(ids)].sort()) {
        await tx.raw(
          `insert into products (shop_id, product_id, id_space, external_id, name, deleted) values ('main', :id, 'main', cast(:id as text), :name, :deleted)
           on conflict (shop_id, product_id) do update set name = excluded.name, deleted = excluded.deleted, updated_at = clock_timestamp()`,
          { id, name: `n${pick(1e6)}`, deleted: pick(4) === 0 },
        );
      }
      const changes = [...new Set(ids)].map((entityId) => ({
        entity: 'product' as const,
        entityId,
        action: 'written' as const,
      }));
      await recordChanges(tx, 'main', null, changes);
      known.push(...ids);
    };
    const all = async () => {
      const items: { id: string }[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await rest.get(`/v1/products?active=all&limit=500${cursor}`);
        items.push(...body.items);
        if (body.next === null) return items;
        cursor = `&cursor=${body.next}`;
      }
    };
    for (let count = 0; count < 40; count += 1) await rest.services.db.transaction(write);
    let isWriting = true;
    const writer = async (): Promise<void> => {
      while (isWriting) await rest.services.db.transaction(write);
    };
    const writers = [writer(), writer()];
    const exports: { readonly seq: number; readonly items: { id: string }[] }[] = [];
    for (let count = 0; count < (LONG ? 200 : 8); count += 1) {
      const begun = await begin();
      const seq = Number(begun.answer.headers['uzel-seq']);
      const lines = (await wholeOf(begun)).split('\n').slice(0, -1);
      exports.push({ seq, items: lines.map((line) => JSON.parse(line)) });
    }
    isWriting = false;
    await Promise.all(writers);
    const truth = new Map((await all()).map((item) => [item.id, item]));
    for (const { seq, items } of exports) {
      const copy = new Map(items.map((item) => [item.id, item]));
      for (let after = seq, more = true; more; ) {
        const { body } = await rest.get(`/v1/changes?after=${after}&types=product&limit=1000`);
        for (const { id } of body.items) copy.set(id, truth.get(id) as { id: string });
        ({ more, last: after } = body);
      }
      expect(Object.fromEntries(copy)).toEqual(Object.fromEntries(truth));
    }
    expect(new Set(exports.map(({ seq }) => seq)).size).toBeGreaterThan(2);
    await rest.knex('products').delete();
  });
});

describe('a large export', () => {
  beforeAll(async () => {
    await rest.knex.raw(large(PRODUCTS));
  });

  it('waits in bounded memory for who reads slowly, and is whole then', async () => {
    const begun = await begin();
    await until(async () => (await snapshots()) === 1);
    const before = process.memoryUsage();
    let last = -1;
    await until(async () => {
      const { socket } = begun.answer;
      const isStill = socket.bytesRead === last;
      last = socket.bytesRead;
      await sleep(50);
      return isStill;
    });
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(40e6);
    expect(await snapshots()).toBe(1);
    let bytes = 0;
    let lines = 0;
    for await (const part of begun.answer as AsyncIterable<Buffer>) {
      bytes += part.length;
      for (let at = part.indexOf(10); at !== -1; at = part.indexOf(10, at + 1)) lines += 1;
    }
    expect([begun.answer.complete, lines]).toEqual([true, PRODUCTS]);
    expect(bytes).toBeGreaterThan(50e6);
    await until(async () => (await snapshots()) === 0);
  });

  it('ends with its snapshot as soon as its reader leaves', async () => {
    const { request, answer } = await begin();
    await once(answer, 'data');
    expect(await snapshots()).toBe(1);
    request.destroy();
    await until(async () => (await snapshots()) === 0);
    expect(rest.errors).toEqual([]);
  });

  it('breaks off without a clean end when the database fails', async () => {
    const errors = rest.errors.length;
    const begun = await begin();
    await once(begun.answer, 'data');
    begun.answer.pause();
    const { rows } = await rest.knex.raw(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    expect(rows).toHaveLength(1);
    await expect(wholeOf(begun)).rejects.toThrow();
    expect(rest.errors.slice(errors)).toEqual([expect.stringContaining('an export has failed')]);
  });

  it('is one of two at most, and leaves its place behind', async () => {
    const [one, other] = [await begin(), await begin()];
    const third = await rest.get('/v1/export/products.csv');
    expect([third.status, third.body.code]).toEqual([409, 'UZ1524']);
    expect((await rest.request('head', '/v1/export/products.csv')).status).toBe(200);
    one.request.destroy();
    other.request.destroy();
    await until(async () => (await snapshots()) === 0);
    const next = await begin();
    expect(next.answer.statusCode).toBe(200);
    next.request.destroy();
    await until(async () => (await snapshots()) === 0);
  });

  it('is cut when it takes longer than EXPORT_MINUTES', async () => {
    const hasty = await openRest({ EXPORT_MINUTES: '0.1' });
    try {
      await hasty.knex.raw(large(500));
      const begun = await begin('', hasty);
      begun.answer.pause();
      await until(async () => (await snapshots(hasty)) === 1);
      await until(async () => (await snapshots(hasty)) === 0);
      await expect(wholeOf(begun)).rejects.toThrow();
    } finally {
      await hasty.close();
    }
  });
});
