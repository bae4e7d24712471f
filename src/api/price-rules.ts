import { putRules } from '../exchange/channels/channel-desk.js';
import { readChannel } from '../store/channels/channels.js';
import { readRules } from '../store/channels/price-rules.js';
import { readIfMatch } from './http/order-conditions.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { PatchHeaders } from './schemas/order.js';
import { PriceRuleList, RulesInput } from './schemas/price-rule.js';
import { ruleOf, rulesJson } from './views/channel.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/channels/{id}/rules',
    operationId: 'listPriceRules',
    tag: 'Channels',
    summary: 'The price rules of a channel',
    params: IdParams,
    status: 200,
    reply: PriceRuleList,
    answer: 'All of them, also those that do not hold now; the ETag is the version of the channel.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    // The version first: rules that are newer than it only make a change for it be refused.
    const channel = await readChannel(services.db.knex, shopId, params.id);
    if (!channel) throw notFound(params.id);
    const rules = await readRules(services.db.knex, shopId, params.id);
    return { body: { items: rulesJson(rules) }, etag: `"${channel.version}"` };
  },
);

const put = jsonRoute(
  {
    method: 'put',
    path: '/channels/{id}/rules',
    operationId: 'putPriceRules',
    tag: 'Channels',
    summary: 'Replaces the price rules of a channel, all at once',
    description: 'The order of the list is the order that they are tried in. Prices are computed when they are read.',
    params: IdParams,
    headers: PatchHeaders,
    body: RulesInput,
    idempotent: true,
    status: 200,
    reply: PriceRuleList,
    answer: 'The rules as they are now.',
    errors: ['UZ1501', 'UZ1506', 'UZ1507'],
  },
  async ({ services, shopId, params, body, header }) => {
    const ifVersion = readIfMatch(header('If-Match'));
    const { channel, rules } = await putRules(services.db, shopId, params.id, body.rules.map(ruleOf), ifVersion);
    return { body: { items: rulesJson(rules) }, etag: `"${channel.version}"` };
  },
);

export const priceRuleRoutes: readonly Route[] = [list, put];
