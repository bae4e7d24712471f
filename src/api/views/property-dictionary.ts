import type { Sql } from '../../db/open.js';
import type { Extra } from '../../records.js';
import type { ByExternalId, ExternalKey } from '../../store/catalogue/read-by-external-id.js';
import { type NamedDictionary, readDictionariesByWord } from '../../store/catalogue/read-dictionary-names.js';

/** How a property of CommerceML 3 names its dictionary (commerceml.md §2.9); it has no column of its own. */
const DICTIONARY = 'ТипСправочника';

interface Property extends ExternalKey {
  readonly valueType: string | null;
  readonly extra: Extra;
}

/** What a property calls its dictionary, as the key that it is looked up by; null for a property that names none. */
function wordOf({ idSpace, valueType, extra }: Property): ExternalKey | null {
  const word = extra[DICTIONARY];
  return valueType === 'dictionary' && typeof word === 'string' ? { idSpace, externalId: word.trim() } : null;
}

/**
 * The dictionaries of the shop that these properties take their values from. The schema does not say whether a property names its
 * dictionary by id or by name: either counts, when only one dictionary has it.
 * @returns by the property
 */
export async function readDictionariesOf(
  sql: Sql,
  shopId: string,
  properties: readonly Property[],
): Promise<{ of(property: Property): NamedDictionary | undefined }> {
  const words = properties.flatMap((property) => wordOf(property) ?? []);
  const found: ByExternalId<{ readonly dictionary: NamedDictionary }> = await readDictionariesByWord(
    sql,
    shopId,
    words,
  );
  return {
    of(property) {
      const word = wordOf(property);
      return word === null ? undefined : found.get(word)?.dictionary;
    },
  };
}
