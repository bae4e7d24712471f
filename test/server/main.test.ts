import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import request from 'supertest';
import { type Config, readConfig } from '../../src/config.js';
import { type RunningServer, startServer } from '../../src/server/main.js';
import { openEmptyDatabase, type TestDatabase } from '../support/database.js';
import { uploadBegun } from '../support/upload-begun.js';

const silent = pino({ level: 'silent' });

let test: TestDatabase;
let config: Config;
let dataDir: string;
const running: RunningServer[] = [];
beforeEach(async () => {
  test = await openEmptyDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-main-'));
  config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: test.url,
    DATA_DIR: dataDir,
    FIRST_ORDER_NUMBER: '500',
  });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await test.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(settings: Partial<Config> = {}): Promise<RunningServer> {
  const server = await startServer({ ...config, ...settings }, silent);
  running.push(server);
  return server;
}

const exchange = '/1c_exchange';
const catalogue = (id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.04" ДатаФормирования="2026-01-01">
<Каталог СодержитТолькоИзменения="true"><Ид>c</Ид><Товары><Товар><Ид>${id}</Ид><Наименование>Чайник ${id}</Наименование></Товар></Товары></Каталог>
</КоммерческаяИнформация>`;

describe('a server', () => {
  it('starts on an empty database, is live and ready, and lets in whom its first start tells of', async () => {
    const server = await start();
    const { first, url } = server;
    if (!first) throw new Error('no first start');
    await request(url).get('/live').expect(200, 'ok\n');
    const ready = await request(url).get('/ready').expect(200);
    expect(ready.body).toEqual({
      ready: true,
      checks: { running: true, database: true, migrations: true, disk: true },
    });
    const { text } = await request(url)
      .get(`${exchange}?type=catalog&mode=checkauth`)
      .auth(first.login, first.password)
      .expect(200);
    expect(text).toMatch(/^success\n/);
    await request(url).get('/v1/products').set('Authorization', `Bearer ${first.apiKey}`).expect(200);
    expect(await test.db.knex('order_counters').select('next')).toEqual([{ next: '500' }]);
  });

  it('makes no password that nobody is shown: a start that finds its port taken leaves the first start to the next', async () => {
    const other = createTcpServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start({ PORT: port })).rejects.toMatchObject({ code: 'UZ1606' });
    other.close();
    expect((await start()).first).toMatchObject({ login: '1c' });
  });

  it('makes none for who has stopped it meanwhile either', async () => {
    const server = await startServer(config, silent, () => true);
    await server.stop();
    expect(server.first).toBeNull();
    expect((await start()).first).toMatchObject({ login: '1c' });
  });

  it('has no first start the second time', async () => {
    await (await start()).stop();
    expect((await start()).first).toBeNull();
  });

  it('takes a catalogue and orders end to end, with the parts that stand behind the protocol', async () => {
    const { first, url } = await start();
    const ask = (mode: string, type = 'catalog') =>
      request(url)
        .get(`${exchange}?type=${type}&mode=${mode}`)
        .auth(first?.login ?? '', first?.password ?? '');
    const [, name, value] = (await ask('checkauth')).text.split('\n');
    const cookie = `${name}=${value}`;
    await ask('init').set('Cookie', cookie).expect(200, 'zip=yes\nfile_limit=10485760');
    await request(url)
      .post(`${exchange}?type=catalog&mode=file&filename=import.xml`)
      .set('Cookie', cookie)
      .send(catalogue('k1'))
      .expect(200, 'success');
    await ask('import&filename=import.xml').set('Cookie', cookie).expect(200, 'success');
    await ask('import&filename=import.xml').set('Cookie', cookie).expect(200, 'success');
    await ask('complete').set('Cookie', cookie).expect(200, 'success');
    const { body } = await request(url).get('/v1/products').set('Authorization', `Bearer ${first?.apiKey}`);
    expect(body.items).toEqual([expect.objectContaining({ externalId: 'k1', name: 'Чайник k1' })]);
    await ask('checkauth', 'sale').expect(200);
    const orders = await ask('query', 'sale')
      .buffer(true)
      .parse((answer, done) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(orders.body.subarray(0, 5).toString()).toBe('<?xml');
    await ask('info', 'sale').expect(200);
  });

  it('answers /ready with 503 while the database lacks a migration', async () => {
    const { url } = await start();
    await test.db.knex.raw('delete from knex_migrations');
    const { body } = await request(url).get('/ready').expect(503);
    expect(body).toMatchObject({ ready: false, checks: { database: true, migrations: false, disk: true } });
    await request(url).get('/live').expect(200);
  });

  it('answers /ready with 503 while the disk takes no writes', async () => {
    const { url } = await start();
    await rm(path.join(dataDir, 'feeds'), { recursive: true });
    const { body } = await request(url).get('/ready').expect(503);
    expect(body.checks).toEqual({ running: true, database: true, migrations: true, disk: false });
  });

  it('refuses a port that is taken with a sentence, and leaves nothing behind', async () => {
    const other = createTcpServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(startServer({ ...config, PORT: port }, silent)).rejects.toMatchObject({
      code: 'UZ1606',
      publicMessage: expect.stringContaining(String(port)),
    });
    await new Promise((resolve) => other.close(resolve));
    await start(); // neither the lock nor the port is held
  });

  it('lets running requests end when it stops, takes no new ones, and ends within 10 s', async () => {
    const server = await start({ IMPORT_HOLD_SECONDS: 60 });
    const { first, url } = server;
    const auth = { authorization: `Basic ${btoa(`${first?.login}:${first?.password}`)}` };
    const login = await request(url).get(`${exchange}?type=catalog&mode=checkauth`).set(auth);
    const cookie = `uzel_session=${login.text.split('\n')[2]}`;
    const body = catalogue('slow');
    const upload = httpRequest(`${url}${exchange}?type=catalog&mode=file&filename=import.xml`, {
      method: 'POST',
      headers: { cookie, 'content-length': Buffer.byteLength(body) },
    });
    const answered = new Promise<string>((resolve, reject) => {
      upload.on('response', (response) => response.setEncoding('latin1').on('data', resolve));
      upload.on('error', reject);
    });
    upload.write(body.slice(0, 100));
    await uploadBegun(dataDir);
    const begun = performance.now();
    const stopped = server.stop();
    await sleep(100);
    await expect(fetch(`${url}/live`)).rejects.toThrow();
    upload.end(body.slice(100));
    expect(await answered).toBe('success');
    await stopped;
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(await server.ended).toBeNull();
    const again = await start();
    const imported = await request(again.url)
      .get(`${exchange}?type=catalog&mode=import&filename=import.xml`)
      .set('Cookie', cookie);
    expect(imported.text).toBe('success');
  });
});
