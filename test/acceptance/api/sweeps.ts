import { randomUUID } from 'node:crypto';
import type { Got } from '../../support/api-client.js';
import type { Operation } from '../../support/api-document.js';
import type { ApiRecorder, Asked } from '../../support/api-recorder.js';
import { type Sample, sampleOf, targetOf } from './samples.js';
import { placeOrder, type World } from './world.js';

/** An operation with a request that it would take. */
export interface Ready {
  readonly operation: Operation;
  readonly sample: Sample;
}

/** @returns a request for each operation, and which have none and why */
export async function readyAll(
  world: World,
  operations: readonly Operation[],
): Promise<{ readonly ready: readonly Ready[]; readonly lacking: readonly string[] }> {
  const ready: Ready[] = [];
  const lacking: string[] = [];
  for (const operation of operations) {
    try {
      ready.push({ operation, sample: await sampleOf(world, operation) });
    } catch (error) {
      lacking.push(`${operation.id}: ${String(error)}`);
    }
  }
  return { ready, lacking };
}

/** The request of a sample, with the key that may do everything. */
export function askedBy(world: World, { operation, sample }: Ready, over: Partial<Asked> = {}): Asked {
  const { body, form } = sample;
  const typed = form ? { 'content-type': form.type } : body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    target: targetOf(operation, sample),
    key: world.keys.all,
    body: form?.body ?? (body === undefined ? undefined : JSON.stringify(body)),
    ...over,
    headers: { ...typed, ...sample.headers, ...over.headers },
  };
}

/** A general answer: which operations give it, and to what. */
export interface Sweep {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** Default: all that promise the answer. */
  readonly of?: (operation: Operation) => boolean;
  /** Once, before all of it. @returns what is to be done behind it */
  readonly before?: (world: World) => Promise<() => Promise<void>>;
  readonly over: (world: World, ready: Ready) => Partial<Asked>;
  /** Headers that the answer must have. */
  readonly headers?: readonly string[];
}

const USED = randomUUID();
const hasKey = ({ parameters }: Operation): boolean =>
  parameters.some(({ name, required }) => name === 'Idempotency-Key' && !required);
/** These keep their keys by themselves. */
const OWN_KEYS = new Set(['uploadFeed']);
/** These have no id that is given by us, and many take any name: only what is no text at all is not found. */
const NAMED = /\{(key|code|personnelNumber|kind|system)\}/;
const elsewhere = ({ operation, sample }: Ready): Partial<Asked> => {
  const nobody = randomUUID();
  const params = Object.fromEntries(Object.keys(sample.params ?? {}).map((name) => [name, nobody]));
  const target = targetOf(operation, { ...sample, params });
  const isNamed = NAMED.test(operation.path) && !operation.path.includes('{id}');
  return { target: isNamed ? target.replaceAll(nobody, '%ff') : target };
};

/** None of them does anything. */
export const SWEEPS: readonly Sweep[] = [
  {
    ...{ title: 'without a key', status: 401, code: 'UZ1007', headers: ['www-authenticate'] },
    over: () => ({ key: null }),
  },
  {
    ...{ title: 'with a key of another scope', status: 403, code: 'UZ1008', headers: ['www-authenticate'] },
    over: ({ keys }, { operation }) => ({ key: operation.scope === 'read' ? keys.noRead : keys.read }),
  },
  {
    ...{ title: 'more often than the key may', status: 429, code: 'UZ1009', headers: ['retry-after'] },
    before: async ({ keys, client, database }) => {
      const set = async (rate: number | null) => {
        await database.query(`update api_keys set rate_per_minute = $1 where name = 'read'`, [rate]);
      };
      await set(1);
      const headers = { authorization: `Bearer ${keys.read}` };
      await client.send({ method: 'GET', target: '/v1/shop', headers });
      return async () => await set(null);
    },
    over: ({ keys }) => ({ key: keys.read }),
  },
  { title: 'with half a body', status: 400, code: 'UZ1510', over: () => ({ body: '{"name": "ab' }) },
  {
    ...{ title: 'with a body of two megabytes', status: 413, code: 'UZ1511' },
    over: () => ({ body: JSON.stringify('a'.repeat(2_000_000)) }),
  },
  {
    ...{ title: 'with a body of another type', status: 415, code: 'UZ1512' },
    over: () => ({ body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  },
  {
    ...{ title: 'with a parameter that nobody knows', status: 422, code: 'UZ1501' },
    over: (_world, { operation, sample }) => ({
      target: targetOf(operation, { ...sample, query: { ...sample.query, 'no such parameter': '1' } }),
    }),
  },
  {
    ...{ title: 'about what is not there', status: 404, code: 'UZ1507' },
    over: (_world, ready) => elsewhere(ready),
  },
  {
    ...{ title: 'with an ETag of another version', status: 412, code: 'UZ1506' },
    over: () => ({ headers: { 'if-match': '"999999"' } }),
  },
  {
    ...{
      title: 'with the Idempotency-Key of another request',
      status: 409,
      code: 'UZ1502',
      of: (one) => hasKey(one) && !OWN_KEYS.has(one.id),
    },
    before: async (world) => {
      const comment = `/v1/orders/${await placeOrder(world)}/comment`;
      await world.made('PUT', comment, { comment: 'key' }, { 'idempotency-key': USED });
      return async () => undefined;
    },
    over: () => ({ headers: { 'idempotency-key': USED } }),
  },
  {
    ...{ title: 'while the database has lost its tables', status: 500, code: 'UZ1999' },
    before: async (world) => {
      const { database } = world;
      await placeOrder(world); // what was answered before holds no more
      await database.query(AWAY);
      return async () => {
        await database.query(BACK);
      };
    },
    over: () => ({}),
  },
];

/** Without these no request comes as far as its operation. */
const KEPT = ['api_keys', 'change_counters'];

const moved = (from: string, to: string): string =>
  KEPT.map((table) => `alter table ${from}.${table} set schema ${to};`).join(' ');

/** Every table but those of the keys is elsewhere: what each operation itself reads is gone. */
const AWAY = `begin; alter schema public rename to away; create schema public; ${moved('away', 'public')} commit`;
const BACK = `begin; ${moved('public', 'away')} drop schema public; alter schema away rename to public; commit`;

/** @returns which operations answered otherwise, and how */
export async function runSweep(
  world: World,
  recorder: ApiRecorder,
  all: readonly Ready[],
  sweep: Sweep,
): Promise<string[]> {
  const { status, code, over, headers = [] } = sweep;
  const gives = ({ operation }: Ready): boolean =>
    operation.promised.some((one) => one.status === status && one.code === code) && sweep.of?.(operation) !== false;
  const after = await sweep.before?.(world);
  try {
    const asked = all.filter(gives).map(async (ready) => {
      const got = await recorder.ask(ready.operation, askedBy(world, ready, over(world, ready)));
      const missing = headers.filter((name) => got.headers[name] === undefined);
      const isRight = got.status === status && got.body.code === code && missing.length === 0;
      return isRight ? [] : [said(ready, got)];
    });
    const answers = await Promise.allSettled(asked);
    return answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : [String(one.reason)]));
  } finally {
    await after?.();
  }
}

export const said = ({ operation }: Ready, got: Got): string =>
  `${operation.method} ${operation.path}: ${got.status} ${got.text.slice(0, 300)}`;
