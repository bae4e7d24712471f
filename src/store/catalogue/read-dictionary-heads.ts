import type { Sql } from '../../db/open.js';
import type { DictionaryRecord } from '../../records.js';

/** What the head of a user dictionary said. */
export interface DictionaryHead {
  readonly externalId: string;
  readonly name: string | null;
  readonly fields: DictionaryRecord['fields'] | null;
}

/** The heads of these dictionaries of an id space that have come, in this feed or in a former one. */
export async function readDictionaryHeads(
  sql: Sql,
  shopId: string,
  idSpace: string,
  externalIds: readonly string[],
): Promise<DictionaryHead[]> {
  return await sql('dictionaries')
    .where({ shop_id: shopId, id_space: idSpace })
    .whereIn('external_id', [...externalIds])
    .select({ externalId: 'external_id', name: 'name', fields: 'fields' })
    .orderBy('external_id');
}
