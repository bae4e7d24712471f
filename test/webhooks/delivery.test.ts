import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OK, Receiver, status } from '../support/webhook-receiver.js';
import { openWorld, type World } from './world.js';

interface DeliveryJson {
  readonly id: string;
  readonly webhookId: string;
  readonly type: string;
  readonly order: string | null;
  readonly state: string;
  readonly nextAt: string | null;
  readonly attempts: readonly { attempt: number; status: number | null; error: string | null; answer: string | null }[];
}

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => await world.close());

const deliveries = async (hook: string, query = ''): Promise<DeliveryJson[]> =>
  (await world.get<{ items: DeliveryJson[] }>(`/v1/webhooks/${hook}/deliveries${query}`)).items;
const stateOf = async (hook: string) => (await world.get<{ state: string }>(`/v1/webhooks/${hook}`)).state;
const until = async (condition: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await condition()); tries += 1) {
    if (tries > 500) throw new Error('not in time');
    await sleep(20);
  }
};
const ORDERS = { events: ['order.created', 'order.updated'] };

describe('a message that is not taken', () => {
  it('is tried again, the same to the byte; what comes after it in its order waits, and other orders do not', async () => {
    const hook = await world.hook(ORDERS);
    let stubborn = '';
    let refusals = 0;
    world.receiver.answer = (response, message, request) => {
      const { order } = message.body.data as unknown as { order: { id: string } };
      stubborn ||= order.id;
      if (order.id === stubborn && refusals < 3) {
        refusals += 1;
        response.writeHead(500).end('no');
      } else OK(response, message, request);
    };
    const first = await world.place();
    await world.receiver.has(1);
    await world.patch(first, { comment: 'second' });
    const other = await world.place();
    await world.receiver.has(6);
    const seen = world.receiver.received.map(({ body, id, text }) => {
      const { order, version } = body.data as unknown as { order: { id: string }; version: number };
      return { order: order.id, version, id, text };
    });
    const ofFirst = seen.filter(({ order }) => order === first);
    expect(ofFirst.map(({ version }) => version)).toEqual([1, 1, 1, 1, 2]);
    expect(new Set(ofFirst.slice(0, 4).map(({ id, text }) => `${id} ${text}`)).size).toBe(1);
    expect(seen.filter(({ order }) => order === other)).toHaveLength(1);
    await until(async () => (await deliveries(hook, '?state=waiting')).length === 0);
    const [one] = await deliveries(hook, `?order=${first}&state=delivered&limit=1`);
    expect(one).toMatchObject({
      order: first,
      type: 'order.updated',
      attempts: [{ attempt: 1, status: 204, error: null }],
    });
    const [, whole] = await deliveries(hook, `?order=${first}`);
    expect(whole?.attempts.map((attempt) => [attempt.attempt, attempt.status, attempt.error, attempt.answer])).toEqual([
      ...[1, 2, 3].map((attempt) => [attempt, 500, 'it answered 500', 'no']),
      [4, 204, null, ''],
    ]);
  });

  it('is given up after the last pause, and the next of its order goes; by hand it is sent again', async () => {
    const hook = await world.hook(ORDERS);
    world.receiver.answer = (response, message, request) => {
      const { version } = message.body.data as unknown as { version: number };
      if (version === 1) response.writeHead(400).end();
      else OK(response, message, request);
    };
    const order = await world.place();
    await world.patch(order, { comment: 'x' });
    await until(async () => (await deliveries(hook, '?state=delivered')).length === 1);
    const [failed] = await deliveries(hook, '?state=failed');
    expect(failed).toMatchObject({ type: 'order.created', nextAt: null });
    expect(failed?.attempts).toHaveLength(4);
    world.receiver.answer = OK;
    const resent = await world.post(`/v1/webhooks/${hook}/deliveries/${failed?.id}/resend`);
    expect([resent.status, resent.body.state]).toEqual([202, 'waiting']);
    await until(async () => (await deliveries(hook, '?state=delivered')).length === 2);
    const ids = world.receiver.received.filter(({ body }) => body.type === 'order.created').map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([failed?.webhookId]));
    const again = (await deliveries(hook)).find(({ id }) => id === failed?.id);
    expect(again?.attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  });

  it('410 ends it all, until a person makes the webhook active again', async () => {
    const hook = await world.hook(ORDERS);
    world.receiver.answer = status(410);
    await world.place();
    await until(async () => (await stateOf(hook)) === 'gone');
    world.receiver.answer = OK;
    await world.place();
    await sleep(300);
    expect(world.receiver.received).toHaveLength(1);
    expect((await deliveries(hook)).map(({ state }) => state)).toEqual(['failed']);
    await world.rest.request('patch', `/v1/webhooks/${hook}`, { body: { state: 'active' } });
    const third = await world.place();
    await world.receiver.has(2);
    expect(world.receiver.received[1]?.body.data).toMatchObject({ order: { id: third } });
  });

  it('a webhook that took nothing for five days is sent nothing any more; made active, it misses nothing', async () => {
    const hook = await world.hook(ORDERS);
    world.receiver.answer = status(500);
    const first = await world.place();
    await until(async () => (await world.get<{ failingSince: string }>(`/v1/webhooks/${hook}`)).failingSince !== null);
    await world.rest.knex.raw(`update webhooks set failing_since = now() - interval '6 days'`);
    await world.patch(first, { comment: 'x' });
    await until(async () => (await stateOf(hook)) === 'failing');
    await sleep(200);
    const before = world.receiver.received.length;
    const second = await world.place();
    await sleep(300);
    expect(world.receiver.received).toHaveLength(before);
    world.receiver.answer = OK;
    await world.rest.request('patch', `/v1/webhooks/${hook}`, { body: { state: 'active' } });
    await world.receiver.until(() =>
      world.receiver.received.some(
        ({ body }) => (body.data as unknown as { order: { id: string } }).order.id === second,
      ),
    );
    await until(async () => (await deliveries(hook, '?state=waiting')).length === 0);
    expect(await world.get(`/v1/webhooks/${hook}`)).toMatchObject({ state: 'active', failingSince: null });
  });
});

