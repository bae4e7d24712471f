import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { placeOrder } from '../../src/exchange/owners/order-desk.js';
import { AUTH, type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol();
  server.api.queryOrders = async (exchange, node) => await queryOrders(server.services, exchange, node);
  server.api.acknowledge = async (exchange, node) => await acknowledge(server.services, exchange, node);
});
afterAll(async () => await server.close());

let placed = 0;
async function place(comment = ''): Promise<string> {
  placed += 1;
  const line = { name: 'Матрац', quantity: '1', price: '100' };
  const input = { customer: { type: 'person', name: 'О' }, currency: 'UAH', lines: [line], comment } as const;
  const { order } = await placeOrder(server.services, 'main', input, { key: `k-${placed}`, bodyHash: 'h' });
  return order.orderId;
}
const newest = async () => await server.db.knex('batches').orderBy('batch_id', 'desc').first('state', 'answered_at');
const pause = async (state: 'paused' | 'active') =>
  await server.db.knex('nodes').where({ node_id: server.node.nodeId }).update({ state });
async function soon<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  for (let round = 0; round < 100; round += 1) {
    const value = await read();
    if (wanted(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return await read();
}

describe('that an answer with orders went out whole', () => {
  it('is noted when its last byte has gone', async () => {
    await place();
    const { cookie } = await server.login('sale');
    await server.get('type=sale&mode=query', { cookie });
    const batch = await soon(newest, (row) => row.answered_at !== null);
    expect(batch).toMatchObject({ state: 'offered', answered_at: expect.any(Date) });
  });

  it('is not noted when the client went away in the middle', async () => {
    // More than the buffers of two sockets hold: the client reads the head and goes.
    await server.db.knex.raw(
      `insert into orders (shop_id, order_id, number, owner_node_id, customer, currency, lines, total, placed_at, comment)
       select shop_id, gen_random_uuid(), 'B' || n, owner_node_id, customer, currency, lines, total, placed_at, ?
       from (select * from orders limit 1) as one, generate_series(1, 900) as n`,
      ['довгий коментар '.repeat(600)],
    );
    const { cookie } = await server.login('sale');
    await new Promise<void>((resolve, reject) => {
      const asked = httpRequest(`${server.url}/1c_exchange?type=sale&mode=query`, { headers: { cookie } });
      asked.on('response', (response) => {
        response.on('error', () => resolve());
        response.once('data', () => asked.destroy());
        response.once('close', () => resolve());
      });
      asked.on('error', reject);
      asked.end();
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await newest()).toEqual({ state: 'offered', answered_at: null });
    await server.db.knex.raw(`delete from batch_orders`);
    await server.db.knex.raw(`delete from orders where number like 'B%'`);
  });

  it('is taken back when the connection is reset before the client has asked for anything else', async () => {
    await place();
    const { cookie } = await server.login('sale');
    const socket = connect(server.port, '127.0.0.1');
    const headers = `Host: localhost\r\nCookie: ${cookie}\r\n\r\n`;
    socket.write(`GET /1c_exchange?type=sale&mode=query HTTP/1.1\r\n${headers}`);
    await soon(newest, (row) => row.answered_at !== null);
    socket.resetAndDestroy();
    const batch = await soon(newest, (row) => row.answered_at === null);
    expect(batch).toEqual({ state: 'offered', answered_at: null });
  });

  it('stays noted when it is reset after a further request', async () => {
    await place();
    const { cookie } = await server.login('sale');
    const socket = connect(server.port, '127.0.0.1');
    let answers = 0;
    socket.on('data', (bytes) => {
      answers += bytes.toString('latin1').split('HTTP/1.1 200').length - 1;
    });
    const headers = `Host: localhost\r\nCookie: ${cookie}\r\n\r\n`;
    const answered = async (count: number) =>
      await soon(
        async () => answers,
        (seen) => seen >= count,
      );
    socket.write(`GET /1c_exchange?type=sale&mode=query HTTP/1.1\r\n${headers}`);
    await answered(1);
    socket.write(`GET /1c_exchange?type=sale&mode=complete HTTP/1.1\r\n${headers}`);
    await answered(2);
    socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await newest()).toMatchObject({ answered_at: expect.any(Date) });
  });
});

describe('a node that was paused in the middle of its exchange', () => {
  it('is given no orders, but what it has stored is heard', async () => {
    const orderId = await place();
    const { cookie, sessid } = await server.login('sale');
    await server.get('type=sale&mode=query', { cookie });
    await pause('paused');
    expect((await server.get('type=sale&mode=query', { cookie })).text).toMatch(/^failure\n.*UZ1006/);
    expect((await server.get(`type=sale&mode=success&sessid=${sessid}`, AUTH)).text).toMatch(/UZ1006/);
    expect((await server.get('type=sale&mode=success', { cookie })).text).toBe('success');
    const order = await server.db.knex('orders').where({ order_id: orderId }).first();
    expect(order.acknowledged_version).toBe(order.due_version);
    await pause('active');
  });
});
