import { linesIn } from './event-stream.js';
import { type Change, type ChangesRead, changePages, changes, events, type FollowOptions } from './follow.js';
import { type Answer, type CallOptions, readAnswer, type Sent, type Settings, send } from './request.js';
import type { Retry } from './retry.js';
import type {
  DataOf,
  ItemOf,
  LineOf,
  LinesPath,
  ListPath,
  Method,
  OperationOf,
  Path,
  PathOf,
  RequestOf,
} from './typed-paths.js';

export { type FieldError, UzelApiError, UzelConnectionError } from './errors.js';
export type { Change, ChangesRead, ChangeType, FollowOptions } from './follow.js';
export type { Answer, CallOptions } from './request.js';
export type { Retry } from './retry.js';
export type * from './typed-paths.js';
export { UzelWebhookError, verifyWebhook, type WebhookHeaders, type WebhookMessage } from './webhooks.js';

export interface ClientOptions {
  /** Where Uzel is: `http://localhost:8080`. A path is kept, for a server behind a proxy. */
  readonly url: string | URL;
  /** What `uzel key add` printed. It decides the shop. */
  readonly key: string;
  /** Of the texts of errors; English by default. */
  readonly language?: 'en' | 'ru' | 'uk' | 'tr' | undefined;
  /** How long one attempt may take, in ms: 60 000. */
  readonly timeoutMs?: number | undefined;
  /** How often a request may be sent again: 4. */
  readonly retries?: number | undefined;
  /** Told before a request is sent again, for your log. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Instead of the global one. */
  readonly fetch?: typeof fetch | undefined;
}

/** What a call takes; may be left out when its operation needs nothing. */
type Arguments<O> =
  object extends RequestOf<O> ? [options?: RequestOf<O> & CallOptions] : [options: RequestOf<O> & CallOptions];

type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...options: Arguments<OperationOf<M, P>>
) => Promise<Answer<DataOf<OperationOf<M, P>>>>;

/** The REST API, by its addresses: `get('/v1/products/{id}', { params: { id } })`. Refusals are thrown as `UzelApiError`. */
export interface UzelClient {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /** @returns null when it is still what the ETag was given for */
  getIfChanged<P extends PathOf<'get'>>(
    path: P,
    etag: string,
    ...options: Arguments<OperationOf<'get', P>>
  ): Promise<Answer<DataOf<OperationOf<'get', P>>> | null>;
  /** All items of a list, page after page. */
  all<P extends ListPath>(path: P, ...options: Arguments<OperationOf<'get', P>>): AsyncGenerator<ItemOf<P>>;
  /** The answer as fetch gives it, for files and other streams; `timeoutMs` is for its beginning. */
  raw<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...options: Arguments<OperationOf<M, P>>
  ): Promise<Response>;
  /**
   * The objects of an answer of NDJSON, one at a time, so that a million need no memory.
   * @throws UzelConnectionError it broke off: what was given is not all
   */
  lines<P extends LinesPath>(
    path: P,
    ...options: Arguments<OperationOf<'get', P>>
  ): Promise<{ readonly headers: Headers; readonly items: AsyncGenerator<LineOf<P>> }>;
  /** The number of the last change: take it before you read everything, and follow from it afterwards. */
  lastChange(options?: CallOptions): Promise<number>;
  /**
   * Every change behind a number, in its order, and then what comes, as it comes. Goes on through restarts of the server.
   * @throws UzelApiError UZ1521 (410): what was behind the number is kept no more; read everything anew
   */
  changes(options: FollowOptions): AsyncGenerator<Change>;
  /** The same by pages: keep `last` of each when you have worked on it. */
  changePages(options: FollowOptions): AsyncGenerator<ChangesRead>;
  /** The same over one open connection (server-sent events): told sooner, at the cost of a connection. */
  events(options: Omit<FollowOptions, 'limit' | 'waitSeconds'>): AsyncGenerator<Change>;
}

/** Without it fetch says `no-cache` beside If-None-Match, and nobody may answer 304 to that. */
const NOT_NO_CACHE = { 'Cache-Control': 'max-age=0' };
/** Nothing came for so long: the connection is dead. */
const SILENT_MS = 120_000;

/** A client of one shop of a Uzel. It opens nothing and needs no closing. */
export function createClient(options: ClientOptions): UzelClient {
  const settings: Settings = {
    base: String(new URL(options.url)).replace(/\/+$/, ''),
    key: options.key,
    language: options.language,
    timeoutMs: options.timeoutMs ?? 60_000,
    retries: options.retries ?? 4,
    onRetry: options.onRetry,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
  const call = async (method: Method, path: Path, sent: Sent = {}): Promise<Answer<unknown>> =>
    await send(settings, method.toUpperCase(), path, sent, readAnswer);
  const open = async (method: Method, path: Path, sent: Sent = {}): Promise<Response> =>
    await send(settings, method.toUpperCase(), path, sent, async (response) => response, false);

  async function* all(path: Path, sent: Sent = {}): AsyncGenerator<unknown> {
    for (let cursor: unknown = sent.query?.cursor; ; ) {
      const { data } = await call('get', path, { ...sent, query: { ...sent.query, cursor } });
      const { items, next } = data as { items: unknown[]; next: string | null };
      yield* items;
      if (next === null) return;
      cursor = next;
    }
  }

  async function lines(path: Path, sent: Sent = {}) {
    const headers = { Accept: 'application/x-ndjson', ...sent.headers };
    const response = await open('get', path, { ...sent, headers });
    return { headers: response.headers, items: objectsIn(response) };
  }

  const client = {
    get: async (path: Path, sent?: Sent) => await call('get', path, sent),
    post: async (path: Path, sent?: Sent) => await call('post', path, sent),
    put: async (path: Path, sent?: Sent) => await call('put', path, sent),
    patch: async (path: Path, sent?: Sent) => await call('patch', path, sent),
    delete: async (path: Path, sent?: Sent) => await call('delete', path, sent),
    getIfChanged: async (path: Path, etag: string, sent: Sent = {}) => {
      const headers = { ...sent.headers, 'If-None-Match': etag, ...NOT_NO_CACHE };
      const answer = await call('get', path, { ...sent, headers });
      return answer.status === 304 ? null : answer;
    },
    all,
    lines,
    raw: async (method: Method, path: Path, sent: Sent = {}) =>
      await open(method, path, { ...sent, headers: { Accept: '*/*', ...sent.headers } }),
    lastChange: async (sent: CallOptions = {}) => {
      const { data } = await call('get', '/v1/changes', { ...sent, query: { after: 'latest' } });
      return (data as { last: number }).last;
    },
    changes: (asked: FollowOptions) => changes(settings, asked),
    changePages: (asked: FollowOptions) => changePages(settings, asked),
    events: (asked: FollowOptions) => events(settings, asked),
  };
  // What goes in and out is typed by the document, and checked by the server.
  return client as unknown as UzelClient;
}

async function* objectsIn(response: Response): AsyncGenerator<unknown> {
  for await (const line of linesIn(response, SILENT_MS, true)) if (line !== '') yield JSON.parse(line);
}
