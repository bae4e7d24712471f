import type { MatchRule } from './matches.js';
import type { RunSession } from './run-session.js';

/** Products that one thing is shown of a key, at most: a key of more says little, and all pairs of such would be too many. */
const MOST_OF_KEY = 10;

/**
 * Follows one rule: what has the same key. A pair that is the only one of both its sides is a match, unless a rule before found other pairs
 * of one of them; all else that is found are candidates. A key of more products than are shown hides pairs: what is left of it for one of
 * several things is a candidate too, however alone it looks.
 * @param place of the rule in the shop's order
 */
export async function followRule({ client }: RunSession, rule: MatchRule, place: number): Promise<void> {
  await client.query('truncate run_hits');
  await client.query(
    `insert into run_hits (id, product_id, clear)
     select id, product_id, clear
     from (select i.id, k.product_id, k.products <= $2 or i.askers = 1 as clear, row_number() over (partition by i.id order by k.place) as no
           from (select i.id, i.refused, k_i.key, count(*) over (partition by k_i.key) as askers
                 from run_item_keys k_i join run_items i on i.id = k_i.id and i.product_id is null
                 where k_i.rule = $1) i
           join (select key, product_id, row_number() over (partition by key order by product_id) as place,
                   count(*) over (partition by key) as products
                 from (select distinct k.key, k.product_id from run_keys k where k.rule = $1
                         and not exists (select from run_taken t where t.product_id = k.product_id)) d) k
             on k.key = i.key and k.place <= $2 + (select coalesce(max(cardinality(refused)), 0) from run_items)
               and k.place <= $2 + cardinality(i.refused)
           where not k.product_id = any(i.refused)) h
     where no <= $2`,
    [rule, MOST_OF_KEY],
  );
  await client.query('analyze run_hits, run_candidates');
  const matched = await client.query(
    `update run_items i set product_id = h.product_id, rule = $1
     from run_hits h
     where h.id = i.id and h.clear
       and h.id in (select id from run_hits group by id having count(*) = 1)
       and h.product_id in (select product_id from run_hits group by product_id having count(*) = 1)
       and (exists (select from run_candidates c where c.id = h.id and c.product_id = h.product_id)
         or not exists (select from run_candidates c where c.id = h.id)
           and not exists (select from run_candidates c where c.product_id = h.product_id))`,
    [rule],
  );
  if (matched.rowCount) await settle({ client });
  await client.query(
    `insert into run_candidates (id, product_id, rule, place, likeness)
     select h.id, h.product_id, $1, $2, case when $1 = 'name' then 1 end from run_hits h join run_items i on i.id = h.id and i.product_id is null
     where not exists (select from run_taken t where t.product_id = h.product_id)
     on conflict (id, product_id) do nothing`,
    [rule, place],
  );
}

/** What has found each other is no candidate for others any more. */
async function settle({ client }: Pick<RunSession, 'client'>): Promise<void> {
  await client.query(
    'insert into run_taken (product_id) select product_id from run_items where product_id is not null on conflict do nothing',
  );
  await client.query(`delete from run_candidates c using run_items i where i.id = c.id and i.product_id is not null`);
  await client.query('delete from run_candidates c using run_taken t where t.product_id = c.product_id');
  await client.query('analyze run_taken, run_items');
}

/** Two names are alike from here on: shared trigrams of all trigrams. */
const ALIKE = 0.6;
/** Candidates by name of one thing. */
const MOST_ALIKE = 3;

/** Whether the database can compare names by trigrams. */
export async function knowsTrigrams({ client }: RunSession): Promise<boolean> {
  const found = await client.query(`select from pg_extension where extname = 'pg_trgm'`);
  return found.rowCount === 1;
}

/** Prepares the comparison of names. @returns how many things are left to be compared: those for which no rule found anything */
export async function beginNames({ client }: RunSession): Promise<number> {
  await client.query(`set pg_trgm.similarity_threshold = ${ALIKE}`);
  await client.query(
    `create temporary table run_names as select k.product_id, k.key from run_keys k
     where k.rule = 'name' and not exists (select from run_taken t where t.product_id = k.product_id)`,
  );
  await client.query('create index on run_names using gin (key gin_trgm_ops)');
  await client.query(
    `create temporary table run_left as
     select row_number() over (order by i.id) as no, i.id, k.key, i.refused from run_items i join run_item_keys k on k.id = i.id and k.rule = 'name'
     where i.product_id is null and not exists (select from run_candidates c where c.id = i.id)`,
  );
  await client.query('create index on run_left (no)');
  await client.query('analyze run_names, run_left');
  const counted = await client.query<{ count: string }>('select count(*) from run_left');
  return Number(counted.rows[0]?.count);
}

/**
 * Compares the names of some things with those of all products: what is alike, but not the same, is a candidate.
 * @param after things that were compared before; @param place of the rule in the shop's order
 */
export async function compareNames({ client }: RunSession, after: number, count: number, place: number): Promise<void> {
  await client.query(
    `insert into run_candidates (id, product_id, rule, place, likeness)
     select l.id, h.product_id, 'name', $3, h.likeness
     from (select * from run_left where no > $1 and no <= $1 + $2) l
     cross join lateral (
       select n.product_id, round(cast(similarity(n.key, l.key) as numeric), 2) as likeness from run_names n
       where n.key % l.key and not n.product_id = any(l.refused)
       order by similarity(n.key, l.key) desc, n.product_id limit ${MOST_ALIKE}) h
     on conflict (id, product_id) do nothing`,
    [after, count, place],
  );
}
