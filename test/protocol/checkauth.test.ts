import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { removeNode, setPassword, updateNode } from '../../src/store/nodes/nodes.js';
import { AUTH, basic, LOGIN, PASSWORD, type ProtocolServer, startProtocol } from './support/protocol-server.js';
import { sendRaw } from './support/raw-http.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol();
});
afterAll(async () => await server.close());

const checkauth = 'type=catalog&mode=checkauth';

describe('checkauth', () => {
  it.each([
    ['catalog', /^success\nuzel_session\n[0-9a-f]{64}\nsessid=[0-9a-f]{32}\ntimestamp=\d{10}$/],
    ['sale', /^success\nuzel_session\n[0-9a-f]{64}\nsessid=[0-9a-f]{32}$/],
    ['reference', /^success\nuzel_session\n[0-9a-f]{64}\nsessid=[0-9a-f]{32}$/],
    ['get_catalog', /^success\nuzel_session\n[0-9a-f]{64}$/],
  ])('type=%s: its lines and no final LF', async (type, expected) => {
    const { bytes, status } = await server.get(`type=${type}&mode=checkauth`, AUTH);
    expect(status).toBe(200);
    expect(bytes.toString('latin1')).toMatch(expected);
    const [, seconds = `${Date.now() / 1000}`] = /timestamp=(\d+)/.exec(bytes.toString('latin1')) ?? [];
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('gives a new 256-bit id each time and stores hashes alone', async () => {
    const [one, two] = [await server.login(), await server.login()];
    expect(one.cookie).not.toBe(two.cookie);
    expect(one.sessid).not.toBe(two.sessid);
    const dump = JSON.stringify(await server.db.knex('exchanges').select('*'));
    for (const secret of [one.cookie.split('=')[1], one.sessid, two.sessid]) expect(dump).not.toContain(secret);
  });

  it('asks for credentials by 401 where none were sent', async () => {
    const { status, headers, text } = await server.get(checkauth);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Uzel"']);
    expect(text).toMatch(/^failure\nНужны логин и пароль.* \[UZ1001]$/);
    expect((await server.get(checkauth, { authorization: 'Bearer x' })).status).toBe(401);
    expect((await server.get(checkauth, { cookie: 'uzel_session=unknown' })).status).toBe(401);
  });

  it.each([
    ['a wrong password', basic(LOGIN, 'wrong')],
    ['an unknown login', basic('nobody', PASSWORD)],
    ['an empty password', basic(LOGIN, '')],
    ['a login with NUL', basic('1\0c', PASSWORD)],
  ])('answers %s with 200, failure and a short text', async (_, headers) => {
    const { status, headers: answered, text } = await server.get(checkauth, headers);
    expect([status, answered.get('www-authenticate')]).toEqual([200, null]);
    expect(text).toMatch(/^failure\nНеверный логин или пароль.* \[UZ1001]$/);
    expect(text.length).toBeLessThan(255);
  });

  it('takes login and password in UTF-8 and in windows-1251', async () => {
    await server.addNode({ name: 'cyrillic', login: 'Обмен', password: 'Пароль:№5' });
    for (const bytes of [Buffer.from('Обмен:Пароль:№5'), iconv.encode('Обмен:Пароль:№5', 'win1251')]) {
      const { text } = await server.get(checkauth, { authorization: `Basic ${bytes.toString('base64')}` });
      expect(text).toMatch(/^success\n/);
    }
  });

  it('says that a node is switched off only to who knows its password', async () => {
    const node = await server.addNode({ name: 'off', login: 'off', state: 'paused' });
    expect((await server.get(checkauth, basic('off', PASSWORD))).text).toMatch(/\[UZ1006]$/);
    expect((await server.get(checkauth, basic('off', 'wrong'))).text).toMatch(/\[UZ1001]$/);
    await server.db.transaction(async (tx) => await updateNode(tx, 'main', node.nodeId, { state: 'active' }));
    expect((await server.get(checkauth, basic('off', PASSWORD))).text).toMatch(/^success\n/);
  });

  it('forgets at once a password that was changed, and a node that was removed', async () => {
    const node = await server.addNode({ name: 'changing', login: 'changing' });
    const ask = async (password: string) =>
      (await server.get(checkauth, basic('changing', password))).text.split('\n')[0];
    expect(await ask(PASSWORD)).toBe('success');
    await setPassword(server.db.knex, 'main', node.nodeId, 'another-one');
    expect([await ask(PASSWORD), await ask('another-one')]).toEqual(['failure', 'success']);
    await server.db.transaction(async (tx) => await removeNode(tx, 'main', node.nodeId));
    expect(await ask('another-one')).toBe('failure');
  });

  it('asks for leftovers of that type', async () => {
    const asked: string[] = [];
    server.api.leftovers = async (node, type) => asked.push(`${node.name} ${type}`);
    await server.login('sale');
    await server.login('catalog');
    expect(asked).toEqual(['1c sale', '1c catalog']);
    server.api.leftovers = async () => 0;
  });

  it('lets the node in even when the leftovers cannot be queued, and logs why', async () => {
    server.api.leftovers = async () => {
      throw new Error('a blob is gone');
    };
    await server.login();
    server.api.leftovers = async () => 0;
    expect(server.log).toContainEqual(
      expect.objectContaining({ level: 50, err: expect.objectContaining({ message: 'a blob is gone' }) }),
    );
  });

  it('ends no other exchange', async () => {
    const first = await server.login();
    await server.login();
    await server.login('sale');
    expect((await server.get('type=catalog&mode=init', { cookie: first.cookie })).text).toMatch(/^zip=/);
  });

  it('works for a platform that reads lines 2 and 3 untrimmed into a header of its own', async () => {
    const { bytes } = await server.get(checkauth, AUTH);
    const [, name, value] = bytes.toString('latin1').split('\n');
    const request = `GET /1c_exchange?type=catalog&mode=init HTTP/1.0\r\nUser-Agent: 1C+Enterprise/8.2\r\nCookie: ${name}=${value}\r\n\r\n`;
    expect((await sendRaw(server.port, request)).body.toString('latin1')).toMatch(/^zip=(yes|no)\nfile_limit=\d+$/);
  });
});
