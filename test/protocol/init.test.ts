import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUTH, type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol({ FILE_LIMIT: '64K', ZIP: 'no' });
});
afterAll(async () => await server.close());

const rows = async () => await server.db.knex('exchanges').orderBy('opened_at', 'desc').select('*');

describe('init', () => {
  it.each(['catalog', 'sale', 'reference'])('type=%s: exactly two lines and no final LF', async (type) => {
    const { cookie } = await server.login(type);
    const { bytes } = await server.get(`type=${type}&mode=init`, { cookie });
    expect(bytes.toString('latin1')).toBe('zip=no\nfile_limit=65536');
  });

  it('asks for ZIP by default, and for 10 MB at most', async () => {
    const other = await startProtocol();
    const { cookie } = await other.login();
    const { text } = await other.get('type=catalog&mode=init', { cookie });
    await other.close();
    expect(text).toBe('zip=yes\nfile_limit=10485760');
  });

  it('gives sessid and version only to who sent version=', async () => {
    const { cookie, sessid } = await server.login();
    const plain = await server.get(`type=catalog&sessid=${sessid}&mode=init&cmlVersion=2.10`, { cookie });
    expect(plain.text).toBe('zip=no\nfile_limit=65536');
    const { text } = await server.get(`type=catalog&sessid=${sessid}&version=2.09&cmlVersion=2.08&mode=init`, {
      cookie,
    });
    expect(text).toBe(`zip=no\nfile_limit=65536\nsessid=${sessid}\nversion=2.10`);
    const [row] = await rows();
    expect([row.client_version, row.cml_version]).toEqual(['2.09', '2.08']);
  });

  it('gives a sessid that holds to a client that comes by Basic alone', async () => {
    await server.login('reference');
    const { text } = await server.get('type=reference&version=3.1&mode=init', AUTH);
    const sessid = /^sessid=([0-9a-f]{32})$/m.exec(text)?.[1];
    const again = await server.get(`type=reference&version=3.1&mode=init&sessid=${sessid}`, AUTH);
    expect(again.text).toBe(text);
  });

  it('begins a new generation of files each time', async () => {
    const { cookie } = await server.login();
    await server.post('type=catalog&mode=file&filename=a.txt', 'before', { cookie });
    await server.get('type=catalog&mode=init', { cookie });
    await server.post('type=catalog&mode=file&filename=a.txt', 'one', { cookie });
    await server.post('type=catalog&mode=file&filename=a.txt', 'two', { cookie });
    await server.get('type=catalog&mode=init', { cookie });
    await server.post('type=catalog&mode=file&filename=a.txt', 'three', { cookie });
    const [{ exchange_id }] = await rows();
    const feeds = await server.db.knex('feeds').where({ exchange_id }).orderBy('feed_id').select('generation', 'size');
    expect(feeds).toEqual([
      { generation: 0, size: '6' },
      { generation: 1, size: '6' },
      { generation: 2, size: '5' },
    ]);
  });
});
