import { openPricer } from '../exchange/channels/channel-prices.js';
import { choosePrice } from '../pricing/choose-price.js';
import { type OfferRow, readOffersById } from '../store/catalogue/read-offers.js';
import { readOfferFacts } from '../store/channels/offer-facts.js';
import { jsonRoute, type Route } from './http/route.js';
import { CartPrices, CartPricesQuery } from './schemas/cart.js';
import { channelNamed, inChannelJson } from './views/channel-offer.js';
import { readFrom, readItemContext } from './views/context.js';
import { externalIdOf, pricesJson } from './views/offer.js';

const read = jsonRoute(
  {
    method: 'get',
    path: '/prices',
    operationId: 'readCartPrices',
    tag: 'Catalogue',
    summary: 'What the offers of a cart cost',
    description: 'As /v1/offers shows it, for up to 200 offers at once, also those that are not on sale.',
    query: CartPricesQuery,
    followsSeq: true,
    status: 200,
    reply: CartPrices,
    answer: 'The prices.',
    errors: ['UZ1501'],
  },
  async (call) => {
    const { services, shopId, query } = call;
    const sql = services.db.knex;
    const ids = query.offers.map((id) => id.toLowerCase());
    const quantityOf = (offerId: string) => query.quantity?.[ids.indexOf(offerId)] ?? query.quantity?.[0];
    const channel = query.channel === undefined ? null : await channelNamed(sql, shopId, query.channel);
    const found = await readOffersById(sql, shopId, ids, new Set(['active', 'prices']));
    const byId = new Map(found.map((offer) => [offer.offerId, offer]));
    const context = await readItemContext(readFrom(call), found);
    const pricer = channel && (await openPricer(sql, shopId, channel, { at: new Date() }));
    const inChannel = await pricer?.price(await readOfferFacts(sql, shopId, [...byId.keys()]), quantityOf);

    const isAsked = ({ idSpace }: OfferRow, externalId: string): boolean => {
      if (query.priceType === undefined || query.priceType === externalId) return true;
      return context.priceTypes.get({ idSpace, externalId })?.priceTypeId === query.priceType.toLowerCase();
    };
    const held = (offer: OfferRow): OfferRow['prices'] =>
      Object.fromEntries(
        Object.entries(offer.prices).flatMap(([type, prices]) => {
          const price = choosePrice(prices, quantityOf(offer.offerId));
          return price && isAsked(offer, type) ? [[type, [price]]] : [];
        }),
      );
    return {
      body: {
        items: ids.flatMap((id) => {
          const offer = byId.get(id);
          if (!offer) return [];
          const { idSpace, active } = offer;
          const prices = pricesJson({ idSpace, prices: held(offer) }, context);
          const { channelPrice } = inChannelJson(inChannel?.get(id));
          return [{ offer: id, externalId: externalIdOf(offer), active, prices, ...(channel && { channelPrice }) }];
        }),
        missing: ids.filter((id) => !byId.has(id)),
      },
    };
  },
);

/** The prices of what lies in a cart. */
export const cartPriceRoutes: readonly Route[] = [read];
