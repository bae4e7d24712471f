import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertGroup } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('gzip', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    for (let index = 0; index < 20; index += 1) {
      await insertGroup(rest.knex, { external_id: `g${index}`, name: `Группа ${index}` });
    }
  });
  afterAll(async () => await rest.close());

  /** As the bytes come over the wire: nothing is unpacked on the way. */
  const fetchRaw = async (url: string, headers: Record<string, string>, method = 'GET') => {
    const asked = http.request(rest.url + url, {
      method,
      headers: { Authorization: `Bearer ${rest.key}`, ...headers },
    });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, bytes: await buffer(answer) };
  };

  it('packs what is long for who takes it, with a weak tag', async () => {
    const plain = await fetchRaw('/v1/groups', {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers).toMatchObject({ vary: 'Accept-Encoding', etag: expect.stringMatching(/^"/) });
    for (const taken of ['gzip', 'br, gzip;q=0.8', 'gzip, deflate', '*']) {
      const packed = await fetchRaw('/v1/groups', { 'Accept-Encoding': taken });
      expect(packed.headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(packed.bytes.length),
        vary: 'Accept-Encoding',
        etag: `W/${plain.headers.etag}`,
      });
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3);
      expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
    }
  });

  it.each(['identity', 'br', 'gzip;q=0', 'deflate, gzip;q=0', ''])(
    'packs nothing for who takes "%s"',
    async (taken) => {
      const answer = await fetchRaw('/v1/groups', { 'Accept-Encoding': taken });
      expect([answer.status, answer.headers['content-encoding']]).toEqual([200, undefined]);
      expect(JSON.parse(answer.bytes.toString()).items).toHaveLength(20);
    },
  );

  it('packs nothing short', async () => {
    const answer = await fetchRaw('/v1/units', { 'Accept-Encoding': 'gzip' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers).toMatchObject({ vary: 'Accept-Encoding', etag: expect.stringMatching(/^"/) });
  });

  it('answers 304 to its own tag and to that of the plain bytes, and the other way round', async () => {
    const { headers } = await fetchRaw('/v1/groups', { 'Accept-Encoding': 'gzip' });
    const weak = String(headers.etag);
    for (const tag of [weak, weak.replace('W/', '')]) {
      for (const taken of ['gzip', 'identity']) {
        const answer = await fetchRaw('/v1/groups', { 'Accept-Encoding': taken, 'If-None-Match': tag });
        expect([tag, taken, answer.status, answer.bytes.length]).toEqual([tag, taken, 304, 0]);
        expect(answer.headers['content-encoding']).toBeUndefined();
        expect(answer.headers.etag).toBe(taken === 'gzip' ? weak : weak.replace('W/', ''));
      }
    }
  });

  it('HEAD tells what GET would', async () => {
    const taken = { 'Accept-Encoding': 'gzip' };
    const [get, head] = [await fetchRaw('/v1/groups', taken), await fetchRaw('/v1/groups', taken, 'HEAD')];
    expect(head.bytes.length).toBe(0);
    for (const name of ['etag', 'content-encoding', 'content-length', 'vary'])
      expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
  });
});
