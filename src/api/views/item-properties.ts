import type { Sql } from '../../db/open.js';
import type { PropertyValue } from '../../records.js';
import { type ByExternalId, byExternalId } from '../../store/catalogue/read-by-external-id.js';
import { type ItemKey, readItemNames } from '../../store/catalogue/read-dictionary-names.js';
import { type PropertyRow, readProperties } from '../../store/catalogue/read-properties.js';
import { readReferencesCached } from '../../store/catalogue/read-references-cached.js';
import { readDictionariesOf } from './property-dictionary.js';

interface Item {
  readonly idSpace: string;
  /** Absent: they were not read. */
  readonly properties?: readonly PropertyValue[];
}

/**
 * The properties of these products and offers. Items of a property's dictionary are among its variants, as far as the products and
 * offers name them; where both have an id, the variant that the property itself lists counts.
 */
export async function readItemProperties(
  { sql, shopId, seq }: { readonly sql: Sql; readonly shopId: string; readonly seq: number },
  items: readonly Item[],
): Promise<ByExternalId<PropertyRow>> {
  const named = items.flatMap(({ idSpace, properties = [] }) =>
    properties.map(({ id, values }) => ({ key: { idSpace, externalId: id }, values })),
  );
  if (named.length === 0) return byExternalId<PropertyRow>([]);
  const known =
    (await readReferencesCached(sql, shopId, 'property', seq)) ??
    (await readProperties(
      sql,
      shopId,
      named.map(({ key }) => key),
      named.flatMap(({ values }) => values),
    ));
  const rows = new Set(named.flatMap(({ key }) => known.get(key) ?? []));
  const dictionaries = await readDictionariesOf(sql, shopId, [...rows]);
  const wanted = new Map<PropertyRow, ItemKey[]>();
  for (const { key, values } of named) {
    const property = known.get(key);
    const dictionary = property && dictionaries.of(property);
    if (!property || !dictionary) continue;
    const keys = values.map((externalId) => ({ idSpace: key.idSpace, dictionary: dictionary.externalId, externalId }));
    wanted.set(property, [...(wanted.get(property) ?? []), ...keys]);
  }
  if (wanted.size === 0) return known;
  const names = new Map(
    (await readItemNames(sql, shopId, [...wanted.values()].flat())).map((item) => [join(item), item.name]),
  );
  return byExternalId(
    [...rows].map((property) => {
      const found = (wanted.get(property) ?? []).flatMap((item): [string, string][] => {
        const name = names.get(join(item));
        return name === undefined ? [] : [[item.externalId, name]];
      });
      return { ...property, variants: { ...Object.fromEntries(found), ...property.variants } };
    }),
  );
}

const join = ({ idSpace, dictionary, externalId }: ItemKey): string =>
  JSON.stringify([idSpace, dictionary, externalId]);
