import type { Sql } from '../../db/open.js';
import { type LogMoment, logMoment } from '../changes/log-moment.js';
import type { ChangeType } from '../changes/record-changes.js';
import { type ByExternalId, byExternalId, type ExternalKey } from './read-by-external-id.js';
import type { PriceTypeRow } from './read-price-types.js';
import type { PropertyRow } from './read-properties.js';

/** What products and offers refer to, and what is kept in memory of it: all of a shop's. */
export interface References {
  readonly group: ExternalKey & { readonly groupId: string; readonly name: string | null };
  readonly priceType: ExternalKey & Pick<PriceTypeRow, 'priceTypeId' | 'name' | 'currency'>;
  /** With all variants. */
  readonly property: PropertyRow;
}

type Kind = keyof References & ChangeType;

/** More is not kept: a shop whose properties list half a million variants is asked for those of each page. */
const MOST_ROWS = 50_000;
/** Bytes of all variants, as PostgreSQL keeps them: packed. */
const MOST_VARIANTS = 4_000_000;

const KEY = 't.id_space as "idSpace", t.external_id as "externalId", t.name';

const QUERIES: Readonly<Record<Kind, string>> = {
  group: `select ${KEY}, t.group_id as "groupId" from groups t where t.shop_id = :shop limit :limit`,
  priceType: `select ${KEY}, t.price_type_id as "priceTypeId", t.currency from price_types t where t.shop_id = :shop limit :limit`,
  property: `select ${KEY}, t.value_type as "valueType", t.extra, t.variants from properties t where t.shop_id = :shop
    and (select coalesce(sum(pg_column_size(v.variants)), 0) from properties v where v.shop_id = :shop) <= ${MOST_VARIANTS}
    limit :limit`,
};

/** Rows as they were read when the log had come to a moment, or later. */
interface Kept {
  readonly moment: LogMoment;
  readonly rows: Promise<ByExternalId<never> | null>;
}

const memories = new WeakMap<Sql, Map<string, Kept>>();

/**
 * All groups, price types or properties of a shop by their 1C ids: from memory while the log of changes tells of none that changed since,
 * else read anew. A shop without any change has nothing that is kept.
 * @param seq the newest change that the answer must know
 * @returns null: there are too many to be kept
 */
export async function readReferencesCached<K extends Kind>(
  sql: Sql,
  shopId: string,
  kind: K,
  seq: number,
): Promise<ByExternalId<References[K]> | null> {
  if (seq === 0) return null;
  const memory = memories.get(sql) ?? new Map<string, Kept>();
  memories.set(sql, memory);
  const moment = await logMoment(sql, shopId, seq);
  const name = `${kind}\u0000${shopId}`;
  const kept = memory.get(name);
  if (kept && moment.stillHolds(kept.moment, [kind])) return await kept.rows;
  const fresh: Kept = { moment, rows: readAll(sql, shopId, kind) as Kept['rows'] };
  memory.set(name, fresh);
  try {
    return await fresh.rows;
  } catch (error) {
    if (memory.get(name) === fresh) memory.delete(name);
    throw error;
  }
}

async function readAll<K extends Kind>(sql: Sql, shopId: string, kind: K): Promise<ByExternalId<References[K]> | null> {
  const { rows } = await sql.raw<{ rows: References[K][] }>(QUERIES[kind], { shop: shopId, limit: MOST_ROWS + 1 });
  return rows.length === 0 || rows.length > MOST_ROWS ? null : byExternalId(rows);
}
