import type { z } from 'zod';
import { type ChangesAsked, type ChangesPage, readChanges } from '../store/changes/read-changes.js';
import { beginEventStream, type EventStream, eventOf } from './http/event-stream.js';
import { lossBehind, placeOf, readFollowed, takeWaitingPlace, typesFor } from './http/followed-changes.js';
import { InvalidRequest } from './http/invalid-request.js';
import { type Call, type Route, streamRoute } from './http/route.js';
import { Change, EventHeaders, EventQuery, WRONG_PLACE } from './schemas/change.js';
import { changesJson } from './views/change.js';

/** Changes of one read: some 100 KB. */
const AT_ONCE = 500;
/** What stands between may close a connection on which nothing is said for a minute. */
const BEAT_MS = 15_000;
/** A stream ends by itself, so that a key that was revoked reads no longer than that; clients connect anew. */
const LONGEST_MS = 30 * 60_000;
const RETRY_MS = 3000;

const events = streamRoute(
  {
    method: 'get',
    path: '/events',
    operationId: 'streamChanges',
    tag: 'Changes',
    summary: 'The changes of `/v1/changes` as server-sent events, as they happen',
    description:
      'Each event has the number as its `id`, the type as its name and the change as its `data`. A client that comes back with `Last-Event-ID` misses nothing. A line every 15 seconds shows that the stream is alive; after half an hour it ends, and is to be opened anew. The event `reset`: what comes next is kept no more, begin anew (UZ1521). With `EventSource` of a browser no key can be sent: read it from your own server.',
    headers: EventHeaders,
    query: EventQuery,
    status: 200,
    produces: { type: 'text/event-stream', schema: Change },
    answer: 'Events until somebody closes the stream; the schema is that of `data`.',
    answerHeaders: { 'X-Accel-Buffering': '`no`: nginx passes each event on at once.' },
    errors: ['UZ1501', 'UZ1521', 'UZ1524'],
  },
  async (call, request, response) => {
    const after = readLastId(call.header('Last-Event-ID')) ?? call.query.after;
    const followed = { after: placeOf(call, after), types: typesFor(call, call.query.types) };
    const leave = takeWaitingPlace(call);
    try {
      const first = await readFollowed(call, { ...followed, limit: AT_ONCE });
      const stream = beginEventStream(response, call.signal);
      if (request.method !== 'HEAD') await follow(call, stream, followed, first);
      stream.end();
    } finally {
      leave();
    }
  },
);

/** @throws UZ1501 */
function readLastId(id: string | undefined): string | undefined {
  if (id === undefined || id === '') return undefined;
  if (!/^\d{1,15}$/.test(id)) throw new InvalidRequest([{ path: 'Last-Event-ID', message: WRONG_PLACE }]);
  return id;
}

type Follower = Call<object, z.output<typeof EventQuery>, object>;

/** Sends what there is and what comes, until somebody ends it. */
async function follow(
  call: Follower,
  stream: EventStream,
  { after: began, types }: Pick<ChangesAsked, 'after' | 'types'>,
  first: ChangesPage,
): Promise<void> {
  const { parts, services, shopId, signal } = call;
  const end = Date.now() + LONGEST_MS;
  let saidAt = Date.now();
  // With the place at once: who began at `latest` and is cut before the first event comes back to it.
  if (!(await stream.send(`retry: ${RETRY_MS}\nid: ${began}\n\n`))) return;
  for (let page = first; Date.now() < end; ) {
    const text =
      page.items.length > 0 ? await eventsText(call, page) : Date.now() - saidAt >= BEAT_MS ? beat(page) : '';
    if (text !== '') {
      if (!(await stream.send(text))) return;
      saidAt = Date.now();
    }
    const { last: after } = page;
    if (page.items.length < AT_ONCE) {
      await parts.changes.wait(shopId, after, Math.max(1, saidAt + BEAT_MS - Date.now()), signal);
    }
    if (signal.aborted) return;
    page = await readChanges(services.db.knex, shopId, { after, limit: AT_ONCE, types });
    const loss = lossBehind(after, page);
    if (loss) {
      await stream.send(eventOf('reset', { code: loss.code, detail: loss.publicMessage }));
      return;
    }
  }
}

async function eventsText({ services, shopId }: Follower, page: ChangesPage): Promise<string> {
  const changes = await changesJson(services.db.knex, shopId, page.items);
  return changes.map((change) => eventOf(change.type, change, change.seq)).join('');
}

/** An id without data is no event, but clients keep it: who sees few types does not fall behind what is kept. */
const beat = ({ last }: ChangesPage): string => `: ${new Date().toISOString()}\nid: ${last}\n\n`;

/** The log of changes as server-sent events. */
export const eventRoutes: readonly Route[] = [events];
