import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CliWorld, openCliWorld } from './support/cli-world.js';
import { runUzel, startUzel } from './support/run-uzel.js';

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld();
});
afterAll(() => world.close());

describe('a command that fails', () => {
  it('tells the message and its code on standard error, nothing on standard output, and exits with 1', async () => {
    expect(await world.run('key', 'revoke', 'nobody', '--json')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no API key named "nobody". See `uzel key list`. (UZ1507)\n',
    });
  });

  it('tells of a wrong setting by its name', async () => {
    const { code, stderr } = await runUzel({ ...world.env, PORT: 'many' }, 'key', 'list');
    expect(code).toBe(1);
    expect(stderr).toMatch(/PORT.*\(UZ1606\)\n$/);
  });

  it('tells of a database that is not there, without its password', async () => {
    const DATABASE_URL = 'postgresql://uzel:hidden-word@127.0.0.1:1/shop';
    const { code, stdout, stderr } = await runUzel({ ...world.env, DATABASE_URL }, 'key', 'list');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/127\.0\.0\.1:1\/shop cannot be reached.*\(UZ1601\)\n$/);
    expect(stderr).not.toContain('hidden-word');
  });

  it('tells the unexpected in one sentence, and where it was at LOG_LEVEL=debug only', async () => {
    await world.knex.raw('alter table api_keys rename to api_keys_away');
    try {
      const plain = await world.run('key', 'list');
      expect(plain.code).toBe(1);
      expect(plain.stderr).toMatch(/^Something unexpected happened: .*api_keys.*\(UZ1999\)\n$/);
      const debugging = await runUzel({ ...world.env, LOG_LEVEL: 'debug' }, 'key', 'list');
      expect(debugging.code).toBe(1);
      expect(debugging.stderr).toMatch(/\n {4}at /);
    } finally {
      await world.knex.raw('alter table api_keys_away rename to api_keys');
    }
  });

  it('ends well when nobody reads its output', async () => {
    const running = startUzel(world.env, 'key', 'list');
    running.child.stdout.destroy();
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a command that is interrupted', () => {
  /** Starts `key add` and holds it in the middle of its transaction. */
  async function held(name: string, work: (running: ReturnType<typeof startUzel>) => Promise<void>): Promise<void> {
    await world.db.transaction(async (tx) => {
      await tx.raw('lock table api_keys in exclusive mode');
      const running = startUzel(world.env, 'key', 'add', name);
      await running.until('waiting for the table', async () => {
        const found = await world.knex.raw(
          `select from pg_locks where not granted and relation = 'api_keys'::regclass and database = (select oid from pg_database where datname = current_database())`,
        );
        return found.rows.length > 0;
      });
      await work(running);
    });
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with %i, says nothing and leaves nothing half done', async (signal, code) => {
    await held(signal, async (running) => {
      running.child.kill(signal);
      expect(await running.ended).toEqual({ code, stdout: '', stderr: '' });
    });
    expect(await world.knex('api_keys').where({ name: signal })).toEqual([]);
  });

  it('ends at once when it is interrupted again', async () => {
    await held('twice', async (running) => {
      running.child.kill('SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, 200));
      running.child.kill('SIGINT');
      // The first alone would have ended it with 143, two seconds later.
      expect(await running.ended).toEqual({ code: 130, stdout: '', stderr: '' });
    });
  });
});
