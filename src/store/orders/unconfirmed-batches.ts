import type { Sql, Tx } from '../../db/open.js';
import type { Batch } from './batches.js';

interface Of {
  readonly shopId: string;
  readonly batchId: string;
}

/** Notes that the answer of a batch went out to its last byte, or that it turned out not to have. */
export async function noteAnswered(sql: Sql, { shopId, batchId }: Of, whole: boolean): Promise<void> {
  await sql.raw(
    `update batches set answered_at = case when ? then now() end where shop_id = ? and batch_id = ?::uuid and state = 'offered'`,
    [whole, shopId, batchId],
  );
}

/**
 * The node's open batches whose answers had gone out whole before this exchange began: a 1C that begins another exchange is done with
 * them. One that runs beside this exchange may still be at work on its orders.
 */
export async function answeredBefore(
  tx: Tx,
  of: { readonly shopId: string; readonly nodeId: string; readonly exchangeId: string },
): Promise<Batch[]> {
  const found = await tx.raw<{ rows: { batch_id: string; exchange_id: string }[] }>(
    `select b.batch_id, b.exchange_id from exchanges e join batches b on b.shop_id = e.shop_id and b.node_id = e.node_id
     where e.shop_id = ? and e.exchange_id = ?::uuid and e.node_id = ?::uuid and b.state = 'offered'
       and b.exchange_id <> e.exchange_id and b.answered_at <= e.opened_at
     order by b.batch_id`,
    [of.shopId, of.exchangeId, of.nodeId],
  );
  return found.rows.map((row) => ({
    batchId: row.batch_id,
    nodeId: of.nodeId,
    exchangeId: row.exchange_id,
    state: 'offered',
  }));
}

/**
 * Notes that a node fetches its orders and never says `success`: in `exchanges` exchanges before this one an answer with orders went out
 * whole, and nothing was ever confirmed.
 * @returns true once in the life of a node
 */
export async function noteSuccessMissed(
  tx: Tx,
  of: { readonly shopId: string; readonly nodeId: string; readonly exchangeId: string },
  exchanges: number,
): Promise<boolean> {
  const noted = await tx.raw<{ rowCount: number }>(
    `update nodes n set success_missed_at = now() where n.shop_id = :shop and n.node_id = :node and n.success_missed_at is null
       and (select count(*) from (
         select distinct b.exchange_id from batches b
         where b.shop_id = :shop and b.node_id = :node and b.state = 'offered' and b.answered_at is not null
           and b.orders_count > 0 and b.exchange_id <> :exchange limit :exchanges) as fetched) >= :exchanges
       and not exists (
         select from batches b where b.shop_id = :shop and b.node_id = :node and b.state = 'acknowledged')`,
    { shop: of.shopId, node: of.nodeId, exchange: of.exchangeId, exchanges },
  );
  return noted.rowCount > 0;
}
