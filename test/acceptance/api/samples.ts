import type { Operation } from '../../support/api-document.js';
import { channelSamples } from './samples-channels.js';
import { matchingSamples } from './samples-matching.js';
import { orderSamples } from './samples-orders.js';
import { otherSamples } from './samples-others.js';
import { SYSTEM, type World } from './world.js';

/** A request that its operation takes, as far as it is not what every request has. */
export interface Sample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: unknown;
  /** Of another type. */
  readonly form?: { readonly type: string; readonly body: Buffer };
}

/** Makes what a request needs to be taken. */
export type Samples = Readonly<Record<string, (world: World) => Promise<Sample>>>;

/** By operationId. An operation that is not here needs only its address: see `ADDRESSES`. */
const SAMPLES: Samples = { ...channelSamples, ...orderSamples, ...matchingSamples, ...otherSamples };

/** What stands in an address, by the first word of its path. */
const ADDRESSES: Readonly<Record<string, (ids: World['ids']) => Record<string, string | undefined>>> = {
  products: (ids) => ({ id: ids.products, system: SYSTEM }),
  refs: () => ({ system: SYSTEM, ref: 'r1' }),
  'shop-items': () => ({ system: SYSTEM, ref: 'i1' }),
  matching: (ids) => ({ id: ids.match }),
  orders: (ids) => ({ id: ids.order }),
  customers: (ids) => ({ id: ids.customer }),
  channels: (ids) => ({ id: ids.channel, offer: ids.offers }),
  feeds: (ids) => ({ id: ids.feed }),
  exchanges: (ids) => ({ id: ids.exchange }),
  files: (ids) => ({ id: ids.file }),
  nodes: (ids) => ({ id: ids.node }),
  webhooks: (ids) => ({ id: ids.webhook, delivery: ids.delivery }),
  employees: (ids) => ({ personnelNumber: ids.employee }),
  'promo-codes': (ids) => ({ code: ids['promo-code'] }),
  'order-statuses': (ids) => ({ key: ids.word }),
  'payment-methods': (ids) => ({ key: ids.word }),
  deliveries: (ids) => ({ key: ids.word }),
  directories: () => ({ kind: 'bonus', name: 'cards' }),
};

const resourceOf = (path: string): string => path.split('/')[2] ?? '';

/** Operations that have a body or headers of their own and no sample yet: a new route is met here first. */
export const unsampled = (operations: readonly Operation[]): string[] =>
  operations.filter((one) => one.body !== undefined && !SAMPLES[one.id]).map(({ id }) => id);

/** A request that an operation takes, made anew. @throws when the world has nothing for its address */
export async function sampleOf(world: World, operation: Operation): Promise<Sample> {
  return addressed(world, operation, (await SAMPLES[operation.id]?.(world)) ?? {});
}

/** A sample with all that its address needs and it does not say. @throws when the world has nothing for it */
export function addressed(world: World, operation: Operation, sample: Sample): Sample {
  const resource = resourceOf(operation.path);
  const params = { ...(ADDRESSES[resource]?.(world.ids) ?? { id: world.ids[resource] }), ...sample.params };
  return { ...sample, params: namedIn(operation, params) };
}

function namedIn({ id, path }: Operation, params: Readonly<Record<string, string | undefined>>) {
  const named: Record<string, string> = {};
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    const value = params[name];
    if (!value) throw new Error(`${id}: nothing is known for {${name}} of ${path}`);
    named[name] = value;
  }
  return named;
}

/** The request line of a sample. */
export function targetOf({ path }: Operation, { params = {}, query = {} }: Sample): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search === '' ? filled : `${filled}?${search}`;
}
