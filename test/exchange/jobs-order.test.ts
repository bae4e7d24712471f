import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { takeArrivedHash } from '../../src/exchange/feeds/arriving-hashes.js';
import { createProgressBoard } from '../../src/exchange/jobs/job-progress.js';
import type { ImportStep, Jobs } from '../../src/exchange/jobs/jobs.js';
import { createJobWork } from '../../src/exchange/jobs/run-job.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { queueJob, saveCheckpoint } from '../../src/store/exchanges/jobs.js';
import { openNodeLocks } from '../../src/store/nodes/node-locks.js';
import { gate, type InboxWorld, openInboxWorld, SHOP, sha256, xml } from './inbox-world.js';
import { zipBytes } from './zip-bytes.js';

const HOLD = 10_000;
let world: InboxWorld;
let node: ExchangeNode;
let exchange: Exchange;
const started: Jobs[] = [];
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  node = await world.node();
  exchange = await world.exchange(node);
});
afterEach(async () => {
  for (const jobs of started.splice(0)) await jobs.stop();
  await world.knex('jobs').delete();
});

const jobsWith = (step: ImportStep): Jobs => {
  const jobs = world.jobs(step, { busyMs: 20 });
  started.push(jobs);
  return jobs;
};
const done = (text = '') => ({ state: 'done', counts: {}, text }) as const;

/** Imports that begin when they may and note when they begin and end. */
function noted(begun: string[], hold: (name: string) => Promise<void> = async () => undefined): ImportStep {
  return async (_job, feed) => {
    begun.push(`+${feed.name}`);
    await hold(feed.name);
    begun.push(`-${feed.name}`);
    return done();
  };
}

describe('the jobs of a node', () => {
  it('run one at a time in the order in which they were asked for', async () => {
    const steps: string[] = [];
    const jobs = jobsWith(noted(steps, async () => await pause(20)));
    const names = ['c.xml', 'a.xml', 'b.xml'];
    for (const name of names) await world.send(exchange, name, xml());
    for (const name of names) await jobs.ask(exchange, name, 1);
    for (const name of names) expect((await jobs.ask(exchange, name, HOLD)).state).toBe('done');
    expect(steps).toEqual(['+c.xml', '-c.xml', '+a.xml', '-a.xml', '+b.xml', '-b.xml']);
  });

  it('a job that was stopped between being looked for and being begun is passed over', async () => {
    await world.send(exchange, 'a.xml', xml());
    const { feed_id: feedId } = await world.knex('feeds').where({ exchange_id: exchange.exchangeId }).first();
    const job = await queueJob(world.knex, { ...exchange, feedId }, 'import', { asked: true });
    await world.knex('jobs').where({ job_id: job.jobId }).update({ state: 'stopped', finished_at: new Date() });
    const steps: string[] = [];
    const work = createJobWork(world.services, { import: noted(steps) }, createProgressBoard(world.services));
    await work(job, () => false);
    expect(steps).toEqual([]);
    expect(await world.knex('jobs').where({ job_id: job.jobId }).first()).toMatchObject({ state: 'stopped' });
  });

  it('of two nodes run side by side, of a third when there is room', async () => {
    const held = gate();
    const steps: string[] = [];
    const jobs = jobsWith(noted(steps, async () => await held.opened));
    const nodes = [node, await world.node(), await world.node()];
    const exchanges = await Promise.all(nodes.map(async (one) => await world.exchange(one)));
    for (const [i, one] of exchanges.entries()) {
      await world.send(one, `${i}.xml`, xml());
      expect((await jobs.ask(one, `${i}.xml`, 100)).state).toBe('progress');
    }
    while (steps.length < 2) await pause(5);
    await pause(100);
    expect(steps).toEqual(['+0.xml', '+1.xml']);
    expect(nodes.map((one) => jobs.busy(one.nodeId))).toEqual([true, true, true]);
    held.open();
    for (const [i, one] of exchanges.entries()) expect((await jobs.ask(one, `${i}.xml`, HOLD)).state).toBe('done');
    expect(steps).toHaveLength(6);
  });

  it('that fail do not keep the next from running', async () => {
    const jobs = jobsWith(async (_job, feed) => {
      if (feed.name === 'bad.xml') throw new Error('bug');
      return done();
    });
    await world.send(exchange, 'bad.xml', xml());
    await world.send(exchange, 'good.xml', xml());
    await jobs.ask(exchange, 'bad.xml', 1);
    expect((await jobs.ask(exchange, 'good.xml', HOLD)).state).toBe('done');
    expect((await jobs.ask(exchange, 'bad.xml', HOLD)).code).toBe('UZ1205');
  });

  it('leave the hash of their feed', async () => {
    const jobs = jobsWith(async () => done());
    const feed = await world.send(exchange, 'import.xml', xml());
    await jobs.ask(exchange, 'import.xml', HOLD);
    expect((await world.knex('feeds').where({ feed_id: feed.feedId }).first()).sha256).toBe(sha256(xml()));
  });
});

