import type { Database } from '../../db/open.js';
import { lockChannel } from '../../store/channels/channels.js';
import { type OfferFacts, walkOfferFacts } from '../../store/channels/offer-facts.js';
import { type OwnPriceChange, writeOwnPrices } from '../../store/channels/own-prices.js';
import { tellChannel } from './channel-desk.js';
import { type ChannelOffer, openPricer } from './channel-prices.js';

/** Offers of one transaction: short enough that other changes of the channel need not wait. */
const LOT = 1000;

/** What of the offers becomes the channel's own. */
export interface FreezeChoice {
  readonly prices: boolean;
  readonly stock: boolean;
}

/**
 * Makes what 1C and the rules give now the channel's own, for every offer: what a channel needs that begins to keep its prices or its stock
 * by itself. Lot by lot: broken off, it is done again from the beginning. What 1C does not price has no price of its own afterwards.
 * @returns how many offers there are
 * @throws UzelError UZ1507 unknown
 */
export async function freezeChannel(
  db: Database,
  shopId: string,
  channelId: string,
  choice: FreezeChoice,
): Promise<number> {
  let [after, count]: [string | null, number] = [null, 0];
  for (;;) {
    const lot = await freezeLot(db, shopId, channelId, choice, after);
    count += lot.length;
    after = lot.at(-1)?.offerId ?? null;
    if (lot.length < LOT) return count;
  }
}

async function freezeLot(
  db: Database,
  shopId: string,
  channelId: string,
  choice: FreezeChoice,
  after: string | null,
): Promise<readonly OfferFacts[]> {
  return await db.transaction(async (tx) => {
    const channel = await lockChannel(tx, shopId, channelId);
    const pricer = await openPricer(tx, shopId, channel, { at: new Date(), kind: 'computed' });
    const lot = await walkOfferFacts(tx, shopId, after, LOT);
    if (lot.length === 0) return lot;
    const priced = await pricer.price(lot);
    await writeOwnPrices(
      tx,
      shopId,
      channel,
      lot.map(({ offerId }) => frozen(offerId, priced.get(offerId), choice)),
    );
    await tellChannel(tx, shopId, channelId);
    return lot;
  });
}

const frozen = (offerId: string, offer: ChannelOffer | undefined, { prices, stock }: FreezeChoice): OwnPriceChange => ({
  offerId,
  ...(prices && { price: offer?.price?.amount ?? null }),
  ...(stock && { stock: offer?.stock ?? null }),
});
