import type { Tx } from '../../db/open.js';
import type { Channel } from '../../store/channels/channels.js';
import type { OfferFacts } from '../../store/channels/offer-facts.js';
import { type ChannelOffer, openPricer } from '../channels/channel-prices.js';
import type { ProductRow } from './product-json.js';

/** What offers cost in a channel, by their ids; null = no channel was asked for. */
export type InChannel = ReadonlyMap<string, ChannelOffer> | null;

/** Opens a channel's prices as they are in a snapshot. @param at when it was taken */
export async function openChannelPrices(
  tx: Tx,
  shopId: string,
  channel: Channel | null,
  at: Date,
): Promise<(rows: readonly ProductRow[]) => Promise<InChannel>> {
  if (channel === null) return async () => null;
  const pricer = await openPricer(tx, shopId, channel, { at });
  return async (rows) => await pricer.price(rows.flatMap(factsOf));
}

function factsOf({ product, offers }: ProductRow): OfferFacts[] {
  const groupIds = JSON.parse(product.groupIds ?? '[]') as string[];
  return offers.map(({ offer, numbers }) => ({
    offerId: offer.id ?? '',
    idSpace: offer.idSpace ?? '',
    productExternalId: offer.productExternalId ?? '',
    characteristicId: offer.characteristicId ?? '',
    name: offer.name,
    prices: JSON.parse(numbers.prices ?? '{}') as OfferFacts['prices'],
    stockTotal: numbers.stockTotal,
    productId: product.id,
    productName: product.name,
    groupIds,
    manufacturer: product.manufacturer,
  }));
}
