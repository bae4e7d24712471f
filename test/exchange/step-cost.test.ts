import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tx } from '../../src/db/open.js';
import { endRun } from '../../src/exchange/import/full-runs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { openRuns } from '../../src/store/catalogue/full-runs.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { base, catalogue, offer, pack, product, StepWorld } from './step-world.js';

const GOODS = 20_000;
const STEP = 300;
/** How many products the planner knows of: of none, and of so few that it takes every table for one page; in `npm run test:long` more too. */
const ANALYSED = process.env.UZEL_TEST_LONG === undefined ? [0, 5] : [0, 5, 500];
/** Rows of the catalogue that may be read for one record: its own in each table, a few times. */
const READS = 30;

/**
 * A step reads what it names, not the catalogue, also while the planner knows nothing of the tables: at a first import their
 * statistics are always older than their rows. Counted in rows, so that a slow machine changes nothing.
 */
describe.each(ANALYSED)('what a step of an import reads, with statistics of %i products', (analysed) => {
  let world: StepWorld;
  let node: ExchangeNode;

  beforeAll(async () => {
    world = await StepWorld.open();
    node = await world.addNode('one');
    await world.newExchange(node);
    for (const table of [
      'products',
      'offers',
      'offer_numbers',
      'run_missing',
      'run_seen',
      'dictionary_items',
      'counterparties',
    ]) {
      await world.knex.raw(`alter table ${table} set (autovacuum_enabled = false)`);
    }
    const number = { shop_id: 'main', catalogue_no: 1, node_id: node.nodeId, catalogue_id: 'C', id_space: 'main' };
    await world.knex('node_catalogues').insert(number);
    await fill(`generate_series(1, ${analysed}) as i`);
    if (analysed > 0) await world.knex.raw('analyze');
    await fill(`generate_series(${analysed + 1}, ${GOODS}) as i`);
  });
  const fill = async (goods: string): Promise<void> => {
    await world.knex.raw(`insert into products (shop_id, product_id, id_space, external_id, name, present_in)
      select 'main', gen_random_uuid(), 'main', 'p' || i, 'name', '{1}' from ${goods}`);
    await world.knex.raw(`insert into offers (shop_id, offer_id, id_space, product_external_id, name, present_in)
      select 'main', gen_random_uuid(), 'main', 'p' || i, 'name', '{1}' from ${goods}`);
    await world.knex.raw(`insert into offer_numbers (shop_id, offer_id) select shop_id, offer_id from offers o
      where not exists (select from offer_numbers n where n.shop_id = o.shop_id and n.offer_id = o.offer_id)`);
    await world.knex.raw(`insert into dictionary_items (shop_id, item_id, id_space, dictionary_external_id, external_id, name)
      select 'main', gen_random_uuid(), 'main', 'd', 'p' || i, 'name' from ${goods}`);
    await world.knex.raw(`insert into counterparties (shop_id, counterparty_id, id_space, external_id, name, type)
      select 'main', gen_random_uuid(), 'main', 'p' || i, 'name', 'person' from ${goods}`);
  };
  afterAll(() => world.database.close());

  /** How many rows of our tables some work reads; what the session counted before is not yet taken off its counters. */
  const rowsRead = async (tx: Tx, work: () => Promise<unknown>): Promise<number> => {
    const counter = async (): Promise<number> => {
      const { rows } = await tx.raw(
        `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as n from pg_stat_xact_user_tables
         where schemaname = 'public'`,
      );
      return rows[0].n;
    };
    const before = await counter();
    await work();
    return (await counter()) - before;
  };
  /** As many rows as a step has, spread over the catalogue. */
  const ids = (from: number, suffix = ''): string[] =>
    Array.from({ length: STEP }, (_, index) => `p${from + index * 40}${suffix}`);
  const item = (id: string): FeedRecord => ({
    kind: 'dictionaryItem',
    dictionaryId: 'd',
    id,
    name: 'other',
    deleted: false,
    ...base,
  });
  const cost = async (records: readonly FeedRecord[]): Promise<number> =>
    await world.database.db.transaction(
      async (tx) => (await rowsRead(tx, () => world.writeIn(tx, records, node))) / STEP,
    );

  it.each<[string, readonly FeedRecord[]]>([
    ['products that are as they were', [catalogue(true), ...ids(1).map((id) => product(id, { name: 'name' }))]],
    ['products that changed', [catalogue(true), ...ids(2).map((id) => product(id, { name: 'other' }))]],
    ['new products', [catalogue(true), ...ids(1_000_000).map((id) => product(id, { name: 'new' }))]],
    ['rows of characteristics', [catalogue(true), ...ids(3, '#a').map((id) => product(id, { name: 'a' }))]],
    ['offers that are as they were', [pack(true), ...ids(4).map((id) => offer(id, { name: 'name' }))]],
    ['new offers of known products', [pack(true), ...ids(5, '#b').map((id) => offer(id, { name: 'b' }))]],
    ['prices alone', [pack(true), ...ids(4).map((id) => offer(id, { prices: [{ priceTypeId: 't', amount: '1' }] }))]],
    ['items of a large dictionary', ids(10).map(item)],
    [
      'counterparties',
      ids(11).map((id) => ({ kind: 'counterparty', id, name: id, type: 'person', deleted: false, ...base })),
    ],
    ['deletions', [catalogue(true), ...ids(6).map((id) => product(id, { deleted: true }))]],
    ['deletions of characteristics', [catalogue(true), ...ids(3, '#a').map((id) => product(id, { deleted: true }))]],
    ['a full export', [catalogue(false), ...ids(7).map((id) => product(id, { name: 'name' }))]],
  ])('%s', async (_what, records) => {
    expect(await cost(records)).toBeLessThan(READS);
  });

  it('the end of a full run, held or carried out, and what comes while it is held', async () => {
    const { rows: items } = await world.knex.raw(
      `select (select count(*) from products where present_in = '{1}') + (select count(*) from offers where present_in = '{1}') as n`,
    );
    const present = Number(items[0].n);
    for (const [end, removed] of [
      ['quiet', 0],
      ['deactivate', GOODS],
    ] as const) {
      await world.write([catalogue(false), ...ids(8).map((id) => product(id, { name: 'name' }))], node);
      await world.database.db.transaction(async (tx) => {
        await lockIdSpace(tx, node);
        const [run] = await openRuns(tx, { shopId: 'main', nodeId: node.nodeId, lock: true });
        if (!run) throw new Error('no run');
        const all = { ...node, settings: { removalLimitPercent: 100 } };
        const read = await rowsRead(tx, async () => {
          expect((await endRun(tx, all, run, end, null)).length).toBeGreaterThanOrEqual(removed);
        });
        expect(read).toBeLessThan(present * READS);
      });
      if (removed > 0) continue;
      expect(await cost([catalogue(true), ...ids(9).map((id) => product(id, { name: 'name' }))])).toBeLessThan(READS);
    }
  });

  it('as many statements for ten records of a kind as for hundreds', async () => {
    const statements = async (from: number, count: number): Promise<number> => {
      let sent = 0;
      const hear = () => {
        sent += 1;
      };
      const which = ids(from).slice(0, count);
      world.knex.on('query', hear);
      await world.write(
        [
          ...[catalogue(true), ...which.map((id) => product(id, { name: 'made' }))],
          ...[pack(true), ...which.map((id) => offer(id, { name: 'made' }))],
        ],
        node,
      );
      world.knex.removeListener('query', hear);
      return sent;
    };
    for (const how of ['new', 'unchanged']) {
      const [few, many] = [await statements(2_000_000, 10), await statements(3_000_000, STEP)];
      expect({ how, few: many }).toEqual({ how, few });
      expect(few).toBeGreaterThan(5);
      expect(few).toBeLessThan(how === 'new' ? 25 : 40);
    }
  });
});
