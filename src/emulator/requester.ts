import { performance } from 'node:perf_hooks';
import iconv from 'iconv-lite';
import { parseAddress, requestTarget, type StepParameters } from './address.js';
import { type HttpAnswer, makeRequest } from './http-step.js';
import { decodeAnswer, lines1C } from './one-c-text.js';
import type { ConnectionOptions, Step } from './options.js';
import type { PieceBody } from './pieces.js';

/** An answer decoded as this 1C decodes it; `body` may be empty. */
export interface SessionAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly text: string;
}

/** Where a session tells what happens. */
export interface SessionObserver {
  onStep?(step: Step): void;
  /** What 1C shows or logs without stopping. */
  onWarning?(text: string): void;
}

/** Makes the requests of one exchange: cookie undefined = none yet. */
export type Requester = (
  cookie: string | undefined,
  method: 'GET' | 'POST',
  mode: string,
  parameters?: StepParameters,
  body?: PieceBody,
) => Promise<SessionAnswer>;

/**
 * How this 1C makes a request: Basic at once or after a 401, the hand-made Cookie, its User-Agent, its time-out, its
 * decoding (one-c-client.md §1, §2). `type` stands after `?type=` as it is. Each request is told to the observer as a step. A status other than 200 is only
 * noted, and by УТП not even seen. Throws EmulatorFailure when no answer came.
 */
export function createRequester(options: ConnectionOptions, type: string, observer: SessionObserver): Requester {
  const { profile } = options;
  const address = parseAddress(options.url, profile);
  const encoding = options.fileNameEncoding ?? (profile === 'utp' ? 'windows-1251' : 'utf-8');
  const authorization = `Basic ${Buffer.from(`${options.login}:${options.password}`).toString('base64')}`;
  const userAgent = options.userAgent ?? (profile === 'utp' ? '1C+Enterprise/8.2' : '1C+Enterprise/8.3');

  return async (cookie, method, mode, parameters = [], body = undefined) => {
    const target = requestTarget(address.path, type, mode, parameters, encoding);
    const attempt = async (withAuthorization: boolean): Promise<HttpAnswer> => {
      const began = performance.now();
      const answer = await makeRequest({
        method,
        address,
        target,
        headers: {
          'User-Agent': userAgent,
          ...(withAuthorization ? { Authorization: authorization } : {}),
          ...(cookie === undefined ? {} : { Cookie: cookie }),
        },
        timeoutMs: options.timeoutMs ?? (profile === 'utp' ? 0 : 180_000),
        ...(body === undefined ? {} : { body }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      observer.onStep?.({
        type,
        mode,
        method,
        url: iconv.decode(Buffer.from(target, 'latin1'), encoding),
        bytes: body?.size ?? 0,
        receivedBytes: answer.body.length,
        ms: Math.round(performance.now() - began),
        status: answer.status,
        firstLine: firstLineOf(answer, profile),
      });
      return answer;
    };

    const first = await attempt(options.authAfter401 !== true);
    const answer = options.authAfter401 === true && first.status === 401 ? await attempt(true) : first;
    if (answer.status !== 200 && profile !== 'utp') observer.onWarning?.(`${mode}: HTTP status ${answer.status}`);
    const text = decodeAnswer(answer.body, answer.headers['content-type'], profile);
    return { status: answer.status, body: answer.body, text };
  };
}

function firstLineOf(answer: HttpAnswer, profile: ConnectionOptions['profile']): string {
  const head = answer.body.subarray(0, 2000);
  return (lines1C(decodeAnswer(head, answer.headers['content-type'], profile))[0] ?? '').slice(0, 200);
}
