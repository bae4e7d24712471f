import type { Tx } from '../../db/open.js';
import type { Json } from '../../records.js';
import type { StoredOrder } from '../orders/order-rows.js';

/** A change that the shop made of one part of an order. */
export interface ShopChange {
  /** When the shop changed it last. */
  readonly at: Date;
  /** The version that the last change made. */
  readonly version: number;
  /** Its owner has not acknowledged it. */
  readonly isPending: boolean;
  /** What stood there before each of the changes, oldest first: 1C may still say one of these without having changed anything. */
  readonly former: readonly unknown[];
}

/** By part: a field (`status`), or a member of one that is an object (`delivery.price`, `customer.phone`, `requisites.Name`). */
export type ShopChanges = ReadonlyMap<string, ShopChange>;

/** What an order costs is one thing: whoever changes one of these decides all. */
const SUMS: readonly string[] = ['lines', 'total', 'delivery.price'];
const WITH_MEMBERS: ReadonlySet<string> = new Set(['customer', 'delivery', 'bonus', 'requisites']);
const NEVER = 2_147_483_647;

interface HistoryRow {
  readonly version: number;
  readonly at: Date;
  readonly source: string;
  readonly changes: Readonly<Record<string, { readonly from: Json; readonly to: Json }>>;
}

/**
 * What the shop changed of an order, and no document of 1C since: what its owner has not acknowledged, and what is newer than `since`.
 * @param since when 1C said what is compared with it; null = only what is not acknowledged counts
 */
export async function shopChanges(
  tx: Tx,
  shopId: string,
  { order, dueVersion, acknowledgedVersion }: Pick<StoredOrder, 'order' | 'dueVersion' | 'acknowledgedVersion'>,
  since: Date | null,
): Promise<ShopChanges> {
  const known = dueVersion > acknowledgedVersion ? acknowledgedVersion : NEVER;
  if (known === NEVER && since === null) return new Map();
  const found = await tx.raw<{ rows: HistoryRow[] }>(
    `select version, at, source, changes from order_history
     where shop_id = ? and order_id = ? and (version > ? ${since ? 'or at > ?' : ''}) order by version`,
    [shopId, order.orderId, known, ...(since ? [since] : [])],
  );
  const changes = new Map<string, ShopChange>();
  for (const row of found.rows) note(changes, row, row.version > known);
  return changes;
}

function note(changes: Map<string, ShopChange>, row: HistoryRow, isPending: boolean): void {
  const byShop = row.source === 'api' || row.source === 'cli';
  for (const [part, from] of partsOf(row.changes)) {
    if (byShop) {
      const former = [...(changes.get(part)?.former ?? []), from];
      changes.set(part, { at: row.at, version: row.version, isPending, former });
    } else {
      for (const each of SUMS.includes(part) ? SUMS : [part]) changes.delete(each);
    }
  }
}

function partsOf(changes: HistoryRow['changes']): [string, unknown][] {
  return Object.entries(changes).flatMap(([field, { from, to }]): [string, unknown][] => {
    if (!WITH_MEMBERS.has(field)) return [[field, from]];
    const [before, after] = [membersOf(from), membersOf(to)];
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    const differing = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    return differing.map((name) => [`${field}.${name}`, before[name] ?? null]);
  });
}

const membersOf = (value: Json): Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
