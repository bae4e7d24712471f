import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Feed } from '../../src/store/exchanges/feeds.js';
import {
  failJob,
  findJobs,
  finishJob,
  jobsBefore,
  nextJob,
  nodesWithJobs,
  queueJob,
  requeueJob,
  saveCheckpoint,
  saveProgress,
  startJob,
} from '../../src/store/exchanges/jobs.js';
import { type InboxWorld, openInboxWorld, SHOP, xml } from '../exchange/inbox-world.js';

let world: InboxWorld;
let node: ExchangeNode;
let feeds: Feed[];
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  await world.knex('jobs').delete();
  node = await world.node();
  const exchange = await world.exchange(node);
  feeds = [];
  for (const name of ['a.xml', 'b.xml', 'c.xml']) feeds.push(await world.send(exchange, name, xml()));
});

const queue = async (index: number, behind?: Awaited<ReturnType<typeof queueJob>>) =>
  await queueJob(world.knex, feeds[index] as Feed, 'import', { asked: true, ...(behind ? { behind } : {}) });
const next = async () => await nextJob(world.knex, SHOP, node.nodeId);
const step = async (job: { shopId: string; jobId: string }, records: number) =>
  await world.services.db.transaction(async (tx) => await saveCheckpoint(tx, job, { records }, { product: records }));

describe('the queue of a node', () => {
  it('gives what runs, then what was queued first; an entry of an archive stands right behind its archive', async () => {
    const a = await queue(0);
    const b = await queue(1);
    const c = await queue(2, a);
    expect(await jobsBefore(world.knex, b)).toBe(2);
    expect(await jobsBefore(world.knex, a)).toBe(0);
    const order = [];
    for (let job = await next(); job; job = await next()) {
      order.push(job.jobId);
      await finishJob(world.knex, job, { counts: {}, text: '' });
    }
    expect(order).toEqual([a.jobId, c.jobId, b.jobId]);
    await queue(0);
    expect(await nodesWithJobs(world.knex)).toEqual([]);
  });

  it('has one job for a feed and kind, whoever asks and how often', async () => {
    const first = await queue(0);
    expect(await queue(0)).toEqual(first);
    await startJob(world.knex, first);
    expect((await queue(0)).state).toBe('running');
    expect(await world.count('jobs')).toBe(1);
    expect(await nodesWithJobs(world.knex)).toEqual([{ shopId: SHOP, nodeId: node.nodeId }]);
  });

  it('gives first what was begun, although it was queued later', async () => {
    await queue(0);
    const b = await queue(1);
    await startJob(world.knex, b);
    expect((await next())?.jobId).toBe(b.jobId);
  });
});

describe('a job', () => {
  it('keeps its checkpoint only while it runs', async () => {
    const job = await queue(0);
    await expect(step(job, 1)).rejects.toThrow('does not run');
    await startJob(world.knex, job);
    await step(job, 2);
    await saveProgress(world.knex, job, 'половина');
    expect(await next()).toMatchObject({
      checkpoint: { records: 2 },
      counts: { product: 2 },
      progress: 'половина',
      state: 'running',
    });
    await finishJob(world.knex, job, { counts: { product: 3 }, text: 'готово' });
    await expect(step(job, 4)).rejects.toThrow('does not run');
    await saveProgress(world.knex, job, 'поздно');
    const [done] = await findJobs(world.knex, SHOP, [job.jobId]);
    expect(done).toMatchObject({
      state: 'done',
      counts: { product: 3 },
      progress: 'готово',
      checkpoint: { records: 2 },
    });
    await expect(startJob(world.knex, job)).rejects.toThrow('not open');
  });

  it('that failed goes to the end of the queue when asked again, with its checkpoint', async () => {
    const a = await startJob(world.knex, await queue(0));
    await step(a, 7);
    await failJob(world.knex, a, { code: 'UZ1301', text: 'плохо' });
    const b = await queue(1);
    await requeueJob(world.knex, a);
    expect((await next())?.jobId).toBe(b.jobId);
    await finishJob(world.knex, b, { counts: {}, text: '' });
    expect(await next()).toMatchObject({
      jobId: a.jobId,
      state: 'queued',
      checkpoint: { records: 7 },
      errorCode: null,
      finishedAt: null,
    });
    await requeueJob(world.knex, b);
    expect((await findJobs(world.knex, SHOP, [b.jobId]))[0]?.state).toBe('done');
  });
});
