import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdServerLock } from '../../src/db/serve-lock.js';
import { connectClient } from '../../src/db/session.js';
import type { UzelError } from '../../src/errors.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

describe('holdServerLock', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(async () => await test.close());

  const LOCKS = `select pid from pg_locks where locktype = 'advisory' and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())`;
  const pids = async (granted: boolean): Promise<number[]> =>
    (await test.db.knex.raw(`${LOCKS} and granted = ?`, [granted])).rows.map(({ pid }: { pid: number }) => pid);
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await done()); await sleep(20))
      if (Date.now() > end) throw new Error('it did not come to that');
  };

  /** Cuts the connections that hold the lock, as an end of PostgreSQL does. */
  const cut = async (): Promise<void> => {
    await test.db.knex.raw(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objsubid = 1
         and database = (select oid from pg_database where datname = current_database())`,
    );
  };

  it('lets one server in and refuses the second with a sentence', async () => {
    const lock = await holdServerLock(test.db);
    await expect(holdServerLock(test.db, { waitMs: 300 })).rejects.toMatchObject({
      code: 'UZ1602',
      publicMessage: expect.stringContaining('Another Uzel server'),
    });
    await lock.release();
    await (await holdServerLock(test.db, { waitMs: 0 })).release();
  });

  it('waits for a server that is just ending', async () => {
    const lock = await holdServerLock(test.db);
    const [next] = await Promise.all([
      holdServerLock(test.db, { waitMs: 5_000 }),
      sleep(300).then(() => lock.release()),
    ]);
    await next.release();
  });

  it('takes the lock again when its connection broke', async () => {
    const lock = await holdServerLock(test.db, { waitMs: 5_000 });
    const [former] = await pids(true);
    await cut();
    await until(async () => (await pids(true)).some((pid) => pid !== former));
    await expect(holdServerLock(test.db, { waitMs: 0 })).rejects.toMatchObject({ code: 'UZ1602' });
    await lock.release();
  });

  it('tells a server that lost its database to another', async () => {
    const other = await connectClient(test.url);
    const lost = new Promise<UzelError>((resolve, reject) => {
      const held = holdServerLock(test.db, { waitMs: 200, onLost: resolve }).then(async () => {
        const waiting = other.query(`select pg_advisory_lock(hashtextextended('uzel:serve', 0))`); // in the queue: it comes next
        await until(async () => (await pids(false)).length > 0);
        await cut();
        await waiting;
      });
      held.catch(reject);
    });
    expect(await lost).toMatchObject({ code: 'UZ1602' });
    await other.end();
  });
});
