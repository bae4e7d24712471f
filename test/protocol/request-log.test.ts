import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRequestHistory } from '../../src/server/request-history.js';
import { listRequests } from '../../src/store/exchanges/exchange-requests.js';
import { AUTH, basic, PASSWORD, type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol();
});
afterAll(async () => await server.close());
beforeEach(() => {
  server.log.length = 0;
});

/** The line of a request is written when its connection has the answer: shortly after the client. */
async function lineOf(mode: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 100; tries++) {
    const line = server.log.find((one) => one.mode === mode);
    if (line) return line;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no line of ${mode} in ${JSON.stringify(server.log)}`);
}

describe('the log', () => {
  it('has one line a request: exchange, node, type, mode, file, bytes, ms, first word', async () => {
    const { cookie } = await server.login();
    await server.post('type=catalog&mode=file&filename=/tmp/import.xml', '12345', { cookie });
    const line = await lineOf('file');
    const [row] = await server.db.knex('exchanges').orderBy('opened_at', 'desc').limit(1);
    expect(line).toMatchObject({
      msg: 'request',
      exchange: row.exchange_id,
      node: '1c',
      type: 'catalog',
      mode: 'file',
      file: 'import.xml',
      in: 5,
      out: 7,
      answer: 'success',
      status: 200,
      method: 'POST',
      path: '/1c_exchange',
      ms: expect.any(Number),
    });
    expect(server.log.filter((one) => one.msg === 'request')).toHaveLength(2);
  });

  it('tells the code and the detail of an error; the public text alone is shown', async () => {
    const { cookie } = await server.login();
    server.api.askImport = async () => {
      throw new Error('password of the database is hunter2');
    };
    const { text, status } = await server.get('type=catalog&mode=import&filename=a.xml', { cookie });
    expect([status, text]).toEqual([200, expect.stringMatching(/^failure\nВнутренняя ошибка сервера.* \[UZ1999]$/)]);
    const line = await lineOf('import');
    expect(line).toMatchObject({
      level: 50,
      code: 'UZ1999',
      answer: 'failure',
      err: expect.objectContaining({ message: expect.stringContaining('hunter2') }),
    });
  });

  it('never holds a secret', async () => {
    const { cookie, sessid } = await server.login();
    await server.get(`type=catalog&mode=init&version=2.09&sessid=${sessid}`, { cookie, ...AUTH });
    await server.get('type=sale&mode=checkauth', basic('1c', 'wrong-password'));
    server.services.log.info({ password: PASSWORD, headers: AUTH, deep: { a: { cookie } } }, 'by mistake');
    await lineOf('init');
    const all = JSON.stringify(server.log);
    expect(all).toContain('by mistake');
    for (const secret of [cookie.split('=')[1], sessid, PASSWORD, 'wrong-password', AUTH.authorization.slice(6)]) {
      expect(all).not.toContain(secret);
    }
  });
});

describe('the history of an exchange', () => {
  it('has its requests in their order, with the first line of the answer and no secret', async () => {
    const { cookie } = await server.login();
    await server.get('type=catalog&mode=init', { cookie });
    await server.post('type=catalog&mode=file&filename=/tmp/import.xml', '12345', { cookie });
    await server.get('type=catalog&mode=nonsense', { cookie });
    server.api.askImport = async () => ({ state: 'failed', text: 'Файл не тот.', code: 'UZ1305' });
    await server.get('type=catalog&mode=import&filename=import.xml', { cookie });
    const exchange = await server.db.knex('exchanges').orderBy('exchange_id', 'desc').first();
    const read = async () =>
      (await listRequests(server.db.knex, 'main', exchange.exchange_id, { limit: 10, after: null })).items;
    let items = await read(); // they are written some 200 ms later, in their order
    for (const end = Date.now() + 20_000; items.at(-1)?.mode !== 'import' && Date.now() < end; items = await read())
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(items.map(({ mode, answer, status }) => [mode, answer, status])).toEqual([
      ['checkauth', 'success', 200],
      ['init', expect.stringMatching(/^zip=/), 200],
      ['file', 'success', 200],
      ['import', 'failure', 200],
    ]);
    expect(items[2]).toMatchObject({
      ...{ method: 'POST', type: 'catalog', file: 'import.xml', bytesIn: 5, bytesOut: 7, errorCode: null },
      ...{ address: expect.stringContaining('127.0.0.1'), ms: expect.any(Number), at: expect.any(Date) },
    });
    expect(items[3]).toMatchObject({ errorCode: 'UZ1305', file: 'import.xml' });
    expect(exchange.address).toBe(items[0]?.address);
    const page = await listRequests(server.db.knex, 'main', exchange.exchange_id, { limit: 2, after: null });
    const rest = await listRequests(server.db.knex, 'main', exchange.exchange_id, { limit: 9, after: page.next });
    expect([...page.items, ...rest.items]).toEqual(items);
    const all = JSON.stringify(await server.db.knex('exchange_requests'));
    expect(all).not.toContain(cookie.split('=')[1]);
    expect(all).not.toMatch(/sessid|uzel_session/);
  });

  it('is tried again when the database does not take it, and written at the end', async () => {
    const { cookie } = await server.login();
    const exchange = await server.db.knex('exchanges').orderBy('exchange_id', 'desc').first();
    expect(cookie).not.toBe('');
    let fails = true;
    const log = { warn: () => undefined } as never;
    const knex = {
      raw: (...given: [string]) => (fails ? Promise.reject(new Error('away')) : server.db.knex.raw(...given)),
    };
    const history = createRequestHistory({ db: { ...server.db, knex: knex as never }, log });
    const request = { shopId: 'main', exchangeId: exchange.exchange_id as string, at: new Date(), method: 'GET' };
    const answer = { type: 'catalog', mode: 'later', file: 'a\0b', status: 200, answer: 'success', errorCode: null };
    history.note({ ...request, ...answer, bytesIn: 0, bytesOut: 7, ms: 1, address: null });
    history.note({
      ...request,
      ...answer,
      exchangeId: request.exchangeId.replace(/^..../, 'ffff'),
      bytesIn: 0,
      bytesOut: 7,
      ms: 1,
      address: null,
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    fails = false;
    await history.stop();
    expect(await server.db.knex('exchange_requests').where({ mode: 'later' }).select('file')).toEqual([{ file: 'ab' }]);
  });
});
