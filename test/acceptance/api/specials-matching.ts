import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isListingBehind } from '../../support/naughty-rows.js';
import type { Special } from './specials.js';
import type { World } from './world.js';

/** Holds a lock on a table until it is undone. */
async function locked({ uzel }: World, table: string, mode: string): Promise<() => Promise<void>> {
  const holding = new pg.Client({ connectionString: uzel.env.DATABASE_URL });
  await holding.connect();
  await holding.query(`begin; lock table ${table} in ${mode} mode`);
  return async () => await holding.end();
}

const EXPORTS = ['Ndjson', 'Csv', 'Yml'].map((name) => `exportProducts${name}`);

/** Two exports that wait for a lock. */
async function exportsUnderWay(world: World): Promise<() => Promise<void>> {
  while (await isListingBehind(world.database)) await sleep(50); // it would wait for the lock as they do
  const unlock = await locked(world, 'products', 'access exclusive');
  const reading = [1, 2].map(async () => await world.ask('GET', '/v1/export/products.ndjson'));
  for (let waiting = 0; waiting < 2; await sleep(10)) {
    const { rows } = await world.database.query(
      `select count(*)::int as waiting from pg_locks l join pg_database d on d.oid = l.database
       where not granted and relation = cast('products' as regclass) and datname = current_database()`,
    );
    waiting = rows[0].waiting;
  }
  return async () => {
    await unlock();
    await Promise.all(reading);
  };
}

/** No connection more is given; those that there are go on. */
async function noConnections({ database, uzel }: World): Promise<() => Promise<void>> {
  const { rows } = await database.query('select quote_ident(current_database()) as name');
  const elsewhere = new URL(uzel.env.DATABASE_URL ?? '');
  elsewhere.pathname = '/postgres';
  const outside = new pg.Client({ connectionString: elsewhere.href });
  await outside.connect();
  await outside.query(`alter database ${rows[0].name} with allow_connections false`);
  return async () => {
    await outside.query(`alter database ${rows[0].name} with allow_connections true`);
    await outside.end();
  };
}

/** Of references, matches and exports. */
export const matchingSpecials: readonly Special[] = [
  ...EXPORTS.flatMap((of): Special[] => [
    {
      ...{ of, gives: 'UZ1524', when: 'when two are being read' },
      given: async (world) => ({ query: { channel: world.ids.channel ?? '' }, undo: await exportsUnderWay(world) }),
    },
    {
      ...{ of, gives: 'UZ1601', when: 'when the database gives no connection' },
      given: async (world) => ({ query: { channel: world.ids.channel ?? '' }, undo: await noConnections(world) }),
    },
  ]),
  {
    ...{ of: 'putProductRef', gives: 'UZ1526', when: 'of another product' },
    given: async (world) => ({ params: { id: world.ids['other-product'] ?? '' }, body: { ref: 'r1' } }),
  },
  {
    ...{ of: 'putRefs', gives: 'UZ1526', when: 'of another product' },
    given: async ({ ids }) => ({ body: { items: [{ product: ids['other-product'], ref: 'r1' }] } }),
  },
  {
    ...{ of: 'runMatching', gives: 'UZ1524', when: 'while one by other rules goes on' },
    given: async (world) => {
      const system = randomUUID();
      await world.made('PUT', `/v1/shop-items/${system}`, { items: [{ ref: 'i1', name: 'Річ' }] });
      const undo = await locked(world, 'matches', 'share');
      await world.made('POST', '/v1/matching/run', { system, rules: ['sku'] });
      return { body: { system, rules: ['name'] }, undo };
    },
  },
  {
    ...{ of: 'decideMatch', gives: 'UZ1526', when: 'when there is nothing to confirm' },
    given: async ({ made, ids }) => {
      await made('POST', `/v1/matching/${ids.match}`, { decision: 'refuse' });
      return { body: { decision: 'confirm' } };
    },
  },
];
