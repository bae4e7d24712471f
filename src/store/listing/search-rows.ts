import type { Tx } from '../../db/open.js';
import { fetchPages } from './fetch-pages.js';
import { jsonPieces } from './json-pieces.js';
import { readValueTexts, type Valued } from './value-texts.js';

/** What a product is searched by: of itself, and of its offers on sale what is new of them. */
export interface SearchFacts {
  readonly productId: string;
  readonly active: boolean;
  readonly name: string | null;
  readonly fullName: string | null;
  readonly brand: string | null;
  readonly manufacturer: string | null;
  /** Its beginning; may be HTML. */
  readonly description: string | null;
  /** Texts of the values of its properties and characteristics, and of those of its offers; the beginning of each. */
  readonly values: ReadonlySet<string>;
  readonly offerNames: ReadonlySet<string>;
  readonly skus: ReadonlySet<string>;
  /** Skus, barcodes and codes. */
  readonly codes: ReadonlySet<string>;
}

interface Coded {
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
}

/** What has values: a product or an offer. */
interface Item extends Valued {
  readonly texts: readonly { readonly value: string }[];
}

type ProductRow = Omit<SearchFacts, 'values' | 'offerNames' | 'skus' | 'codes'> & Coded & Item;
type OfferRow = Pick<SearchFacts, 'productId' | 'name'> & Coded & Item;

/** Characters of a name, a full name, a description, and of a value, that are searched in. */
const [NAME, FULL_NAME, DESCRIPTION, VALUE] = [1000, 4000, 2000, 200];
/** Different names, values and skus of a product that are looked at; the search keeps fewer words of them. */
const MOST_TEXTS = 2000;

/** What these products are searched by; one that is gone is left out. Offers are read some at a time. */
export async function readSearchFacts(tx: Tx, shopId: string, productIds: readonly string[]): Promise<SearchFacts[]> {
  const bindings = [[...productIds], shopId];
  const products = await tx.raw<{ rows: ProductRow[] }>(
    `select p.product_id as "productId", p.id_space as space, p.active and not p.deleted as active, left(p.name, ${NAME}) as name,
       left(p.full_name, ${FULL_NAME}) as "fullName", p.sku, p.barcode, p.code, left(p.brand, ${NAME}) as brand,
       left(p.manufacturer, ${NAME}) as manufacturer,
       left(coalesce(p.description, p.description_html), ${DESCRIPTION}) as description, p.properties as props, p.characteristics as texts
     from unnest(cast(? as uuid[])) as k(product_id)
     cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p`,
    bindings,
  );
  const textOf = await readValueTexts(tx, shopId, products.rows);
  const found = new Map(products.rows.map((row) => [row.productId, beginFacts(row, textOf)]));
  const pages = fetchPages<OfferRow>(
    tx,
    `select p.product_id as "productId", p.id_space as space, left(o.name, ${NAME}) as name, o.sku, o.barcode, o.code,
       o.properties as props, o.characteristics as texts
     from unnest(cast(? as uuid[])) as k(product_id)
     cross join lateral (select * from products p where p.shop_id = ? and p.product_id = k.product_id offset 0) p
     cross join lateral (select * from offers o
       where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id offset 0) o
     where o.active and not o.deleted order by o.offer_id`,
    bindings,
  );
  for await (const page of pages) {
    const textOfOffers = await readValueTexts(tx, shopId, page);
    for (const offer of page) found.get(offer.productId)?.add(offer, textOfOffers);
  }
  return [...found.values()].map(({ facts }) => facts);
}

type TextOf = Awaited<ReturnType<typeof readValueTexts>>;

function beginFacts(row: ProductRow, textOf: TextOf) {
  const { sku, barcode, code, space, props, texts, ...product } = row;
  const its = {
    values: new Set<string>(),
    offerNames: new Set<string>(),
    skus: new Set<string>(),
    codes: new Set<string>(),
  };
  const addItem = (item: Coded & Item, textIn: TextOf): void => {
    for (const { id, values } of item.props)
      for (const value of values) addText(its.values, textIn(item.space, id, value).slice(0, VALUE));
    for (const { value } of item.texts) addText(its.values, value.slice(0, VALUE));
    addText(its.skus, item.sku);
    for (const one of [item.sku, item.barcode, item.code]) if (one !== null) its.codes.add(one);
  };
  addItem(row, textOf);
  return {
    facts: { ...product, ...its } satisfies SearchFacts,
    add: (offer: OfferRow, textIn: TextOf): void => {
      addItem(offer, textIn);
      addText(its.offerNames, offer.name);
    },
  };
}

function addText(texts: Set<string>, text: string | null): void {
  if (text !== null && texts.size < MOST_TEXTS) texts.add(text);
}

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
  let written = 0;
  for (const piece of jsonPieces(rows)) written += await writePiece(tx, shopId, piece);
  return written;
}

async function writePiece(tx: Tx, shopId: string, piece: string): Promise<number> {
  const written = await tx.raw<{ rowCount: number }>(
    `insert into search_rows (shop_id, product_id, active, words, codes)
     select :shop, r."productId", r.active, r.words, r.codes
     from jsonb_to_recordset(cast(:rows as jsonb)) as r("productId" uuid, active boolean, words tsvector, codes text)
     left join search_rows s on s.shop_id = :shop and s.product_id = r."productId"
     where s.product_id is null or s.active <> r.active or s.codes <> r.codes or s.words <> r.words
     on conflict (shop_id, product_id) do update set active = excluded.active, words = excluded.words, codes = excluded.codes`,
    { shop: shopId, rows: piece },
  );
  return written.rowCount;
}
