import { v7 as uuid } from 'uuid';
import type { Sql } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { isUniqueViolation } from '../unique-violation.js';
import { hashToken, newApiKey } from './secrets.js';

/** A key of the REST API, without the key itself: only its hash is stored. */
export interface ApiKey {
  readonly shopId: string;
  readonly keyId: string;
  readonly name: string;
  readonly createdAt: Date;
}

interface ApiKeyRow {
  shop_id: string;
  key_id: string;
  name: string;
  key_hash: string;
  created_at: Date;
  revoked_at: Date | null;
}

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  shopId: row.shop_id,
  keyId: row.key_id,
  name: row.name,
  createdAt: row.created_at,
});

/**
 * Makes an API key. @returns it with the key in clear: the only time that it is known.
 * @throws UZ1607 for a blank name, UZ1608 when a key of that name is in force.
 */
export async function insertApiKey(sql: Sql, shopId: string, name: string): Promise<ApiKey & { readonly key: string }> {
  const label = name.trim();
  if (!label)
    throw new UzelError('UZ1607', 'An API key needs a name. Give it the name of the program that will use it.');
  const key = newApiKey();
  try {
    const [row] = await sql<ApiKeyRow>('api_keys')
      .insert({ shop_id: shopId, key_id: uuid(), name: label, key_hash: hashToken(key) })
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
 * The key in force that `key` is, or null: unknown or revoked. Found by its hash, so nothing is compared byte by
 * byte.
 */
export async function findApiKey(sql: Sql, key: string): Promise<ApiKey | null> {
  const row = await sql<ApiKeyRow>('api_keys')
    .where({ key_hash: hashToken(key) })
    .whereNull('revoked_at')
    .first();
  return row ? toApiKey(row) : null;
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
