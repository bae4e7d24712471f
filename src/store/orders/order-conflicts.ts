import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { FieldGroup, Winner } from '../../nodes/exchange-node.js';
import type { Json } from '../../records.js';

/** Fields that the shop and 1C both changed: what each says, and who won by which rule. */
export interface OrderConflict {
  readonly orderId: string;
  readonly nodeId: string;
  readonly exchangeId: string;
  /** The order's version when 1C spoke. */
  readonly version: number;
  readonly group: FieldGroup;
  readonly fields: Readonly<Record<string, { readonly site: Json; readonly oneC: Json }>>;
  readonly rule: Winner | 'customer-cancelled';
  readonly winner: '1c' | 'site';
}

/** A conflict as it is kept. */
export interface KeptConflict extends Omit<OrderConflict, 'exchangeId'> {
  readonly conflictId: string;
  readonly exchangeId: string | null;
  readonly at: Date;
}

/**
 * Keeps a conflict, unless the very same was met since the shop's change: 1C sends the same file again and again.
 * @param since the version that the shop's change made
 * @returns whether it is a new one
 */
export async function keepConflict(tx: Tx, shopId: string, conflict: OrderConflict, since: number): Promise<boolean> {
  const { fields, rule, winner } = conflict;
  const digest = createHash('sha256').update(JSON.stringify({ fields, rule, winner })).digest('hex').slice(0, 32);
  const kept = await tx.raw<{ rowCount: number }>(
    `insert into order_conflicts (shop_id, conflict_id, order_id, node_id, exchange_id, version, field_group, fields, rule, winner, digest)
     select :shopId, :conflictId, :orderId, :nodeId, :exchangeId, :version, :group, cast(:fields as jsonb), :rule, :winner, :digest
     where not exists (select from order_conflicts where shop_id = :shopId and order_id = :orderId and version >= :since
       and field_group = :group and digest = :digest)
     on conflict do nothing`,
    {
      shopId,
      conflictId: uuid(),
      orderId: conflict.orderId,
      nodeId: conflict.nodeId,
      exchangeId: conflict.exchangeId,
      version: conflict.version,
      group: conflict.group,
      fields: JSON.stringify(fields),
      rule,
      winner,
      digest,
      since,
    },
  );
  return kept.rowCount > 0;
}

/** The conflicts of an order in versions `after` < version ≤ `upTo`, oldest first. @param upTo null = without end */
export async function readConflicts(
  sql: Sql,
  shopId: string,
  orderId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number | null },
): Promise<KeptConflict[]> {
  const query = sql('order_conflicts')
    .select({
      conflictId: 'conflict_id',
      orderId: 'order_id',
      nodeId: 'node_id',
      exchangeId: 'exchange_id',
      version: 'version',
      group: 'field_group',
      fields: 'fields',
      rule: 'rule',
      winner: 'winner',
      at: 'at',
    })
    .where({ shop_id: shopId, order_id: orderId })
    .where('version', '>', after)
    .orderBy('conflict_id');
  if (upTo !== null) query.where('version', '<=', upTo);
  return (await query) as KeptConflict[];
}
