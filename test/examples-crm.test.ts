import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { runEmulator } from '../src/emulator/index.js';
import { insertApiKey } from '../src/store/nodes/api-keys.js';
import { insertNode } from '../src/store/nodes/nodes.js';
import { OneCDatabase } from './acceptance/support/one-c-database.js';
import { Rest, type RestOrder } from './acceptance/support/rest.js';
import { freePort, Uzel } from './acceptance/support/uzel.js';
import { openTestDatabase, type TestDatabase } from './support/database.js';
import { ExampleProcess } from './support/example-process.js';

/** examples/crm-receiver beside the built server: webhooks, changes, kill -9. */

let database: TestDatabase;
let uzel: Uzel;
let rest: Rest;
let key: string;
let crm: ExampleProcess;
let oneC: OneCDatabase;
let folder: string;
let receiver: string;
let page: string;
let ports: [number, number];
const login = { login: 'shop1c', password: 'password' };
const READY = /Orders: (http:\S+)/;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uzel-crm-'));
  database = await openTestDatabase();
  const node = {
    name: 'shop1c',
    kind: 'one-c',
    settings: {},
    profile: 'trade',
    timeZone: 'Europe/Kyiv',
    idSpace: 'main',
  } as const;
  await database.db.transaction(async (tx) => await insertNode(tx, 'main', { ...node, ...login }));
  ({ key } = await insertApiKey(database.db.knex, 'main', 'crm'));
  uzel = await Uzel.start({ database, env: { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_RETRIES: '1,1,1' } });
  rest = new Rest(uzel.url, key);
  oneC = await OneCDatabase.open(`${uzel.url}/1c_exchange`, 'trade', login);
  ports = [await freePort(), await freePort()];
  receiver = `http://127.0.0.1:${ports[0]}/webhook`;
  crm = new ExampleProcess('crm-receiver', {
    ...{ UZEL_URL: uzel.url, UZEL_KEY: key, PORT: String(ports[0]), PAGE_PORT: String(ports[1]) },
    ...{ STATE_FILE: path.join(folder, 'state.json'), LOOK_SECONDS: '60' },
  });
});
afterAll(async () => {
  await crm.kill();
  await oneC.close();
  await uzel.dispose();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

interface Known {
  readonly number: string;
  readonly version: number;
  readonly history: readonly { readonly version: number }[];
}
interface State {
  readonly orders: Readonly<Record<string, Known>>;
  readonly seen: readonly string[];
  readonly todo: readonly string[];
  readonly secret: string;
}
const state = async (): Promise<State> => JSON.parse(await readFile(path.join(folder, 'state.json'), 'utf8'));

const customer = { type: 'person', name: 'Олена <b>Ковальчук</b>' };
const lines = [{ name: 'Матрац', quantity: '1', price: '100' }];
const place = async (key: string): Promise<RestOrder> =>
  await rest.placeOrder({ customer, currency: 'UAH', lines }, key);

/** Waits until the CRM knows just what the server does: each order, each version of it once, in their order. */
async function isWhole(): Promise<void> {
  let seen: unknown;
  let wanted: unknown;
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const [orders, known] = [await rest.all<RestOrder>('/orders'), await state()];
    const versions = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
    wanted = Object.fromEntries(orders.map(({ id, version }) => [id, versions(version)]));
    seen = Object.fromEntries(
      Object.entries(known.orders).map(([id, { history }]) => [id, history.map(({ version }) => version)]),
    );
    if (JSON.stringify(sorted(seen)) === JSON.stringify(sorted(wanted)) && known.todo.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(seen).toEqual(wanted);
}
/** Rings as Uzel does. */
const post = async (id: string, body: string, signedBy: string) => {
  const at = new Date();
  const headers = {
    'content-type': 'application/json',
    ...{ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) },
    'webhook-signature': new Webhook(signedBy).sign(id, at, body),
  };
  return (await fetch(receiver, { method: 'POST', headers, body })).status;
};

/** Changes what the CRM remembers, while it is dead. */
async function write(change: (before: State) => object): Promise<void> {
  const before = await state();
  await writeFile(path.join(folder, 'state.json'), JSON.stringify({ ...before, ...change(before) }));
}
const sorted = (map: unknown) => Object.entries(map as object).sort(([one], [other]) => one.localeCompare(other));

describe('examples/crm-receiver', () => {
  it('reads the orders that are there, subscribes itself, and is told of the next at once', async () => {
    const before = await place('before');
    page = (await crm.start(READY))[1] ?? '';
    await crm.says(new RegExp(`order ${before.number}: 100.00 UAH`));
    await crm.says(/Uzel will tell/);
    const { number, id } = await place('after');
    await crm.says(new RegExp(`heard   order.created[\\s\\S]*order ${number}: 100.00 UAH`));
    await rest.patchOrder(id, { status: 'Собран' });
    await crm.says(new RegExp(`order ${number}, version 2 by api: .*status – → Собран`));
    await isWhole();
  });

  it('is told what 1C decides', async () => {
    const { number } = await place('to 1c');
    await oneC.fetch();
    await oneC.tellOf(number, { paid: true });
    await crm.says(new RegExp(`order ${number}, version \\d+ by shop1c: .*paid false → true`));
  });

  it('shows orders with what happened to them, and names as text', async () => {
    const html = await (await fetch(page)).text();
    expect(html).toContain('Олена &lt;b&gt;Ковальчук&lt;/b&gt;');
    expect(html).toContain('status – → Собран');
    expect(html).not.toContain('<b>Ковальчук');
  });

  it('loses nothing when it is killed, twice, while orders come and the server is killed too', async () => {
    const made: RestOrder[] = [];
    for (let round = 1; round <= 2; round += 1) {
      made.push(await place(`${round} running`));
      await crm.kill(); // in the midst of it, or before it heard
      made.push(await place(`${round} dead`));
      for (const { id } of made) await rest.patchOrder(id, { comment: `round ${round}` });
      if (round === 2) {
        await uzel.kill();
        await uzel.launch();
      }
      await crm.start(READY);
      made.push(await place(`${round} again`));
    }
    await isWhole();
    expect(Object.keys((await state()).orders)).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
    // One webhook, whatever was killed.
    expect((await rest.get<{ items: unknown[] }>('/webhooks')).items).toHaveLength(1);
  });

  it('passes over an order that is gone, told of by a webhook or found in its own notes, and goes on with the next', async () => {
    const { secret } = await state();
    const gone = randomUUID();
    const data = { order: { id: gone } };
    const told = JSON.stringify({ type: 'order.updated', timestamp: new Date().toISOString(), data });
    expect(await post('msg_gone', told, secret)).toBe(204);
    const { number } = await place('behind the gone one');
    await crm.says(new RegExp(`order ${gone} is gone[\\s\\S]*order ${number}: 100.00 UAH`));
    await isWhole();

    // Killed while it was to read one that is gone meanwhile.
    await crm.kill();
    await write((before) => ({ todo: [randomUUID(), ...before.todo] }));
    const next = await place('behind the noted one');
    await crm.start(READY);
    await crm.says(new RegExp(`order ${next.number}: 100.00 UAH`));
    await isWhole();
  });

  it('reads all orders anew when the log reaches back no more, and forgets what is not among them', async () => {
    await crm.kill();
    const missed = await place('while the log forgot');
    await rest.patchOrder(missed.id, { comment: 'twice' });
    const ghost = randomUUID();
    await write((before) => {
      const [some] = Object.values(before.orders);
      return { after: 1, orders: { ...before.orders, [ghost]: { ...some, number: '99999' } } };
    });
    const counters = database.db.knex('change_counters').where({ shop_id: 'main' });
    await counters.clone().update({ forgotten: 5 });
    await crm.start(READY);
    await crm.says(/kept no more: all orders are read[\s\S]*order 99999 is gone/);
    await crm.says(new RegExp(`order ${missed.number}, version 2 by api`));
    await isWhole();
    expect(Object.keys((await state()).orders)).not.toContain(ghost);
    await counters.clone().update({ forgotten: 0 });
    const { number } = await place('after the log forgot');
    await crm.says(new RegExp(`heard   order.created[\\s\\S]*order ${number}: 100.00 UAH`));
  });

  it('tells an order anew that is older than it knew it: the database was put back', async () => {
    const { id, number } = await place('put back');
    await crm.says(new RegExp(`order ${number}: 100.00 UAH`));
    await isWhole();
    await crm.kill();
    await write(({ orders }) => {
      const { [id]: known } = orders;
      const never = [2, 3].map((version) => ({
        version,
        at: new Date().toISOString(),
        who: 'shop',
        what: 'never was',
      }));
      return { orders: { ...orders, [id]: { ...known, version: 3, history: [...(known?.history ?? []), ...never] } } };
    });
    await rest.patchOrder(id, { comment: 'on another way' });
    await crm.start(READY);
    await crm.says(new RegExp(`order ${number}, version 2 by api`));
    await isWhole();
    expect(JSON.stringify((await state()).orders[id])).not.toContain('never was');
  });

  it('does nothing of a message that comes again, and refuses one that Uzel did not sign', async () => {
    const behind = `select from webhooks join change_counters using (shop_id) where after_no < last
      union all select from webhook_messages where state = 'waiting'`;
    // What rang while the CRM was dead rings again, and is no part of this.
    while ((await database.db.knex.raw(behind)).rows.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const { secret, seen, orders } = await state();
    const [order = ''] = Object.keys(orders);
    const body = JSON.stringify({
      type: 'order.updated',
      timestamp: new Date().toISOString(),
      data: { order: { id: order } },
    });
    const forged = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    expect(await post('msg_forged', body, forged)).toBe(400);
    await crm.says(/refused a message that Uzel did not sign/);
    const known = seen.at(-1) ?? '';
    expect(await post(known, body, secret)).toBe(204);
    await crm.says(new RegExp(`again   ${known}`));
    expect((await state()).seen).toEqual(seen);
    expect(await post('msg_new', body, secret)).toBe(204);
    expect((await state()).seen.at(-1)).toBe('msg_new');
  });
});

/** The programs of a page, by the names that their first lines give them. */
async function programsOf(name: string): Promise<Map<string, string>> {
  const text = await readFile(path.join(process.cwd(), 'docs', 'tutorial', name), 'utf8');
  const blocks = text.matchAll(/```js\n(\/\/ my-shop\/(\S+)\n[\s\S]*?)```/g);
  return new Map(Array.from(blocks, ([, program = '', file = '']) => [file, program]));
}

/** What a program says until it ends, or until it has said something. */
async function saidBy(child: ChildProcessWithoutNullStreams, enough?: RegExp): Promise<string> {
  let said = '';
  return await new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (enough?.test(said)) resolve(said);
      });
    }
    child.on('close', () => resolve(said));
  });
}

