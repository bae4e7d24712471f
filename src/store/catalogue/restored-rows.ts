import type { Knex } from 'knex';
import type { Sql, Tx } from '../../db/open.js';
import { type Change, partsOf } from '../changes/record-changes.js';
import {
  type CatalogueTable,
  deleteKeeping,
  firstImages,
  hasKey,
  KEYS,
  keepImages,
  keptKeys,
  rowKey,
  updateKeeping,
} from './before-images.js';
import { noteAnyWritten } from './item-writes.js';
import { clearWay } from './restored-ids.js';

/** Rows that refer to nothing but what stands before them. */
const TABLES = Object.keys(KEYS) as CatalogueTable[];

/** Tables whose rows have change events. */
const ENTITIES: Partial<Record<CatalogueTable, Change['entity']>> = {
  groups: 'group',
  properties: 'property',
  price_types: 'priceType',
  warehouses: 'warehouse',
  units: 'unit',
  dictionaries: 'dictionary',
  dictionary_items: 'dictionaryItem',
  counterparties: 'counterparty',
  products: 'product',
  offers: 'offer',
  files: 'file',
};

interface Key {
  readonly shopId: string;
  /** The exchange before which the rows are wanted. */
  readonly before: string;
  /** The exchange that puts them back. */
  readonly exchangeId: string;
}

/**
 * Whether the images of an exchange and of all later ones are there.
 * @returns false when some were deleted by their age
 */
export async function hasImagesSince(sql: Sql, shopId: string, exchangeId: string): Promise<boolean> {
  const found = await sql.raw<{ rowCount: number }>(
    'select from exchanges where shop_id = ? and exchange_id >= ? and images_gone limit 1',
    [shopId, exchangeId],
  );
  return found.rowCount === 0;
}

/** Imports of an exchange, or of later ones, that have not ended. @returns how many */
export async function openJobsSince(sql: Sql, shopId: string, exchangeId: string): Promise<number> {
  const found = await sql.raw<{ rows: { n: number }[] }>(
    `select count(*)::int as n from jobs where shop_id = ? and exchange_id >= ? and state in ('queued', 'running')`,
    [shopId, exchangeId],
  );
  return found.rows[0]?.n ?? 0;
}

/** The id spaces that rows of a shop may be in, in the order in which they are to be locked. */
export async function idSpacesOf(sql: Sql, shopId: string): Promise<string[]> {
  const found = await sql.raw<{ rows: { id_space: string }[] }>(
    `select id_space from nodes where shop_id = :shop union select id_space from catalogues where shop_id = :shop
     union select id_space from known_records where shop_id = :shop order by 1`,
    { shop: shopId },
  );
  return found.rows.map((row) => row.id_space);
}

/**
 * Puts the catalogue's rows back as they were before an exchange: what it or a later one changed becomes what the earliest of their
 * before-images says, and what they made goes. Only rows that differ are touched, and each keeps a before-image of its own: the
 * same can be done to this exchange. All columns are put back but `updated_at`, by which others learn of the change, and
 * `exchange_id`, which names who wrote last.
 * @returns the changes, for `recordChanges`
 */
export async function putBack(tx: Tx, key: Key): Promise<Change[]> {
  const changes: Change[] = [];
  const bindings = { shop: key.shopId, before: key.before, exchange: key.exchangeId };
  for (const table of TABLES) {
    if (!(await fillStage(tx, table, bindings))) continue;
    // In this order: a row that was made anew may hold the 1C id of the one that comes back.
    const gone = await tx.raw<{ rows: Row[] }>(deleteMade(table), bindings);
    const changed = await tx.raw<{ rows: Row[] }>(await updateChanged(tx, table), bindings);
    const back = await tx.raw<{ rows: Row[] }>(insertGone(table), bindings);
    // An offer's numbers come and go with it.
    if (table === 'offer_numbers') changes.push(...ofNumbers(changes, changed.rows));
    const entity = ENTITIES[table];
    const [id] = KEYS[table];
    if (entity === undefined) continue;
    const change = (row: Row, action: Change['action']) => ({ entity, entityId: String(row[id]), action }) as const;
    changes.push(
      ...gone.rows.map((row) => change(row, 'removed')),
      ...changed.rows.map((row) => change(row, row.gone === true ? 'removed' : 'written')),
      ...back.rows.map((row) => ({ ...change(row, 'written'), ...(entity === 'offer' ? { of: ALL } : {}) })),
    );
  }
  for (const idSpace of await idSpacesOf(tx, key.shopId)) await noteAnyWritten(tx, { shopId: key.shopId, idSpace });
  return changes;
}

