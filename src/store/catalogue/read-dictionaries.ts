import type { Sql } from '../../db/open.js';
import type { DictionaryItemRecord, DictionaryRecord, Extra } from '../../records.js';
import { type ActiveFilter, exactTime, type Page, type PageRequest, referencePage } from '../list-page.js';
import type { ExternalKey } from './read-by-external-id.js';

export interface DictionaryRow extends ExternalKey {
  readonly dictionaryId: string;
  readonly name: string | null;
  readonly fields: DictionaryRecord['fields'] | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

export interface DictionaryItemRow extends ExternalKey {
  readonly itemId: string;
  readonly name: string | null;
  readonly values: DictionaryItemRecord['values'] | null;
  readonly extra: Extra;
  readonly active: boolean;
  readonly updatedAt: string;
}

const dictionaries = (sql: Sql, shopId: string) =>
  sql('dictionaries as t')
    .where('t.shop_id', shopId)
    .select(
      sql.raw(`t.dictionary_id as "dictionaryId", t.id_space as "idSpace", t.external_id as "externalId", t.name, t.fields, t.extra,
        t.active, ${exactTime('t.updated_at')} as "updatedAt"`),
    );

/** The dictionaries of a shop, one page. */
export async function listDictionaries(
  sql: Sql,
  shopId: string,
  filter: { readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<DictionaryRow>> {
  return await referencePage<DictionaryRow>(
    dictionaries(sql, shopId),
    't.dictionary_id',
    (row) => row.dictionaryId,
    filter.active,
    page,
  );
}

/** One dictionary by our id (a UUID), or null. */
export async function readDictionary(sql: Sql, shopId: string, dictionaryId: string): Promise<DictionaryRow | null> {
  const row: DictionaryRow | undefined = await dictionaries(sql, shopId).where('t.dictionary_id', dictionaryId).first();
  return row ?? null;
}

/** The items of one dictionary, one page. */
export async function listDictionaryItems(
  sql: Sql,
  shopId: string,
  filter: { readonly dictionary: ExternalKey; readonly active: ActiveFilter },
  page: PageRequest,
): Promise<Page<DictionaryItemRow>> {
  const { idSpace, externalId } = filter.dictionary;
  const query = sql('dictionary_items as t')
    .where({ 't.shop_id': shopId, 't.id_space': idSpace, 't.dictionary_external_id': externalId })
    .whereRaw(`t.external_id <> ''`) // the indexes of the list are for such rows: see migration 0002
    .select(
      sql.raw(`t.item_id as "itemId", t.id_space as "idSpace", t.external_id as "externalId", t.name,
        t.field_values as "values", t.extra, t.active, ${exactTime('t.updated_at')} as "updatedAt"`),
    );
  return await referencePage<DictionaryItemRow>(query, 't.item_id', (row) => row.itemId, filter.active, page);
}
