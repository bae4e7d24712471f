import { listOffers, readOffer } from '../store/catalogue/read-offers.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Offer, OfferPage, OfferQuery } from './schemas/offer.js';
import { readItemContext } from './views/context.js';
import { offerJson } from './views/offer.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/offers',
    operationId: 'listOffers',
    tag: 'Catalogue',
    summary: 'Offers: prices and stock of every variant',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`. Offers may come before their product.',
    query: OfferQuery,
    status: 200,
    reply: OfferPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const name = query.updatedAfter === undefined ? 'offers' : 'offers-updated';
    const page = await listOffers(
      services.db.knex,
      shopId,
      { active: query.active, productId: query.productId ?? null },
      { limit: query.limit, after: readCursor(name, query.cursor), updatedAfter: query.updatedAfter ?? null },
    );
    const context = await readItemContext(services.db.knex, shopId, services.config.PUBLIC_URL, { offers: page.items });
    return {
      body: { items: page.items.map((offer) => offerJson(offer, context)), next: writeCursor(name, page.next) },
    };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/offers/{id}',
    operationId: 'getOffer',
    tag: 'Catalogue',
    summary: 'One offer, also one that is not active',
    params: IdParams,
    status: 200,
    reply: Offer,
    answer: 'The offer.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const offer = await readOffer(services.db.knex, shopId, params.id);
    if (!offer) throw notFound(params.id);
    const context = await readItemContext(services.db.knex, shopId, services.config.PUBLIC_URL, { offers: [offer] });
    return { body: offerJson(offer, context) };
  },
);

export const offerRoutes: readonly Route[] = [list, one];
