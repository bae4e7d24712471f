import type { Tx } from '../../db/open.js';

/** What has values of properties. */
export interface Valued {
  readonly space: string;
  readonly props: readonly { readonly id: string; readonly values: readonly string[] }[];
}

/** How a property of CommerceML 3 names its dictionary (commerceml.md §2.9); it has no column of its own. */
export const DICTIONARY = 'ТипСправочника';

/** Characters: a value that is longer is its own text. */
const LONGEST_ID = 200;

/** Values that stand in rows as ids of variants, or of items of the property's dictionary, have texts; any other is its own. */
export async function readValueTexts(
  tx: Tx,
  shopId: string,
  rows: readonly Valued[],
): Promise<(space: string, property: string, value: string) => string> {
  const asked = new Map<string, { space: string; id: string; values: Set<string> }>();
  for (const { space, props } of rows) {
    for (const { id, values } of props) {
      const key = join(space, id);
      const known = asked.get(key) ?? { space, id, values: new Set() };
      asked.set(key, known);
      for (const value of values) if (value.length <= LONGEST_ID) known.values.add(value); // a longer one is no id
    }
  }
  if (asked.size === 0) return (_space, _property, value) => value;
  const { rows: found } = await tx.raw<{ rows: { space: string; id: string; value: string; text: string }[] }>(
    `select a.space, a.id, v.value, v.text
     from jsonb_to_recordset(cast(:asked as jsonb)) as a(space text, id text, "values" text[])
     join properties p on p.shop_id = :shop and p.id_space = a.space and p.external_id = a.id
     cross join lateral (
       select e.key as value, e.value as text, 0 as rank from jsonb_each_text(p.variants) e where e.key = any(a."values")
       union all
       select i.external_id, i.name, 1 from dictionaries d
         join dictionary_items i on i.shop_id = d.shop_id and i.id_space = d.id_space and i.dictionary_external_id = d.external_id
         where p.value_type = 'dictionary' and d.shop_id = :shop and d.id_space = p.id_space and i.name is not null
           and trim(p.extra ->> :dictionary) in (d.external_id, d.name) and i.external_id = any(a."values")) v
     order by v.rank desc, v.text collate "C"`,
    {
      shop: shopId,
      dictionary: DICTIONARY,
      asked: JSON.stringify([...asked.values()].map((one) => ({ ...one, values: [...one.values] }))),
    },
  );
  const texts = new Map(found.map(({ space, id, value, text }) => [join(join(space, id), value), text]));
  return (space, property, value) => texts.get(join(join(space, property), value)) ?? value;
}

const join = (one: string, other: string): string => `${one}\u0000${other}`;
