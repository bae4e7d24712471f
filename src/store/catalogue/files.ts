import { v7 as uuid } from 'uuid';
import type { Tx } from '../../db/open.js';
import type { Change } from '../changes/record-changes.js';
import { updateKeeping } from './before-images.js';

/** Whose files, and which exchange brought them. */
export interface FilesScope {
  readonly shopId: string;
  readonly idSpace: string;
  readonly exchangeId: string;
}

/** A picture or another file whose bytes are in the blobs under their hash. */
export interface FileInput {
  /** Normalised as `normaliseFeedName`: products name it by this path. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
}

/**
 * Registers the bytes that paths stand for now; the same bytes again write nothing. A change touches `updated_at` of the
 * products and offers that name the path, so that who asks for what was updated sees them.
 * @param files one for each path
 * @returns the changes to give to `recordChanges`, last in the transaction
 */
export async function registerFiles(tx: Tx, scope: FilesScope, files: readonly FileInput[]): Promise<Change[]> {
  const statement = `insert into files as f (shop_id, file_id, id_space, path, sha256, size, content_type, exchange_id, made_by)
     select :shop, n.file_id, :space, n.path, n.sha256, n.size, n.content_type, cast(:exchange as uuid), cast(:exchange as uuid)
     from unnest(cast(:ids as uuid[]), cast(:paths as text[]), cast(:hashes as text[]), cast(:sizes as bigint[]), cast(:types as text[]))
       as n(file_id, path, sha256, size, content_type)
     on conflict (shop_id, id_space, path) do update set sha256 = excluded.sha256, size = excluded.size,
       content_type = excluded.content_type, exchange_id = excluded.exchange_id, updated_at = now()
     where (f.sha256, f.content_type) is distinct from (excluded.sha256, excluded.content_type)
     returning f.file_id, f.file_id as id, f.path`;
  const written = await tx.raw<{ rows: { id: string; path: string }[] }>(updateKeeping('files', statement), {
    shop: scope.shopId,
    space: scope.idSpace,
    exchange: scope.exchangeId,
    ids: files.map(() => uuid()),
    paths: files.map((file) => file.path),
    hashes: files.map((file) => file.sha256),
    sizes: files.map((file) => file.size),
    types: files.map((file) => file.contentType),
  });
  if (written.rows.length === 0) return [];
  const paths = written.rows.map((row) => row.path);
  return [
    ...asChanges('file', written.rows),
    ...asChanges('product', await touchOwners(tx, scope, 'product', paths)),
    ...asChanges('offer', await touchOwners(tx, scope, 'offer', paths)),
  ];
}

async function touchOwners(
  tx: Tx,
  scope: FilesScope,
  entity: 'product' | 'offer',
  paths: string[],
): Promise<{ id: string }[]> {
  const touched = await tx.raw<{ rows: { id: string }[] }>(
    `update ${entity === 'offer' ? 'offer_numbers' : 'products'} t set updated_at = clock_timestamp()
     where t.shop_id = :shop and t.${entity}_id = any(array(select o.${entity}_id from ${entity}s o
       where o.shop_id = :shop and o.id_space = :space and o.file_paths <> '{}' and o.file_paths && cast(:paths as text[])))
     returning t.${entity}_id as id`,
    { shop: scope.shopId, space: scope.idSpace, paths },
  );
  return touched.rows;
}

const asChanges = (entity: Change['entity'], rows: readonly { readonly id: string }[]): Change[] =>
  rows.map((row) => ({ entity, entityId: row.id, action: 'written' }));

/** The id space that a node's files belong to. */
export async function idSpaceOf(tx: Tx, shopId: string, nodeId: string): Promise<string> {
  const row = await tx<{ shop_id: string; node_id: string; id_space: string }>('nodes')
    .where({ shop_id: shopId, node_id: nodeId })
    .first('id_space');
  if (!row) throw new Error(`node ${nodeId} is gone`);
  return row.id_space;
}
