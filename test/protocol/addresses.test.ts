import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUTH, LOGIN, PASSWORD, type ProtocolServer, startProtocol } from './support/protocol-server.js';
import { sendRaw } from './support/raw-http.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol();
});
afterAll(async () => await server.close());

const PATHS = ['/1c_exchange', '/1c_exchange.php', '/bitrix/admin/1c_exchange.php'].flatMap((path) => [
  path,
  `${path}/`,
]);

describe('where 1C finds the protocol', () => {
  it.each(PATHS)('%s, by GET and by POST', async (path) => {
    const query = `${path}?type=catalog&mode=checkauth`;
    expect((await server.get(query, AUTH)).text).toMatch(/^success\n/);
    expect((await server.post(query, '', AUTH)).text).toMatch(/^success\n/);
  });

  it('at an address with a ? of its own', async () => {
    expect((await server.get('/1c_exchange?shop=5?type=catalog&mode=checkauth', AUTH)).text).toMatch(/^success\n/);
    expect((await server.get('/1c_exchange/?shop=5?type=sale&mode=checkauth', AUTH)).text).toMatch(/^success\n/);
  });

  it('takes GET and POST for every mode', async () => {
    const { cookie } = await server.login('sale');
    server.api.queryOrders = async () => ({ body: Buffer.from('<?xml?>'), contentType: 'application/xml' });
    server.api.acknowledge = async () => undefined;
    server.api.askImport = async () => ({ state: 'done', text: '' });
    for (const mode of ['init', 'query', 'success', 'import&filename=a.xml', 'deactivate', 'complete']) {
      const query = `type=sale&mode=${mode}`;
      const [get, post] = [await server.get(query, { cookie }), await server.post(query, '', { cookie })];
      expect([get.status, get.text]).toEqual([200, post.text]);
      expect(get.text).not.toMatch(/^failure/);
    }
  });

  it.each([
    'type=catalog&mode=nonsense',
    'type=nonsense&mode=checkauth',
    'type=get_catalog&mode=import',
    'type=crm&mode=query',
    'type=listen&mode=query',
    'type=crm&mode=checkauth',
    'type=catalog',
    'mode=checkauth',
    '',
  ])('answers "%s" with failure', async (query) => {
    const { status, text } = await server.get(query, AUTH);
    expect(status).toBe(200);
    expect(text).toMatch(/^failure\n.+ \[UZ1005]$/);
  });

  it('refuses other methods with failure', async () => {
    const authorization = `Basic ${btoa(`${LOGIN}:${PASSWORD}`)}`;
    const head = `Host: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`;
    const answer = await sendRaw(server.port, `DELETE /1c_exchange?type=catalog&mode=checkauth HTTP/1.1\r\n${head}`);
    expect(answer.body.toString('latin1')).toMatch(/^failure\n/);
  });

  it('tells a person who opens the address in a browser what it is', async () => {
    expect((await server.get('/1c_exchange')).text).toContain('Это адрес для обмена с 1С');
    const front = await server.get('/');
    expect([front.status, front.bytes.toString('utf8')]).toEqual([200, expect.stringContaining('/1c_exchange')]);
  });

  it('answers 404 in JSON elsewhere', async () => {
    const { status, bytes } = await server.get('/1c_exchange/more');
    expect([status, JSON.parse(bytes.toString())]).toEqual([404, expect.objectContaining({ error: 'not found' })]);
  });
});
