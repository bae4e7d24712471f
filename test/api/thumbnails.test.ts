import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { v7 as uuid } from 'uuid';
import { MOST_WAITING, ThumbnailsBusy, thumbnailOf } from '../../src/blobs/thumbnails.js';
import { compileSources } from '../support/compiled-sources.js';
import { insertFile } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const raw = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(randomBytes(width * height * channels), { raw: { width, height, channels } });

/** A PNG that says it is so large, with hardly any bytes: all its pixels are alike. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const magic = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect width="9" height="9"/></svg>';

let rest: Rest;
let large = '';
let sha256 = '';

async function store(contentType: string, bytes: Buffer): Promise<{ id: string; sha256: string }> {
  const name = `feeds/test/${uuid()}`;
  await rest.services.blobs.append(name, 0, Readable.from([bytes]), 100_000_000);
  const kept = await rest.services.blobs.keep(name);
  const row = { path: `${uuid()}.x`, content_type: contentType, sha256: kept.sha256, size: kept.size };
  return { id: await insertFile(rest.knex, row), sha256: kept.sha256 };
}

const thumbs = async () =>
  (await readdir(path.join(rest.services.config.DATA_DIR, 'files'), { recursive: true })).filter(
    (name) => name.includes('thumbs') && /-(webp|avif)/.test(name),
  );

beforeAll(async () => {
  rest = await openRest();
  ({ id: large, sha256 } = await store('image/jpeg', await raw(1500, 900).jpeg().toBuffer()));
});
afterAll(async () => await rest.close());

describe('GET /v1/files/{id}?width=', () => {
  it.each([
    [160, 'webp', ''],
    [320, 'webp', '&format=webp'],
    [640, 'avif', '&format=avif'],
  ])('gives a picture of %i pixels as %s', async (width, format, query) => {
    const response = await rest.get(`/v1/files/${large}?width=${width}${query}`);
    expect([response.status, response.headers['content-type']]).toEqual([200, `image/${format}`]);
    const made = await sharp(response.body).metadata();
    expect([made.width, made.height, made.format]).toEqual([
      width,
      (width * 900) / 1500,
      format === 'avif' ? 'heif' : 'webp',
    ]);
    expect(response.headers).toMatchObject({
      etag: `"${sha256}-${width}-${format}"`,
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^inline/),
    });
  });

  it('makes each once, also when several ask at the same time', async () => {
    const { id } = await store('image/png', await raw(400, 300, 4).png().toBuffer());
    const before = (await thumbs()).length;
    const all = await Promise.all([1, 2, 3].map(async () => await rest.get(`/v1/files/${id}?width=160`)));
    expect(new Set(all.map(({ body }) => (body as Buffer).toString('hex'))).size).toBe(1);
    expect((await rest.get(`/v1/files/${id}?width=160`)).body).toEqual(all[0]?.body);
    expect((await thumbs()).length).toBe(before + 1);
  });

  it('never makes a picture larger, and turns it as the camera says', async () => {
    const { id } = await store('image/jpeg', await raw(100, 50).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const { body } = await rest.get(`/v1/files/${id}?width=1280`);
    const made = await sharp(body).metadata();
    expect([made.width, made.height, made.exif]).toEqual([50, 100, undefined]);
  });

  it('is kept for ever under the hash of the picture, and only under that', async () => {
    const of = async (v: string, headers = {}) => await rest.get(`/v1/files/${large}?width=160&v=${v}`, headers);
    expect((await of(sha256)).headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect((await of('ab'.repeat(32))).headers['cache-control']).toBe('private, no-cache');
    expect((await of(sha256, { 'If-None-Match': `"${sha256}-160-webp"` })).status).toBe(304);
    expect((await of(sha256, { 'If-None-Match': `"${sha256}"` })).status).toBe(200);
    const part = await of(sha256, { Range: 'bytes=0-3' });
    expect([part.status, (part.body as Buffer).toString()]).toEqual([206, 'RIFF']);
  });

  it.each([
    ['a bomb of 400 million pixels', 'image/png', () => bomb(20_000, 20_000)],
    ['a drawing that calls itself a PNG', 'image/png', () => Buffer.from(SVG)],
    ['what is no picture', 'image/jpeg', () => Buffer.from('a text')],
    ['half a picture', 'image/png', async () => (await raw(300, 300).png().toBuffer()).subarray(0, 90_000)],
    ['a drawing', 'image/svg+xml', () => Buffer.from(SVG)],
    ['a document', 'application/pdf', () => Buffer.from('%PDF-1.4')],
  ])('has none of %s, and names the original', async (_, contentType, bytes) => {
    const { id } = await store(contentType, await bytes());
    const begun = process.memoryUsage().rss;
    const { status, body } = await rest.get(`/v1/files/${id}?width=320`);
    expect([status, body.code]).toEqual([404, 'UZ1507']);
    expect(body.detail).toContain(`/v1/files/${id}`);
    expect(process.memoryUsage().rss - begun).toBeLessThan(100e6);
    expect((await rest.get(`/v1/files/${id}`)).status).toBe(200);
  });

  it.each([
    ['width=100', 'width'],
    ['width=x', 'width'],
    ['width=160&format=gif', 'format'],
    ['format=webp', 'width'],
    ['size=5', 'size'],
  ])('refuses %s', async (query, wrong) => {
    const { status, body } = await rest.get(`/v1/files/${large}?${query}`);
    expect([status, body.errors[0].path]).toEqual([422, wrong]);
  });

  it('refuses who would wait too long, and says when to ask again', async () => {
    const { id, sha256: hash } = await store('image/jpeg', await raw(3000, 3000).jpeg().toBuffer());
    const over = 30;
    const asked = Array.from(
      { length: MOST_WAITING + over },
      async () => await thumbnailOf(rest.services.blobs, hash, 1280, 'avif'),
    );
    const settled = Promise.allSettled(asked);
    const refused = await rest.get(`/v1/files/${id}?width=640`);
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([429, 'UZ1009', '5']);
    expect((await rest.get(`/v1/files/${large}?width=160`)).status).toBe(200); // there already
    const failed = (await settled).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect([failed.length, failed.every((reason) => reason instanceof ThumbnailsBusy)]).toEqual([over, true]);
    expect((await rest.get(`/v1/files/${id}?width=640`)).status).toBe(200);
  });

  it('is said in /v1/shop', async () => {
    expect((await rest.get('/v1/shop')).body.thumbnails).toBe(true);
  });
});

/** A process in which sharp is not installed. */
const WITHOUT_SHARP = `
  import { register } from 'node:module';
  const [, folder, data] = process.argv;
  const hook = "export const resolve = async (name, context, next) => { if (name === 'sharp') throw new Error('not installed'); return await next(name, context); };";
  register('data:text/javascript,' + encodeURIComponent(hook));
  const { canMakeThumbnails, thumbnailOf } = await import(folder + '/blobs/thumbnails.js');
  const { openLocalBlobs } = await import(folder + '/blobs/local.js');
  const refused = await thumbnailOf(await openLocalBlobs(data), 'ab'.repeat(32), 160, 'webp').catch((error) => error.reason);
  console.log(JSON.stringify([await canMakeThumbnails(), refused]));
`;

it('says so where sharp is not installed', async () => {
  const sources = await compileSources(['blobs', 'errors.ts']);
  try {
    const words = ['--input-type=module', '-e', WITHOUT_SHARP, sources.folder, rest.services.config.DATA_DIR];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    expect(JSON.parse(stdout)).toEqual([false, 'no sharp']);
  } finally {
    await sources.remove();
  }
});
