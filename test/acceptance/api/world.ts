import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import AdmZip from 'adm-zip';
import pg from 'pg';
import { ApiClient, type Got } from '../../support/api-client.js';
import { Receiver } from '../../support/webhook-receiver.js';
import { openSession } from '../support/one-c.js';
import { Uzel } from '../support/uzel.js';
import { copyNode, fillByHand } from './rows.js';

/** A built server whose every resource holds something, and keys for all that a key may be. */
export interface World {
  readonly uzel: Uzel;
  readonly client: ApiClient;
  readonly database: pg.Client;
  readonly receiver: Receiver;
  readonly keys: Keys;
  /** Ids by what they are of; those of the catalogue are ours. */
  readonly ids: Ids;
  /** Sends JSON with the key that may do everything. */
  ask(method: string, target: string, body?: unknown, headers?: Record<string, string>): Promise<Got>;
  /** As `ask`. @throws when it is refused */
  // biome-ignore lint/suspicious/noExplicitAny: what a client would see
  made(method: string, target: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  close(): Promise<void>;
}

interface Keys {
  readonly all: string;
  readonly read: string;
  /** May all but read the catalogue. */
  readonly noRead: string;
}

export type Ids = Record<string, string>;

/** Small, so that tests meet them. */
export const FEED_LIMIT = 200_000;
export const STREAMS = 2;
/** That knows products by its own ids, and had items before 1C came. */
export const SYSTEM = 'site';
export const RULES = ['sku', 'name'];
/** Of the second node. */
export const PREFIX = 'ПІВДЕНЬ-';
const FIXTURES = path.join(process.cwd(), 'fixtures');

export const ORDER = {
  customer: { type: 'person', name: 'Олена', phone: '+380501112233', email: 'olena@example.org' },
  currency: 'UAH',
  status: 'Новий',
  lines: [{ name: 'Матрац', quantity: '2', price: '10' }],
  delivery: { name: 'Кур’єр' },
  payments: [{ key: 'first', name: 'Готівка', amount: '1' }],
};

export async function openWorld(): Promise<World> {
  const uzel = await Uzel.start({
    env: {
      ...{ WEBHOOK_ALLOW_PRIVATE: 'true', RATE_PER_MINUTE: '10000000', LEFTOVER_MINUTES: '0.01' },
      ...{ FEED_LIMIT: String(FEED_LIMIT), STREAMS_PER_KEY: String(STREAMS) },
    },
  });
  try {
    return await worldOf(uzel);
  } catch (error) {
    await uzel.dispose();
    throw error;
  }
}

async function worldOf(uzel: Uzel): Promise<World> {
  const receiver = await Receiver.start();
  const client = new ApiClient(uzel.url);
  const database = new pg.Client({ connectionString: uzel.env.DATABASE_URL });
  await database.connect();
  const all = uzel.printed.key;
  const ask: World['ask'] = async (method, target, body, headers = {}) =>
    await client.send({
      ...{ method, target },
      headers: {
        authorization: `Bearer ${all}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const made: World['made'] = async (...request) => {
    const got = await ask(...request);
    if (got.status >= 300) throw new Error(`${request[0]} ${request[1]}: ${got.status} ${got.text}`);
    return got.body;
  };
  const key = async (name: string, ...more: string[]): Promise<string> =>
    (await uzel.cli<{ key: string }>('key', 'add', name, ...more)).key;
  const [read, noRead] = await Promise.all([
    key('read', '--scopes', 'read'),
    key('no-read', '--scopes', 'orders,admin'),
  ]);
  await copyNode(database, 'південь');
  const half = { uzel, client, database, receiver, ask, made, keys: { all, read, noRead } };
  const ids = await fill(half);
  return {
    ...half,
    ids,
    close: async () => {
      client.close();
      await database.end();
      await uzel.dispose();
      await receiver.stop();
    },
  };
}

type Half = Omit<World, 'ids' | 'close'>;

/** Everything through the server's own doors; what no small exchange brings by hand. */
async function fill(world: Half): Promise<Ids> {
  const feed = await uploadFolder(world, 'trade-207', /^(import|offers|import_files)/);
  await uploadFolder(world, 'bitrix3-31', /\.xml$/);
  const { made } = world;
  const webhook = await made('POST', '/v1/webhooks', { url: world.receiver.url, events: ['*'] });
  world.receiver.secrets.push(webhook.secret);
  await made('PUT', '/v1/employees/0007', { name: 'Ірина' });
  await made('PUT', '/v1/promo-codes/SPRING', { name: 'Весна' });
  await made('PUT', '/v1/order-statuses/ours', {});
  await made('PUT', '/v1/payment-methods/ours', {});
  await made('PUT', '/v1/deliveries/ours', {});
  const channel = await makeChannel(world);
  const order = await placeOrder(world);
  const session = await openSession(world.uzel.url, world.uzel.printed.login, 'sale');
  await session.init();
  await session.ask('query');
  const first = async (list: string, field = 'id'): Promise<string> =>
    String((await made('GET', `/v1/${list}`)).items[0]?.[field] ?? '');
  const ids: Ids = {
    ...{ feed: feed.id, exchange: feed.exchange, webhook: webhook.id, channel, order, upload: feed.id },
    ...{ employee: '0007', 'promo-code': 'SPRING', word: 'ours' },
    node: (await made('GET', '/v1/nodes')).items.find(({ name }: { name: string }) => name === '1c').id,
    south: (await made('GET', '/v1/nodes')).items.find(({ name }: { name: string }) => name !== '1c').id,
    customer: await first('customers'),
    delivery: await deliveryOf(world, webhook.id),
  };
  await fillByHand(world.database, ids);
  const lists = 'products offers groups price-types warehouses units properties dictionaries catalogues counterparties';
  for (const list of [...lists.split(' '), 'other-records', 'duplicates']) ids[list] = await first(list);
  const [, other] = (await made('GET', '/v1/products')).items;
  ids['other-product'] = other.id;
  await made('PUT', `/v1/products/${ids.products}/refs/${SYSTEM}`, { ref: 'r1' });
  await made('PUT', `/v1/shop-items/${SYSTEM}`, { items: [{ ref: 'i1', name: 'Річ' }] });
  ids['matching-run'] = (await made('POST', '/v1/matching/run', { system: SYSTEM, rules: RULES })).id;
  ids.match = await matchOf(world);
  const picture = await world.database.query('select file_id from files limit 1');
  ids.file = picture.rows[0]?.file_id ?? '';
  return ids;
}

/** @param pick which of its files */
async function uploadFolder(world: Half, name: string, pick: RegExp) {
  const zip = new AdmZip();
  const folder = path.join(FIXTURES, name);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const inside = path.relative(folder, file);
    if (entry.isFile() && pick.test(inside)) zip.addFile(inside, await readFile(file));
  }
  const got = await upload(world, zip.toBuffer(), { name: `${name}.zip` });
  if (got.status !== 202) throw new Error(got.text);
  await uploaded(world, got.body.id);
  return got.body as { readonly id: string; readonly exchange: string };
}

/** A form as a browser sends it. */
export async function upload(
  { client, keys }: Pick<World, 'client' | 'keys'>,
  file: string | Buffer,
  { name = 'import.xml', headers = {}, fields = {} }: Partial<UploadParts> = {},
): Promise<Got> {
  const { type, body } = await formOf(file, name, { node: '1c', ...fields });
  return await client.send({
    ...{ method: 'POST', target: '/v1/feeds', body },
    headers: { authorization: `Bearer ${keys.all}`, 'content-type': type, ...headers },
  });
}

interface UploadParts {
  readonly name: string;
  readonly headers: Record<string, string>;
  readonly fields: Record<string, string>;
}

/** @param file null = none */
export async function formOf(
  file: string | Buffer | null,
  name: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly type: string; readonly body: Buffer }> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  if (file !== null) form.set('file', new File([file], name));
  const written = new Response(form);
  const type = written.headers.get('content-type') ?? '';
  return { type, body: Buffer.from(await written.arrayBuffer()) };
}

/** Waits for the end of an import. */
export async function uploaded({ made }: Pick<World, 'made'>, id: string): Promise<void> {
  for (let look = 0; look < 1000; look += 1) {
    const { finishedAt, state } = await made('GET', `/v1/feeds/${id}/progress`);
    if (finishedAt !== null && state !== 'done') throw new Error(`feed ${id}: ${state}`);
    if (finishedAt !== null) return;
    await sleep(30);
  }
  throw new Error(`feed ${id} has no end`);
}

/** @returns its id */
export async function placeOrder({ made }: Pick<World, 'made'>, more: object = {}): Promise<string> {
  return (await made('POST', '/v1/orders', { ...ORDER, ...more }, { 'idempotency-key': randomUUID() })).id;
}

/** @returns its id */
export async function makeChannel({ made }: Pick<World, 'made'>): Promise<string> {
  const priceTypes = [String((await made('GET', '/v1/price-types')).items[0].id)];
  return (await made('POST', '/v1/channels', { name: `канал ${randomUUID()}`, currency: 'UAH', priceTypes })).id;
}

async function matchOf({ made }: Half): Promise<string> {
  for (let look = 0; look < 500; look += 1) {
    const { items } = await made('GET', `/v1/matching?system=${SYSTEM}`);
    if (items.length > 0) return items[0].id;
    await sleep(20);
  }
  throw new Error('nothing was matched');
}

async function deliveryOf({ made }: Half, webhook: string): Promise<string> {
  for (let look = 0; look < 500; look += 1) {
    const { items } = await made('GET', `/v1/webhooks/${webhook}/deliveries`);
    if (items.length > 0) return items[0].id;
    await sleep(20);
  }
  throw new Error('no webhook was sent');
}
