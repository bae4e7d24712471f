import type { Knex } from 'knex';
import { isDryRun } from '../../db/dry-run.js';
import type { Tx } from '../../db/open.js';

export interface Change {
  readonly entity:
    | 'product'
    | 'offer'
    | 'group'
    | 'property'
    | 'priceType'
    | 'warehouse'
    | 'unit'
    | 'dictionary'
    | 'dictionaryItem'
    | 'counterparty'
    | 'order'
    | 'file'
    | 'channel';
  /** Our id: a UUID. */
  readonly entityId: string;
  readonly action: 'written' | 'removed';
  /**
   * What became of the row, for the counters of an import: `removed` = it is not on sale any more; `retired` = the same of a row that
   * the feed does not name. Absent: a feed has not said it row by row.
   */
  readonly how?: 'new' | 'changed' | 'removed' | 'retired';
  /** Of an offer: what of it changed, each told as a type of its own. Absent: itself. */
  readonly of?: readonly ChangedPart[] | undefined;
}

/** What of an offer changed: its row, what it costs, how much there is of it. */
export type ChangedPart = 'itself' | 'price' | 'stock';

/** In the order in which they are told. Shared, as a step has thousands of each. */
const PARTS: readonly (readonly ChangedPart[])[] = [
  [],
  ['itself'],
  ['price'],
  ['itself', 'price'],
  ['stock'],
  ['itself', 'stock'],
  ['price', 'stock'],
  ['itself', 'price', 'stock'],
];

/** What of an offer changed, for `Change.of`. */
export const partsOf = (changed: { itself: boolean; prices: boolean; stock: boolean }): readonly ChangedPart[] =>
  PARTS[(changed.itself ? 1 : 0) + (changed.prices ? 2 : 0) + (changed.stock ? 4 : 0)] ?? [];

/** What two changes of one offer tell together. */
export const partsTogether = (one: Change['of'], other: Change['of']): readonly ChangedPart[] => {
  const all = new Set([...(one ?? ITSELF), ...(other ?? ITSELF)]);
  return partsOf({ itself: all.has('itself'), prices: all.has('price'), stock: all.has('stock') });
};

const ITSELF: readonly ChangedPart[] = ['itself'];

/** What the log may say that changed: of an offer also its price or its stock alone. */
export type ChangeType = Change['entity'] | 'price' | 'stock';

/** Ids of one row of the log at most: 16 KB, so that a reader of single changes never takes much more than it asked for. */
const BLOCK = 1000;

/** A row of the log: changes of one kind that have numbers side by side. */
interface Block {
  readonly entity: ChangeType;
  readonly action: Change['action'];
  readonly ids: string[];
}

/**
 * Gives each change its number in the shop's log, in their order; of changes of offers that stand side by side first all that are of the
 * offers themselves, then the prices, then the stock, so that blocks stay long. Each is told with the time at which its number was given,
 * which never goes back from one number to the next. Call it LAST in a transaction: it locks the shop's counter row until
 * the commit, so that numbers commit in their order (a sequence would not) and orders do not wait for a whole import step.
 * A dry run gives none.
 */
export async function recordChanges(
  tx: Tx,
  shopId: string,
  exchangeId: string | null,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0 || isDryRun(tx)) return;
  const blocks = inBlocks(changes);
  const ends = endsOf(blocks);
  await tx.raw(
    `with counted as (
       insert into change_counters (shop_id, last) values (:shop, :count)
       on conflict (shop_id) do update set last = change_counters.last + excluded.last
       returning last - :count as before, clock_timestamp() as at)
     insert into changes (shop_id, first_no, last_no, entity, action, exchange_id, at, entity_ids)
     select :shop, before + ends - size + 1, before + ends, entity, action, cast(:exchange as uuid), at, cast(ids as uuid[])
     from counted, unnest(cast(:ends as bigint[]), cast(:sizes as bigint[]), cast(:entities as text[]), cast(:actions as text[]),
       cast(:ids as text[])) as b(ends, size, entity, action, ids)`,
    {
      ...{ shop: shopId, count: ends.at(-1) ?? 0, exchange: exchangeId, ends },
      sizes: blocks.map(({ ids }) => ids.length),
      entities: blocks.map(({ entity }) => entity),
      actions: blocks.map(({ action }) => action),
      ids: blocks.map(({ ids }) => `{${ids.join(',')}}`),
    } as unknown as Knex.ValueDict,
  );
}

/** With a row for each thing the log took a tenth of PostgreSQL's time at a first load, now a hundredth. */
function inBlocks(changes: readonly Change[]): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < changes.length; ) {
    const end = endOfRun(changes, start);
    const run = changes.slice(start, end);
    for (const part of PARTS_IN_ORDER) {
      const told = run.filter((change) => tells(change, part));
      for (let at = 0; at < told.length; at += BLOCK) blocks.push(blockOf(part, told.slice(at, at + BLOCK)));
    }
    start = end;
  }
  return blocks;
}

/** An offer that goes off sale with another price than it had has a written price: it may come back with that. */
function blockOf(part: ChangedPart, changes: readonly Change[]): Block {
  const ids = changes.map(({ entityId }) => entityId);
  if (part !== 'itself') return { entity: part, action: 'written', ids };
  return { entity: changes[0]?.entity ?? 'offer', action: changes[0]?.action ?? 'written', ids };
}

const PARTS_IN_ORDER: readonly ChangedPart[] = ['itself', 'price', 'stock'];

const tells = ({ of = ITSELF }: Change, part: ChangedPart): boolean => of.includes(part);

/** The end of the changes of one kind that begin at `start`. */
function endOfRun(changes: readonly Change[], start: number): number {
  const first = changes[start];
  let end = start + 1;
  while (changes[end]?.entity === first?.entity && changes[end]?.action === first?.action) end += 1;
  return end;
}

/** How many changes there are up to the end of each block. */
function endsOf(blocks: readonly Block[]): number[] {
  let count = 0;
  return blocks.map(({ ids }) => {
    count += ids.length;
    return count;
  });
}
