import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { v7 as uuid } from 'uuid';
import { tellEndedRequests } from '../../src/exchange/feeds/report-mail.js';
import { sweepUploads } from '../../src/exchange/feeds/sweep-uploads.js';
import { createImporter } from '../../src/exchange/import/importer.js';
import { createJobs } from '../../src/exchange/jobs/jobs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { lockIdSpace } from '../../src/store/catalogue/id-space-lock.js';
import { catalogue, classifier, feed, ids } from '../exchange/small-feeds.js';
import { zipBytes } from '../exchange/zip-bytes.js';
import { insertQuickNode } from '../support/quick-node.js';
import { openRest, type Rest } from './open-rest.js';

const goods = (count: number, more = '') =>
  feed(
    classifier(),
    catalogue(
      ids(count).map((id) => ({ id, name: `Товар ${id}${more}` })),
      false,
    ),
  );

let rest: Rest;
let node: ExchangeNode;
let mails: { to: string; text: string }[] = [];
let refuse = (_mail: { to: string }): boolean => false;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    let text = '';
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
    });
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      if (refuse({ to })) return done(new Error('not now'));
      mails.push({ to, text });
      return done();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    smtp.listen(0, '127.0.0.1', resolve);
  });
  const { port } = smtp.server.address() as { port: number };
  rest = await openRest({
    IMPORT_BATCH: '10',
    FEED_LIMIT: '1M',
    LEFTOVER_MINUTES: '0.01',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Uzel <uzel@example.org>',
  });
  node = await rest.services.db.transaction(
    async (tx) => await insertQuickNode(tx, 'main', { name: '1c', profile: 'trade', timeZone: 'Europe/Kyiv' }),
  );
});
afterAll(async () => {
  await rest.close();
  await new Promise<void>((resolve) => {
    smtp.close(resolve);
  });
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a client would see
  readonly body: any;
}

/** A form as a browser sends it. */
async function upload(
  file: string | Buffer | null,
  fields: Record<string, string> = {},
  { name = 'import.xml', key }: { name?: string; key?: string } = {},
): Promise<Answer> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ node: '1c', ...fields })) form.set(field, value);
  if (file !== null) form.set('file', new File([file], name));
  const headers = { Authorization: `Bearer ${rest.key}`, ...(key ? { 'Idempotency-Key': key } : {}) };
  const response = await fetch(`${rest.url}/v1/feeds`, { method: 'POST', body: form, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function until(id: string, is: (progress: { state: string; finishedAt: string | null }) => boolean) {
  for (let look = 0; look < 600; look += 1) {
    const { body } = await rest.get(`/v1/feeds/${id}/progress`);
    if (is(body)) return body;
    await pause(50);
  }
  throw new Error('it did not come');
}
const ended = async (id: string) => await until(id, ({ finishedAt }) => finishedAt !== null);
const count = async (table: string): Promise<number> => Number((await rest.knex(table).count({ n: '*' }))[0]?.n);

describe('POST /v1/feeds', () => {
  it('imports a file and tells what it did', async () => {
    const { status, headers, body } = await upload(goods(25), {}, { name: 'папка/import.xml' });
    expect([status, headers.get('location')]).toEqual([202, `/v1/feeds/${body.id}/progress`]);
    const progress = await ended(body.id);
    expect(progress).toMatchObject({ state: 'done', name: 'папка/import.xml', dryRun: false, node: { name: '1c' } });
    expect(progress.files).toMatchObject([{ name: 'папка/import.xml', state: 'done', code: null }]);
    expect(await count('products')).toBe(25);
    const report = (await rest.get(`/v1/feeds/${body.id}/report`)).body;
    expect(report.counts).toEqual(
      expect.arrayContaining([{ entity: 'product', new: 25, changed: 0, removed: 0, deleted: 0 }]),
    );
    expect(report.seconds).toBeGreaterThanOrEqual(0);
    expect(report.messages.map(({ code }: { code: string }) => code)).toContain('import-done');
    expect((await rest.get(`/v1/feeds/${body.id}`)).text).toBe(goods(25));
    expect((await rest.get('/v1/feeds')).body.items[0]).toMatchObject({
      id: body.id,
      exchange: body.exchange,
      mail: null,
    });
  });

  it('imports what is in a ZIP, import first', async () => {
    const zip = zipBytes([{ name: 'import.xml', data: goods(26) }]);
    const { body } = await upload(zip, { node: node.nodeId }, { name: 'all.zip' });
    expect((await ended(body.id)).files.map(({ state }: { state: string }) => state)).toEqual(['done', 'done']);
    expect(await count('products')).toBe(26);
  });

  it('a dry run tells what would change, and changes nothing', async () => {
    const before = await rest.knex('change_counters').select();
    const { body } = await upload(goods(27, '!'), { dryRun: 'true' });
    expect(body).toMatchObject({ dryRun: true, exchange: null });
    expect(await ended(body.id)).toMatchObject({ state: 'done', exchange: null, dryRun: true });
    const report = (await rest.get(`/v1/feeds/${body.id}/report`)).body;
    expect(report.counts).toEqual([{ entity: 'product', new: 1, changed: 26, removed: 0, deleted: 0 }]);
    expect(report.differences[0]).toMatchObject({ entity: 'product', what: 'changed', field: 'name' });
    expect(await count('products')).toBe(26);
    expect(await rest.knex('change_counters').select()).toEqual(before);
    expect((await rest.get(`/v1/feeds/${body.id}`)).status).toBe(404);
    expect((await rest.request('post', `/v1/feeds/${body.id}/stop`)).body.code).toBe('UZ1525');
  });

  it('the same file under one key is imported once, also at the same time', async () => {
    const exchanges = await count('exchanges');
    const key = uuid();
    const send = async (file: string) => await upload(file, {}, { key });
    const answers = await Promise.all([send(goods(5)), send(goods(5)), send(goods(5))]);
    const again = await send(goods(5));
    expect(new Set([...answers, again].map(({ body }) => body.id)).size).toBe(1);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await count('exchanges')).toBe(exchanges + 1);
    expect((await send(goods(6))).body.code).toBe('UZ1502');
    await ended(again.body.id);
  });

  it('refuses what it cannot take, and keeps nothing of it', async () => {
    const requests = await count('feed_requests');
    const blobs = await rest.services.blobs.list('feeds/uploads');
    const code = async (...of: Parameters<typeof upload>) => {
      const { status, body } = await upload(...of);
      return [status, body.code, body.errors?.[0]?.path];
    };
    expect(await code(null)).toEqual([400, 'UZ1102', undefined]);
    expect(await code('')).toEqual([400, 'UZ1102', undefined]);
    expect(await code('hello')).toEqual([422, 'UZ1305', undefined]);
    expect(await code(goods(3).slice(0, -20))).toEqual([422, 'UZ1202', undefined]);
    expect(await code(goods(3), {}, { name: '../x.xml' })).toEqual([400, 'UZ1101', undefined]);
    expect(await code(goods(3), { node: 'nobody' })).toEqual([422, 'UZ1501', 'node']);
    expect(await code(goods(3), { dryRun: 'maybe' })).toEqual([422, 'UZ1501', 'dryRun']);
    expect(await code(goods(3), { mail: 'a@b, c@d' })).toEqual([422, 'UZ1501', 'mail']);
    expect(await code(goods(3), { other: '1' })).toEqual([422, 'UZ1501', 'other']);
    expect(await code(Buffer.alloc(1024 * 1024 + 1, 'x'))).toEqual([413, 'UZ1529', undefined]);
    expect((await rest.request('post', '/v1/feeds', { body: { node: '1c' } })).status).toBe(415);
    expect(await code(goods(3), { node: '1'.repeat(10_000) })).toEqual([422, 'UZ1501', 'node']);
    const behind = async (add: (form: FormData) => void) => {
      const form = new FormData();
      form.set('node', '1c');
      form.set('file', new File([goods(3)], 'import.xml'));
      add(form);
      const headers = { Authorization: `Bearer ${rest.key}` };
      const response = await fetch(`${rest.url}/v1/feeds`, { method: 'POST', body: form, headers });
      const body = (await response.json()) as { code: string; errors: { path: string }[] };
      return [response.status, body.code, body.errors[0]?.path];
    };
    expect(await behind((form) => form.set('mail', 'a'.repeat(10_000)))).toEqual([422, 'UZ1501', 'mail']);
    expect(await behind((form) => form.append('file', new File(['<x/>'], 'b.xml')))).toEqual([422, 'UZ1501', 'file']);
    expect(await count('feed_requests')).toBe(requests);
    expect(await rest.services.blobs.list('feeds/uploads')).toEqual(blobs);
  });

  it('deletes the bytes of an upload that a crash cut off, and no others', async () => {
    const { services } = rest;
    const { body } = await upload(goods(4));
    await ended(body.id);
    const tried = {
      shop_id: 'main',
      request_id: uuid(),
      node_id: node.nodeId,
      name: 'x.xml',
      size: 1,
      request_hash: '',
    };
    await rest.knex('feed_requests').insert(tried);
    const [lost, waiting] = [uuid(), tried.request_id].map((id) => `feeds/uploads/${id}`);
    for (const name of [lost, waiting]) await services.blobs.append(name ?? '', 0, Readable.from(['x']), 9);
    const names = async () => (await services.blobs.list('feeds/uploads')).map(({ name }) => name);
    const before = await names();
    expect(before).toEqual(expect.arrayContaining([lost, waiting, `feeds/uploads/${body.id}`]));
    expect(await sweepUploads(services)).toBe(0);
    expect(await sweepUploads(services, Date.now() + 2 * 3600_000)).toBe(1);
    expect(await names()).toEqual(before.filter((name) => name !== lost));
    await rest.knex('feed_requests').where(tried).update({ ended_at: new Date() });
    expect(await sweepUploads(services, Date.now() + 2 * 3600_000)).toBe(1);
    await rest.knex('feed_requests').where(tried).delete();
  });

  it('a dry run that waits for another is queued, and its time is counted from its begin', async () => {
    const held = await rest.knex.transaction();
    await lockIdSpace(held, node);
    const [first, second] = [
      (await upload(goods(3), { dryRun: 'true' })).body.id,
      (await upload(goods(3), { dryRun: 'true' })).body.id,
    ];
    await until(first, ({ state }) => state === 'running');
    expect(await until(second, () => true)).toMatchObject({ state: 'queued', startedAt: null });
    await held.commit();
    const [one, other] = [await ended(first), await ended(second)];
    expect(Date.parse(other.startedAt)).toBeGreaterThanOrEqual(Date.parse(one.finishedAt));
  });
});

describe('POST /v1/feeds/{id}/stop', () => {
  it('ends behind a whole step, says so, and takes nothing off sale', async () => {
    const whole = await rest.knex.transaction();
    await lockIdSpace(whole, node);
    const { body } = await upload(goods(200, '?'));
    await until(body.id, ({ state }) => state === 'running');
    const later = (await upload(goods(1), {}, { name: 'later.xml' })).body;
    expect((await rest.request('post', `/v1/feeds/${later.id}/stop`)).body).toMatchObject({ state: 'stopped' });
    const stopping = await rest.request('post', `/v1/feeds/${body.id}/stop`);
    expect([stopping.status, stopping.body]).toMatchObject([202, { stopping: true, state: 'running' }]);
    await whole.commit();

    const progress = await ended(body.id);
    expect(progress).toMatchObject({ state: 'stopped', stopping: false });
    const job = await rest.knex('jobs').where({ feed_id: body.id }).first();
    const { records } = job.checkpoint;
    expect(records).toBeGreaterThan(0);
    expect(records).toBeLessThan(200);
    expect(progress.files[0].text).toContain(String(records));
    const renamed = await rest.knex('products').where('name', 'like', '%?').count({ n: '*' });
    expect(Number(renamed[0]?.n)).toBeLessThanOrEqual(records);
    expect(Number(renamed[0]?.n)).toBeGreaterThan(0);
    expect(await rest.knex('full_runs').pluck('state')).toEqual(['superseded']);
    expect(await rest.knex('products').where({ active: false })).toEqual([]);
    const codes = (await rest.get(`/v1/exchanges/${body.exchange}`)).body.journal.items;
    expect(codes.map(({ code }: { code: string }) => code)).toContain('import-stopped');
    // Who lost the answer asks again.
    const repeated = await rest.request('post', `/v1/feeds/${body.id}/stop`);
    expect([repeated.status, repeated.body]).toEqual([202, progress]);
    // Sent again it is imported whole.
    const whole2 = (await upload(goods(200, '?'))).body.id;
    expect(await ended(whole2)).toMatchObject({ state: 'done' });
    expect((await rest.request('post', `/v1/feeds/${whole2}/stop`)).body).toMatchObject({
      status: 409,
      code: 'UZ1525',
    });
    expect((await rest.request('post', `/v1/feeds/${uuid()}/stop`)).status).toBe(404);
    await rest.parts.jobs.stop();
    expect(rest.errors).toEqual([]);
  });
});

describe('the report', () => {
  it('is a page without scripts, whatever 1C wrote', async () => {
    const server = await openRest();
    await server.services.db.transaction(
      async (tx) => await insertQuickNode(tx, 'main', { name: '1c', profile: 'trade', timeZone: 'UTC' }),
    );
    const evil = '&lt;script&gt;alert(1)&lt;/script&gt;';
    const form = new FormData();
    form.set('file', new File([feed(classifier(), catalogue([{ id: evil, name: evil }]))], 'import.xml'));
    form.set('node', '1c');
    form.set('dryRun', 'true');
    const headers = { Authorization: `Bearer ${server.key}` };
    const sent = await fetch(`${server.url}/v1/feeds`, { method: 'POST', body: form, headers });
    const { id } = (await sent.json()) as { id: string };
    for (let look = 0; look < 200; look += 1) {
      if ((await server.get(`/v1/feeds/${id}/progress`)).body.finishedAt !== null) break;
      await pause(50);
    }
    const page = await fetch(`${server.url}/v1/feeds/${id}/report`, { headers: { ...headers, Accept: 'text/html' } });
    const html = await page.text();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|alert\(1\)<\/script/i);
    expect(html).toContain(evil);
    await server.close();
  });
});

