import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/db/open.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const log = pino({ level: 'silent' });

describe('openDatabase with DATABASE_URL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(async () => await test.close());

  it('gives numbers and days as text and moments as Date, whatever the server’s own settings', async () => {
    const name = new URL(test.url).pathname.slice(1);
    await test.db.knex.raw(`alter database "${name}" set timezone = 'Asia/Tokyo'`);
    await test.db.knex.raw(`alter database "${name}" set datestyle = 'German'`);
    await test.db.knex.raw(`alter database "${name}" set statement_timeout = '50ms'`);
    const db = await openDatabase(readConfig({ DATABASE_URL: test.url }), log);
    const answer = await db.knex.raw(
      `select 0.10::numeric as numeric, 9007199254740993::bigint as bigint, date '2026-02-01' as day, array[1.10, null]::numeric[] as numerics,
         array[date '2026-02-01'] as days, timestamptz '2026-02-01 03:00+03' as moment, pg_sleep(0.1)::text as slept, 7 as int,
         current_setting('application_name') as application, current_setting('timezone') as zone`,
    );
    expect(answer.rows).toEqual([
      {
        numeric: '0.10',
        bigint: '9007199254740993',
        day: '2026-02-01',
        numerics: ['1.10', null],
        days: ['2026-02-01'],
        moment: new Date('2026-02-01T00:00:00Z'),
        slept: '',
        int: 7,
        application: 'uzel',
        zone: 'UTC',
      },
    ]);
    await db.close();
  });

  it('has long values compressed by LZ4 where the server was built with it', async () => {
    const { rows } = await test.db.knex.raw(
      `select setting, 'lz4' = any(enumvals) as offered from pg_settings where name = 'default_toast_compression'`,
    );
    expect(rows).toEqual([rows[0].offered ? { setting: 'lz4', offered: true } : { setting: 'pglz', offered: false }]);
  });

  it('commits what resolves and rolls back what rejects', async () => {
    await test.db.transaction(async (tx) => await tx('shops').insert({ shop_id: 'two', name: 'two' }));
    const failed = test.db.transaction(async (tx) => {
      await tx('shops').insert({ shop_id: 'three', name: 'three' });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(
      (await test.db.knex('shops').select<{ shop_id: string }[]>('shop_id').orderBy('shop_id')).map(
        (row) => row.shop_id,
      ),
    ).toEqual(['main', 'two']);
  });

  it('closes once, however often it is asked', async () => {
    const db = await openDatabase(readConfig({ DATABASE_URL: test.url }), log);
    await Promise.all([db.close(), db.close()]);
    await db.close();
  });

  it('names the place, never the password, of a server that cannot be reached', async () => {
    const config = readConfig({ DATABASE_URL: 'postgres://shop:secret-word@127.0.0.1:1/shop' });
    const failure = await openDatabase(config, log).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UZ1601', publicMessage: expect.stringContaining('127.0.0.1:1/shop') });
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain('secret-word');
  });

  it('says what is wrong with a URL that cannot be read, without showing it', async () => {
    const config = readConfig({ DATABASE_URL: 'postgres://shop:secret#word@host:port/shop' });
    const failure = await openDatabase(config, log).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UZ1601', publicMessage: expect.stringContaining('percent-encode') });
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain('secret');
  });

  it('refuses a PostgreSQL older than 15', async () => {
    const old = await startOldPostgres();
    const config = readConfig({ DATABASE_URL: `postgres://shop@127.0.0.1:${old.port}/shop` });
    await expect(openDatabase(config, log)).rejects.toMatchObject({
      code: 'UZ1610',
      publicMessage: expect.stringContaining('version 14'),
    });
    await old.close();
  });
});

/** Speaks just enough of the wire protocol to say that it is PostgreSQL 14.9. */
async function startOldPostgres(): Promise<{ port: number; close(): Promise<void> }> {
  const message = (type: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const int16 = (n: number) => Buffer.from([n >> 8, n & 255]);
  const int32 = (n: number) => Buffer.from([n >> 24, n >> 16, n >> 8, n].map((byte) => byte & 255));
  const ready = message('Z', Buffer.from('I'));
  const column = Buffer.concat([
    Buffer.from('server_version_num\0'),
    int32(0),
    int16(0),
    int32(25),
    int16(-1),
    int32(-1),
    int16(0),
  ]);
  const value = Buffer.from('140009');
  const answer = Buffer.concat([
    message('T', int16(1), column),
    message('D', int16(1), int32(value.length), value),
    message('C', Buffer.from('SHOW\0')),
  ]);
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]));
      socket.on('data', (chunk) => {
        const text = chunk.toString('latin1');
        if (text.includes('show server_version_num')) socket.write(Buffer.concat([answer, ready]));
        else if (text.startsWith('Q')) socket.write(Buffer.concat([message('C', Buffer.from('SET\0')), ready]));
      });
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
