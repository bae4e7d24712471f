import type { Tx } from '../../db/open.js';
import { readChanges, type SeenChange } from '../changes/read-changes.js';
import type { ChangeType } from '../changes/record-changes.js';

/** What the rows of the listing are made of. Names of properties, price types and warehouses are not: terms hold their ids. */
const TYPES: readonly ChangeType[] = ['product', 'offer', 'price', 'stock', 'group'];
const OF_OFFERS: readonly ChangeType[] = ['offer', 'price', 'stock'];

/** So many products of a group that was moved are made anew at once; more, and all products are. */
const MOST_MOVED = 20_000;

/** What changed behind a number of the log. */
export interface Touched {
  /** Our ids, each once; they may be gone. Null = it cannot be told: all products are to be made anew. */
  readonly productIds: readonly string[] | null;
  /** Those of them that say something else, themselves or an offer of theirs: not only in another group, for another price. */
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
export async function readTouched(tx: Tx, shopId: string, after: number, limit: number): Promise<Touched> {
  const page = await readChanges(tx, shopId, { after, limit, types: TYPES });
  const { last, newest, forgotten, items } = page;
  const more = items.length === limit;
  const isOfThisLog = after >= forgotten && after <= newest;
  const touched = isOfThisLog ? await productsOf(tx, shopId, items) : null;
  return { ...(touched ?? UNKNOWN), last, newest, more };
}

type Products = Pick<Touched, 'productIds' | 'retold' | 'repriced'>;
const UNKNOWN: Products = { productIds: null, retold: new Set(), repriced: new Set() };

async function productsOf(tx: Tx, shopId: string, items: readonly SeenChange[]): Promise<Products | null> {
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
  if (items.some(({ type }) => type === 'group')) {
    const moved = await productsOfMoved(tx, shopId);
    if (moved.length > MOST_MOVED) return null;
    for (const id of moved) {
      found.add(id);
      changed.add(id);
    }
  }
  return { productIds: [...found], retold, repriced: new Set([...found].filter((id) => !changed.has(id))) };
}

/** SQL: groups that stand below another one than when the rows were made. */
const MOVED = `select coalesce(g.id_space, l.id_space) as id_space, coalesce(g.external_id, l.external_id) as external_id, g.shop_id is null as gone,
    g.parent_external_id
  from (select * from groups where shop_id = :shop) g
  full join (select * from listing_groups where shop_id = :shop) l on l.id_space = g.id_space and l.external_id = g.external_id
  where g.shop_id is null or l.shop_id is null or g.parent_external_id is distinct from l.parent_external_id`;

/**
 * The products in or below groups that were moved, and notes the tree as it is now. A product's terms have all groups above it, so those
 * with the term of the moved group are all.
 */
async function productsOfMoved(tx: Tx, shopId: string): Promise<string[]> {
  const bindings = { shop: shopId };
  const { rows } = await tx.raw<{ rows: { product_id: string }[] }>(
    `select product_id from listing where shop_id = :shop and terms && array(
       select t.term_no from listing_terms t join (${MOVED}) m on t.space = m.id_space and t.name = m.external_id
       where t.shop_id = :shop and t.kind = 'group')`,
    bindings,
  );
  await tx.raw(
    `with moved as materialized (${MOVED}),
     gone as (delete from listing_groups l using moved m
       where m.gone and l.shop_id = :shop and l.id_space = m.id_space and l.external_id = m.external_id)
     insert into listing_groups (shop_id, id_space, external_id, parent_external_id)
     select :shop, id_space, external_id, parent_external_id from moved where not gone
     on conflict (shop_id, id_space, external_id) do update set parent_external_id = excluded.parent_external_id`,
    bindings,
  );
  return rows.map((row) => row.product_id);
}
