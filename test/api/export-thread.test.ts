import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExportTask } from '../../src/exchange/export/export-task.js';
import { exportOn } from '../../src/exchange/export/export-thread.js';
import { compileSources } from '../support/compiled-sources.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const PRODUCTS = 1500;

/** What the built server does with its thread, in a process of its own, one wish after the other. */
const PROGRAM = `
  const [, , folder, task] = process.argv;
  const { createHash } = await import('node:crypto');
  const { startExport } = await import(folder + '/exchange/export/export-thread.js');
  let running;
  const wishes = {
    async begin() {
      running = await startExport(JSON.parse(task));
      return { seq: running.seq };
    },
    async rest() {
      const hash = createHash('sha256');
      for await (const piece of running.pieces) hash.update(piece);
      await running.end();
      return { digest: hash.digest('hex') };
    },
    async one() {
      return { bytes: (await running.pieces.next()).value.length };
    },
    async end() {
      await running.end();
      return {};
    },
    async memory() {
      return { external: process.memoryUsage().arrayBuffers };
    },
  };
  process.on('message', (wish) => {
    wishes[wish]().then((answer) => process.send(answer), (error) => process.send({ error: String(error) }));
  });
  process.send('ready');
`;

let test: TestDatabase;
let sources: Awaited<ReturnType<typeof compileSources>>;
let child: ChildProcess;
let task: ExportTask;

async function ask(wish: string): Promise<Record<string, unknown>> {
  const answer = once(child, 'message');
  child.send(wish);
  const [told] = await answer;
  return told as Record<string, unknown>;
}

const snapshots = async (): Promise<number> => {
  const found = await test.db.knex.raw(
    "select count(*) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend'",
  );
  return Number(found.rows[0].count);
};

async function untilNone(): Promise<void> {
  for (let looks = 0; (await snapshots()) > 0; looks += 1) if (looks > 2000) throw new Error('a snapshot stays');
}

beforeAll(async () => {
  const rooms = ['db', 'store', 'pricing', 'commerceml', 'nodes', 'blobs', 'exchange/export', 'exchange/channels'];
  const files = ['exchange/file-url.ts', 'errors.ts', 'config.ts', 'records.ts', 'orders.ts', 'services.ts'];
  sources = await compileSources([...rooms, ...files]);
  test = await openTestDatabase();
  await test.db.knex.raw(
    `insert into products (shop_id, product_id, id_space, external_id, name, description)
     select 'main', gen_random_uuid(), 'main', 'p' || i, 'Товар', repeat('Ы ' || i || '.', 4000) from generate_series(1, ?::int) i`,
    [PRODUCTS],
  );
  await test.db.knex('change_counters').update({ last: 12 });
  const form = { format: 'ndjson', parts: { product: null, offer: null } } as const;
  task = {
    databaseUrl: test.url,
    shopId: 'main',
    publicUrl: undefined,
    active: 'all',
    channel: null,
    priceType: null,
    form,
  };
  const program = path.join(sources.folder, 'program.js');
  await writeFile(program, PROGRAM);
  const words = [program, sources.folder, JSON.stringify(task)];
  child = spawn(process.execPath, words, { cwd: process.cwd(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
});
afterAll(async () => {
  child.kill('SIGKILL');
  await test.close();
  await sources.remove();
});

describe('an export in a thread', () => {
  it('gives the bytes that it gives without one', async () => {
    expect(await ask('begin')).toEqual({ seq: 12 });
    const hash = createHash('sha256');
    for await (const piece of exportOn(task, () => undefined)) hash.update(piece);
    expect(await ask('rest')).toEqual({ digest: hash.digest('hex') });
    await untilNone();
  });

  it('works only so far ahead', async () => {
    const before = (await ask('memory')).external as number;
    await ask('begin');
    await ask('one');
    for (let looks = 0; looks < 20; looks += 1) expect(await snapshots()).toBe(1);
    expect(((await ask('memory')).external as number) - before).toBeLessThan(16e6);
    await ask('end');
  });

  it('ends with its snapshot when nobody wants it any more', async () => {
    await ask('begin');
    expect(await snapshots()).toBe(1);
    await ask('end');
    await untilNone();
  });

  it('tells what went wrong, before it begins and in its middle', async () => {
    await ask('begin');
    await ask('one');
    await test.db.knex.raw(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    expect(await ask('rest')).toEqual({ error: expect.stringMatching(/terminat|Connection/i) });
    await ask('end');
    await test.db.knex.raw('alter table change_counters rename to counters_elsewhere');
    expect(await ask('begin')).toEqual({ error: expect.stringContaining('change_counters') });
  });
});