describe('an import', () => {
  it('has ended when it is tried again, even if the hash beside it fails', async () => {
    const steps: string[] = [];
    const jobs = jobsWith(noted(steps, async () => await pause(100)));
    // As if it had come to a process that is gone: its bytes are read once more.
    const feed = await world.send(exchange, 'a.xml', xml());
    expect(takeArrivedHash(feed)).toMatch(/^[0-9a-f]{64}$/);
    const { pieces } = world.services.blobs;
    let failures = 1;
    const reading = jest.spyOn(world.services.blobs, 'pieces').mockImplementation((name) => {
      if (failures-- > 0) throw new Error('no bytes today');
      return pieces(name);
    });
    expect((await jobs.ask(exchange, 'a.xml', HOLD)).state).toBe('done');
    reading.mockRestore();
    expect(steps).toEqual(['+a.xml', '-a.xml', '+a.xml', '-a.xml']);
  });
});

describe('a server that stops', () => {
  /** Five steps, a checkpoint after each, and as long as the test wants for one. */
  const stepping =
    (steps: string[], between: () => Promise<void>): ImportStep =>
    async (job, _feed, tools) => {
      for (let step = Number(job.checkpoint.records ?? 0) + 1; step <= 5; step += 1) {
        await between();
        await world.services.db.transaction(
          async (tx) => await saveCheckpoint(tx, job, { records: step }, { product: step }),
        );
        steps.push(String(step));
        if (tools.stopping()) return { state: 'stopped' };
      }
      return done('готово');
    };

  it('lets the step end; the next goes on from the checkpoint, before everything else', async () => {
    const steps: string[] = [];
    const first = world.jobs(stepping(steps, async () => await pause(30)));
    await world.send(exchange, 'import.xml', xml());
    await world.send(exchange, 'next.xml', xml());
    await first.ask(exchange, 'import.xml', 1);
    await first.ask(exchange, 'next.xml', 1);
    const asked = first.ask(exchange, 'import.xml', HOLD);
    while (steps.length < 2) await pause(5);
    await first.stop();
    expect((await asked).state).toBe('progress');
    const before = steps.length;
    expect(before).toBeLessThan(5);
    expect((await first.ask(exchange, 'import.xml', HOLD)).state).toBe('progress');

    const second = jobsWith(async (job, feed, tools) => {
      if (feed.name === 'next.xml') steps.push('next');
      return feed.name === 'next.xml' ? done() : await stepping(steps, async () => undefined)(job, feed, tools);
    });
    await second.start();
    expect(await second.ask(exchange, 'import.xml', HOLD)).toEqual({ state: 'done', text: 'готово' });
    expect((await second.ask(exchange, 'next.xml', HOLD)).state).toBe('done');
    expect(steps).toEqual(['1', '2', '3', '4', '5', 'next']);
    expect(
      (await world.knex('jobs').where({ exchange_id: exchange.exchangeId }).orderBy('job_id').first()).counts,
    ).toEqual({});
  });

  it('without a word (kill -9) is followed by one that goes on with what it left, archives too', async () => {
    const feed = await world.send(exchange, 'v8_1.zip', zipBytes([{ name: 'import.xml', data: xml() }]));
    const other = await world.send(exchange, 'offers.xml', xml());
    const row = { shop_id: SHOP, node_id: node.nodeId, exchange_id: exchange.exchangeId };
    await world.knex('feeds').whereIn('feed_id', [feed.feedId, other.feedId]).update({ state: 'closed' });
    await world.knex('jobs').insert([
      {
        ...row,
        job_id: '01900000-0000-7000-8000-000000000001',
        feed_id: other.feedId,
        kind: 'import',
        state: 'queued',
      },
      {
        ...{ ...row, job_id: '01900000-0000-7000-8000-000000000002', feed_id: feed.feedId, kind: 'unpack' },
        ...{ state: 'running', asked: false, queued_at: world.knex.raw(`now() + interval '1 second'`) },
      },
    ]);
    const steps: string[] = [];
    const jobs = jobsWith(noted(steps));
    await jobs.start();
    expect((await jobs.ask(exchange, 'import.xml', HOLD)).state).toBe('done');
    expect((await jobs.ask(exchange, 'offers.xml', HOLD)).state).toBe('done');
    expect(steps).toEqual(['+offers.xml', '-offers.xml', '+import.xml', '-import.xml']);
  });

  it('does not wait for what only rests', async () => {
    let asked = 0;
    const jobs = world.jobs(
      async () => {
        asked += 1;
        throw new Error('bug');
      },
      { restMs: [600_000] },
    );
    await world.send(exchange, 'import.xml', xml());
    await jobs.ask(exchange, 'import.xml', 200);
    while (asked === 0) await pause(5);
    await jobs.stop();
    expect((await world.knex('jobs').where({ exchange_id: exchange.exchangeId }).first()).state).toBe('running');
  });
});

