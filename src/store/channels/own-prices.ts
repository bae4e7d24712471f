import type { Sql, Tx } from '../../db/open.js';
import { cutPage, type Page, type PageRequest } from '../list-page.js';

/** What a channel has of an offer by itself. Amounts are decimal text. */
export interface OwnPrice {
  readonly offerId: string;
  readonly price: string | null;
  /** The channel's when the price was set; null together with it. */
  readonly currency: string | null;
  readonly stock: string | null;
}

/** What to write of one offer: what is absent stays, null is taken away. */
export interface OwnPriceChange {
  readonly offerId: string;
  readonly price?: string | null | undefined;
  readonly stock?: string | null | undefined;
}

const COLUMNS = { offerId: 'offer_id', price: 'price', currency: 'currency', stock: 'stock' };

/** What a channel has by itself of these offers, by their ids. */
export async function readOwnPrices(
  sql: Sql,
  shopId: string,
  channelId: string,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, OwnPrice>> {
  const rows: OwnPrice[] = await sql('channel_offers')
    .where({ shop_id: shopId, channel_id: channelId })
    .whereRaw('offer_id = any(?::uuid[])', [[...offerIds]])
    .select(COLUMNS);
  return new Map(rows.map((row) => [row.offerId, row]));
}

/** All that a channel has by itself, one page, in the order of the offers' ids. */
export async function listOwnPrices(
  sql: Sql,
  shopId: string,
  channelId: string,
  page: Pick<PageRequest, 'limit' | 'after'>,
): Promise<Page<OwnPrice>> {
  const query = sql('channel_offers')
    .where({ shop_id: shopId, channel_id: channelId })
    .orderBy('offer_id')
    .limit(page.limit + 1);
  if (page.after) query.whereRaw('offer_id > ?::uuid', [page.after.id]);
  const rows: OwnPrice[] = await query.select(COLUMNS);
  return cutPage(rows, page.limit, (row) => ({ id: row.offerId }));
}

/**
 * Writes what a locked channel has by itself of offers, each named once; an offer of which nothing is left is forgotten.
 * @param currency the channel's
 */
export async function writeOwnPrices(
  tx: Tx,
  shopId: string,
  channel: { readonly channelId: string; readonly currency: string },
  changes: readonly OwnPriceChange[],
): Promise<void> {
  const rows = changes.map(({ offerId, price, stock }) => ({
    ...{ offer_id: offerId, price: price ?? null, stock: stock ?? null },
    keeps_price: price === undefined,
    keeps_stock: stock === undefined,
  }));
  const key = { shop: shopId, channel: channel.channelId };
  await tx.raw(
    `insert into channel_offers (shop_id, channel_id, offer_id, price, currency, stock)
     select :shop, cast(:channel as uuid), e.offer_id, case when e.keeps_price then o.price else e.price end,
       case when e.keeps_price then o.currency when e.price is not null then :currency end,
       case when e.keeps_stock then o.stock else e.stock end
     from jsonb_to_recordset(cast(:rows as jsonb)) as e(offer_id uuid, price numeric, stock numeric, keeps_price boolean, keeps_stock boolean)
     left join channel_offers o on o.shop_id = :shop and o.channel_id = cast(:channel as uuid) and o.offer_id = e.offer_id
     on conflict (shop_id, channel_id, offer_id) do update
       set price = excluded.price, currency = excluded.currency, stock = excluded.stock`,
    { ...key, currency: channel.currency, rows: JSON.stringify(rows) },
  );
  await tx('channel_offers')
    .where({ shop_id: shopId, channel_id: channel.channelId })
    .whereRaw('offer_id = any(?::uuid[])', [changes.map(({ offerId }) => offerId)])
    .whereNull('price')
    .whereNull('stock')
    .delete();
}
