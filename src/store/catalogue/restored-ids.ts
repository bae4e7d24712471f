import type { Knex } from 'knex';
import type { Tx } from '../../db/open.js';
import { type CatalogueTable, hasKey, keptKeys, rowKey } from './before-images.js';

/**
 * Makes room in the stage of a restore (`row_key`, `content`, `kept_at`) for the rows that come back: an exchange that was open when they
 * went may have made the same goods anew. Of the rows of one 1C id the one that was there first stays, and the others are to go, whoever made
 * them. An offer's numbers go with it: call it for them when the offers are put back.
 * @param bindings `shop`, and `exchange`: the one that puts them back
 */
export async function clearWay(tx: Tx, table: CatalogueTable, bindings: Knex.ValueDict): Promise<void> {
  const ids = await idColumns(tx, table);
  if (ids.length === 0 && table !== 'offer_numbers') return;
  await tx.raw(
    `with ${table === 'offer_numbers' ? LEFT_BY_OFFERS : inTheWay(table, ids)},
     cleared as (delete from stage_restored where row_key in (select row_key from way))
     insert into stage_restored (row_key) select row_key from way`,
    bindings,
  );
}

/** The columns of the 1C id behind our own; none = the table's key is the 1C id. */
async function idColumns(tx: Tx, table: CatalogueTable): Promise<string[]> {
  const found = await tx.raw<{ rows: { name: string }[] }>(
    `select a.attname as name from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
     where c.conrelid = '${table}'::regclass and c.contype = 'u'`,
  );
  return found.rows.map((row) => row.name);
}

/** SQL of `way`: most restores bring nothing back, so only what does is compared. */
function inTheWay(table: CatalogueTable, ids: readonly string[]): string {
  const same = (one: string, other: string) => ids.map((name) => `${one}.${name} = ${other}.${name}`).join(' and ');
  return `back as materialized (
      select s.row_key, s.kept_at, ${ids.map((name) => `n.${name}`).join(', ')} from stage_restored s
      cross join lateral (select * from jsonb_populate_record(null::${table}, s.content) offset 0) n
      where s.content is not null
        and not exists (select from ${table} t where t.shop_id = :shop and ${hasKey(table, 's.row_key')})),
    way as (
      select case when s.kept_at < b.kept_at then b.row_key else ${rowKey('t', table)} end as row_key
      from back b join ${table} t on ${same('t', 'b')}
      left join stage_restored s on s.row_key = ${rowKey('t', table)} and s.content is not null
      union
      select row_key from (select row_key, row_number() over (partition by ${ids.join(', ')} order by kept_at, row_key) as place from back) b
      where place > 1)`;
}

/** SQL of `way`: the numbers of offers that went, or that do not come back. */
const LEFT_BY_OFFERS = `way as (
  select row_key from (
    select row_key from stage_restored where content is not null
    union ${keptKeys('offers', 'i.exchange_id = cast(:exchange as uuid)')}) k
  where not exists (select from offers t where t.shop_id = :shop and ${hasKey('offers', 'k.row_key')}))`;
