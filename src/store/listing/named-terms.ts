import type { Knex } from 'knex';
import { validate } from 'uuid';
import type { Sql } from '../../db/open.js';
import type { Alternative } from './terms.js';
import { DICTIONARY } from './value-texts.js';

/**
 * How a product is asked for by what a client calls things: our ids or those of 1C, texts or ids of values. It has one of the values; of
 * a property (or a characteristic of offers, by its name) that is named too.
 */
export type NamedFilter =
  | {
      readonly kind: 'group' | 'warehouse' | 'priceType' | 'manufacturer' | 'brand';
      readonly values: readonly string[];
    }
  | { readonly kind: 'property'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'stock' };

const STOCK: readonly Alternative[] = [{ kind: 'stock', name: '', value: '', space: '' }];

/** What filters mean as terms: for each the alternatives of which a product must have one. */
export async function alternativesOf(
  sql: Sql,
  shopId: string,
  filters: readonly NamedFilter[],
): Promise<readonly (readonly Alternative[])[]> {
  const properties = filters.filter((filter) => filter.kind === 'property');
  const ofProperties = await propertyValues(sql, shopId, properties);
  const all: (readonly Alternative[])[] = [];
  for (const filter of filters) {
    if (filter.kind === 'property') all.push(ofProperties[properties.indexOf(filter)] ?? []);
    else if (filter.kind === 'stock') all.push(STOCK);
    else if (filter.kind === 'manufacturer' || filter.kind === 'brand') all.push(valuesOf(filter.kind, filter.values));
    else all.push(await namedThings(sql, shopId, filter.kind, filter.values));
  }
  return all;
}

const valuesOf = (kind: 'manufacturer' | 'brand', values: readonly string[]): Alternative[] =>
  values.map((value) => ({ kind, name: '', value, space: '' }));

const TABLES = { group: 'groups', warehouse: 'warehouses', priceType: 'price_types' } as const;
const IDS = { group: 'group_id', warehouse: 'warehouse_id', priceType: 'price_type_id' } as const;

/**
 * Groups, warehouses or price types by our ids or those of 1C (in whatever id space, also of one that has not come itself).
 * @param names as a client wrote them
 */
async function namedThings(
  sql: Sql,
  shopId: string,
  kind: keyof typeof TABLES,
  names: readonly string[],
): Promise<Alternative[]> {
  const own = names.filter((name) => validate(name));
  const rows: { space: string; name: string }[] =
    own.length === 0
      ? []
      : await sql(TABLES[kind])
          .where('shop_id', shopId)
          .whereRaw('?? = any(?::uuid[])', [IDS[kind], own])
          .select({ space: 'id_space', name: 'external_id' });
  return [
    ...rows.map(({ space, name }) => ({ kind, name, value: '', space })),
    ...names.map((name) => ({ kind, name, value: '', space: null })),
  ];
}

/**
 * Values of properties: as they stand in the rows, by the text of a variant or of an item of the property's dictionary, or as values of
 * a characteristic of that name.
 */
async function propertyValues(
  sql: Sql,
  shopId: string,
  asked: readonly Extract<NamedFilter, { readonly kind: 'property' }>[],
): Promise<readonly (readonly Alternative[])[]> {
  if (asked.length === 0) return [];
  const wanted = asked.flatMap(({ name, values }, place) =>
    values.map((value) => ({ place, name, own: validate(name) ? name : null, value })),
  );
  const { rows } = await sql.raw<{ rows: { place: number; space: string; name: string; value: string }[] }>(
    `select distinct a.place, p.id_space as space, p.external_id as name, v.value
     from jsonb_to_recordset(cast(:wanted as jsonb)) as a(place int, name text, own uuid, value text)
     join properties p on p.shop_id = :shop and (p.external_id = a.name or p.property_id = a.own)
     cross join lateral (
       select a.value
       union select e.key from jsonb_each_text(p.variants) e where e.value = a.value
       union select i.external_id from dictionaries d
         join dictionary_items i on i.shop_id = d.shop_id and i.id_space = d.id_space and i.dictionary_external_id = d.external_id
         where p.value_type = 'dictionary' and d.shop_id = :shop and d.id_space = p.id_space
           and trim(p.extra ->> :dictionary) in (d.external_id, d.name) and i.name = a.value) v(value)`,
    { shop: shopId, wanted: JSON.stringify(wanted), dictionary: DICTIONARY } satisfies Knex.ValueDict,
  );
  return asked.map(({ name, values }, place) => [
    ...rows.flatMap((row) =>
      row.place === place ? [{ kind: 'property' as const, name: row.name, value: row.value, space: row.space }] : [],
    ),
    ...values.map((value) => ({ kind: 'property' as const, name, value, space: null })),
    ...values.map((value) => ({ kind: 'characteristic' as const, name, value, space: '' })),
  ]);
}
