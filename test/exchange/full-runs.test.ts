import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { confirmHeld, endRuns, sweepQuietRuns } from '../../src/exchange/import/full-runs.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import { openRun } from '../../src/store/catalogue/full-runs.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { queueJob } from '../../src/store/exchanges/jobs.js';
import { removeNode } from '../../src/store/nodes/nodes.js';
import { insertQuickNode } from '../support/quick-node.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';
import { catalogue, classifier, feed, ids, offers } from './small-feeds.js';

const LONG_AGO = new Date(0);
let world: InboxWorld;
let node: ExchangeNode;
let made = 0;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  node = await newNode();
});

async function newNode(settings: NodeSettings = {}, idSpace = `space-${made}`): Promise<ExchangeNode> {
  made += 1;
  const name = `node-${made}`;
  const input = { name, login: name, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv' } as const;
  return await world.services.db.transaction((tx) => insertQuickNode(tx, SHOP, { ...input, idSpace, settings }));
}

const named = (list: readonly string[]) => list.map((id) => ({ id, name: id }));
const goods = async (list: readonly string[], onlyChanges: boolean, head = '', of = node) =>
  await importFeed(world, of, 'import.xml', feed(head, catalogue(named(list), onlyChanges)));
const offer = async (list: readonly string[], onlyChanges: boolean, of = node) =>
  await importFeed(world, of, 'offers.xml', feed(offers(named(list), onlyChanges)));

const active = async (table = 'products', of = node) => {
  const id = table === 'products' ? 'external_id' : 'product_external_id';
  return await world.knex(table).where({ id_space: of.idSpace, active: true }).orderBy(id).pluck(id);
};
const runs = async (of = node) =>
  await world.knex('full_runs').where({ node_id: of.nodeId }).orderBy('run_id').pluck('state');
const journal = async () =>
  await world.knex('journal').where({ node_id: node.nodeId }).whereNull('feed_id').orderBy('entry_id').pluck('code');

/** As if so many minutes had passed since anything of the node. */
async function pass(minutes: number): Promise<void> {
  const back = (column: string) => world.knex.raw(`?? - make_interval(mins => ${minutes})`, [column]);
  await world
    .knex('full_runs')
    .where({ node_id: node.nodeId })
    .update({ quiet_since: back('quiet_since') });
  await world
    .knex('feeds')
    .where({ node_id: node.nodeId })
    .update({ updated_at: back('updated_at') });
  await world
    .knex('jobs')
    .where({ node_id: node.nodeId })
    .update({ finished_at: back('finished_at') });
}
const sweep = async (upSince = LONG_AGO, busy: (nodeId: string) => boolean = () => false) =>
  await sweepQuietRuns(world.services, busy, upSince);

describe('how a full run ends', () => {
  it('what is in no portion goes, at the end and not before, and once', async () => {
    await goods(['a', 'b', 'c'], true);
    await offer(['a', 'b', 'c'], true);
    await goods(['a'], false, classifier());
    await goods(['b'], true);
    await offer(['a', 'b'], false);
    expect(await active()).toEqual(['a', 'b', 'c']);
    await endRuns(world.services, node, 'deactivate', false);
    expect(await active()).toEqual(['a', 'b']);
    expect(await active('offers')).toEqual(['a', 'b']);
    await goods(['c'], true);
    await endRuns(world.services, node, 'deactivate', false);
    await sweep();
    expect(await active()).toEqual(['a', 'b', 'c']);
    expect(await runs()).toEqual(['done']);
  });

  it('by changes that have a classifier, also where the catalogue stands before it; not by changes without one', async () => {
    await goods(['a', 'b'], true);
    for (const [index, order] of [1, -1].entries()) {
      await goods(['a'], false, classifier());
      await offer(['a'], false);
      await goods(['a'], true);
      expect((await runs()).at(-1)).toBe('open');
      const parts = [classifier(), catalogue([], true)];
      await importFeed(world, node, 'import.xml', feed(...(order > 0 ? parts : parts.reverse())));
      expect(await runs()).toEqual(Array(index + 1).fill('done'));
      expect(await active()).toEqual(['a']);
      await goods(['b'], true);
    }
  });

  it('only for its own catalogue', async () => {
    await importFeed(world, node, 'import.xml', feed(catalogue(named(['a', 'b']), true)));
    await importFeed(world, node, 'import1.xml', feed(catalogue(named(['b', 'c']), true, 'D')));
    await goods(['a'], false);
    await offer(['a'], false);
    await endRuns(world.services, node, 'complete', false);
    expect(await active()).toEqual(['a', 'b', 'c']); // b stands in D
  });

  it('after the quiet time, which begins again with each feed of the catalogue and not with feeds of orders', async () => {
    await goods(['a', 'b'], true);
    await goods(['a'], false);
    await offer(['a'], false);
    await sweep();
    expect(await runs()).toEqual(['open']);
    await pass(29);
    await sweep();
    expect(await runs()).toEqual(['open']);
    await pass(2);
    await sweep(new Date()); // the server has come up just now
    await sweep(LONG_AGO, (nodeId) => nodeId === node.nodeId);
    expect(await runs()).toEqual(['open']);
    // The import of a feed that began long ago has ended just now.
    await world.knex('jobs').where({ node_id: node.nodeId }).update({ finished_at: world.knex.fn.now() });
    await sweep();
    expect(await runs()).toEqual(['open']);
    await pass(31);
    const sale = await world.send(await world.exchange(node, 'sale'), 'orders.xml', feed());
    const job = await queueJob(world.knex, sale, 'import', { asked: false });
    await sweep(); // another process has something to do for the node
    expect(await runs()).toEqual(['open']);
    await world.knex('jobs').where({ job_id: job.jobId }).update({ state: 'done', finished_at: world.knex.fn.now() });
    await sweep();
    expect(await runs()).toEqual(['done']);
    expect(await active()).toEqual(['a']);
  });

  it('not when its next portion comes at the same moment', async () => {
    await goods(['a', 'b'], true);
    await goods(['a'], false);
    await offer(['a'], false);
    await pass(60);
    const exchange = await world.exchange(node);
    let sweeping: Promise<void> = Promise.resolve();
    await world.services.db.transaction(async (tx) => {
      await lockIdSpace(tx, node);
      sweeping = sweep();
      await untilOneWaits();
      await openRun(tx, exchange, 'C', { catalogueFull: true });
    });
    await sweeping;
    expect(await runs()).toEqual(['open']);
    expect(await active()).toEqual(['a', 'b']);
  });

  it('as it was asked for while feeds were still being imported, here or in another process', async () => {
    await goods(['a', 'b'], true);
    await goods(['a'], false);
    await endRuns(world.services, node, 'deactivate', true);
    expect(await runs()).toEqual(['open']);
    const waiting = await world.send(await world.exchange(node), 'import.xml', feed(catalogue(named(['b']), true)));
    const job = await queueJob(world.knex, waiting, 'import', { asked: true });
    await endRuns(world.services, node, 'deactivate', false);
    await sweep();
    expect(await runs()).toEqual(['open']);
    await world.knex('jobs').where({ job_id: job.jobId }).update({ state: 'done' });
    await sweep();
    expect(await runs()).toEqual(['done']);
    expect(await active()).toEqual(['a']);
  });

  it('for two nodes at once: what neither has any more becomes inactive, once', async () => {
    const twin = await newNode({}, node.idSpace);
    for (const one of [node, twin]) {
      await goods(ids(30), true, '', one);
      await goods(['p0'], false, '', one);
    }
    await Promise.all([node, twin].map((one) => endRuns(world.services, one, 'deactivate', false)));
    expect(await active()).toEqual(['p0']);
    const { rows } = await world.knex.raw(
      `select count(*)::int as n from changes c cross join unnest(c.entity_ids) as id join products p on p.product_id = id
       where p.id_space = ? and c.action = 'removed'`,
      [node.idSpace],
    );
    expect(rows[0].n).toBe(29);
  });

  it('without removing anything where the node is set so, and without asking anybody', async () => {
    node = await newNode({ removalAction: 'nothing' });
    await goods(['a', 'b'], true);
    await goods(['a'], false);
    await endRuns(world.services, node, 'complete', false);
    expect(await active()).toEqual(['a', 'b']);
    expect(await runs()).toEqual(['done']);
    expect(await journal()).toEqual(['run-ended']);
    expect(await world.count('run_missing')).toBe(0);
  });

  it('when its node is removed', async () => {
    await goods(['a', 'b'], true);
    await goods(['a'], false);
    await world.services.db.transaction((tx) => removeNode(tx, SHOP, node.nodeId));
    await sweep();
    expect(await runs()).toEqual(['done']);
    expect(await active()).toEqual(['a', 'b']);
  });
});

describe('a removal that is held', () => {
  const hold = async (list: readonly string[]) => {
    await goods(list, false);
    await endRuns(world.services, node, 'complete', false); // no offers came
    expect((await runs()).at(-1)).toBe('held');
    return await lastExchange();
  };
  const lastExchange = async (): Promise<string> =>
    (await world.knex('full_runs').where({ node_id: node.nodeId, state: 'held' }).first('last_exchange_id'))
      .last_exchange_id;
  const confirm = async (exchangeId: string) => await confirmHeld(world.services, SHOP, exchangeId);

  it('of more than 30 % of a catalogue of over 100, after deactivate too', async () => {
    await goods(ids(101), true);
    for (const [seen, state] of [
      [70, 'held'],
      [71, 'done'],
    ] as const) {
      await goods(ids(seen), false);
      await endRuns(world.services, node, 'deactivate', false);
      expect((await runs()).at(-1)).toBe(state);
      expect((await active()).length).toBe(state === 'held' ? 101 : 71);
    }
    expect(await runs()).toEqual(['superseded', 'done']);
    expect(await world.count('run_missing')).toBe(0);
    expect(await journal()).toEqual(['removal-held', 'run-ended']);
    // A small catalogue is not guarded; the limit is a setting.
    node = await newNode();
    await goods(ids(100), true);
    await goods(ids(1), false);
    await endRuns(world.services, node, 'deactivate', false);
    expect(await active()).toEqual(['p0']);
    node = await newNode({ removalLimitPercent: 80 });
    await goods(ids(101), true);
    await goods(ids(30), false);
    await endRuns(world.services, node, 'deactivate', false);
    expect((await active()).length).toBe(30);
  });

  it('while a feed failed, until it is sent again whole under its name', async () => {
    await goods(['a', 'b'], true);
    await goods(['a'], false);
    await offer(['a'], false);
    await expect(importFeed(world, node, 'import_2.xml', '<КоммерческаяИнформация><x>')).rejects.toThrow();
    await endRuns(world.services, node, 'complete', false);
    expect(await runs()).toEqual(['held']);
    expect(await world.knex('full_runs').where({ node_id: node.nodeId }).pluck('held_reason')).toEqual([
      expect.stringContaining('import_2.xml'),
    ]);
    await goods(['a'], false);
    await offer(['a'], false);
    await expect(importFeed(world, node, 'import_2.xml', '<КоммерческаяИнформация><x>')).rejects.toThrow();
    await importFeed(world, node, 'import_2.xml', feed());
    await endRuns(world.services, node, 'complete', false);
    expect(await runs()).toEqual(['superseded', 'done']);
    expect(await active()).toEqual(['a']);
  });

  it('is carried out once, without what came again', async () => {
    await goods(['a', 'b', 'c'], true);
    const exchangeId = await hold(['a']);
    await goods(['c'], true);
    expect(await active()).toEqual(['a', 'b', 'c']);
    expect(await confirm(exchangeId)).toEqual({ runs: 1, removed: 1 });
    expect(await active()).toEqual(['a', 'c']);
    await goods(['b'], true);
    expect(await confirm(exchangeId)).toEqual({ runs: 0, removed: 0 });
    expect(await active()).toEqual(['a', 'b', 'c']);
  });

  it('gives the offers back with their product, where no full package spoke of them', async () => {
    await goods(['a', 'b', 'c'], true);
    await offer(['a', 'b', 'c'], true);
    const exchangeId = await hold(['a']);
    await goods(['c'], true);
    expect(await confirm(exchangeId)).toEqual({ runs: 1, removed: 2 });
    expect(await active()).toEqual(['a', 'c']);
    expect(await active('offers')).toEqual(['a', 'c']);
  });

  it('is not made void by a full package of offers alone', async () => {
    await goods(['a', 'b'], true);
    const exchangeId = await hold(['a']);
    await offer(['a'], false);
    await endRuns(world.services, node, 'complete', false);
    expect(await runs()).toEqual(['held', 'done']);
    expect(await confirm(exchangeId)).toEqual({ runs: 1, removed: 1 });
    expect(await active()).toEqual(['a']);
  });

  it('takes away nothing that another node has', async () => {
    const twin = await newNode({}, node.idSpace);
    await goods(['a', 'b', 'c'], true);
    await goods(['b'], true, '', twin);
    expect(await confirm(await hold(['a']))).toEqual({ runs: 1, removed: 1 });
    expect(await active()).toEqual(['a', 'b']);
  });

  it("of a node that was removed is nobody's to confirm", async () => {
    await goods(['a', 'b'], true);
    const exchangeId = await hold(['a']);
    await world.services.db.transaction((tx) => removeNode(tx, SHOP, node.nodeId));
    expect(await confirm(exchangeId)).toEqual({ runs: 0, removed: 0 });
  });
});

/** Until some transaction waits for an advisory lock. */
async function untilOneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await world.knex.raw(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
