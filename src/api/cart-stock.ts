import { readOffersById } from '../store/catalogue/read-offers.js';
import { jsonRoute, type Route } from './http/route.js';
import { CartStock, CartStockQuery } from './schemas/cart.js';
import { offersInChannel } from './views/channel-offer.js';
import { externalIdOf, stockJson } from './views/offer.js';

const read = jsonRoute(
  {
    method: 'get',
    path: '/stock',
    operationId: 'readCartStock',
    tag: 'Catalogue',
    summary: 'How much there is of the offers of a cart',
    description: 'As /v1/offers shows it, for up to 200 offers at once, also those that are not on sale.',
    query: CartStockQuery,
    followsSeq: true,
    status: 200,
    reply: CartStock,
    answer: 'The stock.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const sql = services.db.knex;
    const ids = query.offers.map((id) => id.toLowerCase());
    const found = await readOffersById(sql, shopId, ids, new Set(['active', 'stock', 'stockTotal']));
    const shown = found.map((offer) => ({ id: offer.offerId, offer }));
    const byId = new Map((await offersInChannel(sql, shopId, query.channel, shown)).map((one) => [one.id, one]));
    return {
      body: {
        items: ids.flatMap((id) => {
          const one = byId.get(id);
          if (!one) return [];
          const { offer, channelStock } = one;
          const externalId = externalIdOf(offer);
          const common = { offer: id, externalId, active: offer.active, stock: stockJson(offer) };
          return [{ ...common, ...(channelStock !== undefined && { channelStock }) }];
        }),
        missing: ids.filter((id) => !byId.has(id)),
      },
    };
  },
);

/** How much there is of what lies in a cart. */
export const cartStockRoutes: readonly Route[] = [read];
