import type { Sql } from '../../db/open.js';
import { exactTime } from '../list-page.js';
import { type ByExternalId, type ExternalKey, readByExternalIds } from './read-by-external-id.js';

/** A picture or file whose bytes have arrived. `externalId` is the path that 1C names it by. */
export interface StoredFile extends ExternalKey {
  readonly fileId: string;
  readonly sha256: string;
  /** Bytes, as text: it may exceed what a float holds. */
  readonly size: string;
  readonly contentType: string;
  readonly updatedAt: string;
}

const COLUMNS = `t.file_id as "fileId", t.sha256, t.size, t.content_type as "contentType", ${exactTime('t.updated_at')} as "updatedAt"`;

/** The files behind these paths, in one statement; a path whose bytes have not come yet is not found. */
export async function readFilesByPath(
  sql: Sql,
  shopId: string,
  paths: Iterable<ExternalKey>,
): Promise<ByExternalId<StoredFile>> {
  return await readByExternalIds(sql, shopId, paths, { table: 'files', columns: COLUMNS, idColumn: 'path' });
}

/** One file by our id (a UUID), or null. */
export async function readFile(sql: Sql, shopId: string, fileId: string): Promise<StoredFile | null> {
  const answer = await sql.raw(
    `select t.id_space as "idSpace", t.path as "externalId", ${COLUMNS} from files t where t.shop_id = ? and t.file_id = ?::uuid`,
    [shopId, fileId],
  );
  return answer.rows[0] ?? null;
}