const ALL = partsOf({ itself: true, prices: true, stock: true });
/** Which of the two was another is not asked: who reads an offer's stock again though it is the same loses nothing. */
const NUMBERS = partsOf({ itself: false, prices: true, stock: true });

/**
 * Offers whose numbers were put back.
 * @param changes those so far: of an offer that is among them already, the numbers are told with it
 * @returns the others
 */
function ofNumbers(changes: Change[], numbers: readonly Row[]): Change[] {
  const put = new Set(numbers.map((row) => String(row.offer_id)));
  for (const [index, change] of changes.entries()) {
    if (change.entity === 'offer' && put.delete(change.entityId)) changes[index] = { ...change, of: ALL };
  }
  return [...put].map((entityId) => ({ entity: 'offer', entityId, action: 'written', of: NUMBERS }));
}

/** Of blocks `i`: what the exchange and later ones kept, but not the restore itself. */
const SINCE = 'i.exchange_id >= cast(:before as uuid) and i.exchange_id <> cast(:exchange as uuid)';

type Row = Readonly<Record<string, unknown>>;

/**
 * Fills the stage of one table: what each row that was touched since was before (null = it was not there), by its key, and when that was kept.
 * @returns whether there is any
 */
async function fillStage(tx: Tx, table: CatalogueTable, bindings: Knex.ValueDict): Promise<boolean> {
  await tx.raw(
    `create temporary table if not exists stage_restored (row_key text, content jsonb, kept_at timestamptz) on commit delete rows;
     create index if not exists stage_restored_key on stage_restored (row_key);
     delete from stage_restored`,
  );
  const filled = await tx.raw<{ rowCount: number }>(
    `insert into stage_restored
     select row_key, case when cast(content ->> 'made_by' as uuid) >= cast(:before as uuid) then null else content end, at
     from (${firstImages(table, SINCE)}) as earliest
     union all
     select ${rowKey('t', table)}, null, null from ${table} t where t.shop_id = :shop and t.made_by >= cast(:before as uuid)
       and ${rowKey('t', table)} not in (${keptKeys(table, SINCE)})`,
    bindings,
  );
  if (filled.rowCount === 0) return false;
  await tx.raw('analyze stage_restored');
  await clearWay(tx, table, bindings);
  return true;
}

const deleteMade = (table: CatalogueTable): string =>
  deleteKeeping(
    table,
    `delete from ${table} t using stage_restored s
     where s.content is null and t.shop_id = :shop and ${hasKey(table, 's.row_key')} returning t.*`,
  );

async function updateChanged(tx: Tx, table: CatalogueTable): Promise<string> {
  const columns = await columnsOf(tx, table);
  const isActive = columns.includes('active');
  const fixed: readonly string[] = ['shop_id', 'exchange_id', 'updated_at', ...KEYS[table]];
  const put = columns.filter((column) => !fixed.includes(column)).map((column) => `${column} = n.${column}`);
  if (columns.includes('updated_at')) put.push('updated_at = clock_timestamp()');
  return updateKeeping(
    table,
    `update ${table} t set ${put.join(', ')}, exchange_id = cast(:exchange as uuid)
     from stage_restored s cross join lateral (select * from jsonb_populate_record(null::${table}, s.content) offset 0) n
     where s.content is not null and t.shop_id = :shop and ${hasKey(table, 's.row_key')}
       and (to_jsonb(t) - ${WRITTEN}) is distinct from (s.content - ${WRITTEN})
     returning t.*${isActive ? ', not t.active as gone' : ''}`,
  );
}

/** Who wrote last and when is not put back. */
const WRITTEN = `array['exchange_id', 'updated_at']`;

async function columnsOf(tx: Tx, table: CatalogueTable): Promise<string[]> {
  const found = await tx.raw<{ rows: { name: string }[] }>(
    `select attname as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
     order by attnum`,
  );
  return found.rows.map((row) => row.name);
}

/** A row that comes back was not there: an image without content says so. */
const insertGone = (table: CatalogueTable): string => `
  with written as (
    insert into ${table}
    select n.* from stage_restored s cross join lateral (select * from jsonb_populate_record(null::${table},
      s.content || jsonb_build_object('exchange_id', cast(:exchange as text), 'updated_at', clock_timestamp())) offset 0) n
    where s.content is not null and not exists (select from ${table} t where t.shop_id = :shop and ${hasKey(table, 's.row_key')})
    returning *), kept as (${keepImages(table, `select ${rowKey('w', table)} as row_key, cast(null as jsonb) as content from written w`)})
  select ${KEYS[table].join(', ')} from written`;
