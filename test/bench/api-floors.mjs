import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { to as copyTo } from 'pg-copy-streams';
import { percentiles } from './api-percentiles.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * A bare HTTP server that answers each request with so many bytes.
 * @param {number} bytes
 * @returns {Promise<{ url: string, stop(): void }>}
 */
export async function startBareHttp(bytes) {
  const server = spawn(process.execPath, [path.join(here, 'api-bare-http.mjs'), String(Math.round(bytes))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(server.stdout, 'data');
  return { url: `http://127.0.0.1:${Number(String(port))}`, stop: () => server.kill() };
}

/** The rows of a page and nothing else: 50 products from one on, with all offers and their numbers. */
const PAGE = {
  name: 'bench_page',
  text: `select p.product_id, p.external_id, p.name, p.sku, p.group_ids, o.offer_id, o.name, n.prices, n.stock, n.stock_total
    from (select * from products where shop_id = 'main' and product_id > $1 order by product_id limit 50) p
    join offers o on o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id
    join offer_numbers n on n.shop_id = o.shop_id and n.offer_id = o.offer_id`,
};

/**
 * How long PostgreSQL and the client library take for the rows of a page, one after the other on one connection.
 * @param {import('./database.mjs').BenchDatabase} database
 * @param {number} count
 */
export async function barePages({ client }, count) {
  const { rows } = await client.query('select product_id from products order by random() limit $1', [count]);
  const times = [];
  for (const { product_id } of rows) {
    const began = performance.now();
    await client.query({ ...PAGE, values: [product_id] });
    times.push(performance.now() - began);
  }
  return percentiles(times);
}

/**
 * How long PostgreSQL takes to hand out the rows of products, offers and their numbers as text, nothing made of it.
 * @param {import('./database.mjs').BenchDatabase} database
 * @returns {Promise<number>} seconds
 */
export async function bareCopyOut({ client }) {
  const began = performance.now();
  for (const table of ['products', 'offers', 'offer_numbers']) {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    await pipeline(client.query(copyTo(`copy ${table} to stdout`)), nowhere);
  }
  return (performance.now() - began) / 1000;
}
