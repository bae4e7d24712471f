import { UzelApiError, UzelConnectionError } from './errors.js';
import { eventsIn, type StreamEvent } from './event-stream.js';
import { readAnswer, type Sent, type Settings, send } from './request.js';
import { pause } from './retry.js';
import type { Schemas } from './typed-paths.js';

export type Change = Schemas['Change'];
export type ChangeType = Change['type'];

export interface FollowOptions {
  /** What was worked on last: `last` of a page, `seq` of a change, `Uzel-Seq` of an export; `latest` = only what comes from now on. */
  readonly after: number | 'latest';
  /** Only changes of these types. */
  readonly types?: readonly ChangeType[] | undefined;
  /** The most changes of a page, up to 1000. */
  readonly limit?: number | undefined;
  /** For how many seconds a request waits for something to happen, up to 30. */
  readonly waitSeconds?: number | undefined;
  /** Ends it: the loop is left, without an error. */
  readonly signal?: AbortSignal | undefined;
}

/** Changes that were read at once. */
export interface ChangesRead {
  /** In their order; may be none when only changes of other types came. */
  readonly items: readonly Change[];
  /** Keep it when the items are worked on, and begin with it as `after` next time. */
  readonly last: number;
}

/** What a request may take beyond the time that it was to wait. */
const SLACK_MS = 30_000;

/** One request for changes; asked again for as long as it takes. */
async function readPage(
  settings: Settings,
  { after, types, limit, waitSeconds: wait = 0, signal }: FollowOptions,
): Promise<Schemas['ChangePage']> {
  const query = { after, limit, wait, types: types?.join(',') };
  const sent: Sent = { query, signal, retries: Number.POSITIVE_INFINITY, timeoutMs: wait * 1000 + SLACK_MS };
  const { data } = await send(settings, 'GET', '/v1/changes', sent, readAnswer);
  return data as Schemas['ChangePage'];
}

/** `latest` is asked for once: were the answer to a waiting request lost, or a stream cut at once, so would be what it told. */
const placeOf = async (settings: Settings, { after, signal }: FollowOptions): Promise<number> =>
  after === 'latest' ? (await readPage(settings, { after, signal, limit: 1 })).last : after;

/** As `UzelClient.changePages`. */
export async function* changePages(settings: Settings, options: FollowOptions): AsyncGenerator<ChangesRead> {
  const { limit = 500, waitSeconds = 30, signal } = options;
  try {
    let after = await placeOf(settings, options);
    for (;;) {
      const { items, last } = await readPage(settings, { ...options, after, limit, waitSeconds });
      if (last !== after) yield { items, last };
      after = last;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** As `UzelClient.changes`. */
export async function* changes(settings: Settings, options: FollowOptions): AsyncGenerator<Change> {
  for await (const { items } of changePages(settings, options)) yield* items;
}

/** A stream on which nothing came for so long is not there any more: the server sends a line every 15 seconds. */
const SILENT_MS = 60_000;
const RECONNECT_MS = 1000;

/** As `UzelClient.events`. */
export async function* events(
  settings: Settings,
  options: Omit<FollowOptions, 'limit' | 'waitSeconds'>,
): AsyncGenerator<Change> {
  const { types, signal } = options;
  try {
    let last = await placeOf(settings, options);
    for (;;) {
      try {
        for await (const { id, event, data } of connection(settings, { after: last, types, signal })) {
          if (event === 'reset') throw new UzelApiError({ status: 410, ...JSON.parse(data) });
          if (data !== '') yield JSON.parse(data) as Change;
          if (id !== undefined) last = Number(id);
        }
      } catch (error) {
        if (!(error instanceof UzelConnectionError) || signal?.aborted) throw error;
        settings.onRetry?.({ error, attempt: 1, waitMs: RECONNECT_MS });
      }
      await pause(RECONNECT_MS, signal);
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** One stream, from its request to its end. The caller's signal hears nothing of it afterwards, however many there were. */
async function* connection(
  settings: Settings,
  { after, types, signal }: Pick<FollowOptions, 'after' | 'types' | 'signal'>,
): AsyncGenerator<StreamEvent> {
  const end = new AbortController();
  const stop = (): void => end.abort(signal?.reason);
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted) stop();
    const headers = { Accept: 'text/event-stream' };
    const query = { after, types: types?.join(',') };
    const sent: Sent = { query, headers, signal: end.signal, retries: Number.POSITIVE_INFINITY };
    const response = await send(settings, 'GET', '/v1/events', sent, async (answer) => answer, false);
    yield* eventsIn(response, SILENT_MS);
  } finally {
    signal?.removeEventListener('abort', stop);
    end.abort(); // who has left the loop holds no connection
  }
}
