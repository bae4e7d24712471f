import { lookup } from 'node:dns/promises';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Config } from '../config.js';
import { UzelError } from '../errors.js';
import type { Secret } from '../store/webhooks/endpoints.js';
import { VERSION } from '../version.js';
import { retryAfter } from './retry-times.js';
import { checkTarget, type Resolve, safeLookup } from './safe-target.js';
import { signedHeaders } from './secrets.js';

/** More of an answer is not read. */
const MOST_BYTES = 64 * 1024;
/** So much of it is kept in the log of deliveries. */
const KEPT_CHARS = 4096;

/** A message on its way. */
export interface Sending {
  readonly messageId: string;
  readonly body: string;
  readonly url: string;
  readonly secrets: readonly Secret[];
}

/** What came of an attempt. */
export interface Outcome {
  readonly at: Date;
  readonly ms: number;
  /** Of the answer; null = no whole answer came. */
  readonly status: number | null;
  /** Why it counts as failed; null = the message was taken. */
  readonly error: string | null;
  /** How the answer begins. */
  readonly answer: string | null;
  /** Milliseconds that the receiver asked to wait (429, 503); null = it did not. */
  readonly retryAfter: number | null;
}

/** Sends a message once. @param stopping ends the attempt at once */
export type Send = (message: Sending, stopping: AbortSignal) => Promise<Outcome>;

/**
 * Makes what sends messages: by POST, to checked addresses only, without following redirects, past all proxies.
 * @param resolve for tests: how names are looked up
 */
export function createSender(
  config: Pick<Config, 'WEBHOOK_ALLOW_PRIVATE' | 'WEBHOOK_TIMEOUT_SECONDS'>,
  resolve: Resolve = async (hostname) => await lookup(hostname, { all: true }),
): Send {
  const allowPrivate = config.WEBHOOK_ALLOW_PRIVATE;
  return async (message, stopping) => {
    const at = new Date();
    const begun = performance.now();
    const limit = createLimit(config.WEBHOOK_TIMEOUT_SECONDS * 1000, stopping);
    const ended = (rest: Omit<Outcome, 'at' | 'ms'>): Outcome => ({
      ...{ at, ms: Math.round(performance.now() - begun) },
      ...rest,
    });
    try {
      const url = checkTarget(message.url, allowPrivate);
      const headers = { ...signedHeaders(message, message.secrets, at), ...contentHeaders(message.body) };
      const protocol = url.protocol === 'https:' ? https : http;
      const options = {
        method: 'POST',
        headers,
        agent: false,
        lookup: safeLookup(resolve, allowPrivate),
        signal: limit.signal,
      };
      const answer = await answerTo(protocol.request(url, options), message.body);
      return ended(judged(answer));
    } catch (error) {
      const reason = limit.isOver() ? 'no answer came in time' : reasonOf(error);
      return ended({ status: null, error: reason, answer: null, retryAfter: null });
    } finally {
      limit.end();
    }
  };
}

const contentHeaders = (body: string) => ({
  'Content-Type': 'application/json',
  'Content-Length': Buffer.byteLength(body),
  'User-Agent': `uzel/${VERSION}`,
  Connection: 'close',
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** A whole answer, or as much of it as is read. */
async function answerTo(request: ClientRequest, body: string): Promise<Answer> {
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
      request.end(body);
    });
    request.on('error', () => undefined); // the reading below throws it
    const text = await readText(response);
    return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text };
  } finally {
    request.destroy();
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).length;
    if (bytes >= MOST_BYTES) break;
  }
  // NUL is what PostgreSQL cannot keep.
  const text = Buffer.concat(pieces).toString('utf8').slice(0, KEPT_CHARS).replaceAll('\0', '\ufffd');
  return Buffer.from(text).toString(); // half of a pair of surrogates, where it was cut, becomes a character
}

function judged({ status, retryAfter: header, text }: Answer): Omit<Outcome, 'at' | 'ms'> {
  const taken = status >= 200 && status < 300;
  const waits = status === 429 || status === 503;
  return {
    ...{ status, answer: text },
    error: taken ? null : status >= 300 && status < 400 ? 'redirects are not followed' : `it answered ${status}`,
    retryAfter: waits ? retryAfter(header) : null,
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof UzelError) return error.publicMessage;
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Ends an attempt by time, or with the server. Not AbortSignal.any: it would hang on the server's own signal. */
function createLimit(ms: number, stopping: AbortSignal) {
  const limit = new AbortController();
  let over = false;
  const stop = (): void => limit.abort();
  const timer = setTimeout(() => {
    over = true;
    limit.abort();
  }, ms);
  stopping.addEventListener('abort', stop);
  if (stopping.aborted) stop();
  return {
    signal: limit.signal,
    isOver: () => over,
    end: () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
    },
  };
}
