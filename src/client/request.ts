import { KEYED_WRITES } from './api-types.js';
import { errorOf, UzelApiError, UzelConnectionError } from './errors.js';
import { type Retry, withRetries } from './retry.js';

/** What every request of a client has in common. */
export interface Settings {
  readonly base: string;
  readonly key: string;
  readonly language: string | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly onRetry: ((retry: Retry) => void) | undefined;
  readonly fetch: typeof fetch;
}

/** What may be said of one request besides what its operation takes. */
export interface CallOptions {
  /** Ends it; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, in ms. */
  readonly timeoutMs?: number | undefined;
  /** How often it may be sent again. */
  readonly retries?: number | undefined;
  /** The ETag that the change was made for; another one by then → UZ1506. */
  readonly ifMatch?: string | undefined;
  /** Yours, to be kept with what you do: then a repetition after a crash of yours is known too. By default a new one for each call. */
  readonly idempotencyKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What an operation takes, unchecked. */
export interface Sent extends CallOptions {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** A whole answer. */
export interface Answer<Data> {
  /** Its JSON; undefined where there is none (204). */
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
  /** For `ifMatch` and `getIfChanged`; null = it has none. */
  readonly etag: string | null;
}

/**
 * Sends a request, again when it may be, and reads its answer.
 * @param read of an answer of 2xx, or 304
 * @param isWhole whether the time that an attempt may take is for the whole answer; else for its beginning
 * @throws UzelApiError a refusal; UzelConnectionError no whole answer; the signal's reason
 */
export async function send<T>(
  settings: Settings,
  method: string,
  path: string,
  sent: Sent,
  read: (response: Response) => Promise<T>,
  isWhole = true,
): Promise<T> {
  const { signal, retries = settings.retries, timeoutMs = settings.timeoutMs } = sent;
  const url = settings.base + addressOf(path, sent);
  const isKeyed = KEYED_WRITES.includes(`${method} ${path}`);
  const request = { method, redirect: 'manual', headers: headersOf(settings, sent, isKeyed), ...bodyOf(sent) } as const;
  const isRepeatable = isKeyed || method === 'GET' || method === 'PUT';
  return await withRetries({ retries, isRepeatable, signal, onRetry: settings.onRetry }, async () => {
    signal?.throwIfAborted();
    const end = new AbortController();
    const stop = (): void => end.abort();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeoutMs);
    signal?.addEventListener('abort', stop);
    let isStream = false;
    try {
      const response = await settings.fetch(url, { ...request, signal: end.signal });
      if (!response.ok && response.status !== 304) throw await errorOf(response);
      const result = await read(response);
      isStream = !isWhole; // the caller still reads it: the signal is to end that too
      return result;
    } catch (error) {
      if (error instanceof UzelApiError) throw error;
      const why = timedOut ? `took longer than ${timeoutMs} ms` : `failed: ${reasonOf(error)}`;
      throw new UzelConnectionError(`${method} ${url} ${why}`, { timedOut, cause: error });
    } finally {
      clearTimeout(timer);
      if (!isStream) signal?.removeEventListener('abort', stop);
    }
  });
}

/** Reads the JSON of an answer. */
export async function readAnswer(response: Response): Promise<Answer<unknown>> {
  const { status, headers } = response;
  const text = await response.text();
  return { data: text === '' ? undefined : parse(text, status), status, headers, etag: headers.get('etag') };
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = `The answer is not JSON; is the client's url that of Uzel? It begins: ${text.slice(0, 100)}`;
    throw Object.assign(new UzelApiError({ status, detail }), { cause });
  }
}

/** The address with its parameters; what is undefined is left out, a list is named for each of its values. */
function addressOf(path: string, { params = {}, query = {} }: Sent): string {
  const named = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs params.${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) search.append(name, String(each));
    }
  }
  return search.size > 0 ? `${named}?${search}` : named;
}

function headersOf(settings: Settings, { ifMatch, idempotencyKey, headers, body }: Sent, isKeyed: boolean) {
  const key = idempotencyKey ?? (isKeyed ? crypto.randomUUID() : undefined);
  return {
    Accept: 'application/json',
    Authorization: `Bearer ${settings.key}`,
    ...(settings.language === undefined ? {} : { 'Accept-Language': settings.language }),
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
    ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
  };
}

/** A form says its own type. */
function bodyOf({ body }: Sent): { body?: string | FormData } {
  if (body === undefined) return {};
  return { body: body instanceof FormData ? body : JSON.stringify(body) };
}

/** What fetch hides in its `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message || cause.name})` : error.message;
}
