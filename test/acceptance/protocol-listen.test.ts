import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, ask, basic, type Login, openSession } from './support/one-c.js';
import { Rest, type RestOrder } from './support/rest.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** type=listen: a 1C that waits for orders hears of them when they fall due. */

const SECONDS = 8;
/** Said "at once" of an answer: what a busy machine takes for it. Less than SECONDS. */
const AT_ONCE = 7000;

let uzel: Uzel;
let login: Login;
let idle: Login;
let rest: Rest;
let placed = 0;

beforeAll(async () => {
  // Two connections: a waiter that held one would stop everything else.
  uzel = await Uzel.start({ env: { LISTEN_SECONDS: String(SECONDS), DATABASE_POOL: '2' } });
  idle = { login: 'idle-login', password: 'idle-password' };
  await uzel.cli('node', 'add', 'idle', '--login', idle.login, '--password', idle.password, '--no-orders');
  login = uzel.printed.login;
  rest = new Rest(uzel.url, uzel.printed.key);
});
afterAll(() => uzel.dispose());

const place = async (number?: string): Promise<RestOrder> => {
  placed += 1;
  const customer = { type: 'person', name: 'Олена', phone: '+380501112233' };
  const lines = [{ name: 'Матрац', quantity: '1', price: '10' }];
  return await rest.placeOrder({ customer, currency: 'UAH', lines, ...(number ? { number } : {}) }, `key-${placed}`);
};
/** 1C fetches what is due. */
const settle = async () => {
  const session = await openSession(uzel.url, login, 'sale');
  await session.ask('query');
  expect((await session.ask('success')).text).toBe('success');
};
interface Heard extends Answer {
  readonly ms: number;
}
const listen = async (headers: Record<string, string> = basic(login), more = '', method = 'GET'): Promise<Heard> => {
  const began = performance.now();
  const answer = await ask(uzel.url, `/1c_exchange?type=listen${more}`, { headers, method });
  return { ...answer, ms: performance.now() - began };
};
const cookieOf = async (type: 'sale' | 'catalog' = 'sale') => {
  const { cookie, sessid } = await openSession(uzel.url, login, type);
  return { headers: { cookie }, sessid };
};

describe('nothing is due', () => {
  it('304 after the time is over, without a body; other requests are answered meanwhile', async () => {
    const waiting = [listen(), listen(), listen(idle && basic(idle)), listen()];
    await sleep(200);
    const first = Promise.race(waiting).then(() => 'a waiter');
    const session = openSession(uzel.url, login).then(async (opened) => (await opened.init()).lines[0]);
    expect(await Promise.race([first, session])).toBe('zip=yes');
    for (const answer of await Promise.all(waiting)) {
      expect([answer.status, answer.bytes.length]).toEqual([304, 0]);
      expect(answer.headers).not.toHaveProperty('content-type');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.ms).toBeGreaterThan(SECONDS * 1000 - 50);
      expect(answer.ms).toBeLessThan(SECONDS * 1000 + AT_ONCE);
    }
  });

  it('a node has few waiters: one more ends that which waited longest; those that hung up do not count', async () => {
    for (const _ of [1, 2, 3, 4]) await hangUp();
    const first = listen();
    await sleep(100);
    const others = [listen(), listen(), listen()];
    await sleep(100);
    const fifth = listen();
    const ended = await first;
    expect(ended.status).toBe(304);
    expect(ended.ms).toBeLessThan(AT_ONCE);
    for (const { ms } of await Promise.all([...others, fifth])) expect(ms).toBeGreaterThan(SECONDS * 1000 - 50);
  });
});

describe('an order falls due', () => {
  beforeEach(settle);

  it('while one waits: success and LF as soon as it is placed; its 1C alone hears of it', async () => {
    const waiting = [listen(), listen((await cookieOf()).headers, '', 'POST')];
    const other = listen(basic(idle));
    await sleep(300);
    const order = await place();
    const began = performance.now();
    for (const answer of await Promise.all(waiting)) {
      expect([answer.status, answer.bytes.toString('latin1')]).toEqual([200, 'success\n']);
      expect(answer.headers['content-type']).toBe('text/plain; charset=windows-1251');
    }
    expect(performance.now() - began).toBeLessThan(AT_ONCE);
    expect((await other).status).toBe(304);
    // Not fetched yet, it is said at once, to whoever asks by cookie or by Basic.
    const { headers, sessid } = await cookieOf('catalog');
    for (const again of [
      await listen(),
      await listen(headers, `&sessid=${sessid}`),
      await listen(headers, `&${sessid}`),
    ]) {
      expect(again.text).toBe('success\n');
      expect(again.ms).toBeLessThan(AT_ONCE);
    }
    await settle();
    const waitingAgain = listen();
    await sleep(300);
    await rest.patchOrder(order.id, { comment: 'Подзвонити' });
    expect((await waitingAgain).text).toBe('success\n');
  });

  it('by another process', async () => {
    const order = await place();
    await settle();
    let heard: Heard | undefined;
    const waiting = (async () => {
      do heard = await listen();
      while (heard.status === 304);
    })();
    await uzel.cli('order', 'resend', order.number);
    const began = performance.now();
    await waiting;
    expect(heard?.text).toBe('success\n');
    expect(performance.now() - began).toBeLessThan(AT_ONCE);
  });

  it('that cannot be written for this 1C calls nobody', async () => {
    await place('1234567');
    await prefix('SITE-');
    expect((await listen()).status).toBe(304);
    await prefix('');
    expect((await listen()).text).toBe('success\n');
  });
});

describe('who may listen', () => {
  it('401 without credentials; 200 failure for wrong ones, another sessid, a mode that does not exist', async () => {
    const none = await listen({});
    expect([none.status, none.headers['www-authenticate'], none.lines[0]]).toEqual([
      401,
      'Basic realm="Uzel"',
      'failure',
    ]);
    const wrong = { ...login, password: 'wrong' };
    const other = await cookieOf();
    const refused: [Record<string, string>, string, string][] = [
      [basic(wrong), '', 'UZ1001'],
      [{ cookie: `uzel_session=${'0'.repeat(64)}` }, '', 'UZ1003'],
      [other.headers, `&sessid=${'ab'.repeat(16)}`, 'UZ1004'],
      [basic(login), '&mode=query', 'UZ1005'],
    ];
    for (const [headers, more, code] of refused) {
      const answer = await listen(headers, more);
      expect([answer.status, answer.lines[0]]).toEqual([200, 'failure']);
      expect(answer.lines[1]).toContain(`[${code}]`);
    }
  });
});

it('a server that stops lets its waiters go and ends in time', async () => {
  await settle();
  const waiting = listen();
  await sleep(300);
  const began = performance.now();
  const stopped = uzel.stop();
  const answer = await waiting;
  expect([answer.status, answer.bytes.length]).toEqual([304, 0]);
  expect(await stopped).toBe(0);
  expect(performance.now() - began).toBeLessThan(9500);
});

/** As a person may set it after the order was placed. */
async function prefix(numberPrefix: string): Promise<void> {
  await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
    const set = await client.query(
      `update nodes set settings = jsonb_build_object('numberPrefix', $1::text) where name = '1c'`,
      [numberPrefix],
    );
    expect(set.rowCount).toBe(1);
  });
}

/** A request whose client goes away while it waits. */
async function hangUp(): Promise<void> {
  const request = http.get(`${uzel.url}/1c_exchange?type=listen`, { headers: basic(login), agent: false });
  request.on('error', () => undefined); // our own hanging up
  await sleep(100);
  request.destroy();
  await sleep(50);
}
