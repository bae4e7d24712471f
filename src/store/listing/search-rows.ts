import type { Tx } from '../../db/open.js';

/** What of an offer on sale its product is searched by. */
export interface SearchedOffer {
  readonly name: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
}

/** What a product is searched by. */
export interface SearchFacts extends SearchedOffer {
  readonly productId: string;
  readonly active: boolean;
  readonly fullName: string | null;
  readonly brand: string | null;
  readonly manufacturer: string | null;
  /** Its beginning; may be HTML. */
  readonly description: string | null;
  /** Texts of the values of its properties and characteristics, and of those of its offers. */
  readonly values: readonly string[];
  readonly offers: readonly SearchedOffer[];
}

interface Row extends Omit<SearchFacts, 'offers' | 'values'> {
  readonly space: string;
  readonly props: readonly { readonly id: string; readonly values: readonly string[] }[];
  readonly texts: readonly { readonly value: string }[];
}

/** Characters of a description, and of a value, that are searched in. */
const DESCRIPTION = 2000;
const VALUE = 200;

/** How a property of CommerceML 3 names its dictionary (commerceml.md §2.9); it has no column of its own. */
const DICTIONARY = 'ТипСправочника';

/** What these products are searched by, in three statements; one that is gone is left out. */
export async function readSearchFacts(tx: Tx, shopId: string, productIds: readonly string[]): Promise<SearchFacts[]> {
  const bindings = [[...productIds], shopId];
  const products = await tx.raw<{ rows: Row[] }>(
    `select p.product_id as "productId", p.id_space as space, p.active and not p.deleted as active, p.name, p.full_name as "fullName", p.sku, p.barcode, p.code, p.brand, p.manufacturer,
       left(coalesce(p.description, p.description_html), ${DESCRIPTION}) as description, p.properties as props, p.characteristics as texts
     from unnest(cast(? as uuid[])) as k(product_id)
     cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p`,
    bindings,
  );
  const offers = await tx.raw<{ rows: (Pick<Row, 'productId' | 'space' | 'props' | 'texts'> & SearchedOffer)[] }>(
    `select p.product_id as "productId", p.id_space as space, o.name, o.sku, o.barcode, o.code, o.properties as props, o.characteristics as texts
     from unnest(cast(? as uuid[])) as k(product_id)
     cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p
     cross join lateral (select * from offers o
       where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id offset 0) o
     where o.active and not o.deleted order by o.offer_id`,
    bindings,
  );
  const textOf = await readValueTexts(tx, shopId, [...products.rows, ...offers.rows]);
  const valuesOf = ({ space, props, texts }: Pick<Row, 'space' | 'props' | 'texts'>): string[] => [
    ...props.flatMap(({ id, values }) => values.map((value) => textOf(space, id, value))),
    ...texts.map(({ value }) => value),
  ];
  const ofProduct = new Map<string, (typeof offers.rows)[number][]>();
  for (const offer of offers.rows) {
    const others = ofProduct.get(offer.productId);
    if (others) others.push(offer);
    else ofProduct.set(offer.productId, [offer]);
  }
  return products.rows.map(({ space, props, texts, ...product }) => {
    const its = ofProduct.get(product.productId) ?? [];
    const values = [{ space, props, texts }, ...its].flatMap(valuesOf);
    return {
      ...product,
      values: [...new Set(values)].map((value) => value.slice(0, VALUE)),
      offers: its.map(({ name, sku, barcode, code }) => ({ name, sku, barcode, code })),
    };
  });
}

/** Values that stand in rows as ids of variants, or of items of the property's dictionary, have texts; any other is its own. */
export async function readValueTexts(
  tx: Tx,
  shopId: string,
  rows: readonly Pick<Row, 'space' | 'props'>[],
): Promise<(space: string, property: string, value: string) => string> {
  const asked = new Map<string, { space: string; id: string; values: Set<string> }>();
  for (const { space, props } of rows) {
    for (const { id, values } of props) {
      const key = join(space, id);
      const known = asked.get(key) ?? { space, id, values: new Set() };
      asked.set(key, known);
      for (const value of values) known.values.add(value);
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
     order by v.rank desc`,
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

/** What is kept of a product for the search. */
export interface SearchRow {
  readonly productId: string;
  readonly active: boolean;
  /** A tsvector as text. */
  readonly words: string;
  /** Sku, barcode and code of it and its offers, folded, a line each. */
  readonly codes: string;
}

/** Writes rows of the search; those that say the same already are left as they are. @returns how many were written */
export async function writeSearchRows(tx: Tx, shopId: string, rows: readonly SearchRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const written = await tx.raw<{ rowCount: number }>(
    `insert into search_rows (shop_id, product_id, active, words, codes)
     select :shop, r."productId", r.active, r.words, r.codes
     from jsonb_to_recordset(cast(:rows as jsonb)) as r("productId" uuid, active boolean, words tsvector, codes text)
     left join search_rows s on s.shop_id = :shop and s.product_id = r."productId"
     where s.product_id is null or s.active <> r.active or s.codes <> r.codes or s.words <> r.words
     on conflict (shop_id, product_id) do update set active = excluded.active, words = excluded.words, codes = excluded.codes`,
    { shop: shopId, rows: JSON.stringify(rows) },
  );
  return written.rowCount;
}
