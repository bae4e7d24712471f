import { isDryRun } from '../db/dry-run.js';
import type { Tx } from '../db/open.js';

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
    | 'file';
  readonly entityId: string;
  readonly action: 'written' | 'removed';
  /**
   * What became of the row, for the counters of an import: `removed` = it is not on sale any more; `retired` = the same of a row that
   * the feed does not name. Absent: a feed has not said it row by row.
   */
  readonly how?: 'new' | 'changed' | 'removed' | 'retired';
}

/**
 * Gives each change its number in the shop's log. Call it LAST in a transaction: it locks the shop's counter row until
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
  const counted = await tx.raw(
    `insert into change_counters (shop_id, last) values (?, ?)
     on conflict (shop_id) do update set last = change_counters.last + excluded.last returning last`,
    [shopId, changes.length],
  );
  const first = BigInt(counted.rows[0].last) - BigInt(changes.length);
  await tx.raw(
    `insert into changes (shop_id, change_no, entity, entity_id, action, exchange_id)
     select ?, ?::bigint + ordinality, entity, entity_id, action, ?::uuid
     from unnest(?::text[], ?::text[], ?::text[]) with ordinality as c(entity, entity_id, action, ordinality)`,
    [
      shopId,
      first.toString(),
      exchangeId,
      changes.map((change) => change.entity),
      changes.map((change) => change.entityId),
      changes.map((change) => change.action),
    ],
  );
}
