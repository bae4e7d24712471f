import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import { confirmHeld } from '../../src/exchange/import/full-runs.js';
import { closeRun, openRun, openRuns } from '../../src/store/catalogue/full-runs.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { failJob, finishJob, queueJob, startJob } from '../../src/store/exchanges/jobs.js';
import { addJournal } from '../../src/store/exchanges/journal.js';
import { lastExchanges } from '../../src/store/nodes/node-activity.js';
import { SHOP } from './orders-world.js';
import { OLD, openRetentionWorld, type RetentionWorld, YOUNG } from './retention-world.js';

let world: RetentionWorld;
beforeEach(async () => {
  world = await openRetentionWorld();
});
afterEach(() => world.close());

/** A feed of an exchange with a job, and a line in the journal about it. */
async function receive(exchange: Exchange, job: 'done' | 'failed' | 'running') {
  const { services, knex } = world;
  const feed = await receiveFile(services, exchange, 'import.xml', Readable.from([Buffer.from('<a/>')]));
  const queued = await startJob(knex, await queueJob(knex, feed, 'import', { asked: true }));
  if (job === 'done') await finishJob(knex, queued, { counts: {}, text: '' });
  if (job === 'failed') await failJob(knex, queued, { code: 'UZ1205', text: '' });
  const { nodeId, exchangeId } = exchange;
  const about = { shopId: SHOP, exchangeId, nodeId, feedId: feed.feedId };
  await addJournal(knex, { ...about, severity: 'info', code: 'feed-received', message: 'import.xml' });
  return queued;
}

/** A full run of a node's catalogue in an exchange. */
async function runIn(exchange: Exchange, state: 'open' | 'held' | 'done', catalogueId = 'c') {
  const { nodeId, exchangeId } = exchange;
  await world.services.db.transaction(async (tx) => {
    await openRun(tx, { shopId: SHOP, nodeId, exchangeId }, catalogueId, { catalogueFull: true });
    const [run] = await openRuns(tx, { shopId: SHOP, nodeId, catalogueId });
    if (run && state !== 'open') await closeRun(tx, run, state, 'quiet', {});
  });
}