describe('two processes', () => {
  it('never run the jobs of one node at the same time; who waits sees the end of what the other runs', async () => {
    const steps: string[] = [];
    const held = gate();
    const server = jobsWith(noted(steps, async () => await held.opened));
    const command = jobsWith(noted(steps, async () => await held.opened));
    await world.send(exchange, 'a.xml', xml());
    await world.send(exchange, 'b.xml', xml());
    await server.ask(exchange, 'a.xml', 50);
    const waiting = command.ask(exchange, 'b.xml', HOLD);
    while (steps.length === 0) await pause(5);
    await pause(150);
    expect(steps).toEqual(['+a.xml']);
    held.open();
    expect((await waiting).state).toBe('done');
    expect((await command.ask(exchange, 'a.xml', HOLD)).state).toBe('done');
    expect(steps).toEqual(['+a.xml', '-a.xml', '+b.xml', '-b.xml']);
  });

  it('of which one dies: its lock is free', async () => {
    const locks = openNodeLocks(world.services.db.url);
    expect(await locks.take({ shopId: SHOP, nodeId: node.nodeId, lane: 'goods' })).toBe(true);
    const steps: string[] = [];
    const jobs = jobsWith(noted(steps));
    await world.send(exchange, 'a.xml', xml());
    expect((await jobs.ask(exchange, 'a.xml', 100)).state).toBe('progress');
    expect(steps).toEqual([]);
    await locks.close();
    expect((await jobs.ask(exchange, 'a.xml', HOLD)).state).toBe('done');
  });

  it('of which one lost its lock gives none away that another lane has taken since', async () => {
    const [own, other] = [openNodeLocks(world.services.db.url), openNodeLocks(world.services.db.url)];
    const [goods, files] = ['goods', 'files'].map((lane) => ({ shopId: SHOP, nodeId: node.nodeId, lane }));
    if (!goods || !files) throw new Error('no lanes');
    expect(await own.take(goods)).toBe(true);
    await cutAll();
    expect(await own.take(files)).toBe(true);
    await own.give(goods);
    expect(await other.take(files)).toBe(false);
    expect(await other.take(goods)).toBe(true);
    await own.close();
    await other.close();
  });

  it('that lost its connection to the database goes on when it is there again', async () => {
    const steps: string[] = [];
    const held = gate();
    const jobs = jobsWith(noted(steps, async () => await held.opened));
    await world.send(exchange, 'a.xml', xml());
    await world.send(exchange, 'b.xml', xml());
    await jobs.ask(exchange, 'a.xml', 50);
    await jobs.ask(exchange, 'b.xml', 1);
    await cutAll();
    held.open();
    expect((await jobs.ask(exchange, 'b.xml', HOLD)).state).toBe('done');
    expect((await jobs.ask(exchange, 'a.xml', HOLD)).state).toBe('done');
  });
});

/** Ends all connections to the database but one, and waits until they are gone. */
async function cutAll(): Promise<void> {
  const others = 'pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  const { rows } = await world.knex.raw(`select pid, pg_terminate_backend(pid) from ${others}`);
  const gone = rows.map(({ pid }: { pid: number }) => pid);
  while ((await world.knex.raw(`select from ${others} and pid = any(?)`, [gone])).rows.length > 0) await pause(5);
  await pause(200); // those who had them hear of it
}
