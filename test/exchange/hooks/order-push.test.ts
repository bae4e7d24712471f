import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type OrderPush, startOrderPush } from '../../../src/exchange/orders-out/order-push.js';
import { patchOrder } from '../../../src/exchange/owners/order-desk.js';
import { NODE_KIND_API, type NodeKind } from '../../../src/nodes/node-kind.js';
import type { Services } from '../../../src/services.js';
import { type OrdersWorld, openOrdersWorld } from '../orders-world.js';
import { growing } from './kind-world.js';

let world: OrdersWorld;
let receiver: Server;
let address = '';
const received: { number: string; key: string; version: number }[] = [];
/** When each request came, refused ones too. */
const came: number[] = [];
let answers: number[] = [];
const pushes: OrderPush[] = [];
const kinds: NodeKind[] = [];

beforeAll(async () => {
  world = await openOrdersWorld({ HOOK_SECONDS: '20' }, growing(kinds));
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      came.push(performance.now());
      const status = answers.shift() ?? 200;
      const order = JSON.parse(Buffer.concat(parts).toString()) as { number: string; version: number };
      if (status === 200) received.push({ ...order, key: String(request.headers['idempotency-key']) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  for (const push of pushes.splice(0)) await push.stop();
  received.length = 0;
  came.length = 0;
  answers = [];
});
afterAll(async () => {
  receiver.close();
  await world.close();
});

const pushKind = (name: string, deliverOrders: NonNullable<NodeKind['deliverOrders']>): NodeKind => ({
  name,
  apiVersion: NODE_KIND_API,
  calledBy: 'server',
  deliverOrders,
});

const byHttp: NonNullable<NodeKind['deliverOrders']> = async ({ signal }, orders) => {
  for (const { number, orderId, version } of orders) {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Idempotency-Key': `${orderId}-${version}` },
      body: JSON.stringify({ number, version }),
      signal,
    });
    if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`);
  }
};

async function open(kind: NodeKind): Promise<{ services: Services; start: () => OrderPush; node: string }> {
  const { services } = world;
  kinds.push(kind);
  await world.knex('nodes').update({ state: 'paused', receives_orders: false });
  const node = await world.node({ kind: kind.name, name: kind.name });
  return {
    services,
    node: node.nodeId,
    start: () => {
      const push = startOrderPush(services, 50);
      pushes.push(push);
      return push;
    },
  };
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < 15_000; ) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not happen in time');
}

const waiting = async (node: string): Promise<number> =>
  Number(
    (
      await world
        .knex('orders')
        .where({ owner_node_id: node })
        .whereRaw('due_version > acknowledged_version')
        .count({ n: '*' })
    )[0]?.n,
  );
const pauseBetween = (): number => (came[1] ?? 0) - (came[0] ?? 0);
const codes = async (): Promise<string[]> => (await world.journal()).map((entry) => entry.code);

describe('orders that the server sends', () => {
  it('are sent soon after they are placed, each once, and acknowledged', async () => {
    const { start, node } = await open(pushKind('push-well', byHttp));
    start();
    const orders = [await world.place(), await world.place()];
    await until(async () => (await waiting(node)) === 0);
    expect(received.map((each) => each.number)).toEqual(orders.map((order) => order.number));
    expect(received.map((each) => each.key)).toEqual(orders.map((order) => `${order.orderId}-${order.version}`));
    const exchanges = await world.knex('exchanges').where({ node_id: node });
    expect(exchanges.every((exchange) => exchange.type === 'push')).toBe(true);
    expect(await codes()).toContain('orders-delivered');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(received).toHaveLength(2);
  });

  it('are tried again after a failure, with a pause; the journal tells why, once', async () => {
    const { start, node } = await open(pushKind('push-again', byHttp));
    answers = [500];
    await world.place();
    start();
    let failed: object | undefined;
    await until(async () => {
      failed = await world.knex('order_deliveries').where({ node_id: node }).first();
      return failed !== undefined;
    });
    expect(failed).toMatchObject({ attempts: 1, last_error: expect.stringContaining('500') });
    await until(async () => (await waiting(node)) === 0);
    expect(received).toHaveLength(1);
    expect(came).toHaveLength(2);
    expect(pauseBetween()).toBeGreaterThan(950);
    await until(async () => (await world.knex('order_deliveries').where({ node_id: node })).length === 0);
    expect((await codes()).filter((code) => code === 'orders-not-delivered')).toHaveLength(1);
    // The same orders: the same batch, in the same exchange.
    expect(await world.knex('batches').where({ node_id: node })).toHaveLength(1);
  });

  it('that were being sent when the server died are sent again', async () => {
    let hold = true;
    const { start, node, services } = await open(
      pushKind('push-dead', async (context, orders) => {
        await byHttp(context, orders);
        if (hold) await new Promise(() => undefined);
      }),
    );
    const order = await world.place();
    // The process dies behind the request: nothing of its transaction is left.
    const dying = startOrderPush({ ...services, db: { ...services.db, transaction: dyingAfter(services, 1) } }, 50);
    await until(() => received.length === 1);
    await dying.stop();
    expect(await waiting(node)).toBe(1);
    hold = false;
    start();
    await until(async () => (await waiting(node)) === 0);
    expect(received.map((each) => each.key)).toEqual(Array(2).fill(`${order.orderId}-${order.version}`));
  });

  it('a change while they are sent is sent after it', async () => {
    let changed = false;
    const { start, node } = await open(
      pushKind('push-change', async (context, orders) => {
        await byHttp(context, orders);
        const [order] = orders;
        if (changed || !order) return;
        changed = true;
        await world.knex('orders').where({ order_id: order.orderId }).update({ version: 2, due_version: 2 });
      }),
    );
    await world.place();
    start();
    await until(async () => changed && (await waiting(node)) === 0);
    expect(received.map((each) => each.version)).toEqual([1, 2]);
  });

  it('can be changed by the shop while they are sent, at once, and the change is sent after it', async () => {
    let release = (): void => undefined;
    const sending = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = false;
    const { start, node, services } = await open(
      pushKind('push-slow', async (context, orders) => {
        await context.tx('order_deliveries').where({ node_id: context.node.nodeId }).delete();
        await byHttp(context, orders);
        if (begun) return;
        begun = true;
        await sending;
      }),
    );
    const other = await world.place({ site: 'other' });
    const order = await world.place();
    start();
    await until(() => begun);
    // In a transaction that waits for no lock at all.
    await services.db.transaction(async (tx) => {
      await tx.raw(`set local lock_timeout = '100ms'`);
      await tx('nodes').where({ node_id: node }).forUpdate().select('node_id');
      await tx('orders').whereIn('order_id', [order.orderId, other.orderId]).forUpdate().select('order_id');
    });
    await patchOrder(services, 'main', order.orderId, { comment: 'changed' });
    expect(await waiting(node)).toBe(2);
    release();
    await until(async () => (await waiting(node)) === 0);
    expect(received.map((each) => each.key)).toEqual([
      `${other.orderId}-1`,
      `${order.orderId}-1`,
      `${order.orderId}-2`,
    ]);
  });

  it('one that the receiver does not take costs that order alone, is held with the reason, and goes when it was mended', async () => {
    const { start, node, services } = await open(
      pushKind('push-picky', async (context, orders) => {
        if (orders.some((order) => order.comment === 'bad')) throw new Error('the receiver answered 422');
        await byHttp(context, orders);
      }),
    );
    await world
      .knex('nodes')
      .where({ node_id: node })
      .update({ settings: { ordersPerAnswer: 2 } });
    const bad = [];
    for (let made = 0; made < 3; made += 1) bad.push(await world.place({ comment: 'bad' }));
    const good = await world.place();
    start();
    await until(async () => received.length === 1 && (await waiting(node)) === 3);
    expect(received[0]?.number).toBe(good.number);
    const [first] = bad;
    if (!first) throw new Error('no order was placed');
    await until(async () => (await world.read(first.orderId)).held.length > 0);
    expect((await world.read(first.orderId)).held).toEqual([
      { code: 'not-delivered', text: expect.stringMatching(/«push-picky».*422.*Исправьте заказ/) },
    ]);
    expect(await world.knex('order_deliveries').where({ node_id: node })).toEqual([]);
    const later = await world.place();
    await until(() => received.length === 2);
    expect(received[1]?.number).toBe(later.number);
    await patchOrder(services, 'main', first.orderId, { comment: 'mended' });
    await until(() => received.length === 3);
    expect(received[2]).toMatchObject({ number: first.number, version: 2 });
    await until(async () => (await waiting(node)) === 2);
    // Of the first order nothing is left to be tried.
    expect(await world.knex('batches').where({ node_id: node, state: 'offered' })).toHaveLength(3);
  });

  it('that could not be acknowledged are not sent without a pause', async () => {
    const { start, node } = await open(
      pushKind('push-lost', async (context, orders) => {
        await byHttp(context, orders);
        await context.tx.raw('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
      }),
    );
    await world.place();
    start();
    await until(() => received.length === 2);
    expect(pauseBetween()).toBeGreaterThan(950);
    await until(async () => (await world.knex('order_deliveries').where({ node_id: node }).first())?.attempts >= 2);
  });

  it('go by the node as it is now: with its new settings, and no more once it is paused', async () => {
    const sites: unknown[] = [];
    const { start, node } = await open(
      pushKind('push-now', async ({ node: now }, orders) => {
        sites.push(now.settings.numberPrefix);
        await byHttp({ signal: new AbortController().signal } as never, orders);
        const settings = { ordersPerAnswer: 1, numberPrefix: 'N-' };
        const state = sites.length === 2 ? 'paused' : 'active';
        await world.knex('nodes').where({ node_id: node }).update({ settings, state });
      }),
    );
    await world
      .knex('nodes')
      .where({ node_id: node })
      .update({ settings: { ordersPerAnswer: 1 } });
    for (let made = 0; made < 3; made += 1) await world.place();
    start();
    await until(() => received.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sites).toEqual([undefined, 'N-']);
    expect(await waiting(node)).toBe(1);
  });

  it('of one node are not held up by another that never answers, and the server can stop', async () => {
    const silent = pushKind('push-silent', async () => await new Promise(() => undefined));
    const { start, node } = await open(silent);
    await world.place();
    const push = start();
    await until(
      async () => (await waiting(node)) === 1 && (await world.knex('batches').where({ node_id: node })).length === 1,
    );
    const begun = Date.now();
    await push.stop();
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(await world.knex('order_deliveries').where({ node_id: node })).toEqual([]);
  });
});

it('deliveries hold at most half of the connections', async () => {
  const begun = new Set<string>();
  const silent = pushKind('push-many', async ({ node }) => {
    begun.add(node.name);
    await new Promise(() => undefined);
  });
  kinds.push(silent);
  await world.knex('nodes').update({ state: 'paused', receives_orders: false });
  for (const name of ['many-1', 'many-2', 'many-3']) {
    await world.node({ kind: silent.name, name });
    await world.place({ owner: name });
  }
  const config = { ...world.services.config, DATABASE_POOL: 4 };
  pushes.push(startOrderPush({ ...world.services, config }, 50));
  await until(() => begun.size === 2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(begun.size).toBe(2);
});

/** Transactions of a process that dies: those after the first `whole` are rolled back at their end. */
function dyingAfter(services: Services, whole: number): Services['db']['transaction'] {
  let begun = 0;
  return async (work) => {
    begun += 1;
    const last = begun > whole;
    return await services.db.transaction(async (tx) => {
      const result = await work(tx);
      if (last) throw new Error('the server died');
      return result;
    });
  };
}
