import { type Retained, sweepRetention } from '../../src/exchange/history/retention.js';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { openOrdersWorld, SHOP } from './orders-world.js';

/** RETENTION_DAYS of these tests. */
export const DAYS = 30;
/** Old enough to be taken away, and not yet old enough. */
export const OLD = DAYS + 1;
export const YOUNG = DAYS - 1;

/** A shop with an orders node whose exchanges can be moved into the past. */
export async function openRetentionWorld() {
  const world = await openOrdersWorld({ RETENTION_DAYS: String(DAYS) });
  const { knex, services } = world;
  const oneC = await world.node();

  /** An exchange of a given type, live. */
  const open = async (of: ExchangeNode = oneC, type = 'sale'): Promise<Exchange> => {
    const exchange = await world.exchange(of);
    await knex('exchanges').where({ exchange_id: exchange.exchangeId }).update({ type });
    return exchange;
  };

  /** Ends an exchange so many days ago, and moves all that belongs to it there. */
  const end = async ({ exchangeId }: Exchange, days: number): Promise<void> => {
    const ago = knex.raw(`now() - make_interval(secs => ?)`, [days * 86_400]);
    const all = (table: string) => knex(table).where({ exchange_id: exchangeId });
    await all('exchanges').update({ opened_at: ago, last_seen_at: ago, ended_at: ago });
    await all('feeds').update({ received_at: ago, updated_at: ago });
    await all('journal').update({ at: ago });
    await all('batches').update({ offered_at: ago });
  };

  return {
    ...world,
    oneC,
    open,
    end,
    /** An exchange of orders: query and, when asked, success. */
    fetchOrders: async (confirm: boolean, days: number): Promise<Exchange> => {
      const exchange = await open();
      await queryOrders(services, exchange, oneC);
      if (confirm) await acknowledge(services, exchange, oneC);
      await end(exchange, days);
      return exchange;
    },
    /** Only what was found: a sweep without anything to do gives {}. */
    sweep: async (): Promise<Partial<Retained>> =>
      Object.fromEntries(Object.entries(await sweepRetention(services)).filter(([, count]) => count > 0)),
    exchanges: async (): Promise<string[]> =>
      (await knex('exchanges').where({ shop_id: SHOP }).orderBy('exchange_id').select('exchange_id')).map(
        (row: { exchange_id: string }) => row.exchange_id,
      ),
  };
}

export type RetentionWorld = Awaited<ReturnType<typeof openRetentionWorld>>;
