import type { z } from 'zod';
import type { Sql } from '../../db/open.js';
import { type ChannelOffer, channelOffers } from '../../exchange/channels/channel-prices.js';
import { type Channel, findChannel } from '../../store/channels/channels.js';
import { InvalidRequest } from '../http/invalid-request.js';
import type { ChannelPrice } from '../schemas/channel.js';

/** What an offer has besides when it is read in a channel. */
export interface InChannel {
  readonly channelPrice: z.input<typeof ChannelPrice> | null;
  readonly channelStock: string | null;
}

/**
 * Offers with what they cost in a channel, and how much of them there is in it.
 * @param channel its id or name; undefined = the offers as they are
 * @throws InvalidRequest when there is no such channel
 */
export async function offersInChannel<Offer extends { readonly id: string }>(
  sql: Sql,
  shopId: string,
  channel: string | undefined,
  offers: readonly Offer[],
): Promise<(Offer & Partial<InChannel>)[]> {
  if (channel === undefined) return [...offers];
  const found = await channelNamed(sql, shopId, channel);
  const ids = offers.map((offer) => offer.id);
  const priced = await channelOffers(sql, shopId, found, ids);
  return offers.map((offer) => ({ ...offer, ...inChannelJson(priced.get(offer.id)) }));
}

/** The channel that a read names by its id or its name. @throws InvalidRequest when there is no such channel */
export async function channelNamed(sql: Sql, shopId: string, channel: string): Promise<Channel> {
  const found = await findChannel(sql, shopId, channel);
  if (found) return found;
  throw new InvalidRequest([{ path: 'channel', message: 'There is no such channel. GET /v1/channels lists them.' }]);
}

/** The same of products with their offers. */
export async function productsInChannel<
  Product extends { readonly offers?: readonly { readonly id: string }[] | undefined },
>(sql: Sql, shopId: string, channel: string | undefined, products: readonly Product[]): Promise<Product[]> {
  if (channel === undefined) return [...products];
  const all = products.flatMap((product) => product.offers ?? []);
  const byId = new Map((await offersInChannel(sql, shopId, channel, all)).map((offer) => [offer.id, offer]));
  return products.map((product) =>
    product.offers === undefined
      ? product
      : { ...product, offers: product.offers.map((offer) => byId.get(offer.id) ?? offer) },
  );
}

/** @param offer undefined: it was taken away since */
export const inChannelJson = (offer: ChannelOffer | undefined): InChannel => ({
  channelPrice: offer?.price
    ? { ...offer.price, before: offer.before, rules: offer.steps.map((step) => step.rule.ruleId) }
    : null,
  channelStock: offer?.stock ?? null,
});
