import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { removeNode, updateNode } from '../../src/store/nodes/nodes.js';
import { AUTH, basic, PASSWORD, type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol();
});
afterAll(async () => await server.close());
afterEach(() => {
  server.api.leftovers = async () => 0;
});

const queried: string[] = [];
const query = async (headers: Record<string, string>, more = '') => {
  server.api.queryOrders = async (exchange) => {
    queried.push(exchange.exchangeId);
    return { body: Buffer.from('<?xml?>'), contentType: 'application/xml' };
  };
  const { text, status } = await server.get(`type=sale&mode=query${more}`, headers);
  return { status, text, exchange: text.startsWith('<?xml') ? queried.at(-1) : undefined };
};
const code = (text: string) => /\[(UZ\d+)]$/.exec(text)?.[1];

/** Our id of the exchange behind a cookie, as the cookie itself finds it. */
const idOf = async (cookie: string) => (await query({ cookie })).exchange;
const idle = async (cookie: string, minutes: number) =>
  await server.db.knex.raw(
    'update exchanges set last_seen_at = now() - make_interval(mins => ?) where exchange_id = ?',
    [minutes, (await idOf(cookie)) ?? ''],
  );

describe('which exchange a request belongs to', () => {
  it('a known cookie decides, whatever else is sent', async () => {
    const first = await server.login('sale');
    const firstId = await idOf(first.cookie);
    await server.login('sale');
    await server.addNode({ name: 'other', login: 'other' });
    expect((await query({ cookie: first.cookie })).exchange).toBe(firstId);
    expect((await query({ cookie: first.cookie, ...AUTH })).exchange).toBe(firstId);
    expect((await query({ cookie: first.cookie, ...basic('other', PASSWORD) })).exchange).toBe(firstId);
    expect((await query({ cookie: first.cookie, ...basic('other', 'wrong') })).exchange).toBe(firstId);
  });

  it('a cookie of a goods exchange asks for orders too', async () => {
    const { cookie } = await server.login('catalog');
    expect((await query({ cookie })).exchange).toBeDefined();
  });

  it('Basic alone means the newest open exchange of that type', async () => {
    await server.login('sale');
    const newest = await server.login('sale');
    await server.login('catalog');
    expect((await query(AUTH)).exchange).toBe(await idOf(newest.cookie));
    const newer = await server.login('sale');
    const newerId = await idOf(newer.cookie);
    expect((await query(AUTH)).exchange).toBe(newerId);
    await idle(newer.cookie, 121);
    expect((await query(AUTH)).exchange).toBe(await idOf(newest.cookie));
  });

  it('Basic alone of a node that has none open of that type: failure', async () => {
    await server.addNode({ name: 'fresh', login: 'fresh' });
    const fresh = basic('fresh', PASSWORD);
    expect(code((await query(fresh)).text)).toBe('UZ1003');
    await server.get('type=catalog&mode=checkauth', fresh);
    expect(code((await query(fresh)).text)).toBe('UZ1003');
    await server.get('type=sale&mode=checkauth', fresh);
    expect((await query(fresh)).exchange).toBeDefined();
  });

  it('Basic with a wrong password: failure, not another exchange', async () => {
    await server.login('sale');
    expect(code((await query(basic('1c', 'wrong'))).text)).toBe('UZ1001');
  });

  it('neither: failure, and 401 to make the platform send Basic', async () => {
    const { status, text } = await query({});
    expect([status, code(text)]).toEqual([401, 'UZ1003']);
  });

  it('an unknown cookie alone: failure', async () => {
    const { status, text } = await query({ cookie: `uzel_session=${'0'.repeat(64)}` });
    expect([status, code(text)]).toEqual([200, 'UZ1003']);
    expect(code((await query({ cookie: 'uzel_session=j:{"a":1}' })).text)).toBe('UZ1003');
  });

  it('an unknown cookie with Basic: what Basic says', async () => {
    const { cookie } = await server.login('sale');
    expect((await query({ cookie: 'uzel_session=stale', ...AUTH })).exchange).toBe(await idOf(cookie));
  });
});

describe('sessid', () => {
  it('is not demanded', async () => {
    const { cookie } = await server.login('sale');
    expect((await query({ cookie })).exchange).toBeDefined();
  });

  it('is checked when it is sent, as the last parameter or before', async () => {
    const [one, two] = [await server.login('sale'), await server.login('sale')];
    expect((await query({ cookie: one.cookie }, `&sessid=${one.sessid}`)).exchange).toBeDefined();
    expect((await query({ cookie: one.cookie }, '&sessid=')).exchange).toBeDefined();
    const foreign = await query({ cookie: one.cookie }, `&sessid=${two.sessid}`);
    expect([foreign.status, code(foreign.text)]).toEqual([200, 'UZ1004']);
    expect(code((await query({ cookie: one.cookie }, '&sessid=nonsense')).text)).toBe('UZ1004');
  });

  it('names the exchange of a client that comes by Basic', async () => {
    const one = await server.login('sale');
    await server.login('sale');
    expect((await query(AUTH, `&sessid=${one.sessid}`)).exchange).toBe(await idOf(one.cookie));
    expect(code((await query(AUTH, '&sessid=nonsense')).text)).toBe('UZ1004');
  });

  it('is not enough by itself', async () => {
    const { sessid } = await server.login('sale');
    expect(code((await query({}, `&sessid=${sessid}`)).text)).toBe('UZ1003');
  });
});

describe('the life of an exchange', () => {
  it('goes on after a restart of the server', async () => {
    const { cookie, sessid } = await server.login('sale');
    const before = await idOf(cookie);
    await server.restart();
    expect((await query({ cookie }, `&sessid=${sessid}`)).exchange).toBe(before);
  });

  it('ends after two idle hours, each request beginning them anew', async () => {
    const { cookie } = await server.login('sale');
    await idle(cookie, 119);
    expect((await query({ cookie })).exchange).toBeDefined();
    await idle(cookie, 119);
    expect((await query({ cookie })).exchange).toBeDefined();
    await idle(cookie, 121);
    expect(code((await query({ cookie })).text)).toBe('UZ1003');
  });

  it('is over with its node', async () => {
    const node = await server.addNode({ name: 'short', login: 'short' });
    const ask = async () => {
      const { text } = await server.get('type=sale&mode=checkauth', basic('short', PASSWORD));
      return `uzel_session=${text.split('\n')[2]}`;
    };
    const cookie = await ask();
    await server.db.transaction(async (tx) => await updateNode(tx, 'main', node.nodeId, { state: 'paused' }));
    expect(code((await query({ cookie })).text)).toBe('UZ1006');
    await server.db.transaction(async (tx) => await removeNode(tx, 'main', node.nodeId));
    expect(code((await query({ cookie })).text)).toBe('UZ1003');
  });
});
