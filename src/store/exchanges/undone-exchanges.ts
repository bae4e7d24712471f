import type { Sql } from '../../db/open.js';

/** An exchange whose changes of the catalogue a restore takes back. */
export interface UndoneExchange {
  readonly exchangeId: string;
  readonly node: string;
  readonly type: string;
  readonly openedAt: Date;
}

/** The exchanges from one on that imported files of goods, or restored the catalogue, oldest first. */
export async function exchangesToUndo(sql: Sql, shopId: string, from: string): Promise<UndoneExchange[]> {
  const found = await sql.raw<{ rows: UndoneExchange[] }>(
    `select e.exchange_id as "exchangeId", n.name as node, e.type, e.opened_at as "openedAt"
     from exchanges e join nodes n on n.shop_id = e.shop_id and n.node_id = e.node_id
     where e.shop_id = ? and e.exchange_id >= ? and (e.type = 'restore' or exists (
       select from feeds f join jobs j on j.shop_id = f.shop_id and j.feed_id = f.feed_id and j.kind = 'import'
       where f.shop_id = e.shop_id and f.exchange_id = e.exchange_id and f.type <> 'sale'))
     order by e.exchange_id`,
    [shopId, from],
  );
  return found.rows;
}
