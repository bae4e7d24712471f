import type { Sql } from '../../db/open.js';
import { amountText } from '../../pricing/amount-text.js';
import { applyRules, type RuleStep } from '../../pricing/apply-rules.js';
import { rulesInForce } from '../../pricing/choose-rules.js';
import type { Price } from '../../pricing/rule.js';
import type { Channel } from '../../store/channels/channels.js';
import { type OfferFacts, readOfferFacts } from '../../store/channels/offer-facts.js';
import { type OwnPrice, readOwnPrices } from '../../store/channels/own-prices.js';
import { readRules } from '../../store/channels/price-rules.js';
import { asChannelRules, type ChannelRule } from './channel-rules.js';
import { openPriceSource, type PriceSource } from './price-source.js';

/** What an offer costs in a channel, and how much of it there is. */
export interface ChannelOffer {
  /** In the channel's currency. Null: 1C has no price of the channel's types, or one in a currency that no rule converts; or the channel's own is not set. */
  readonly price: Price | null;
  /** The price of 1C that the rules began with; null: there is none, or the price is the channel's own. */
  readonly before: Price | null;
  readonly steps: readonly RuleStep<ChannelRule>[];
  /** Decimal text; null = not known, or the channel's own is not set. */
  readonly stock: string | null;
}

export interface ChannelPricer {
  /** By the offers' ids. @param quantityOf of an offer, for prices that hold from a quantity on */
  price(
    offers: readonly OfferFacts[],
    quantityOf?: (offerId: string) => string | undefined,
  ): Promise<ReadonlyMap<string, ChannelOffer>>;
}

/** How a channel is asked. */
export interface PricingTerms {
  readonly at: Date;
  /** Absent: those of the channel. */
  readonly rules?: readonly ChannelRule[];
  /** `computed`: what 1C's prices and the rules make, though the channel has prices of its own. */
  readonly kind?: 'shown' | 'computed';
}

/** Opens a channel's prices as they are at a moment: what is read of rules, groups and price types is read once. */
export async function openPricer(
  sql: Sql,
  shopId: string,
  channel: Channel,
  { at, rules, kind = 'shown' }: PricingTerms,
): Promise<ChannelPricer> {
  const inForce = rulesInForce(rules ?? asChannelRules(await readRules(sql, shopId, channel.channelId)), at);
  const source = await openPriceSource(sql, shopId, channel, inForce);
  const updates = kind === 'computed' ? 'both' : channel.updates;
  const own = async (offers: readonly OfferFacts[]): Promise<ReadonlyMap<string, OwnPrice>> =>
    updates === 'both'
      ? new Map()
      : await readOwnPrices(
          sql,
          shopId,
          channel.channelId,
          offers.map((offer) => offer.offerId),
        );
  return {
    price: async (offers, quantityOf) => {
      const ownOf = await own(offers);
      return new Map(
        offers.map((offer) => {
          const kept = ownOf.get(offer.offerId);
          const stock = updates === 'price' ? (kept?.stock ?? null) : offer.stockTotal;
          const price =
            updates === 'stock'
              ? ownPrice(kept, channel)
              : ruledPrice(source, offer, inForce, channel, quantityOf?.(offer.offerId));
          return [offer.offerId, { ...price, stock }];
        }),
      );
    },
  };
}

/** What some offers cost in a channel now. */
export async function channelOffers(
  sql: Sql,
  shopId: string,
  channel: Channel,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, ChannelOffer>> {
  if (offerIds.length === 0) return new Map();
  const [pricer, facts] = await Promise.all([
    openPricer(sql, shopId, channel, { at: new Date() }),
    readOfferFacts(sql, shopId, offerIds),
  ]);
  return await pricer.price(facts);
}

type Priced = Omit<ChannelOffer, 'stock'>;

function ruledPrice(
  source: PriceSource,
  offer: OfferFacts,
  rules: readonly ChannelRule[],
  { mode, currency }: Channel,
  quantity: string | undefined,
): Priced {
  const start = source.startOf(offer, quantity);
  if (!start) return { price: null, before: null, steps: [] };
  const { price, steps } = applyRules(start.price, start.thing, rules, { mode, currency });
  return { price: price.currency === currency ? price : null, before: steps[0]?.before ?? price, steps };
}

/** A price that was set when the channel sold in another currency is none any more. */
const ownPrice = (kept: OwnPrice | undefined, { currency }: Channel): Priced => ({
  price: kept?.price != null && kept.currency === currency ? { amount: amountText(kept.price), currency } : null,
  before: null,
  steps: [],
});
