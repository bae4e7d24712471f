import type pg from 'pg';
import { connectClient } from '../../db/session.js';
import type { MatchSet } from './match-set.js';
import type { MatchRule } from './matches.js';

/**
 * The temporary tables of a run; they go with its connection.
 *   run_items       the things that no person has decided about, and what was found so far
 *   run_item_keys   by what a rule compares them
 *   run_products    the products that they may be
 *   run_keys        by what a rule compares those
 *   run_taken       products that a thing has already
 *   run_candidates  pairs that a rule found and that are not clear
 *   run_hits        pairs that the rule at hand found; clear = no pair of their key was left out
 *   run_same        products of several 1C that are one: of each, the other that stands for it
 */
const TABLES = `
  create temporary table run_items (id text collate "C" primary key, product_id uuid, rule text, refused uuid[] not null);
  create temporary table run_item_keys (rule text not null, key text collate "C" not null, id text collate "C" not null);
  create temporary table run_products (product_id uuid primary key);
  create temporary table run_keys (rule text not null, key text collate "C" not null, product_id uuid not null);
  create temporary table run_taken (product_id uuid primary key);
  create temporary table run_candidates (id text collate "C" not null, product_id uuid not null, rule text not null, place int not null,
    likeness numeric, primary key (id, product_id));
  create index on run_candidates (product_id);
  create temporary table run_hits (id text collate "C" not null, product_id uuid not null, clear boolean not null);
  create temporary table run_same (product_id uuid primary key, other_id uuid not null);`;

/** The work of one run, on a connection of its own: no transaction is open while it reckons, and a killed process leaves nothing. */
export interface RunSession {
  readonly client: pg.Client;
  readonly set: MatchSet;
  close(): Promise<void>;
}

/**
 * Opens a run's connection and makes its tables.
 * @param url of the database
 * @returns null while another connection runs one: that of a process that was killed may still be at work
 */
export async function openRunSession(url: string, set: MatchSet): Promise<RunSession | null> {
  const client = await connectClient(url);
  try {
    const lock = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('uzel:matching-run', 0)) as taken`,
    );
    if (!lock.rows[0]?.taken) {
      await client.end();
      return null;
    }
    await client.query(TABLES);
    return { client, set, close: async () => await client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** By what a rule compares a thing or a product. */
export interface RunKey {
  readonly id: string;
  readonly rule: MatchRule;
  readonly key: string;
}

/** Things that no person has decided about, with what they are compared by. */
export async function addItems(
  { client }: RunSession,
  items: readonly { readonly id: string; readonly refused: readonly string[] }[],
  keys: readonly RunKey[],
): Promise<void> {
  await client.query(
    `insert into run_items (id, refused) select i.id, i.refused from jsonb_to_recordset($1::jsonb) as i(id text, refused uuid[])`,
    [JSON.stringify(items)],
  );
  await client.query(
    'insert into run_item_keys (id, rule, key) select * from unnest($1::text[], $2::text[], $3::text[])',
    columns(keys),
  );
}

/** Products that a thing may be, with what they are compared by. */
export async function addProducts(
  { client }: RunSession,
  productIds: readonly string[],
  keys: readonly RunKey[],
): Promise<void> {
  await client.query('insert into run_products (product_id) select * from unnest($1::uuid[])', [productIds]);
  await client.query(
    'insert into run_keys (product_id, rule, key) select * from unnest($1::uuid[], $2::text[], $3::text[])',
    columns(keys),
  );
}

const columns = (keys: readonly RunKey[]): string[][] => [
  keys.map(({ id }) => id),
  keys.map(({ rule }) => rule),
  keys.map(({ key }) => key),
];

/** Products of several 1C that are one: the other is found by the keys of both, the product no more. Of each product one pair. */
export async function standForEachOther(
  { client }: RunSession,
  pairs: readonly { readonly productId: string; readonly otherId: string }[],
): Promise<void> {
  await client.query('insert into run_same (product_id, other_id) select * from unnest($1::uuid[], $2::uuid[])', [
    pairs.map(({ productId }) => productId),
    pairs.map(({ otherId }) => otherId),
  ]);
  // A product that 1C took away stands for nobody.
  await client.query(
    'delete from run_same s where not exists (select from run_products p where p.product_id = s.other_id)',
  );
  await client.query('update run_keys k set product_id = s.other_id from run_same s where s.product_id = k.product_id');
  await client.query('delete from run_products p using run_same s where s.product_id = p.product_id');
}

/** Nothing is sought among products that a person, or the storefront itself, gave to something. Call it when all is added. */
export async function leaveOutTaken({ client, set }: RunSession): Promise<void> {
  const taken = takenProducts(set);
  await client.query(`insert into run_taken (product_id) ${taken.sql} on conflict do nothing`, taken.values);
  await client.query(
    `insert into run_taken (product_id) select s.other_id from run_same s join run_taken t on t.product_id = s.product_id on conflict do nothing`,
  );
  await client.query('analyze run_items, run_item_keys, run_products, run_keys, run_taken');
}

/** The products that a person, or the storefront, has given to something. */
export function takenProducts(set: MatchSet): { readonly sql: string; readonly values: unknown[] } {
  const decided = `select product_id from matches where shop_id = $1 and kind = $2 and source = $3 and against = $4
    and decision is not null and product_id is not null`;
  const refs = `select product_id from product_refs where shop_id = $1 and system = $3 and $2 = 'item'`;
  return { sql: `${decided} union ${refs}`, values: [set.shopId, set.kind, set.source, set.against] };
}
