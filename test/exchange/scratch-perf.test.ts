import { afterAll, beforeAll, it } from '@jest/globals';
import { routeUnowned } from '../../src/exchange/routing-again.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from './orders-world.js';
let world: OrdersWorld;
beforeAll(async () => { world = await openOrdersWorld(); });
afterAll(() => world.close());
it('perf', async () => {
  const first = await world.place();
  await world.knex.raw(`insert into orders select (jsonb_populate_record(o, jsonb_build_object('order_id', gen_random_uuid(), 'number', 'u' || g || substr(md5(random()::text),1,5), 'placed_at', date_trunc('second', now()) - make_interval(secs => g), 'owner_node_id', null))).* from orders o, generate_series(1, 8000) g where o.order_id = ?`, [first.orderId]);
  for (const i of [1, 2]) {
    if (i === 2) await world.knex.raw('analyze orders');
    const t = performance.now();
    await routeUnowned(world.services, SHOP);
    process.stderr.write(`${i}: ${performance.now() - t} ms\n`);
  }
  const e = await world.knex.raw(`explain select * from orders where shop_id = 'main' and owner_node_id is null and due_version > acknowledged_version and coalesce(routing ->> 'by', '') <> 'moved' and (placed_at, order_id) > (now() - interval '4000 s', gen_random_uuid()) order by placed_at, order_id limit 50 for no key update`);
  process.stderr.write(e.rows.map((r: any) => r['QUERY PLAN']).join('\n'));
}, 300_000);
