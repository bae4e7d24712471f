import type { Tx } from '../../db/open.js';
import { DICTIONARY } from './value-texts.js';

/** So many products of what changed are made anew at once; more, and all products are. */
const MOST = 20_000;

/** Rows of the log that are looked through for a change of a directory; behind more there will be one. */
const MOST_BLOCKS = 100;

/** Products that say something else because a directory does. */
export interface Settled {
  /** In or below groups that were moved. */
  readonly moved: readonly string[];
  /** With values that are called otherwise now. */
  readonly retold: readonly string[];
}

/**
 * Brings what is noted of directories (the tree of groups, the texts of values) to what the snapshot has, if it changed behind a number
 * of the log, and tells which products it touches. Call it before rows are made: all rows are then made by what is noted. Were it done only
 * when the change itself is read, a row that was made in between would not be found when the change is taken back before that.
 * @returns null = too many: all products are to be made anew
 */
export async function settleDirectories(tx: Tx, shopId: string, after: number): Promise<Settled | null> {
  const { rows } = await tx.raw<{ rows: { groups: boolean; texts: boolean }[] }>(
    `select coalesce(bool_or(entity = 'group') or count(*) = ${MOST_BLOCKS}, false) as groups,
       coalesce(bool_or(entity in ('property', 'dictionary', 'dictionaryItem')) or count(*) = ${MOST_BLOCKS}, false) as texts
     from (select entity from changes where shop_id = ? and last_no > ? order by last_no limit ${MOST_BLOCKS}) b`,
    [shopId, after],
  );
  const moved = rows[0]?.groups ? await productsOfMoved(tx, shopId) : [];
  const retold = rows[0]?.texts ? await productsOfRetold(tx, shopId) : [];
  return moved.length > MOST || retold.length > MOST ? null : { moved, retold };
}

/** Notes all directories as the snapshot has them. Call it when all rows are to be made. */
export async function noteDirectories(tx: Tx, shopId: string): Promise<void> {
  await tx.raw('delete from listing_groups where shop_id = ?', [shopId]);
  await tx.raw(
    `insert into listing_groups (shop_id, id_space, external_id, parent_external_id)
     select shop_id, id_space, external_id, parent_external_id from groups where shop_id = ?`,
    [shopId],
  );
  await noteTexts(tx, shopId);
}

/** SQL: groups that stand below another one than when the rows were made. */
const MOVED = `select coalesce(g.id_space, l.id_space) as id_space, coalesce(g.external_id, l.external_id) as external_id, g.shop_id is null as gone,
    g.parent_external_id
  from (select * from groups where shop_id = :shop) g
  full join (select * from listing_groups where shop_id = :shop) l on l.id_space = g.id_space and l.external_id = g.external_id
  where g.shop_id is null or l.shop_id is null or g.parent_external_id is distinct from l.parent_external_id`;

/** A product's terms have all groups above it, so those with the term of the moved group are all. */
async function productsOfMoved(tx: Tx, shopId: string): Promise<string[]> {
  const bindings = { shop: shopId };
  const { rows } = await tx.raw<{ rows: { product_id: string }[] }>(
    `select product_id from listing where shop_id = :shop and terms && array(
       select t.term_no from listing_terms t join (${MOVED}) m on t.space = m.id_space and t.name = m.external_id
       where t.shop_id = :shop and t.kind = 'group') limit ${MOST + 1}`,
    bindings,
  );
  await tx.raw(
    `with moved as materialized (${MOVED}),
     gone as (delete from listing_groups l using moved m
       where m.gone and l.shop_id = :shop and l.id_space = m.id_space and l.external_id = m.external_id)
     insert into listing_groups (shop_id, id_space, external_id, parent_external_id)
     select :shop, id_space, external_id, parent_external_id from moved where not gone
     on conflict (shop_id, id_space, external_id) do update set parent_external_id = excluded.parent_external_id`,
    bindings,
  );
  return rows.map((row) => row.product_id);
}

/** SQL: texts of all values that have one, as `readValueTexts` tells them: a variant goes before an item of a dictionary. */
const TEXTS = `select distinct on (space, name, value) * from (
    select p.id_space as space, p.external_id as name, e.key as value, e.value as text, 0 as rank
    from properties p cross join lateral jsonb_each_text(p.variants) e where p.shop_id = :shop
    union all
    select p.id_space, p.external_id, i.external_id, i.name, 1 from properties p
    join dictionaries d on d.shop_id = p.shop_id and d.id_space = p.id_space and trim(p.extra ->> '${DICTIONARY}') in (d.external_id, d.name)
    join dictionary_items i on i.shop_id = d.shop_id and i.id_space = d.id_space and i.dictionary_external_id = d.external_id
    where p.shop_id = :shop and p.value_type = 'dictionary' and i.name is not null) v
  order by space, name, value, rank, text collate "C" desc`;

/**
 * SQL: the terms whose text is another one now than is noted. Texts look for their terms, and terms with a text for theirs: most terms
 * have none, and all of them need not be read.
 */
const CHANGED_TEXTS = `with texts as materialized (${TEXTS})
  select t.term_no, x.text from texts x
  cross join lateral (
    select t.term_no, t.value, t.text from listing_terms t
    where t.shop_id = :shop and t.kind = 'property' and t.name = x.name and t.value = x.value and t.space = x.space offset 0) t
  where x.text <> t.value and x.text is distinct from t.text
  union all
  select t.term_no, null from listing_terms t
  where t.shop_id = :shop and t.text is not null and not exists (
    select from texts x where x.space = t.space and x.name = t.name and x.value = t.value and x.text <> t.value)`;

/** Texts that are noted at once: some megabytes at most. */
const MOST_TEXTS = 5000;

/** Notes the texts of values. @returns the terms whose text is another one now */
async function noteTexts(tx: Tx, shopId: string): Promise<readonly number[]> {
  const changed: number[] = [];
  let some: readonly number[];
  do {
    some = await noteSomeTexts(tx, shopId);
    changed.push(...some);
  } while (some.length === MOST_TEXTS);
  return changed;
}

async function noteSomeTexts(tx: Tx, shopId: string): Promise<readonly number[]> {
  const { rows } = await tx.raw<{ rows: { term_no: number; text: string | null }[] }>(
    `${CHANGED_TEXTS} limit ${MOST_TEXTS}`,
    { shop: shopId },
  );
  if (rows.length === 0) return [];
  await tx.raw(
    `update listing_terms t set text = c.text from jsonb_to_recordset(cast(:rows as jsonb)) as c(term_no int, text text)
     where t.shop_id = :shop and t.term_no = c.term_no`,
    { shop: shopId, rows: JSON.stringify(rows) },
  );
  return rows.map((row) => row.term_no);
}

async function productsOfRetold(tx: Tx, shopId: string): Promise<string[]> {
  const changed = await noteTexts(tx, shopId);
  if (changed.length === 0) return [];
  const { rows } = await tx.raw<{ rows: { product_id: string }[] }>(
    `select product_id from listing where shop_id = ? and terms && cast(? as int[]) limit ${MOST + 1}`,
    [shopId, [...changed]],
  );
  return rows.map((row) => row.product_id);
}
