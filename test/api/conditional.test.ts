import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertGroup } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('ETag', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    await insertGroup(rest.knex, { external_id: 'g', name: 'Группа' });
  });
  afterAll(async () => await rest.close());

  it('is strong, stays while nothing changes, and changes with the body', async () => {
    const first = await rest.get('/v1/groups');
    expect(first.headers.etag).toMatch(/^"[\w-]{27}"$/);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    expect((await rest.get('/v1/groups')).headers.etag).toBe(first.headers.etag);
    await insertGroup(rest.knex, { external_id: 'g2' });
    const second = await rest.get('/v1/groups', { 'If-None-Match': String(first.headers.etag) });
    expect(second.status).toBe(200);
    expect(second.headers.etag).not.toBe(first.headers.etag);
  });

  it('makes an unchanged GET a 304 without a body, with the same ETag', async () => {
    const etag = String((await rest.get('/v1/groups')).headers.etag);
    for (const given of [etag, `"x", ${etag}`, `W/${etag}`, '*']) {
      const response = await rest.get('/v1/groups', { 'If-None-Match': given });
      expect([given, response.status, response.text]).toEqual([given, 304, '']);
      expect(response.headers).toMatchObject({ etag, 'cache-control': 'private, no-cache' });
      expect(response.headers['content-type']).toBeUndefined();
    }
  });

  it('is the same for HEAD, which has no body', async () => {
    const { headers, text } = await rest.get('/v1/groups');
    const head = await rest.request('head', '/v1/groups');
    expect([head.status, head.text]).toEqual([200, undefined]);
    expect(head.headers).toMatchObject({ etag: headers.etag, 'content-length': String(Buffer.byteLength(text)) });
  });
});
