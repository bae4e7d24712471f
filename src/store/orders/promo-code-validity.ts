import type { Sql } from '../../db/open.js';
import { PROMO_CODES, promoKey } from '../customers/directory-keys.js';

/** Codes that an order names and that are not in force; as the order writes them. */
export interface PromoCodeFindings {
  /** The directory does not have them. */
  readonly unknown: string[];
  /** Taken out of use, no longer valid, or not yet. */
  readonly expired: string[];
}

/**
 * Looks codes up in the shop's directory of promo codes, without case and outer blanks.
 * @param at when they were used: both ends of a validity belong to it
 */
export async function findInvalidPromoCodes(
  sql: Sql,
  shopId: string,
  codes: readonly string[],
  at: Date,
): Promise<PromoCodeFindings> {
  const byKey = new Map(codes.map((code) => [promoKey(code), code]));
  byKey.delete('');
  if (byKey.size === 0) return { unknown: [], expired: [] };
  const found = await sql.raw<{ rows: { key: string; valid: boolean }[] }>(
    `select entry_key as key, active and coalesce(valid_from <= ?, true) and coalesce(valid_to >= ?, true) as valid
     from directory_entries where shop_id = ? and directory = ? and entry_key = any(?::text[])`,
    [at, at, shopId, PROMO_CODES, [...byKey.keys()]],
  );
  const valid = new Map(found.rows.map((row) => [row.key, row.valid]));
  const those = (state: boolean | undefined) =>
    [...byKey].filter(([key]) => valid.get(key) === state).map(([, code]) => code);
  return { unknown: those(undefined), expired: those(false) };
}
