import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ordersJson } from '../../src/api/views/order.js';
import { startWebhooks, type Webhooks } from '../../src/webhooks/index.js';
import { openRest, type Rest } from '../api/open-rest.js';
import { Receiver } from '../support/webhook-receiver.js';

/** The REST API with its webhooks, and a receiver. */
export interface World {
  readonly rest: Rest;
  readonly receiver: Receiver;
  /** Makes a webhook of the receiver. @returns its id */
  hook(fields?: object): Promise<string>;
  /** @returns its id */
  place(fields?: object): Promise<string>;
  patch(order: string, change: object): Promise<void>;
  /** GET, as JSON. */
  get<T = Record<string, unknown>>(path: string): Promise<T>;
  post(path: string, body?: object): Promise<Awaited<ReturnType<Rest['request']>>>;
  /** Ends what sends webhooks, and starts it anew. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** Waits until every webhook has seen all of the log of changes. */
  allTold(): Promise<void>;
  close(): Promise<void>;
}

export const ORDER = {
  customer: { type: 'person', name: 'Іван' },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '1', price: '10' }],
};

/** Retries come within fractions of a second; no answer is late, however slow the machine. */
const ENVIRONMENT = {
  WEBHOOK_ALLOW_PRIVATE: 'true',
  WEBHOOK_RETRIES: '0.05,0.05,0.1',
  WEBHOOK_TIMEOUT_SECONDS: '60',
};

export async function openWorld(environment: Record<string, string> = {}): Promise<World> {
  const rest = await openRest({ ...ENVIRONMENT, ...environment });
  const receiver = await Receiver.start();
  let webhooks: Webhooks = startWebhooks(rest.services, rest.parts.changes, ordersJson);
  const ok = async (method: 'post' | 'patch', path: string, body: object, headers = {}) => {
    const response = await rest.request(method, path, { body, headers });
    if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status} ${response.text}`);
    return response.body;
  };
  return {
    rest,
    receiver,
    hook: async (fields = {}) => {
      const made = await ok('post', '/v1/webhooks', { url: receiver.url, events: ['*'], ...fields });
      receiver.secrets.push(made.secret);
      return made.id;
    },
    place: async (fields = {}) => {
      const key = { 'Idempotency-Key': randomUUID() };
      return (await ok('post', '/v1/orders', { ...ORDER, ...fields }, key)).id;
    },
    patch: async (order, change) => {
      await ok('patch', `/v1/orders/${order}`, change);
    },
    get: async (path) => (await rest.get(path)).body,
    post: async (path, body) => await rest.request('post', path, body ? { body } : {}),
    restart: async (between = async () => undefined) => {
      await webhooks.stop();
      await between();
      webhooks = startWebhooks(rest.services, rest.parts.changes, ordersJson);
    },
    allTold: async () => {
      const behind = `select from webhooks join change_counters using (shop_id) where after_no < last`;
      for (const end = Date.now() + 20_000; (await rest.knex.raw(behind)).rows.length > 0; await sleep(10))
        if (Date.now() > end) throw new Error('the webhooks were not told all in time');
    },
    close: async () => {
      await webhooks.stop();
      await receiver.stop();
      await rest.close();
    },
  };
}
