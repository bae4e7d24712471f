import { z } from 'zod';
import { putOwnPrices } from '../exchange/channels/channel-desk.js';
import { freezeChannel } from '../exchange/channels/freeze-prices.js';
import { readChannel } from '../store/channels/channels.js';
import { listOwnPrices, readOwnPrices, type OwnPrice as StoredOwnPrice } from '../store/channels/own-prices.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { type FieldError, InvalidRequest } from './http/invalid-request.js';
import { IdParams, jsonRoute, notFound, type Route, silentRoute } from './http/route.js';
import {
  FreezeInput,
  Frozen,
  OwnPrice,
  OwnPriceInput,
  OwnPricePage,
  OwnPriceQuery,
  OwnPricesInput,
} from './schemas/channel.js';

const OfferParams = IdParams.extend({ offer: z.uuid().describe('Our id of the offer.') });

const shown = ({ offerId, ...own }: StoredOwnPrice): z.input<typeof OwnPrice> => ({ offer: offerId, ...own });

const noOffer = (unknown: ReadonlySet<string>, offerId: string, at: number): FieldError[] => {
  const message = 'There is no such offer. GET /v1/offers lists them.';
  return unknown.has(offerId) ? [{ path: `items.${at}.offer`, message }] : [];
};

const list = jsonRoute(
  {
    method: 'get',
    path: '/channels/{id}/offers',
    operationId: 'listOwnPrices',
    tag: 'Channels',
    summary: 'The prices and the stock that a channel has by itself',
    description: 'Ordered by the ids of the offers. They are shown where the channel does not follow 1C.',
    params: IdParams,
    query: OwnPriceQuery,
    status: 200,
    reply: OwnPricePage,
    answer: 'One page.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const sql = services.db.knex;
    const channel = await readChannel(sql, shopId, params.id);
    if (!channel) throw notFound(params.id);
    const name = `own-prices/${channel.channelId}`;
    const request = { limit: query.limit, after: readCursor(name, query.cursor) };
    const page = await listOwnPrices(sql, shopId, params.id, request);
    return { body: { items: page.items.map(shown), next: writeCursor(name, page.next) } };
  },
);

const putMany = silentRoute(
  {
    method: 'put',
    path: '/channels/{id}/offers',
    operationId: 'putOwnPrices',
    tag: 'Channels',
    summary: 'Sets prices and stock of a channel’s own, of up to 1,000 offers',
    description: 'All of them or, when one is refused, none. May be repeated.',
    params: IdParams,
    body: OwnPricesInput,
    idempotent: true,
    status: 204,
    answer: 'They are set.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, body }) => {
    const changes = body.items.map(({ offer, ...change }) => ({ offerId: offer.toLowerCase(), ...change }));
    const unknown = await putOwnPrices(services.db, shopId, params.id, changes);
    if (unknown.size > 0) throw new InvalidRequest(changes.flatMap(({ offerId }, at) => noOffer(unknown, offerId, at)));
  },
);

const put = jsonRoute(
  {
    method: 'put',
    path: '/channels/{id}/offers/{offer}',
    operationId: 'putOwnPrice',
    tag: 'Channels',
    summary: 'Sets price and stock of a channel’s own, of one offer',
    params: OfferParams,
    body: OwnPriceInput,
    idempotent: true,
    status: 200,
    reply: OwnPrice,
    answer: 'What the channel has of it by itself now.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, body }) => {
    const offerId = params.offer.toLowerCase();
    const unknown = await putOwnPrices(services.db, shopId, params.id, [{ offerId, ...body }]);
    if (unknown.size > 0) throw notFound(params.offer);
    const own = await readOwnPrices(services.db.knex, shopId, params.id, [offerId]);
    return { body: shown(own.get(offerId) ?? { offerId, price: null, currency: null, stock: null }) };
  },
);

const freeze = jsonRoute(
  {
    method: 'post',
    path: '/channels/{id}/freeze',
    operationId: 'freezeChannel',
    tag: 'Channels',
    summary: 'Makes the prices or the stock of now the channel’s own, of all offers',
    description:
      'What 1C and the rules give, whatever the channel had by itself. Takes ten seconds or more for each 100,000 offers; broken off, it may be repeated.',
    params: IdParams,
    body: FreezeInput,
    idempotent: 'part by part',
    status: 200,
    reply: Frozen,
    answer: 'It is done.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, body }) => ({
    body: { offers: await freezeChannel(services.db, shopId, params.id, body) },
  }),
);

export const channelPriceRoutes: readonly Route[] = [list, putMany, put, freeze];
