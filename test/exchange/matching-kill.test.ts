import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { askRun } from '../../src/exchange/matching/ask-run.js';
import { runMatching } from '../../src/exchange/matching/run-matching.js';
import { itemsOf } from '../../src/store/matching/match-set.js';
import { type MatchingRun, readRun } from '../../src/store/matching/matching-runs.js';
import { compileSources } from '../support/compiled-sources.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const COUNT = 1500;
const RULES = ['sku', 'name'] as const;
const set = itemsOf('main', 'site');
const quiet = pino({ level: 'silent' });

/** Runs what is queued, in a process of its own. */
const PROGRAM = `
  const [, folder, url] = process.argv;
  const { openServer } = await import(folder + '/db/open.js');
  const { runMatching } = await import(folder + '/exchange/matching/run-matching.js');
  const { pino } = await import('pino');
  const log = pino({ level: 'silent' });
  await runMatching({ db: await openServer(url, 3, log), log, foldText: (text) => text });
`;

describe('a run of matching that is broken off', () => {
  let test: TestDatabase;
  let sources: Awaited<ReturnType<typeof compileSources>>;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    const parts = ['db', 'store/matching', 'store/list-page.ts', 'exchange/matching', 'errors.ts', 'config.ts'];
    sources = await compileSources(parts);
    test = await openTestDatabase();
    const { knex } = test.db;
    await knex.raw(
      `insert into products (shop_id, product_id, id_space, external_id, sku, name)
       select 'main', gen_random_uuid(), 'main', 'p-' || n, 's-' || n, 'thing ' || md5(cast(n as text)) from generate_series(1, ?) n`,
      [COUNT],
    );
    await knex.raw(
      `insert into shop_items (shop_id, system, ref, sku, name)
       select 'main', 'site', cast(n as text), case when n % 2 = 0 then 's-' || n end, 'a thing ' || md5(cast(n as text)) from generate_series(1, ?) n`,
      [COUNT],
    );
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await test.close();
    await sources.remove();
  });
  beforeEach(async () => {
    await test.db.knex('matches').delete();
    await test.db.knex.raw(
      `insert into matches (shop_id, match_id, kind, source, subject_id) select 'main', gen_random_uuid(), 'item', 'site', ref from shop_items`,
    );
  });

  const services = () => ({ db: test.db, log: quiet, foldText: (text: string) => text });
  const ask = async () => await askRun(test.db, set, RULES);
  const read = async ({ runId }: { runId: string }): Promise<MatchingRun> => {
    const run = await readRun(test.db.knex, 'main', runId);
    if (!run) throw new Error('the run is gone');
    return run;
  };
  const states = async () => {
    const rows: { state: string; count: string }[] = await test.db
      .knex('matches')
      .groupBy('state')
      .select('state')
      .count({ count: '*' });
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  };
  const before = { unmatched: COUNT };
  const after = { matched: COUNT / 2, doubtful: COUNT / 2 };
  const STEPS = ['reading', ...RULES, 'writing'] as readonly string[];
  /** Waits until the run is at a step, or past it. */
  const reaches = async (run: MatchingRun, step: string): Promise<void> => {
    for (const end = Date.now() + 60_000; ; ) {
      if (Date.now() > end) throw new Error(`the run did not reach ${step}`);
      const now = await read(run);
      if (STEPS.indexOf(now.step ?? '') >= STEPS.indexOf(step) || now.state === 'done') return;
      await sleep(3);
    }
  };

  /** Waits until nobody is at work on a run. */
  const freed = async (): Promise<void> => {
    const held = `select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`;
    for (const end = Date.now() + 60_000; (await test.db.knex.raw(held)).rows.length > 0; await sleep(20))
      if (Date.now() > end) throw new Error('the killed process is still at work');
  };

  it('by kill -9, wherever it is, has written nothing, and is done by the next process', async () => {
    const run = await ask();
    for (const step of ['reading', 'sku', 'name']) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, sources.folder, test.url], {
        stdio: 'inherit',
      });
      children.push(child);
      const ended = once(child, 'exit');
      // What it writes at its end waits for us, so that a machine on which we come late kills it before, too.
      await test.db.transaction(async (tx) => {
        await tx.raw('lock table matches in share mode');
        await reaches(run, step);
        child.kill('SIGKILL');
        await ended;
      });
      await freed(); // PostgreSQL may notice later that the process is gone
      expect([(await read(run)).state, await states()]).toEqual(['running', before]);
      await test.db.knex.raw(
        `update matching_runs set step = null, done = 0`, // so that the next one is seen
      );
    }
    // The statement of the killed process may still be at work; the sweeper comes every second too.
    for (let state = 'running'; state === 'running'; { state } = await read(run)) {
      await runMatching(services());
    }
    const done = await read(run);
    expect(done).toMatchObject({ state: 'done', attempts: 4, result: { ...after, unmatched: 0, changed: COUNT } });
    expect(await states()).toEqual(after);
  });

  it('by the stop of the server, is queued as if it had never begun', async () => {
    const run = await ask();
    const stop = new AbortController();
    const running = runMatching(services(), stop.signal);
    await reaches(run, 'name');
    stop.abort();
    await running;
    expect([await read(run), await states()]).toMatchObject([{ state: 'queued', attempts: 0 }, before]);
    await runMatching(services());
    expect(await states()).toEqual(after);
  });

  it('by the loss of its connection, is begun anew; five times, and it is given up', async () => {
    const run = await ask();
    const running = runMatching(services());
    running.catch(() => undefined); // looked at below
    await reaches(run, 'name');
    await test.db.knex.raw(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and l.objsubid = 1
         and (cast(l.classid as bigint) << 32 | cast(l.objid as bigint)) = hashtextextended('uzel:matching-run', 0)`,
    );
    await expect(running).rejects.toThrow();
    expect([await read(run), await states()]).toMatchObject([{ state: 'running', attempts: 1 }, before]);
    await test.db.knex('matching_runs').where({ run_id: run.runId }).update({ attempts: 5 });
    await runMatching(services());
    expect([await read(run), await states()]).toMatchObject([{ state: 'failed', errorText: /5 times/ }, before]);
    const again = await ask();
    expect(again.runId).not.toBe(run.runId);
    await runMatching(services());
    expect([(await read(again)).state, await states()]).toEqual(['done', after]);
  });

  it('what people decide meanwhile is kept', async () => {
    const run = await ask();
    const running = runMatching(services());
    await reaches(run, 'name');
    const { knex } = test.db;
    const given = await knex('products').where({ external_id: 'p-2' }).first('product_id'); // item 2 has its sku
    await knex('matches')
      .where({ subject_id: '1' })
      .update({ state: 'matched', product_id: given.product_id, decision: 'picked' });
    await knex('matches').where({ subject_id: '4' }).update({ decision: 'refused' });
    await running;
    const found = await knex('matches')
      .whereIn('subject_id', ['1', '2', '4'])
      .orderBy('subject_id')
      .select('state', 'product_id', 'decision');
    expect(found).toEqual([
      { state: 'matched', product_id: given.product_id, decision: 'picked' },
      { state: 'unmatched', product_id: null, decision: null },
      { state: 'unmatched', product_id: null, decision: 'refused' },
    ]);
    expect((await read(run)).state).toBe('done');
  });
});
