import { afterAll, beforeAll, it } from '@jest/globals';
import { routeUnowned } from '../../src/exchange/routing-again.js';
import { awaitPlacing } from '../../src/store/placing-lock.js';
import { lockUnowned } from '../../src/store/routing.js';
import { type OrdersWorld, openOrdersWorld, SHOP } from './orders-world.js';

let world: OrdersWorld;
beforeAll(async () => { world = await openOrdersWorld(); });
afterAll(() => world.close());
const time = async (name: string, n: number, f: (i: number) => Promise<unknown>) => {
  const t = performance.now();
  for (let i = 0; i < n; i += 1) await f(i);
  process.stderr.write(`${name}: ${((performance.now() - t) / n).toFixed(1)} ms\n`);
};
it('perf', async () => {
  const first = await world.place(); // unowned
  const clone = (n: number, owner: string) => world.knex.raw(`insert into orders select (jsonb_populate_record(o, jsonb_build_object('order_id', gen_random_uuid(), 'number', 'u' || g || substr(md5(random()::text),1,5), 'placed_at', now() - make_interval(secs => g), 'owner_node_id', ${owner}))).* from orders o, generate_series(1, ${n}) g where o.order_id = ?`, [first.orderId]);
  await clone(20000, 'null');
  await world.knex.raw('analyze orders');
  await time('page of unowned (20k)', 3, () => world.services.db.transaction((tx) => lockUnowned(tx, SHOP, { after: null, limit: 50 })));
  await time('routeUnowned 20k, no nodes, reason written', 1, () => routeUnowned(world.services, SHOP));
  await time('routeUnowned 20k, no nodes, again', 1, () => routeUnowned(world.services, SHOP));
  await world.knex.raw(`update orders set routing = '{"by":"moved"}'`);
  await world.knex.raw(`delete from orders where order_id <> ?`, [first.orderId]);
  for (let i = 0; i < 50; i += 1) await world.node({ login: undefined });
  await time('place, 50 nodes, empty', 20, () => world.place());
  await clone(100000, `(array(select node_id from nodes order by node_id))[1 + g % 50]`);
  await time('place, 50 nodes, 100k, not vacuumed', 10, () => world.place());
  await world.knex.raw('vacuum analyze orders');
  await time('place, 50 nodes, 100k, vacuumed', 20, () => world.place());
  const e = await world.knex.raw(`explain (analyze, buffers) select n.node_id, (select count(*) from (
       select from orders o where o.shop_id = 'main' and o.owner_node_id = n.node_id
         and not o.shipped and not o.cancelled and not o.deleted limit 10000) as counted) as open from nodes n`);
  process.stderr.write(e.rows.map((r: any) => r['QUERY PLAN']).join('\n'));
  const t = performance.now();
  await Promise.all(Array.from({ length: 100 }, () => world.place()));
  process.stderr.write(`\n100 in parallel: ${(performance.now() - t).toFixed(0)} ms\n`);
  // starvation
  let stop = false;
  let placed = 0;
  const loop = async () => { while (!stop) { await world.place(); placed += 1; } };
  const loops = [loop(), loop(), loop(), loop(), loop(), loop()];
  await new Promise((r) => setTimeout(r, 500));
  const s = performance.now();
  const waited = awaitPlacing(world.knex, SHOP).then(() => performance.now() - s);
  const timer = setTimeout(() => { process.stderr.write(`starved, placed ${placed}\n`); stop = true; }, 15000);
  process.stderr.write(`awaitPlacing waited ${(await waited).toFixed(0)} ms, placed ${placed}\n`);
  clearTimeout(timer); stop = true; await Promise.all(loops);
}, 300_000);
