import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { queryOrders } from '../../src/exchange/exporter.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from './orders-world.js';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

it('large', async () => {
  const node = await world.node({ settings: { createsProducts: false, floorPriceType: 'floor', requiredCustomerFields: ['phone'] } });
  const lines = Array.from({ length: 50 }, (_, i) => ({ externalId: `p${i}`, name: `Товар довга назва номер ${i}`, quantity: '2', price: '100.50' }));
  await world.knex('offers').insert(lines.map((l, i) => ({ shop_id: SHOP, offer_id: `0190b000-0000-7000-8000-${String(i).padStart(12, '0')}`, id_space: node.idSpace, product_external_id: l.externalId, characteristic_id: '', prices: JSON.stringify({ floor: [{ amount: '10.00', currency: 'UAH' }] }) })));
  await world.knex('presence').insert(lines.map((l) => ({ shop_id: SHOP, node_id: node.nodeId, catalogue_id: 'c', entity: 'product', external_id: l.externalId, id_space: node.idSpace })));
  const first = await world.place({ owner: node.name, lines });
  await world.knex.raw(`insert into orders select (jsonb_populate_record(o, jsonb_build_object('order_id', gen_random_uuid(), 'number', (100000+i)::text))).* from orders o, generate_series(1,999) i where order_id=?`, [first.orderId]);
  const h = monitorEventLoopDelay({ resolution: 5 });
  const ex = await world.exchange(node);
  const gaps: number[] = []; let last = performance.now();
  const t = setInterval(() => { const n = performance.now(); gaps.push(n - last); last = n; }, 2);
  h.enable();
  const t0 = performance.now();
  const a = await queryOrders(world.services, ex, node);
  const t1 = performance.now();
  await new Promise((r) => setTimeout(r, 20));
  console.log('first', t1 - t0, 'bytes', a.body.length, 'max gap', Math.max(...gaps), gaps.filter((g) => g > 80).map(Math.round).join(' '));
  gaps.length = 0;
  const t2 = performance.now();
  await queryOrders(world.services, ex, node);
  await new Promise((r) => setTimeout(r, 20));
  console.log('again', performance.now() - t2, 'max gap', Math.max(...gaps), gaps.filter((g) => g > 80).map(Math.round).join(' '));
  clearInterval(t);
  expect(a.body.length).toBeGreaterThan(1000);
}, 120_000);
