import type { z } from 'zod';
import { changeChannel, makeChannel, removeChannel } from '../exchange/channels/channel-desk.js';
import { listChannels, readChannel, type Channel as StoredChannel } from '../store/channels/channels.js';
import { readIfMatch } from './http/order-conditions.js';
import type { Reply } from './http/reply.js';
import { IdParams, jsonRoute, notFound, type Route, silentRoute } from './http/route.js';
import { Channel, ChannelInput, ChannelList, ChannelPatch } from './schemas/channel.js';
import { PatchHeaders } from './schemas/order.js';
import { channelJson } from './views/channel.js';

/** One channel as it is answered: its ETag is its version. */
const reply = (channel: StoredChannel): Reply<z.input<typeof Channel>> => ({
  body: channelJson(channel),
  etag: `"${channel.version}"`,
});

const list = jsonRoute(
  {
    method: 'get',
    path: '/channels',
    operationId: 'listChannels',
    tag: 'Channels',
    summary: 'The channels that the shop sells in',
    status: 200,
    reply: ChannelList,
    answer: 'All of them.',
    errors: [],
  },
  async ({ services, shopId }) => ({
    body: { items: (await listChannels(services.db.knex, shopId)).map(channelJson) },
  }),
);

const make = jsonRoute(
  {
    method: 'post',
    path: '/channels',
    operationId: 'makeChannel',
    tag: 'Channels',
    summary: 'Makes a channel, which has no rules yet',
    description: 'At most 100 of a shop.',
    body: ChannelInput,
    idempotent: true,
    status: 201,
    reply: Channel,
    answer: 'The channel.',
    answerHeaders: { Location: 'The address of the channel.' },
    errors: ['UZ1501', 'UZ1524', 'UZ1608'],
  },
  async ({ services, shopId, body }) => {
    const { mode = 'first', updates = 'both', ...fields } = body;
    const channel = await makeChannel(services.db, shopId, { ...fields, mode, updates });
    return { ...reply(channel), headers: { Location: `/v1/channels/${channel.channelId}` } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/channels/{id}',
    operationId: 'getChannel',
    tag: 'Channels',
    summary: 'One channel',
    params: IdParams,
    status: 200,
    reply: Channel,
    answer: 'The channel; its ETag is its version.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const channel = await readChannel(services.db.knex, shopId, params.id);
    if (!channel) throw notFound(params.id);
    return reply(channel);
  },
);

const patch = jsonRoute(
  {
    method: 'patch',
    path: '/channels/{id}',
    operationId: 'patchChannel',
    tag: 'Channels',
    summary: 'Changes a channel',
    description:
      'A channel that is to keep its prices or stock by itself has none at first: `POST /v1/channels/{id}/freeze` takes those of now.',
    params: IdParams,
    headers: PatchHeaders,
    body: ChannelPatch,
    idempotent: true,
    status: 200,
    reply: Channel,
    answer: 'The channel as it is now.',
    errors: ['UZ1501', 'UZ1506', 'UZ1507', 'UZ1608'],
  },
  async ({ services, shopId, params, body, header }) =>
    reply(await changeChannel(services.db, shopId, params.id, body, readIfMatch(header('If-Match')))),
);

const remove = silentRoute(
  {
    method: 'delete',
    path: '/channels/{id}',
    operationId: 'deleteChannel',
    tag: 'Channels',
    summary: 'Removes a channel with its rules and its own prices',
    params: IdParams,
    headers: PatchHeaders,
    idempotent: true,
    status: 204,
    answer: 'It is gone.',
    errors: ['UZ1506', 'UZ1507'],
  },
  async ({ services, shopId, params, header }) =>
    await removeChannel(services.db, shopId, params.id, readIfMatch(header('If-Match'))),
);

export const channelRoutes: readonly Route[] = [list, make, one, patch, remove];
