import { listOffers, readOffer } from '../store/catalogue/read-offers.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { membersAsked } from './http/parts.js';
import { type Call, IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { OFFER_PARTS, Offer, OfferPage, OfferQuery, OneOfferQuery } from './schemas/offer.js';
import type { PartsAsked } from './schemas/parts.js';
import { type InChannel, offersInChannel } from './views/channel-offer.js';
import { readFrom, readItemContext } from './views/context.js';
import { columnsOfOffer, type OfferJson, offerJson, WHOLE_OFFER } from './views/offer.js';

type Asked = Call<object, PartsAsked & { readonly channel?: string | undefined }, object>;

const list = jsonRoute(
  {
    method: 'get',
    path: '/offers',
    operationId: 'listOffers',
    tag: 'Catalogue',
    summary: 'Offers: prices and stock of every variant',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`. Offers may come before their product.',
    query: OfferQuery,
    followsSeq: true,
    status: 200,
    reply: OfferPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async (call) => {
    const { services, shopId, query } = call;
    const { active, limit, cursor, updatedAfter = null, productId = null } = query;
    const name = updatedAfter === null ? 'offers' : 'offers-updated';
    const members = membersAsked(WHOLE_OFFER, OFFER_PARTS, query);
    const columns = columnsOfOffer(updatedAfter === null ? members : [...members, 'updatedAt']);
    const request = { limit, after: readCursor(name, cursor), updatedAfter };
    const page = await listOffers(services.db.knex, shopId, { active, productId }, request, columns);
    const context = await readItemContext(readFrom(call), page.items);
    const items = page.items.map((offer) => offerJson(offer, context, members));
    return { body: { items: await inChannel(call, items), next: writeCursor(name, page.next) } };
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
    query: OneOfferQuery,
    followsSeq: true,
    status: 200,
    reply: Offer,
    answer: 'The offer.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async (call) => {
    const { services, shopId, params, query } = call;
    const members = membersAsked(WHOLE_OFFER, OFFER_PARTS, query);
    const offer = await readOffer(services.db.knex, shopId, params.id, columnsOfOffer(members));
    if (!offer) throw notFound(params.id);
    const context = await readItemContext(readFrom(call), [offer]);
    const [shown] = await inChannel(call, [offerJson(offer, context, members)]);
    if (!shown) throw notFound(params.id);
    return { body: shown };
  },
);

/** What offers cost in the channel that is asked for, as far as `fields` wants it. */
async function inChannel({ services, shopId, query }: Asked, offers: readonly OfferJson[]): Promise<OfferJson[]> {
  const { channel, fields } = query;
  const shown: (OfferJson & Partial<InChannel>)[] = await offersInChannel(services.db.knex, shopId, channel, offers);
  if (channel === undefined || fields === undefined) return shown;
  return shown.map(({ channelPrice, channelStock, ...offer }) => ({
    ...offer,
    ...(fields.includes('channelPrice') && { channelPrice }),
    ...(fields.includes('channelStock') && { channelStock }),
  }));
}

export const offerRoutes: readonly Route[] = [list, one];
