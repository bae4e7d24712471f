import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertFile } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const PICTURE = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 37) % 256));
const sha256 = createHash('sha256').update(PICTURE).digest('hex');

describe('GET /v1/files/{id}', () => {
  let rest: Rest;
  let picture = '';

  /** Puts bytes where an exchange would have, and registers them. */
  async function store(path: string, content_type: string, bytes = PICTURE): Promise<string> {
    const name = `feeds/test/${uuid()}`;
    await rest.services.blobs.append(name, 0, Readable.from([bytes]), 10_000_000);
    const kept = await rest.services.blobs.keep(name);
    return await insertFile(rest.knex, { path, content_type, sha256: kept.sha256, size: kept.size });
  }

  beforeAll(async () => {
    rest = await openRest();
    picture = await store('import_files/ab/Картинка (1) "x".jpg', 'image/jpeg');
  });
  afterAll(async () => await rest.close());

  it('gives the bytes with their type, shown in place, never sniffed, and with no powers', async () => {
    const response = await rest.get(`/v1/files/${picture}`);
    expect(response.status).toBe(200);
    expect(Buffer.compare(response.body, PICTURE)).toBe(0);
    expect(response.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '1000',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
    });
    expect(response.headers['content-disposition']).toBe(
      `inline; filename="__________1___x_.jpg"; filename*=UTF-8''${encodeURIComponent('Картинка')}%20%281%29%20%22x%22.jpg`,
    );
  });

  it.each([
    ['a.png', 'image/png', 'inline'],
    ['a.webp', 'image/webp', 'inline'],
    ['a.pdf', 'application/pdf', 'inline'],
    ['a.svg', 'image/svg+xml', 'attachment'],
    ['a.html', 'text/html', 'attachment'],
    ['a.xml', 'application/xml', 'attachment'],
    ['a.bin', 'application/octet-stream', 'attachment'],
  ])('%s (%s) is %s', async (name, type, disposition) => {
    const response = await rest.get(`/v1/files/${await store(name, type)}`);
    expect(response.headers['content-type']).toBe(type);
    expect(response.headers['content-disposition']).toBe(
      `${disposition}; filename="${name}"; filename*=UTF-8''${name}`,
    );
  });

  it('answers 304 without bytes when they are the same', async () => {
    const response = await rest.get(`/v1/files/${picture}`, { 'If-None-Match': `"other", W/"${sha256}"` });
    expect(response.status).toBe(304);
    expect(response.headers.etag).toBe(`"${sha256}"`);
    expect(response.headers['content-length']).toBeUndefined();
  });

  it('is kept for ever under the hash of its bytes, and asked for again under another', async () => {
    const cacheOf = async (v: string) => (await rest.get(`/v1/files/${picture}?v=${v}`)).headers['cache-control'];
    expect(await cacheOf(sha256)).toBe('private, max-age=31536000, immutable');
    expect(await cacheOf('ab'.repeat(32))).toBe('private, no-cache');
    const part = await rest.get(`/v1/files/${picture}?v=${sha256}`, { Range: 'bytes=0-9' });
    expect([part.status, part.headers['cache-control']]).toEqual([206, 'private, max-age=31536000, immutable']);
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await rest.request('head', `/v1/files/${picture}`);
    expect([response.status, response.headers['content-length'], response.headers['content-type']]).toEqual([
      200,
      '1000',
      'image/jpeg',
    ]);
  });

  it.each([
    ['bytes=0-9', 'bytes 0-9/1000', 0, 10],
    ['bytes=990-', 'bytes 990-999/1000', 990, 1000],
    ['bytes=-5', 'bytes 995-999/1000', 995, 1000],
    ['bytes=500-5000', 'bytes 500-999/1000', 500, 1000],
  ])('gives the part that Range: %s asks for', async (range, contentRange, start, end) => {
    const response = await rest.get(`/v1/files/${picture}`, { Range: range });
    expect([response.status, response.headers['content-range']]).toEqual([206, contentRange]);
    expect(Buffer.compare(response.body, PICTURE.subarray(start, end))).toBe(0);
  });

  it.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=x'])('gives the whole for Range: %s', async (range) => {
    const response = await rest.get(`/v1/files/${picture}`, { Range: range });
    expect([response.status, response.body.length]).toEqual([200, 1000]);
  });

  it('gives a part only of what the client has a part of (If-Range)', async () => {
    const same = await rest.get(`/v1/files/${picture}`, { Range: 'bytes=0-9', 'If-Range': `"${sha256}"` });
    expect(same.status).toBe(206);
    const other = await rest.get(`/v1/files/${picture}`, { Range: 'bytes=0-9', 'If-Range': '"former"' });
    expect([other.status, other.body.length]).toEqual([200, 1000]);
  });

  it('refuses a range beyond the end with 416', async () => {
    const response = await rest.get(`/v1/files/${picture}`, { Range: 'bytes=1000-' });
    expect([response.status, response.body.code]).toEqual([416, 'UZ1514']);
    expect(response.headers['content-range']).toBe('bytes */1000');
    expect(response.headers['content-disposition']).toBeUndefined();
  });

  it('goes on when a client leaves in the middle of a file, and takes it for no error', async () => {
    const id = await store('big.bin', 'application/octet-stream', Buffer.alloc(8_000_000, 7));
    await rest.leave(`/v1/files/${id}`);
    const whole = await rest.get(`/v1/files/${id}`, { Range: 'bytes=-3' });
    expect([...whole.body]).toEqual([7, 7, 7]);
    expect(rest.errors).toEqual([]);
  });

  it('gives an empty file', async () => {
    const response = await rest.get(`/v1/files/${await store('empty.txt', 'text/plain', Buffer.alloc(0))}`);
    expect([response.status, response.headers['content-length'], response.headers['content-type']]).toEqual([
      200,
      '0',
      'text/plain',
    ]);
  });

  it('knows no file of an unknown id, and says so when the bytes are gone', async () => {
    expect((await rest.get(`/v1/files/${uuid()}`)).status).toBe(404);
    expect((await rest.get('/v1/files/..%2f..%2fetc%2fpasswd')).status).toBe(404);
    const lost = await insertFile(rest.knex, { path: 'lost.jpg', sha256: 'cd'.repeat(32) });
    const response = await rest.get(`/v1/files/${lost}`);
    expect([response.status, response.body.code]).toEqual([404, 'UZ1507']);
    expect(response.body.detail).toMatch(/full export/);
    expect(rest.errors.join()).toContain('missing');
  });
});
