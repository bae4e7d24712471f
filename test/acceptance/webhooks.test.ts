import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FAULTS, type Fault, FaultProxy } from '../support/fault-proxy.js';
import { Receiver } from '../support/webhook-receiver.js';
import { range } from './support/goods.js';
import { Rest, type RestOrder } from './support/rest.js';
import { Uzel } from './support/uzel.js';

/** `npm run test:long` takes the ten thousand of the acceptance. */
const EVENTS = process.env.UZEL_TEST_LONG === undefined ? 500 : 10_000;
/** Versions of each order. */
const VERSIONS = 10;
const KILLS = 5;
const WRITERS = 6;
/** Of 1,000 requests so many meet each fault; a stall costs a lane a whole second. */
const OFTEN: Readonly<Record<Fault, number>> = {
  cut: 60,
  lost: 60,
  half: 60,
  stall: 5,
  '500': 60,
  '429': 40,
  '302': 40,
};
/** Never exhausted: what is given up would be lost by intention. */
const RETRIES = ['0.02', '0.05', ...range(1, 60).map(() => '0.1')].join(',');

/** What a message says of an order. */
interface Said {
  readonly order: { readonly id: string };
  readonly version: number;
}

/** Acceptance 2: through a proxy that cuts, loses, stalls and answers nonsense, with the server killed five times. */
describe(`${EVENTS} events of orders on a bad way to their receiver`, () => {
  let uzel: Uzel;
  let rest: Rest;
  let receiver: Receiver;
  let proxy: FaultProxy;
  let faulty = true;

  beforeAll(async () => {
    uzel = await Uzel.start({
      env: {
        WEBHOOK_ALLOW_PRIVATE: 'true',
        WEBHOOK_RETRIES: RETRIES,
        WEBHOOK_TIMEOUT_SECONDS: '1',
        RATE_PER_MINUTE: '1000000',
      },
    });
    await uzel.cli('node', 'remove', '1c');
    rest = new Rest(uzel.url, await uzel.apiKey());
    receiver = await Receiver.start();
    const random = seeded(20_260_131);
    proxy = await FaultProxy.start(receiver.port, () => (faulty ? faultOf(random()) : null));
  });
  afterAll(async () => {
    await uzel.dispose();
    await proxy.stop();
    await receiver.stop();
  });

  it(
    'all come, each order’s in their order, signed, and each as often as it takes',
    async () => {
      const made = await rest.request('POST', '/webhooks', {
        url: proxy.url,
        events: ['order.created', 'order.updated'],
      });
      const { id, secret } = (await made.json()) as { id: string; secret: string };
      receiver.secrets.push(secret);

      const orders: string[] = [];
      for (let round = 0; round <= KILLS; round += 1) {
        await write(orders, EVENTS / VERSIONS / (KILLS + 1));
        if (round === KILLS) break;
        await sleep(50 * round); // in the middle of it, each time elsewhere
        await uzel.kill();
        await uzel.launch();
      }
      const expected = new Set(orders.flatMap((order) => range(1, VERSIONS).map((version) => `${order} ${version}`)));
      expect(expected.size).toBeGreaterThanOrEqual(EVENTS);
      const seen = () => new Set(receiver.received.map(eventOf));
      await receiver.until(() => seen().size >= expected.size, 5 * 60_000);
      faulty = false;
      await idle(id);

      expect([...seen()].sort()).toEqual([...expected].sort());
      expect(receiver.unsigned).toEqual([]);
      expect(outOfOrder(receiver)).toEqual([]);
      // One event has one id and one text, however often it came.
      const texts = new Set(receiver.received.map((message) => `${message.id} ${message.text}`));
      expect(texts.size).toBe(expected.size);
      // A test that met no faults shows nothing.
      for (const fault of FAULTS) expect([fault, (proxy.met[fault] ?? 0) > 0]).toEqual([fault, true]);
      expect(receiver.received.length).toBeGreaterThan(expected.size);
      const counts = { events: expected.size, received: receiver.received.length, ...proxy.met };
      process.stdout.write(`webhooks: ${JSON.stringify(counts)}\n`);
    },
    30 * 60_000,
  );

  /** Places orders and changes each until it has all its versions, several writers side by side. */
  async function write(orders: string[], count: number): Promise<void> {
    const numbers = range(orders.length + 1, orders.length + Math.ceil(count));
    const writer = async (): Promise<void> => {
      for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) {
        const lines = [{ name: 'Матрац', quantity: '1', price: '10' }];
        const order = { customer: { type: 'person', name: 'Іван' }, currency: 'UAH', lines };
        const { id } = await rest.placeOrder(order, `order-${n}`);
        orders.push(id);
        let last: RestOrder | undefined;
        for (const version of range(2, VERSIONS)) last = await rest.patchOrder(id, { status: `state ${version}` });
        expect(last?.version).toBe(VERSIONS);
      }
    };
    await Promise.all(range(1, WRITERS).map(writer));
  }

  async function idle(id: string): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      const waiting = await rest.get<{ items: unknown[] }>(`/webhooks/${id}/deliveries?state=waiting&limit=1`);
      if (waiting.items.length === 0) {
        const failed = await rest.get<{ items: unknown[] }>(`/webhooks/${id}/deliveries?state=failed`);
        expect(failed.items).toEqual([]);
        return;
      }
      await sleep(100);
    }
    throw new Error('messages wait still');
  }
});

const saidBy = (message: { readonly body: { readonly data: unknown } }): Said => message.body.data as Said;

function eventOf(message: { readonly body: { readonly data: unknown } }): string {
  const { order, version } = saidBy(message);
  return `${order.id} ${version}`;
}

/** Events whose first coming was before that of an earlier version of their order. */
function outOfOrder(receiver: Receiver): string[] {
  const newest = new Map<string, number>();
  return receiver.received.flatMap((message) => {
    const { order, version } = saidBy(message);
    const before = newest.get(order.id) ?? 0;
    if (version <= before) return []; // it came before
    newest.set(order.id, version);
    return version === before + 1 ? [] : [`${order.id}: ${version} after ${before}`];
  });
}

/** @param random from 0 to 1 */
function faultOf(random: number): Fault | null {
  let left = Math.floor(random * 1000);
  for (const fault of FAULTS) {
    if (left < OFTEN[fault]) return fault;
    left -= OFTEN[fault];
  }
  return null;
}

/** The same numbers each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
