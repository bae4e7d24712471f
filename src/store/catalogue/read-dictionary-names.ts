import type { Sql } from '../../db/open.js';
import { type ByExternalId, byExternalId, type ExternalKey, keyArrays } from './read-by-external-id.js';

/** A dictionary that was named by its 1C id, or by its name. */
export interface NamedDictionary extends ExternalKey {
  readonly dictionaryId: string;
  readonly name: string | null;
}

/**
 * The dictionaries that these words mean: the one with that 1C id in the id space, else the only one with that name there.
 * @param words `externalId` = the word
 * @returns by the word; nothing for one that means none, or several
 */
export async function readDictionariesByWord(
  sql: Sql,
  shopId: string,
  words: Iterable<ExternalKey>,
): Promise<ByExternalId<ExternalKey & { readonly dictionary: NamedDictionary }>> {
  const { spaces, ids } = keyArrays(words);
  if (ids.length === 0) return byExternalId([]);
  const found = await sql.raw<{ rows: (NamedDictionary & { word: string })[] }>(
    `select k.id_space as "idSpace", k.word, d.dictionary_id as "dictionaryId", d.external_id as "externalId", d.name
     from unnest(?::text[], ?::text[]) as k(id_space, word)
     cross join lateral (
       select t.dictionary_id, t.external_id, t.name, t.external_id = k.word as by_id, count(*) over (partition by t.external_id = k.word) as alike
       from dictionaries t where t.shop_id = ? and t.id_space = k.id_space and k.word in (t.external_id, t.name)
       order by by_id desc limit 1) d
     where d.alike = 1`,
    [spaces, ids, shopId],
  );
  return byExternalId(
    found.rows.map(({ word, ...dictionary }) => ({ idSpace: dictionary.idSpace, externalId: word, dictionary })),
  );
}

/** An item by the 1C ids of its dictionary and of itself. */
export interface ItemKey extends ExternalKey {
  readonly dictionary: string;
}

/** The names of these items, in one statement; an item that has not come or has no name is left out. */
export async function readItemNames(
  sql: Sql,
  shopId: string,
  keys: readonly ItemKey[],
): Promise<readonly (ItemKey & { readonly name: string })[]> {
  if (keys.length === 0) return [];
  const found = await sql.raw<{ rows: (ItemKey & { name: string })[] }>(
    `select distinct t.id_space as "idSpace", t.dictionary_external_id as dictionary, t.external_id as "externalId", t.name
     from unnest(?::text[], ?::text[], ?::text[]) as k(id_space, dictionary, id)
     join dictionary_items t on t.shop_id = ? and t.id_space = k.id_space and t.dictionary_external_id = k.dictionary
       and t.external_id = k.id
     where t.name is not null`,
    [keys.map((key) => key.idSpace), keys.map((key) => key.dictionary), keys.map((key) => key.externalId), shopId],
  );
  return found.rows;
}
