import { v7 as uuid } from 'uuid';
import type { Tx } from '../db/open.js';
import type { Change } from './changes.js';

/** A picture or another file whose bytes are in the blobs under their hash. */
export interface FileInput {
  readonly shopId: string;
  readonly idSpace: string;
  /** Normalised as `normaliseFeedName`: products name it by this path. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
  readonly exchangeId: string;
}

/**
 * Registers the bytes that a path stands for now; the same bytes again write nothing. A change touches `updated_at` of the
 * products and offers that name the path, so that who asks for what was updated sees them.
 * @returns the changes to give to `recordChanges`, last in the transaction
 */
export async function registerFile(tx: Tx, file: FileInput): Promise<Change[]> {
  const written = await tx.raw<{ rows: { file_id: string }[] }>(
    `insert into files as f (shop_id, file_id, id_space, path, sha256, size, content_type, exchange_id)
     values (:shop, :file, :space, :path, :sha256, :size, :contentType, :exchange)
     on conflict (shop_id, id_space, path) do update set sha256 = excluded.sha256, size = excluded.size,
       content_type = excluded.content_type, exchange_id = excluded.exchange_id, updated_at = now()
     where (f.sha256, f.content_type) is distinct from (excluded.sha256, excluded.content_type)
     returning file_id`,
    {
      shop: file.shopId,
      file: uuid(),
      space: file.idSpace,
      path: file.path,
      sha256: file.sha256,
      size: file.size,
      contentType: file.contentType,
      exchange: file.exchangeId,
    },
  );
  const fileId = written.rows[0]?.file_id;
  if (!fileId) return [];
  return [
    { entity: 'file', entityId: fileId, action: 'written' },
    ...(await touchOwners(tx, file, 'product')),
    ...(await touchOwners(tx, file, 'offer')),
  ];
}

async function touchOwners(tx: Tx, file: FileInput, entity: 'product' | 'offer'): Promise<Change[]> {
  const touched = await tx.raw<{ rows: { id: string }[] }>(
    `update ${entity}s set updated_at = now()
     where shop_id = ? and id_space = ? and file_paths @> array[?]::text[] returning ${entity}_id as id`,
    [file.shopId, file.idSpace, file.path],
  );
  return touched.rows.map((row) => ({ entity, entityId: row.id, action: 'written' }));
}

/** The id space that a node's files belong to. */
export async function idSpaceOf(tx: Tx, shopId: string, nodeId: string): Promise<string> {
  const row = await tx<{ shop_id: string; node_id: string; id_space: string }>('nodes')
    .where({ shop_id: shopId, node_id: nodeId })
    .first('id_space');
  if (!row) throw new Error(`node ${nodeId} is gone`);
  return row.id_space;
}
