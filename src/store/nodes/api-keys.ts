import { v7 as uuid } from 'uuid';
import type { Sql } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { UzelError } from '../../errors.js';
import { isUniqueViolation } from '../unique-violation.js';
import { hashToken, newApiKey } from './secrets.js';

/** What a key may do: read the catalogue; orders and customers; all the rest. None of them includes another. */
export const SCOPES = ['read', 'orders', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key of the REST API, without the key itself: only its hash is stored. */
export interface ApiKey {
  readonly shopId: string;
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Its own limit of requests a minute; null: RATE_PER_MINUTE. */
  readonly ratePerMinute: number | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
}

/** A key as a request needs it. */
export interface KeyInForce extends ApiKey {
  /** The last number in the shop's log of changes. */
  readonly seq: number;
}

interface ApiKeyRow {
  shop_id: string;
  key_id: string;
  name: string;
  key_hash: string;
  scopes: Scope[];
  rate_per_minute: number | null;
  last_used_at: Date | null;
  created_at: Date;
  revoked_at: Date | null;
}

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  shopId: row.shop_id,
  keyId: row.key_id,
  name: row.name,
  scopes: row.scopes,
  ratePerMinute: row.rate_per_minute,
  lastUsedAt: row.last_used_at,
  createdAt: row.created_at,
});

/**
 * Makes an API key, by default one that may do everything. @returns it with the key in clear: the only time that it is known.
 * @throws UZ1607 for a blank name or no scope, UZ1608 when a key of that name is in force.
 */
export async function insertApiKey(
  sql: Sql,
  shopId: string,
  name: string,
  { scopes = SCOPES, ratePerMinute = null }: Partial<Pick<ApiKey, 'scopes' | 'ratePerMinute'>> = {},
): Promise<ApiKey & { readonly key: string }> {
  const label = name.trim();
  if (!label)
    throw new UzelError('UZ1607', 'An API key needs a name. Give it the name of the program that will use it.');
  if (scopes.length === 0) throw new UzelError('UZ1607', `An API key needs a scope. There are ${SCOPES.join(', ')}.`);
  const key = newApiKey();
  try {
    const [row] = await sql<ApiKeyRow>('api_keys')
      .insert({
        ...{ shop_id: shopId, key_id: uuid(), name: label, key_hash: hashToken(key) },
        scopes: SCOPES.filter((scope) => scopes.includes(scope)),
        rate_per_minute: ratePerMinute,
      })
      .returning('*');
    if (!row) throw new Error('insert into api_keys returned no row');
    return { ...toApiKey(row), key };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new UzelError(
      'UZ1608',
      `An API key named "${label}" exists already. Choose another name, or revoke that key first.`,
    );
  }
}

/**
 * The key in force that `key` is, with where the shop's log of changes stands, or null: unknown or revoked. Found by its hash, so
 * nothing is compared byte by byte.
 */
export async function findApiKey(sql: Sql, key: string): Promise<KeyInForce | null> {
  const found = await prepared<{ rows: (ApiKeyRow & { last: string | null })[] }>(
    sql,
    `select k.shop_id, k.key_id, k.name, k.scopes, k.rate_per_minute, k.last_used_at, k.created_at, c.last from api_keys k left join change_counters c on c.shop_id = k.shop_id
     where k.key_hash = ? and k.revoked_at is null`,
    [hashToken(key)],
  );
  const [row] = found.rows;
  return row ? { ...toApiKey(row), seq: Number(row.last ?? 0) } : null;
}

/** Notes that a key was used now, once a minute at most. */
export async function noteKeyUse(sql: Sql, { shopId, keyId }: Pick<ApiKey, 'shopId' | 'keyId'>): Promise<void> {
  await sql.raw(
    `update api_keys set last_used_at = now() where shop_id = ? and key_id = ?
       and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [shopId, keyId],
  );
}

/** The keys in force, oldest first. */
export async function listApiKeys(sql: Sql, shopId: string): Promise<ApiKey[]> {
  const rows = await sql<ApiKeyRow>('api_keys').where({ shop_id: shopId }).whereNull('revoked_at').orderBy('key_id');
  return rows.map(toApiKey);
}

/** Ends a key at once; its name is free again. @throws UZ1507 when no key of that name is in force. */
export async function revokeApiKey(sql: Sql, shopId: string, name: string): Promise<void> {
  const revoked = await sql<ApiKeyRow>('api_keys')
    .where({ shop_id: shopId, name: name.trim() })
    .whereNull('revoked_at')
    .update({ revoked_at: sql.raw('now()') } as object);
  if (revoked === 0) throw new UzelError('UZ1507', `There is no API key named "${name}". See \`uzel key list\`.`);
}
