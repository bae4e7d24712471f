import type { Sql, Tx } from '../../db/open.js';
import type { Exchange } from '../exchanges/exchanges.js';

/** What of the catalogue is given out after what. */
export type CataloguePhase = 'classifier' | 'properties' | 'products' | 'offers' | 'end';

/** Where a portion of the catalogue begins. */
export interface CataloguePosition {
  readonly phase: CataloguePhase;
  /** The key after which it begins; null = at the first row of the phase. */
  readonly after: string | null;
  /** Rows of the phase that were given before. */
  readonly done: number;
  /** Rows of the phase when it began; null while nobody has counted. */
  readonly total: number | null;
  /** The last product that was given: offers of later ones wait for the next exchange. */
  readonly upTo: string | null;
}

export interface CataloguePortion {
  readonly portion: number;
  readonly begins: CataloguePosition;
  /** Key of the last row that it holds: what was written later behind it belongs to other portions. */
  readonly lastRow: string | null;
  readonly ends: CataloguePosition;
}

interface PortionRow {
  portion: number;
  begins: CataloguePosition;
  last_row: string | null;
  ends: CataloguePosition;
}

const toPortion = (row: PortionRow): CataloguePortion => ({
  portion: row.portion,
  begins: row.begins,
  lastRow: row.last_row,
  ends: row.ends,
});

type Key = Pick<Exchange, 'shopId' | 'exchangeId'>;

/** Lets one request of an exchange after the other at its catalogue, until the commit. */
export async function lockCatalogueOf(tx: Tx, { shopId, exchangeId }: Key): Promise<void> {
  await tx.raw('select from exchanges where shop_id = ? and exchange_id = ? for no key update', [shopId, exchangeId]);
}

/** The portion that this `package=` was answered with before; null when it is a new one. */
export async function portionAsked(sql: Sql, of: Key, asked: string): Promise<CataloguePortion | null> {
  return await firstOf(sql, of, 'and asked = ? order by portion desc', [asked]);
}

/** The portion that was given last; null when there was none yet. */
export async function lastPortion(sql: Sql, of: Key): Promise<CataloguePortion | null> {
  return await firstOf(sql, of, 'order by portion desc', []);
}

async function firstOf(
  sql: Sql,
  of: Key,
  which: string,
  bindings: readonly string[],
): Promise<CataloguePortion | null> {
  const found = await sql.raw<{ rows: PortionRow[] }>(
    `select portion, begins, last_row, ends from catalogue_portions where shop_id = ? and exchange_id = ? ${which} limit 1`,
    [of.shopId, of.exchangeId, ...bindings],
  );
  return found.rows[0] ? toPortion(found.rows[0]) : null;
}

/** Notes a portion as given. @param asked `package=` of its request */
export async function insertPortion(
  tx: Tx,
  of: Key,
  portion: CataloguePortion,
  asked: string | undefined,
): Promise<void> {
  await tx('catalogue_portions').insert({
    shop_id: of.shopId,
    exchange_id: of.exchangeId,
    portion: portion.portion,
    asked: asked ?? null,
    begins: JSON.stringify(portion.begins),
    last_row: portion.lastRow,
    ends: JSON.stringify(portion.ends),
  });
}

/** Forgets what an exchange was given: its next portion is the first. Called by init. */
export async function forgetPortions(sql: Sql, of: Key): Promise<void> {
  await sql('catalogue_portions').where({ shop_id: of.shopId, exchange_id: of.exchangeId }).del();
}
