import type { Knex } from 'knex';
import type { Sql } from '../../db/open.js';
import type { Json } from '../../records.js';
import { type CatalogueTable, firstImages, KEYS, keptKeys, rowKey } from './before-images.js';

/** What an exchange made of the rows of one kind. A row that it changed and changed back is none of these. */
export interface RowCounts {
  readonly entity: DifferingEntity;
  readonly new: number;
  readonly changed: number;
  /** Taken off sale, or marked as gone. */
  readonly removed: number;
  /** Not there any more: only a restore does that. */
  readonly deleted: number;
}

/** One field of one row, or a row as a whole. */
export interface Difference {
  readonly entity: DifferingEntity;
  /** 1C id; of a file its path. */
  readonly id: string;
  readonly what: 'new' | 'changed' | 'deleted';
  /** Of a changed row. */
  readonly field?: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Net effect of an exchange on the catalogue. */
export interface Differences {
  readonly counts: readonly RowCounts[];
  /** The first ones. */
  readonly first: readonly Difference[];
  /** Whether there are more than `first`. */
  readonly more: boolean;
}

/** In the order in which they are told; what a person calls a row's 1C id. An offer's numbers are told with its row. */
const TABLES = {
  groups: ['group', 't.external_id'],
  properties: ['property', 't.external_id'],
  price_types: ['priceType', 't.external_id'],
  warehouses: ['warehouse', 't.external_id'],
  units: ['unit', 't.external_id'],
  dictionaries: ['dictionary', 't.external_id'],
  dictionary_items: ['dictionaryItem', `t.dictionary_external_id || '/' || t.external_id`],
  counterparties: ['counterparty', 't.external_id'],
  catalogues: ['catalogue', 't.external_id'],
  products: ['product', 't.external_id'],
  offers: [
    'offer',
    `t.product_external_id || case when t.characteristic_id = '' then '' else '#' || t.characteristic_id end`,
  ],
  other_records: ['otherRecord', `t.name || '/' || t.external_id`],
  files: ['file', 't.path'],
} as const satisfies Readonly<Record<ToldTable, readonly [entity: string, label: string]>>;

type ToldTable = Exclude<CatalogueTable, 'offer_numbers'>;

export type DifferingEntity = (typeof TABLES)[ToldTable][0];

/** Who wrote a row last, and when, is no difference; which catalogues have it shows in `active`. */
const OURS = `array['exchange_id', 'updated_at', 'created_at', 'made_by', 'present_in', 'item_no']`;

/** What follows from other columns, or is no one's affair. */
const NOT_TOLD = `array['exchange_id', 'updated_at', 'created_at', 'made_by', 'present_in', 'item_no', 'own_mask', 'file_paths']`;

interface Found {
  readonly label: string;
  readonly what: Difference['what'];
  readonly fields: readonly { readonly field: string; readonly before: Json; readonly after: Json }[] | null;
}

/**
 * What an exchange has changed, from its before-images and the rows as they are now.
 * @param limit how many differences are told at most
 */
export async function differencesOf(sql: Sql, shopId: string, exchangeId: string, limit: number): Promise<Differences> {
  const counts: RowCounts[] = [];
  const first: Difference[] = [];
  const bindings = { shop: shopId, exchange: exchangeId, limit: limit + 1 };
  for (const table of Object.keys(TABLES) as ToldTable[]) {
    const [entity] = TABLES[table];
    const of = await countRows(sql, table, bindings);
    if (of.new + of.changed + of.removed + of.deleted === 0) continue;
    counts.push({ entity, ...of });
    if (first.length <= limit)
      for (const row of await firstRows(sql, table, bindings)) first.push(...told(entity, row));
  }
  return { counts, first: first.slice(0, limit), more: first.length > limit };
}

/** Rows `d (label, before, after)` of a table that differ. */
function differing(table: ToldTable): string {
  const [, label] = TABLES[table];
  // Of a deleted row nothing but its image tells the id.
  return `
    select ${label} as label, i.before, i.after
    from (${table === 'offers' ? OFFERS_AS_THEY_WERE : rowsAsTheyWere(table)}) i
    cross join lateral (select * from jsonb_populate_record(null::${table}, coalesce(i.after, i.before)) offset 0) t
    where (i.before - ${OURS}) is distinct from (i.after - ${OURS})
    union all
    select ${label}, null, to_jsonb(t) from ${table} t where t.shop_id = :shop and t.made_by = :exchange
      and ${rowKey('t', table)} not in (${keptKeys(table, OF_EXCHANGE)})`;
}

const OF_EXCHANGE = 'i.exchange_id = :exchange';

const rowsAsTheyWere = (table: CatalogueTable): string =>
  `select i.content as before, to_jsonb(r) as after from (${firstImages(table, OF_EXCHANGE)}) i
   left join lateral (${rowOf(table, 'i.row_key')}) r on true`;

const rowOf = (table: CatalogueTable, key: string): string => {
  const columns: readonly string[] = KEYS[table];
  const [only] = columns;
  const isIt =
    columns.length === 1
      ? `o.${only} = cast(${key} as uuid)`
      : columns.map((column, index) => `cast(o.${column} as text) = cast(${key} as jsonb) ->> ${index}`).join(' and ');
  return `select * from ${table} o where o.shop_id = :shop and ${isIt} offset 0`;
};

/** Who changed nothing but one half of an offer left the other as it is. One that was not there has images without content of both. */
const OFFERS_AS_THEY_WERE = `
  select case when i.row_key is null then to_jsonb(r) else i.content end ||
      case when n.row_key is null then to_jsonb(m) else n.content end as before,
    to_jsonb(r) || to_jsonb(m) as after
  from (${firstImages('offers', OF_EXCHANGE)}) i
  full join (${firstImages('offer_numbers', OF_EXCHANGE)}) n on n.row_key = i.row_key
  left join lateral (${rowOf('offers', 'coalesce(i.row_key, n.row_key)')}) r on true
  left join lateral (${rowOf('offer_numbers', 'coalesce(i.row_key, n.row_key)')}) m on true`;

async function countRows(sql: Sql, table: ToldTable, bindings: Knex.ValueDict): Promise<Omit<RowCounts, 'entity'>> {
  const gone = `coalesce(before ->> 'active', '') = 'true' and after ->> 'active' = 'false'`;
  const counted = await sql.raw<{ rows: Omit<RowCounts, 'entity'>[] }>(
    `select (count(*) filter (where before is null))::int as new,
       (count(*) filter (where before is not null and after is not null and not (${gone})))::int as changed,
       (count(*) filter (where after is not null and ${gone}))::int as removed,
       (count(*) filter (where before is not null and after is null))::int as deleted
     from (${differing(table)}) d`,
    bindings,
  );
  return counted.rows[0] ?? { new: 0, changed: 0, removed: 0, deleted: 0 };
}

async function firstRows(sql: Sql, table: ToldTable, bindings: Knex.ValueDict): Promise<Found[]> {
  // Numbers as text: a float would not tell 0.1 from what is nearly that.
  const exact = (value: string) =>
    `case jsonb_typeof(${value}) when 'number' then to_jsonb(${value} #>> '{}') else ${value} end`;
  const found = await sql.raw<{ rows: Found[] }>(
    `select d.label, case when d.before is null then 'new' when d.after is null then 'deleted' else 'changed' end as what, f.fields
     from (select * from (${differing(table)}) a order by before is null, label collate "C" limit :limit) d
     left join lateral (
       select jsonb_agg(jsonb_build_object('field', n.key, 'before', ${exact('o.value')}, 'after', ${exact('n.value')})
         order by n.key) as fields
       from jsonb_each(d.after) n join jsonb_each(d.before) o on o.key = n.key
       where n.value is distinct from o.value and n.key <> all(${NOT_TOLD})) f on true`,
    bindings,
  );
  return found.rows;
}

const told = (entity: DifferingEntity, { label: id, what, fields }: Found): Difference[] =>
  what === 'changed' ? (fields ?? []).map((field) => ({ entity, id, what, ...field })) : [{ entity, id, what }];
