import { createHash } from 'node:crypto';
import pg from 'pg';

/** Tables of the catalogue and the orders, and what of them is the same in two undisturbed runs. */
const CONTENT: Readonly<Record<string, string>> = {
  groups: 'id_space, external_id, parent_external_id, name, description, sort, active, extra',
  properties: 'id_space, external_id, name, value_type, variants, active, extra',
  price_types: 'id_space, external_id, name, currency, taxes, active, extra',
  warehouses: 'id_space, external_id, name, comment, address, contacts, active, extra',
  products:
    'id_space, external_id, lead_characteristic, sku, barcode, code, name, full_name, description, description_html, group_ids, unit, weight, manufacturer, brand, country, taxes, properties, characteristics, requisites, pictures, file_paths, deleted, active, extra',
  offers:
    'id_space, product_external_id, characteristic_id, name, sku, barcode, code, unit, weight, characteristics, properties, requisites, pictures, prices, stock, stock_total, deleted, active, extra',
  files: 'id_space, path, sha256, size, content_type',
};

/** An offer's prices and stock stand in a table of their own. */
const FROM: Readonly<Record<string, string>> = { offers: 'offers join offer_numbers using (shop_id, offer_id)' };

/** What makes a server the one it is: its shop, its nodes and keys, its schema. */
const IDENTITY = [
  'shops',
  'change_counters',
  'order_counters',
  'nodes',
  'api_keys',
  'knex_migrations',
  'knex_migrations_lock',
];

/** Empties everything but the shop, its nodes and keys: what follows meets the store of a first start, without the start. */
export async function emptyStore(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> all($1)`,
      [IDENTITY],
    );
    await truncated(client, rows.map((row) => row.name).join(', '));
    await client.query('update order_counters set next = 1');
  });
}

/** The server is at work meanwhile: what it reads in another order than they stand here may make a deadlock of it. */
async function truncated(client: pg.Client, tables: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query(`truncate ${tables}`);
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== '40P01' || tries === 20) throw error;
    }
  }
}

/** The content of the store as text: equal stores give equal text, whatever ids the application made. */
export async function storeContent(url: string): Promise<Record<string, { rows: number; hash: string }>> {
  return withClient(url, async (client) => {
    const content: Record<string, { rows: number; hash: string }> = {};
    for (const [table, columns] of Object.entries(CONTENT)) {
      const { rows } = await client.query<{ line: string }>(
        `select row(${columns})::text as line from ${FROM[table] ?? table} order by row(${columns})::text collate "C"`,
      );
      const hash = createHash('sha256')
        .update(rows.map((row) => row.line).join('\n'))
        .digest('hex');
      content[table] = { rows: rows.length, hash };
    }
    return content;
  });
}

/** Which row versions the store has: any write, even of the same values, shows. */
export async function rowVersions(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const versions: Record<string, string> = {};
    for (const table of [...Object.keys(CONTENT), 'offer_numbers', 'orders', 'order_history']) {
      const { rows } = await client.query<{ version: string }>(
        `select coalesce(md5(string_agg(ctid::text || ' ' || xmin::text, ',' order by ctid)), '') as version from ${table}`,
      );
      versions[table] = rows[0]?.version ?? '';
    }
    const { rows } = await client.query<{ last: string }>('select last from change_counters');
    versions.lastChange = rows.map((row) => row.last).join();
    return versions;
  });
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
