import type { z } from 'zod';
import { type ChannelOffer, openPricer } from '../exchange/channels/channel-prices.js';
import { asChannelRules, type ChannelRule } from '../exchange/channels/channel-rules.js';
import { readChannel } from '../store/channels/channels.js';
import { listProductsOffers, type ProductOfferFacts } from '../store/channels/offer-facts.js';
import { readRules } from '../store/channels/price-rules.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { digestOf } from './http/order-conditions.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { PreviewInput, type PreviewItem, PreviewPage, PreviewQuery } from './schemas/channel.js';
import { DRAFT, draftRules } from './views/channel.js';

/** Offers of a page at most, and steps of rules that are shown of them: with very many rules that add up, a page has fewer offers. */
const MOST_OFFERS = 1000;
const MOST_STEPS = 10_000;

const OFFER_OR_NONE = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;

const preview = jsonRoute(
  {
    method: 'post',
    path: '/channels/{id}/preview',
    operationId: 'previewPrices',
    tag: 'Channels',
    summary: 'What the rules of a channel, or a draft of them, make of prices',
    description:
      'Of one product, of a group with all below it, or of all products that are on sale, by their ids. A page has 1,000 offers at most, and fewer where more than 10 rules add up: the offers of one product may be on several pages. Changes nothing. Shows what the rules make, also of a channel whose prices are its own.',
    scope: 'read',
    params: IdParams,
    query: PreviewQuery,
    body: PreviewInput,
    status: 200,
    reply: PreviewPage,
    answer: 'One page: before, after, and by which rules.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query, body }) => {
    const sql = services.db.knex;
    const channel = await readChannel(sql, shopId, params.id);
    if (!channel) throw notFound(params.id);
    const { product = null, group, mode = channel.mode, at } = body;
    const rules = body.rules ? draftRules(body.rules) : asChannelRules(await readRules(sql, shopId, channel.channelId));
    const pricer = await openPricer(
      sql,
      shopId,
      { ...channel, mode },
      {
        at: at === undefined ? new Date() : new Date(at),
        rules,
        kind: 'computed',
      },
    );
    const name = `preview/${channel.channelId}/${digestOf({ product, group })}`;
    const most = mode === 'all' ? Math.floor(MOST_STEPS / Math.max(1, rules.length)) : MOST_OFFERS;
    const page = await listProductsOffers(
      sql,
      shopId,
      { productId: product, group: group ?? null },
      {
        products: query.limit,
        offers: Math.min(MOST_OFFERS, most),
        after: readCursor(name, query.cursor, OFFER_OR_NONE),
      },
    );
    const priced = await pricer.price(page.items);
    const items = page.items.flatMap((offer) => {
      const made = priced.get(offer.offerId);
      return made ? [itemJson(offer, made, rules)] : [];
    });
    return { body: { items, next: writeCursor(name, page.next) } };
  },
);

function itemJson(
  offer: ProductOfferFacts,
  { before, price, steps }: ChannelOffer,
  rules: readonly ChannelRule[],
): z.input<typeof PreviewItem> {
  const { offerId, productExternalId, characteristicId, productId } = offer;
  const externalId = characteristicId ? `${productExternalId}#${characteristicId}` : productExternalId;
  return {
    offer: { id: offerId, externalId, name: offer.name },
    product: { id: productId, name: offer.productName },
    before,
    after: price,
    rules: steps.map((step) => ({
      place: rules.indexOf(step.rule) + 1,
      id: step.rule.ruleId === DRAFT ? null : step.rule.ruleId,
      name: step.rule.name,
      before: step.before,
      after: step.after,
    })),
  };
}

export const pricePreviewRoutes: readonly Route[] = [preview];