describe('retention of exchanges', () => {
  it('takes an old exchange with its feeds, jobs and journal; the young one stays whole', async () => {
    const [old, young] = [await world.open(), await world.open()];
    await receive(old, 'done');
    await receive(young, 'done');
    await world.end(old, OLD);
    await world.end(young, YOUNG);
    expect(await world.sweep()).toEqual({ feedBytes: 1, journalEntries: 1, feeds: 1, exchanges: 1 });
    expect(await world.exchanges()).toEqual([young.exchangeId]);
    for (const table of ['feeds', 'jobs', 'journal']) expect([table, await world.count(table)]).toEqual([table, 1]);
    expect(await world.sweep()).toEqual({});
  });

  it('a year of a 1C that polls every minute leaves the last days of it', async () => {
    const [old, young] = [await world.fetchOrders(true, OLD), await world.fetchOrders(true, YOUNG)];
    for (const [exchange, minutes] of [
      [old, 11_000],
      [young, 1000],
    ] as const) {
      await world.knex.raw(
        `insert into exchanges (shop_id, exchange_id, node_id, type, cookie_hash, sessid_hash, opened_at, last_seen_at, ended_at)
         select shop_id, gen_random_uuid(), node_id, type, n || cookie_hash, '', opened_at - n * interval '1 minute', last_seen_at, ended_at
         from exchanges, generate_series(1, ?) n where exchange_id = ?`,
        [minutes, exchange.exchangeId],
      );
    }
    await world.knex.raw(
      `insert into batches (shop_id, batch_id, node_id, exchange_id, state, body, sha256, content_type, orders_count)
       select e.shop_id, gen_random_uuid(), e.node_id, e.exchange_id, 'acknowledged', b.body, b.sha256, b.content_type, 0
       from exchanges e, batches b
       where b.exchange_id = ? and not exists (select from batches where exchange_id = e.exchange_id)`,
      [old.exchangeId],
    );
    expect(await world.sweep()).toEqual({ emptyBatches: 12_002, exchanges: 11_001 });
    expect(await world.count('exchanges')).toBe(1001);
  });

  it('keeps the newest exchange of a node, so that it is known when it was heard last', async () => {
    const silent = await world.node();
    const [older, newest] = [await world.open(silent), await world.open(silent)];
    await world.end(older, OLD + 1);
    await world.end(newest, OLD);
    expect(await world.sweep()).toEqual({ exchanges: 1 });
    expect((await lastExchanges(world.knex, SHOP)).has(silent.nodeId)).toBe(true);
  });

  it('keeps an exchange in which orders were sent, without its feeds', async () => {
    await world.place();
    const old = await world.fetchOrders(true, OLD);
    await receive(old, 'done');
    await world.end(old, OLD);
    await world.fetchOrders(true, YOUNG);
    expect(await world.sweep()).toMatchObject({ feeds: 1, batchBytes: 1 });
    expect(await world.exchanges()).toContain(old.exchangeId);
    expect(await world.count('batch_orders')).toBe(1);
  });

  it('never one with an open job', async () => {
    const [old, newer] = [await world.open(), await world.open()];
    const job = await receive(old, 'running');
    await world.end(old, OLD);
    await world.end(newer, YOUNG);
    expect(await world.sweep()).toEqual({ journalEntries: 1 });
    await finishJob(world.knex, job, { counts: {}, text: '' });
    expect(await world.sweep()).toEqual({ feedBytes: 1, feeds: 1, exchanges: 1 });
  });

  it('never a job that is open although its feed has expired', async () => {
    const [old, newer] = [await world.open(), await world.open()];
    await receive(old, 'running');
    await world.end(old, OLD);
    await world.end(newer, YOUNG);
    await world.knex('feeds').update({ state: 'expired' });
    expect(await world.sweep()).toEqual({ journalEntries: 1 });
    expect(await world.count('jobs')).toBe(1);
  });

  it('never what a node sent since its open full run began: a failed feed must still hold the removal', async () => {
    const [first, second, newer] = [await world.open(), await world.open(), await world.open()];
    await runIn(first, 'open');
    await receive(second, 'failed');
    await world.end(first, OLD + 2);
    await world.end(second, OLD + 1);
    await world.end(newer, YOUNG);
    expect(await world.sweep()).toEqual({ feedBytes: 1, journalEntries: 1 });
    expect(await world.exchanges()).toHaveLength(3);
    expect(await world.count('jobs')).toBe(1);
  });

  it('never one whose removal is held, nor what its journal says, until it is confirmed', async () => {
    const [held, newer] = [await world.open(), await world.open()];
    await runIn(held, 'held');
    await receive(held, 'done');
    await world.end(held, OLD);
    await world.end(newer, YOUNG);
    expect(await world.sweep()).toEqual({ feedBytes: 1, feeds: 1 });
    expect(await world.exchanges()).toContain(held.exchangeId);
    expect(await confirmHeld(world.services, SHOP, held.exchangeId)).toEqual({ runs: 1, removed: 0 });
    await world.end(held, OLD);
    expect(await world.sweep()).toEqual({ journalEntries: 2, exchanges: 1 });
  });

  it('takes what full runs that are over had seen and missed, and the runs themselves in time', async () => {
    const [one, other] = [await world.node(), await world.node()];
    await runIn(await world.open(one), 'done');
    await runIn(await world.open(one), 'held', 'd');
    await runIn(await world.open(other), 'open');
    await world.knex.raw(
      `insert into run_missing (shop_id, run_id, entity, item_id, item_no)
       select shop_id, run_id, 'product', gen_random_uuid(), n from full_runs, generate_series(1, 3) n`,
    );
    await world.knex.raw(`insert into run_seen select shop_id, run_id, entity, item_id, '{[1,4)}' from run_missing`);
    expect(await world.sweep()).toEqual({ runRows: 6 });
    expect(await world.count('run_missing')).toBe(6);
    await world.knex.raw('update full_runs set opened_at = now() - make_interval(days => ?)', [OLD]);
    expect(await world.sweep()).toEqual({});
    await world.knex.raw('update full_runs set ended_at = opened_at where ended_at is not null');
    expect(await world.sweep()).toEqual({ runs: 1 });
    const left = await world.knex('full_runs').orderBy('state').select('state');
    expect(left.map((run: { state: string }) => run.state)).toEqual(['held', 'open']);
  });

  it('the log of changes at CHANGES_DAYS; what is numbered afterwards goes on from there', async () => {
    const old = await world.open();
    const { knex } = world;
    const change = { shop_id: SHOP, entity: 'product', entity_ids: [old.exchangeId], action: 'written' };
    await knex('changes').insert([
      { ...change, first_no: 1, last_no: 1, exchange_id: old.exchangeId, at: new Date(0) },
      { ...change, first_no: 2, last_no: 2, exchange_id: old.exchangeId },
    ]);
    await knex('change_counters').insert({ shop_id: SHOP, last: 2 }).onConflict('shop_id').merge();
    await world.end(old, OLD);
    await world.open();
    expect(await world.sweep()).toEqual({ exchanges: 1, changes: 1 });
    expect(await knex('changes').pluck('last_no')).toEqual(['2']);
    expect(await knex('change_counters').where({ shop_id: SHOP }).first('last', 'forgotten')).toEqual({
      last: '2',
      forgotten: '1',
    });
  });
});
