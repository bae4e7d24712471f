import type { Tx } from '../../db/open.js';
import { boundsOf, numbersIn } from './item-numbers.js';
import type { Written } from './item-writes.js';
import { epochOf } from './known-blocks.js';
import type { Distrusted, Snapshot } from './known-table.js';
import type { WriteScope } from './write-scope.js';

/** Recognised records of one catalogue in a step. Items are `int8multirange`s of their numbers, as text. */
export interface KnownInStep {
  /** 1C id. */
  readonly catalogueId: string;
  /** What their being known relies on. */
  readonly snapshot: Snapshot;
  /** What must not have been written since. */
  readonly relies: Readonly<Record<Written, string>>;
  /** What they show their catalogue to have. */
  readonly shows: { readonly product: string; readonly offer: string };
  /** All that they speak for. */
  readonly items: { readonly product: string; readonly offer: string };
}

/** How many different items recognised records are about. */
export interface KnownItems {
  readonly products: number;
  readonly offers: number;
}

/**
 * Which items of recognised records were written after the answers that the recognition relies on: by others, or by this transaction
 * itself. Ask under the id space's lock, when the step has written its rows.
 * @returns undefined when none was; empty lists when nobody can tell any more
 */
export async function writtenSince(
  tx: Tx,
  scope: WriteScope,
  known: readonly KnownInStep[],
): Promise<Distrusted | undefined> {
  if (known.length === 0) return undefined;
  const epoch = await epochOf(tx);
  if (known.some(({ snapshot }) => snapshot.epoch !== epoch)) return { products: [], offers: [] };
  const products = new Set<number>();
  const offers = new Set<number>();
  for (const { snapshot, relies } of known) {
    const found = await tx.raw<{ rows: { entity: Written; items: string }[] }>(
      `select w.entity, range_agg(w.items * a.items)::text as items
       from (values ('product', cast(:product as int8multirange)), ('standing', cast(:standing as int8multirange)),
         ('offer', cast(:offer as int8multirange))) a(entity, items)
       join item_writes w on w.shop_id = :shop and w.id_space = :space and w.write_no > :upTo
         and w.entity = a.entity and w.items && a.items group by w.entity`,
      { ...relies, shop: scope.shopId, space: scope.idSpace, upTo: snapshot.upTo },
    );
    for (const { entity, items } of found.rows) {
      for (const item of numbersIn(items)) (entity === 'offer' ? offers : products).add(item);
    }
  }
  return products.size + offers.size === 0 ? undefined : { products: [...products], offers: [...offers] };
}

/** How many items the recognised records are about. */
export function countKnown(known: readonly KnownInStep[]): KnownItems {
  const sum = (entity: 'product' | 'offer') => known.reduce((all, { items }) => all + lengthOf(items[entity]), 0);
  return { products: sum('product'), offers: sum('offer') };
}

function lengthOf(ranges: string): number {
  const bounds = boundsOf(ranges);
  return bounds.reduce((sum, bound, index) => sum + (index % 2 === 0 ? -bound : bound), 0);
}