/** Waits until the goods can be found by their stock: filters follow the catalogue a moment later. */
async function listed(): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const answer = await rest.request('GET', '/products?sku=TEA-THY&inStock=true');
    if (answer.ok && ((await answer.json()) as { items: unknown[] }).items.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the goods are not found');
}

describe('the programs of docs/tutorial/shop-in-an-hour', () => {
  it('do what they say, and are the same in both languages', async () => {
    const directory = path.join(process.cwd(), 'fixtures', 'demo');
    const url = `${uzel.url}/1c_exchange`;
    expect(await runEmulator({ url, ...login, profile: 'trade', directory })).toMatchObject({ verdict: 'success' });
    await listed();
    const [english, russian] = await Promise.all(
      ['', '.ru'].map((ending) => programsOf(`shop-in-an-hour${ending}.md`)),
    );
    expect(russian).toEqual(english);
    expect([...(english?.keys() ?? [])]).toEqual(['goods.mjs', 'order.mjs', 'follow.mjs']);
    const my = path.join(folder, 'my-shop');
    await mkdir(path.join(my, 'node_modules'), { recursive: true });
    await symlink(process.cwd(), path.join(my, 'node_modules', 'uzel'));
    for (const [name, program] of english ?? []) await writeFile(path.join(my, name), program);
    const env = { PATH: process.env.PATH, UZEL_URL: uzel.url, UZEL_KEY: key };
    const run = (name: string) => spawn(process.execPath, [path.join(my, name)], { env });
    expect(await saidBy(run('goods.mjs'))).toContain('Эфиопия Иргачефф 1 кг 34.00 EUR left: ');
    const before = (await rest.all('/orders')).length;
    const said = await saidBy(run('order.mjs'));
    expect(said).toMatch(
      /^2.80 EUR each, \d+ in stock\nattempt 1: order (\d+), 5.60 EUR\nattempt 2: order \1, 5.60 EUR\n$/,
    );
    const orders = await rest.all<RestOrder>('/orders');
    expect(orders).toHaveLength(before + 1);
    // It follows for ever: until it has told of the last order.
    const followed = run('follow.mjs');
    expect(await saidBy(followed, new RegExp(`order ${orders.at(-1)?.id}`))).toMatch(/^\d+ (price|stock|order) /);
    followed.kill();
  });
});