describe('a webhook', () => {
  it('that is paused is told later what happened meanwhile', async () => {
    const hook = await world.hook(ORDERS);
    await world.rest.request('patch', `/v1/webhooks/${hook}`, { body: { state: 'paused' } });
    const order = await world.place();
    await world.patch(order, { comment: 'x' });
    await sleep(300);
    expect(world.receiver.received).toEqual([]);
    await world.rest.request('patch', `/v1/webhooks/${hook}`, { body: { state: 'active' } });
    await world.receiver.has(2);
    expect(world.receiver.types()).toEqual(['order.created', 'order.updated']);
  });

  it('that does not answer holds up no other', async () => {
    const stuck = await Receiver.start();
    try {
      stuck.answer = () => undefined;
      for (let count = 0; count < 3; count += 1) await world.hook({ ...ORDERS, url: stuck.url });
      await world.hook(ORDERS);
      for (let count = 0; count < 20; count += 1) await world.place();
      await world.receiver.has(20); // long before the attempts at the stuck ones end
    } finally {
      await stuck.stop();
    }
  });

  it('that is removed while a message is on its way is told nothing more', async () => {
    const hook = await world.hook(ORDERS);
    world.receiver.answer = (response, message, request) => setTimeout(() => OK(response, message, request), 200);
    await world.place();
    await world.receiver.has(1);
    expect((await world.rest.request('delete', `/v1/webhooks/${hook}`)).status).toBe(204);
    await world.place();
    await sleep(500);
    expect(world.receiver.received).toHaveLength(1);
    for (const table of ['webhooks', 'webhook_messages', 'webhook_lanes', 'webhook_attempts', 'order_told'])
      expect(await world.rest.knex(table)).toEqual([]);
    expect(world.rest.errors).toEqual([]);
  });

  it('has no lane left when all is delivered, however often messages come while one is', async () => {
    const hook = await world.hook(ORDERS);
    const order = await world.place();
    for (let count = 0; count < 40; count += 1) await world.patch(order, { comment: String(count) });
    await world.receiver.has(41);
    await until(async () => (await world.rest.knex('webhook_lanes')).length === 0);
    expect(await deliveries(hook, '?state=waiting')).toEqual([]);
    const versions = world.receiver.received.map(({ body }) => (body.data as unknown as { version: number }).version);
    expect(versions).toEqual(Array.from({ length: 41 }, (_, at) => at + 1));
  });
});

describe('a message that is on its way when the server stops', () => {
  it('has time to be answered, and does not come again after the start', async () => {
    const hook = await world.hook(ORDERS);
    let answer = (): void => undefined;
    world.receiver.answer = (response, message, request) => {
      answer = () => OK(response, message, request);
    };
    await world.place();
    await world.receiver.has(1);
    const restarted = world.restart();
    answer(); // the stop has begun
    await restarted;
    expect(await deliveries(hook)).toMatchObject([{ state: 'delivered', attempts: [{ status: 204, error: null }] }]);
    await sleep(1500);
    expect(world.receiver.received).toHaveLength(1);
  });

  it('is cut when nothing comes, which is no failure of the receiver, and comes again, the same to the byte', async () => {
    const hook = await world.hook(ORDERS);
    world.receiver.answer = () => undefined;
    await world.place();
    await world.receiver.has(1);
    await world.restart(async () => {
      expect(await deliveries(hook)).toMatchObject([{ state: 'waiting', attempts: [] }]);
      world.receiver.answer = OK;
    });
    await world.receiver.has(2);
    const [first, again] = world.receiver.received;
    expect([again?.id, again?.text]).toEqual([first?.id, first?.text]);
  });
});
