import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
