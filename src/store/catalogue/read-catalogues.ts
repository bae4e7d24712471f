import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import { type EitherId, readByEitherId } from '../either-id.js';
import { cutPage, exactTime, type Page, type PageRequest, takePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

/** What a catalogue says of itself, beside its products. */
export interface CatalogueRow extends ExternalKey {
  readonly catalogueId: string;
  readonly name: string | null;
  /** 1C id of its classifier. */
  readonly classifierId: string | null;
  readonly description: string | null;
  readonly extra: Extra;
  readonly updatedAt: string;
}

const catalogues = (sql: Sql, shopId: string) =>
  sql('catalogues as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.row_id as "catalogueId", t.id_space as "idSpace", t.external_id as "externalId", t.name,
        t.classifier_id as "classifierId", t.description, t.extra, ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The catalogues of a shop, one page. */
export async function listCatalogues(sql: Sql, shopId: string, page: PageRequest): Promise<Page<CatalogueRow>> {
  const rows: CatalogueRow[] = await takePage(catalogues(sql, shopId), 't.row_id', 't.updated_at', page);
  return cutPage(rows, page.limit, (row) => ({ id: row.catalogueId, at: row.updatedAt }));
}

/** The catalogues that an id names: more than one only when it is a 1C id of several id spaces. */
export async function readCataloguesById(sql: Sql, shopId: string, id: EitherId): Promise<readonly CatalogueRow[]> {
  return await readByEitherId(catalogues(sql, shopId), 't.row_id', id);
}
