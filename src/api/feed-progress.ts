import { UzelError } from '../errors.js';
import { feedProgress } from '../exchange/feeds/feed-report.js';
import { findFeed } from '../store/exchanges/feeds.js';
import { type Call, IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { FeedProgress } from './schemas/feed-upload.js';
import { progressJson } from './views/feed-progress.js';

type Asked = Pick<Call<{ readonly id: string }, object, object>, 'services' | 'shopId' | 'params'>;

async function shown({ services, shopId, params }: Asked) {
  const progress = await feedProgress(services, shopId, params.id);
  if (!progress) throw notFound(params.id);
  return { body: await progressJson(services, shopId, progress) };
}

const progress = jsonRoute(
  {
    method: 'get',
    path: '/feeds/{id}/progress',
    operationId: 'getFeedProgress',
    tag: 'Exchanges',
    summary: 'How far the import of a feed is, of one that 1C sent too',
    description: 'Ask again every second or two until `finishedAt` is there.',
    params: IdParams,
    status: 200,
    reply: FeedProgress,
    answer: 'How it stands.',
    errors: ['UZ1507'],
  },
  shown,
);

const stop = jsonRoute(
  {
    method: 'post',
    path: '/feeds/{id}/stop',
    operationId: 'stopFeed',
    tag: 'Exchanges',
    summary: 'Stops the import of a feed behind its current step',
    description:
      'What was imported till then stays, whole step by whole step, and the journal says how far it came; nothing is taken off sale by a full export that was stopped. A stopped feed never goes on: send it again. May be repeated: what was stopped stays so.',
    params: IdParams,
    status: 202,
    reply: FeedProgress,
    answer: 'How it stands: `stopping` until the current step has ended.',
    errors: ['UZ1507', 'UZ1525'],
  },
  async (call) => {
    const feed = await findFeed(call.services.db.knex, call.shopId, call.params.id);
    if (feed) await call.parts.jobs.stopFeed(feed);
    else if (await feedProgress(call.services, call.shopId, call.params.id)) {
      throw new UzelError('UZ1525', 'A dry run cannot be stopped: it changes nothing, and ends by itself.');
    } else throw notFound(call.params.id);
    return await shown(call);
  },
);

export const feedProgressRoutes: readonly Route[] = [progress, stop];
