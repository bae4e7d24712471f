import type { Sql } from '../../db/open.js';

/** An exchange that has ended, and whose node's kind was not told so. */
export interface EndedExchange {
  readonly shopId: string;
  readonly exchangeId: string;
  readonly nodeId: string;
}

/** Exchanges of 1C that have ended and whose node's kind was not told, oldest first. */
export async function untoldEnds(sql: Sql, limit: number): Promise<EndedExchange[]> {
  const found = await sql.raw<{ rows: EndedExchange[] }>(
    `select shop_id as "shopId", exchange_id as "exchangeId", node_id as "nodeId" from exchanges
     where ended_at is not null and not end_told order by ended_at limit ?`,
    [limit],
  );
  return found.rows;
}

/** Notes that the end of an exchange was told. */
export async function markEndTold(
  sql: Sql,
  { shopId, exchangeId }: Pick<EndedExchange, 'shopId' | 'exchangeId'>,
): Promise<void> {
  await sql('exchanges').where({ shop_id: shopId, exchange_id: exchangeId }).update({ end_told: true });
}
