import type { Tx } from '../../db/open.js';
import { readChanges, type SeenChange } from '../changes/read-changes.js';
import type { ChangeType } from '../changes/record-changes.js';
import { type Settled, settleDirectories } from './settle-directories.js';

/**
 * What the rows of the listing are made of. Names of groups, properties, price types and warehouses are not: terms hold their ids. Where
 * groups stand, and what values are called, `settleDirectories` follows.
 */
const TYPES: readonly ChangeType[] = ['product', 'offer', 'price', 'stock'];
const OF_OFFERS: readonly ChangeType[] = ['offer', 'price', 'stock'];

/** What changed behind a number of the log. */
export interface Touched {
  /** Our ids, each once; they may be gone. Null = it cannot be told: all products are to be made anew. */
  readonly productIds: readonly string[] | null;
  /** Those of them that say something else, themselves or an offer of theirs: not only in another group, for another price; or whose values are called otherwise. */
  readonly retold: ReadonlySet<string>;
  /** Those of which nothing but prices of offers changed. */
  readonly repriced: ReadonlySet<string>;
  /** Read on behind this number. */
  readonly last: number;
  readonly newest: number;
  /** More may follow. */
  readonly more: boolean;
}

/**
 * The products that changes behind a number touched. Call it in a snapshot (repeatable read): what it tells and what is read of the
 * products afterwards is then of one moment.
 */
export async function readTouched(
  tx: Tx,
  shopId: string,
  { doneNo, settledNo }: { readonly doneNo: number; readonly settledNo: number },
  limit: number,
): Promise<Touched> {
  const page = await readChanges(tx, shopId, { after: doneNo, limit, types: TYPES });
  const { last, newest, forgotten, items } = page;
  const more = items.length === limit;
  const isOfThisLog = doneNo >= forgotten && doneNo <= newest;
  const settled = isOfThisLog ? await settleDirectories(tx, shopId, settledNo) : null;
  const touched = settled === null ? null : await productsOf(tx, shopId, items, settled);
  return { ...(touched ?? UNKNOWN), last, newest, more };
}

type Products = Pick<Touched, 'productIds' | 'retold' | 'repriced'>;
const UNKNOWN: Products = { productIds: null, retold: new Set(), repriced: new Set() };

async function productsOf(
  tx: Tx,
  shopId: string,
  items: readonly SeenChange[],
  settled: Settled,
): Promise<Products | null> {
  const found = new Set(items.filter(({ type }) => type === 'product').map(({ id }) => id));
  const retold = new Set(found);
  const changed = new Set(found);
  const retoldOffers = new Set(items.filter(({ type }) => type === 'offer').map(({ id }) => id));
  const changedOffers = new Set(items.filter(({ type }) => type === 'offer' || type === 'stock').map(({ id }) => id));
  const offers = [...new Set(items.filter(({ type }) => OF_OFFERS.includes(type)).map(({ id }) => id))];
  if (offers.length > 0) {
    const { rows } = await tx.raw<{ rows: { offer_id: string; product_id: string | null }[] }>(
      `select k.offer_id, p.product_id from unnest(cast(? as uuid[])) as k(offer_id)
       cross join lateral (select * from offers o where o.shop_id = ? and o.offer_id = k.offer_id offset 0) o
       left join products p on p.shop_id = o.shop_id and p.id_space = o.id_space and p.external_id = o.product_external_id`,
      [offers, shopId],
    );
    if (rows.length < offers.length) return null; // a restore has deleted some: whose they were is not known any more
    for (const { offer_id, product_id } of rows) {
      if (product_id === null) continue;
      found.add(product_id);
      if (retoldOffers.has(offer_id)) retold.add(product_id);
      if (changedOffers.has(offer_id)) changed.add(product_id);
    }
  }
  for (const id of settled.moved) {
    found.add(id);
    changed.add(id);
  }
  for (const id of settled.retold) {
    found.add(id);
    retold.add(id);
    changed.add(id);
  }
  return { productIds: [...found], retold, repriced: new Set([...found].filter((id) => !changed.has(id))) };
}
