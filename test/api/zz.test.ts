import { it } from '@jest/globals';
import { openRest } from './open-rest.js';

it('perf', async () => {
  const rest = await openRest();
  const k = rest.knex;
  await k.raw(
    `insert into groups (shop_id, group_id, id_space, external_id, parent_external_id, name) select 'main', gen_random_uuid(), 'main', 'g'||i, case when i>10 then 'g'||(i%10+1) end, 'G'||i from generate_series(1,1000) i`,
  );
  await k.raw(
    `insert into properties (shop_id, property_id, id_space, external_id, name, variants) select 'main', gen_random_uuid(), 'main', 'p'||i, 'P'||i, (select jsonb_object_agg('v'||i||'-'||j, 'text '||j) from generate_series(1,3000) j) from generate_series(1,20) i`,
  );
  await k.raw(
    `insert into files (shop_id, file_id, id_space, path, sha256, size, content_type) select 'main', gen_random_uuid(), 'main', 'f'||i, 'x', 1, 'image/jpeg' from generate_series(1,100000) i`,
  );
  await k.raw(
    `insert into products (shop_id, product_id, id_space, external_id, sku, barcode, name, group_ids, properties, pictures, file_paths) select 'main', gen_random_uuid(), 'main', 'x'||i, 'sku'||i, '46'||i, 'Товар номер '||i, array['g'||(i%1000+1)], (select jsonb_agg(jsonb_build_object('id','p'||j,'values',jsonb_build_array('v'||j||'-'||(i%3000)))) from generate_series(1,10) j), jsonb_build_array(jsonb_build_object('path','f'||i,'kind','picture')), array['f'||i] from generate_series(1,100000) i`,
  );
  await k.raw(
    `insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id, sku, prices, stock, stock_total) select 'main', gen_random_uuid(), 'main', 'x'||(i%100000+1), 'c'||i, 's'||i, '{"t":[{"amount":"1.00"}]}', '{"w":"5"}', 5 from generate_series(1,300000) i`,
  );
  await k.raw(`update products set updated_at = '2026-01-01'::timestamptz + (substr(external_id,2)::int / 2000) * interval '1 second'`);
  await k.raw(`update offers set updated_at = '2026-01-01'::timestamptz + (substr(product_external_id,2)::int / 1000) * interval '1 second' + interval '10 hours'`);
  await k.raw('vacuum full analyze');
  const t = async (url: string) => {
    const out: number[] = [];
    let n = 0;
    let next = '';
    for (let i = 0; i < 4; i += 1) {
      const s = performance.now();
      const r = await rest.get(url + (next ? `&cursor=${next}` : ''));
      out.push(Math.round(performance.now() - s));
      n = r.body.items.length;
      next = r.body.next ?? '';
    }
    console.log(url, n, out.join(' '));
  };
  await t('/v1/products?limit=100');
  await t('/v1/products?limit=500');
  await t('/v1/products?limit=100&q=' + encodeURIComponent('ТОВАР НОМЕР 77'));
  await t('/v1/products?limit=100&q=nomatch');
  await t('/v1/products?limit=100&group=g5');
  await t('/v1/products?limit=100&group=g500');
  await t('/v1/products?limit=100&updatedAfter=2001-01-01T00:00:00Z');
  await t('/v1/products?limit=500&updatedAfter=2001-01-01T00:00:00Z');
  await t('/v1/products?limit=500&updatedAfter=2026-01-01T10:00:01Z');
  await k.raw(
    `update offers set updated_at = now() + interval '1 hour' where offer_id in (select offer_id from offers limit 1000)`,
  );
  await k.raw('analyze offers');
  await t('/v1/products?limit=100&updatedAfter=' + new Date(Date.now() + 60000).toISOString());
  await t('/v1/offers?limit=500');
  await t('/v1/offers?limit=500&updatedAfter=' + new Date(Date.now() + 60000).toISOString());
  const id = (await rest.get('/v1/products?limit=1')).body.items[0].id;
  await t(`/v1/offers?productId=${id}`);
  await rest.close();
}, 300000);
