import type { Tx } from '../../db/open.js';

/** A full run that is given up. */
export interface VoidRun {
  readonly runId: string;
  readonly nodeId: string;
  readonly catalogueId: string;
}

/**
 * Gives up the open full runs that an exchange of a node takes part in, one of whose feeds was stopped: what they did not see is not gone.
 */
export async function voidRunsOf(
  tx: Tx,
  { shopId, nodeId, exchangeId }: { readonly shopId: string; readonly nodeId: string; readonly exchangeId: string },
): Promise<void> {
  await tx.raw(
    `with void as (
       update full_runs set state = 'superseded', ended_at = now()
       where shop_id = :shop and node_id = :node and state = 'open' and first_exchange_id <= :exchange and last_exchange_id >= :exchange
       returning shop_id, run_id)
     delete from run_seen s using void where s.shop_id = void.shop_id and s.run_id = void.run_id`,
    { shop: shopId, node: nodeId, exchange: exchangeId },
  );
}

/**
 * Gives up the open and held full runs that an exchange or a later one took part in: they would remove what they did not see, and what
 * they saw is no longer so.
 */
export async function voidRunsSince(tx: Tx, shopId: string, exchangeId: string): Promise<VoidRun[]> {
  const found = await tx.raw<{ rows: VoidRun[] }>(
    `update full_runs set state = 'superseded', ended_at = now()
     where shop_id = ? and state in ('open', 'held') and last_exchange_id >= ?
     returning run_id as "runId", node_id as "nodeId", catalogue_id as "catalogueId"`,
    [shopId, exchangeId],
  );
  return found.rows;
}
