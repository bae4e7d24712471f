import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectClient } from '../../src/db/session.js';
import { uploadBegun } from '../support/upload-begun.js';
import { type CliWorld, openCliWorld } from './support/cli-world.js';
import { type Environment, type Running, runUzel, startUzel, uzelJson } from './support/run-uzel.js';

/** Who waits for an advisory lock of this database: other tests have their own in the same PostgreSQL. */
const WAITING = `select from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;

let world: CliWorld;
const running: Running[] = [];
/** Those that live longer than one test, and what is tried on them while the others go on. */
const started: Running[] = [];
const worlds: CliWorld[] = [];
let hanging: Promise<void>;
let beside: Promise<void>;
beforeAll(async () => {
  const [one, other] = [await openCliWorld({ empty: true }), await openCliWorld({ empty: true })];
  worlds.push(one, other);
  hanging = shown(stoppedWithHangingRequests(one));
  beside = shown(startedBesideAnother(other));
});
afterAll(async () => {
  for (const one of started) one.child.kill('SIGKILL');
  await Promise.allSettled([hanging, beside, ...started.map((one) => one.ended)]);
  for (const one of worlds) await one.close();
});
const shown = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => undefined); // the test that awaits it tells of it
  return promise;
};
beforeEach(async () => {
  world = await openCliWorld({ empty: true });
});
afterEach(async () => {
  for (const one of running.splice(0)) {
    one.child.kill('SIGKILL');
    await one.ended;
  }
  await world.close();
});

interface Start {
  readonly url: string;
  readonly publicUrl: string;
  readonly exchangeAddress: string;
  readonly first: { login: string; password: string; apiKey: string; nodeName: string } | null;
}

function serve(environment: Environment, words: readonly string[] = [], among = running): Running {
  const server = startUzel(environment, 'serve', ...words);
  among.push(server);
  return server;
}

/** Starts a server and reads the document that it prints when it is up. */
async function serveJson(environment: Environment, among = running): Promise<{ server: Running; start: Start }> {
  const server = serve(environment, ['--json'], among);
  await server.until('a line', () => server.stdout().includes('\n'));
  return { server, start: JSON.parse(server.stdout()) as Start };
}

describe('uzel serve', () => {
  it('tells address, login, password and key once: at the first start, and never in the log', async () => {
    const environment = { ...world.env, LOG_LEVEL: 'trace', PUBLIC_URL: 'https://shop.example' };
    const first = serve(environment);
    await first.until('the block', () => first.stdout().includes('╝'));
    const block = first.stdout();
    expect(block).toContain('https://shop.example/1c_exchange');
    expect(block).toContain(world.env.DATA_DIR);
    const password = /Пароль +(\S+)/.exec(block)?.[1] ?? '';
    const key = /(uzel_[\w-]{43})/.exec(block)?.[1] ?? '';
    const { url } = JSON.parse(
      first
        .stderr()
        .split('\n')
        .find((line) => line.includes('"listening"')) ?? '{}',
    );
    const basic = { authorization: `Basic ${Buffer.from(`1c:${password}`).toString('base64')}` };
    const answer = await fetch(`${url}/1c_exchange?type=catalog&mode=checkauth`, { headers: basic });
    const lines = (await answer.text()).split('\n');
    expect(lines[0]).toBe('success');
    expect((await fetch(`${url}/v1/orders`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    first.child.kill('SIGTERM');
    const { code, stdout, stderr } = await first.ended;
    expect([code, stdout]).toEqual([0, block]);
    for (const secret of [password, key, basic.authorization, lines[2] ?? '?', lines[3] ?? '?']) {
      expect(stderr).not.toContain(secret);
    }

    const second = serve(environment);
    await second.until('the address', () => second.stdout().includes('\n'));
    expect(second.stdout()).toBe(
      [
        'Адрес для 1С (for 1C): https://shop.example/1c_exchange',
        'REST API: https://shop.example/docs',
        'Пароль забыт (a new password): npx uzel node list, npx uzel node password <имя>\n',
      ].join('\n'),
    );
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('--json prints the start as one document', async () => {
    const { server, start } = await serveJson(world.env);
    expect(start).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      publicUrl: start.url,
      exchangeAddress: `${start.url}/1c_exchange`,
      first: { nodeName: '1c', login: '1c', password: expect.any(String), apiKey: expect.stringMatching(/^uzel_/) },
    });
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
    const later = await serveJson(world.env);
    expect(later.start.first).toBeNull();
  });

  it('makes no second node after `node add` on the empty database, and says when there is none at all', async () => {
    await uzelJson(world.env, 'node', 'add', 'mine', '--login', 'mine');
    const { server, start } = await serveJson(world.env);
    expect(start.first).toBeNull();
    expect(await world.knex('nodes').select('name')).toEqual([{ name: 'mine' }]);
    expect(server.stderr()).not.toContain('uzel node add');
    server.child.kill('SIGTERM');
    await server.ended;
    await uzelJson(world.env, 'node', 'remove', 'mine');
    const again = serve(world.env);
    await again.until('the hint', () => again.stderr().includes('uzel node add'));
  });

  it('lets a running request end on SIGTERM, takes no new one, and ends at once on a second signal', async () => {
    const { server, start } = await serveJson(world.env);
    const { login, password } = start.first ?? { login: '', password: '' };
    const authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
    let send = (_: string): void => undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        send = (text) => {
          controller.enqueue(Buffer.from(text));
          if (text.includes('</a>')) controller.close();
        };
      },
    });
    const auth = await fetch(`${start.url}/1c_exchange?type=catalog&mode=checkauth`, { headers: { authorization } });
    const [, name, value] = (await auth.text()).split('\n');
    const upload = fetch(`${start.url}/1c_exchange?type=catalog&mode=file&filename=import.xml`, {
      method: 'POST',
      headers: { cookie: `${name}=${value}` },
      body,
      duplex: 'half',
    } as RequestInit);
    send('<a>');
    await uploadBegun(world.env.DATA_DIR ?? '');
    server.child.kill('SIGTERM');
    const isClosed = async () =>
      await fetch(`${start.url}/live`).then(
        () => false,
        () => true,
      );
    await server.until('the end of new requests', isClosed);
    send('</a>');
    expect((await (await upload).text()).split('\n')[0]).toBe('success');
    expect((await server.ended).code).toBe(0);

    const held = await serveJson(world.env);
    const endless = new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(Buffer.from('<a>')) });
    const cut = fetch(`${held.start.url}/1c_exchange?type=catalog&mode=file&filename=b.xml`, {
      method: 'POST',
      headers: { cookie: `${name}=${value}` },
      body: endless,
      duplex: 'half',
    } as RequestInit).catch(() => 'cut');
    await uploadBegun(world.env.DATA_DIR ?? '', 2);
    held.server.child.kill('SIGTERM');
    await sleep(500);
    const asked = Date.now();
    held.server.child.kill('SIGTERM');
    expect((await held.server.ended).code).toBe(130);
    expect(Date.now() - asked).toBeLessThan(5000);
    expect(await cut).toBe('cut');
  });

  it('can be stopped while it starts', async () => {
    const lock = await connectClient(world.db.url);
    await lock.query(`select pg_advisory_lock(hashtextextended('uzel:migrate', 0))`); // the start waits here
    const server = serve(world.env);
    await server.until('the start', async () => {
      const waiting = await world.knex.raw(WAITING);
      return waiting.rows.length > 0;
    });
    server.child.kill('SIGTERM');
    await sleep(200);
    await lock.end();
    const { code, stdout } = await server.ended;
    expect([code, stdout]).toEqual([0, '']);
  });
});

describe('uzel serve that cannot', () => {
  it.each([
    ['a port that is taken', async () => ({ PORT: String(await takenPort()) }), /Port \d+ is taken.*\(UZ1606\)\n$/],
    ['a wrong setting', () => ({ FILE_LIMIT: 'much' }), /FILE_LIMIT.*\(UZ1606\)\n$/],
    ['no database', () => ({ DATABASE_URL: 'postgresql://u@127.0.0.1:1/x' }), /cannot be reached.*\(UZ1601\)\n$/],
  ])('start because of %s exits with 1, message and code', async (_, wrong, sentence) => {
    const { code, stdout, stderr } = await runUzel({ ...world.env, ...(await wrong()) }, 'serve');
    await taken?.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });

  let taken: Server | undefined;
  async function takenPort(): Promise<number> {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    return typeof address === 'object' && address ? address.port : 0;
  }
});

/** Both wait for seconds by their nature: they have waited while the tests above went on. */
describe('uzel serve, waiting', () => {
  it('ends in good order, within 10 s with 0, also when requests hang', async () => await hanging);

  it('beside another server, or when another took its database, ends with 1', async () => await beside);
});

describe('the embedded database', () => {
  it('is started for the time of a command, and shared with a running server', async () => {
    const base = await mkdtemp(path.join(tmpdir(), 'uzel-cli-'));
    const environment = { DATA_DIR: path.join(base, 'data') };
    try {
      const { key } = await uzelJson<{ key: string }>(environment, 'key', 'add', 'early');
      const { server, start } = await serveJson(environment);
      expect(start.first).toBeNull();
      const { items } = await uzelJson<{ items: object[] }>(environment, 'key', 'list');
      expect(items).toMatchObject([{ name: 'early' }]);
      const asked = await fetch(`${start.url}/v1/orders`, { headers: { authorization: `Bearer ${key}` } });
      expect(asked.status).toBe(200);
      const { url } = await uzelJson<{ url: string }>(environment, 'migrate');
      const direct = await connectClient(url);
      expect((await direct.query('select name from api_keys')).rows).toEqual([{ name: 'early' }]);
      await direct.end();
      server.child.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
      await expect(connectClient(url)).rejects.toThrow(); // nobody uses it: it was stopped
    } finally {
      await rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  });
});

async function stoppedWithHangingRequests(of: CliWorld): Promise<void> {
  const { server, start } = await serveJson(of.env, started);
  const sockets = ['/v1/orders', '/1c_exchange?type=catalog&mode=checkauth'].map(async (target) => {
    const socket = new Socket();
    socket.on('error', () => undefined);
    socket.connect(Number(new URL(start.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n`);
    return socket;
  });
  const open = await Promise.all(sockets);
  await sleep(200);
  const asked = Date.now();
  server.child.kill('SIGTERM');
  const { code, stdout, stderr } = await server.ended;
  expect(code).toBe(0);
  // It cut them after seven seconds; what still hangs after nine and a half is left, and that is said.
  expect(stdout + stderr).not.toContain('ends with work unfinished');
  expect(stdout + stderr).not.toContain('could not be closed');
  expect(Date.now() - asked).toBeLessThan(10_000);
  for (const socket of open) socket.destroy();
}

async function startedBesideAnother({ env, db, knex }: CliWorld): Promise<void> {
  const { server } = await serveJson(env, started);
  const other = await connectClient(db.url);
  const taking = other.query(`select pg_advisory_lock(hashtextextended('uzel:serve', 0))`);
  const isWaiting = async () => (await knex.raw(WAITING)).rows.length > 0;
  await server.until('the other one to wait', isWaiting); // the second server, which comes now, stands behind it
  const second = runUzel(env, 'serve');
  await knex.raw(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objsubid = 1
       and database = (select oid from pg_database where datname = current_database())`,
  );
  await taking;
  for (const { code, stderr } of await Promise.all([server.ended, second])) {
    expect(code).toBe(1);
    expect(stderr).toMatch(/Another Uzel server.*Stop it first.*\(UZ1602\)\n$/);
  }
  await other.end();
}