describe('the mail', () => {
  const requestOf = async (id: string) => await rest.knex('feed_requests').where({ request_id: id }).first();
  const endedNow = async (name: string) => {
    const { body } = await upload(goods(3, name), { mail: `${name}@example.org` });
    // A server's jobs that were stopped begin nothing: as good as ended.
    await rest.knex('jobs').where({ feed_id: body.id }).update({ state: 'done', finished_at: new Date() });
    return body.id;
  };
  const never = new AbortController().signal;

  it('is sent when the import has ended; one that is refused waits and keeps no other back', async () => {
    mails = [];
    refuse = ({ to }) => to === 'bad@example.org';
    const [bad, good] = [await endedNow('bad'), await endedNow('good')];
    await tellEndedRequests(rest.services, never);
    expect(await requestOf(bad)).toMatchObject({ mail_state: 'wanted', mail_tries: 1 });
    expect(await requestOf(good)).toMatchObject({ mail_state: 'sent' });
    await tellEndedRequests(rest.services, never);
    expect(await requestOf(bad)).toMatchObject({ mail_tries: 1 });
    refuse = () => false;
    await rest.knex('feed_requests').where({ request_id: bad }).update({ mail_after: new Date() });
    await tellEndedRequests(rest.services, never);
    expect(await requestOf(bad)).toMatchObject({ mail_state: 'sent' });
    expect(mails.map(({ to }) => to)).toEqual(['good@example.org', 'bad@example.org']);
    expect(mails[0]?.text).toContain('import.xml');
  });

  it('to a server that says nothing holds up neither the start nor the end', async () => {
    const [one, other] = [await endedNow('one'), await endedNow('other')];
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const services = { ...rest.services, config: { ...rest.services.config, SMTP_URL: `smtp://127.0.0.1:${port}` } };
    const jobs = createJobs(services, { import: createImporter(services) });
    await jobs.start();
    await jobs.stop();
    expect(sockets).toEqual([]);
    const ending = new AbortController();
    const telling = tellEndedRequests(services, ending.signal);
    await once(silent, 'connection');
    ending.abort();
    await telling;
    expect(await requestOf(one)).toMatchObject({ mail_state: 'wanted', mail_tries: 0 });
    await new Promise((resolve) => silent.close(resolve)); // only when nobody is connected any more
    await tellEndedRequests(services, never); // nobody is there: the others are not tried either
    expect([(await requestOf(one)).mail_tries, (await requestOf(other)).mail_tries]).toEqual([1, 0]);
  });
});
