import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  beginGeneration,
  type Exchange,
  endIdleExchanges,
  findExchange,
  openExchange,
  replaceSessid,
  seeExchange,
  seeNewestExchange,
  touchExchange,
} from '../../src/store/exchanges/exchanges.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { hashToken } from '../../src/store/nodes/secrets.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let nodeId: string;
beforeAll(async () => {
  test = await openTestDatabase();
  const node = { name: '1c', login: '1c', password: 'p', profile: 'trade', timeZone: 'UTC' } as const;
  ({ nodeId } = await test.db.transaction(async (tx) => await insertNode(tx, 'main', node)));
});
afterAll(async () => await test.close());

const open = async (type: Exchange['type'] = 'catalog') =>
  await openExchange(test.db.knex, { shopId: 'main', nodeId, type, userAgent: `1C+Enterprise/8.3 ${'x'.repeat(300)}` });
const silent = async ({ exchangeId }: Exchange, minutes: number) =>
  await test.db.knex.raw('update exchanges set last_seen_at = now() - make_interval(mins => ?) where exchange_id = ?', [
    minutes,
    exchangeId,
  ]);
const lastSeen = async ({ exchangeId }: Exchange) =>
  (await findExchange(test.db.knex, 'main', exchangeId))?.lastSeenAt.getTime() ?? 0;

describe('an exchange', () => {
  it('is found by its cookie, with what its sessid is checked against', async () => {
    const { exchange, cookie, sessid } = await open();
    const seen = await seeExchange(test.db.knex, cookie, 120);
    expect(seen?.sessidHash).toBe(hashToken(sessid));
    expect({ ...seen?.exchange, lastSeenAt: null }).toEqual({ ...exchange, lastSeenAt: null });
    expect(exchange).toMatchObject({
      shopId: 'main',
      nodeId,
      type: 'catalog',
      generation: 0,
      clientVersion: null,
      cmlVersion: null,
    });
    expect(await seeExchange(test.db.knex, sessid, 120)).toBeNull();
    expect(await findExchange(test.db.knex, 'other', exchange.exchangeId)).toBeNull();
  });

  it('is marked as seen by whoever finds it', async () => {
    const { exchange, cookie } = await open();
    await silent(exchange, 10);
    await seeExchange(test.db.knex, cookie, 120);
    expect(Date.now() - (await lastSeen(exchange))).toBeLessThan(60_000);
    await silent(exchange, 10);
    await touchExchange(test.db.knex, exchange);
    expect(Date.now() - (await lastSeen(exchange))).toBeLessThan(60_000);
  });

  it('is void when it was silent too long, and ended by the sweep', async () => {
    const [idle, live] = [await open(), await open()];
    await silent(idle.exchange, 121);
    await silent(live.exchange, 119);
    expect(await seeExchange(test.db.knex, idle.cookie, 120)).toBeNull();
    expect(await endIdleExchanges(test.db.knex, 120)).toBe(1);
    expect(await endIdleExchanges(test.db.knex, 120)).toBe(0);
    const row = await test.db.knex('exchanges').where({ exchange_id: idle.exchange.exchangeId }).first();
    expect(row.ended_at).toBeInstanceOf(Date);
    await silent(idle.exchange, 0);
    expect(await seeExchange(test.db.knex, idle.cookie, 120)).toBeNull();
    expect(await seeExchange(test.db.knex, live.cookie, 120)).not.toBeNull();
  });

  it('is the newest of its type for who has no cookie, or the one of the sessid', async () => {
    const [first, second] = [await open('sale'), await open('sale')];
    await open('catalog');
    const newest = async (sessid?: string) =>
      (await seeNewestExchange(test.db.knex, { shopId: 'main', nodeId, type: 'sale', sessid }, 120))?.exchange
        .exchangeId;
    expect(await newest()).toBe(second.exchange.exchangeId);
    expect(await newest(first.sessid)).toBe(first.exchange.exchangeId);
    expect(await newest('another')).toBeUndefined();
    await silent(second.exchange, 121);
    expect(await newest()).toBe(first.exchange.exchangeId);
    await replaceSessid(test.db.knex, first.exchange, 'fresh');
    expect([await newest('fresh'), await newest(first.sessid)]).toEqual([first.exchange.exchangeId, undefined]);
  });

  it('counts its inits and keeps what the client said of itself', async () => {
    const { exchange } = await open();
    const one = await beginGeneration(test.db.knex, exchange, { version: '2.09', cmlVersion: '2.10' });
    expect(one).toMatchObject({ generation: 1, clientVersion: '2.09', cmlVersion: '2.10' });
    const two = await beginGeneration(test.db.knex, one, {});
    expect(two).toMatchObject({ generation: 2, clientVersion: '2.09', cmlVersion: '2.10' });
  });

  it('counts inits that come at once, each', async () => {
    const { exchange } = await open();
    const all = await Promise.all(
      Array.from({ length: 5 }, async () => await beginGeneration(test.db.knex, exchange, {})),
    );
    expect(all.map((one) => one.generation).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
