import { performance } from 'node:perf_hooks';
import iconv from 'iconv-lite';
import { parseAddress, requestTarget } from './address.js';
import type { Credentials } from './answers.js';
import type { ArrangedStep } from './clients/client.js';
import { clientOf } from './clients/index.js';
import { statusInWords } from './diagnosis.js';
import { EmulatorFailure, Killed, PartialTransfer } from './failure.js';
import type { FindingSeverity } from './findings.js';
import { type HttpAnswer, makeRequest } from './http-step.js';
import { decodeAnswer, lines1C } from './one-c-text.js';
import type { ConnectionOptions, Step } from './options.js';
import type { PieceBody } from './pieces.js';
import { fillStep, MASKED } from './step-parameters.js';

/** An answer decoded as this 1C decodes it; `body` may be empty. */
export interface SessionAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Buffer;
  readonly text: string;
}

/** A request that was answered, as a fixture keeps it. */
export interface MadeRequest {
  /** With its placeholders: no token is in it. */
  readonly step: ArrangedStep;
  readonly method: 'GET' | 'POST';
  readonly body: PieceBody | undefined;
  readonly answer: SessionAnswer;
}

/** Where a session tells what happens. */
export interface SessionObserver {
  onStep?(step: Step): void;
  /** What 1C shows or logs without stopping, and what it loses without a word. */
  onWarning?(text: string, severity?: Exclude<FindingSeverity, 'stop'>): void;
  /** Awaited: a recorder writes the body down before the next request. */
  onRequest?(made: MadeRequest): Promise<void> | void;
}

/** Makes the requests of one exchange; credentials undefined = none yet. */
export type Requester = (
  credentials: Credentials | undefined,
  method: 'GET' | 'POST',
  step: ArrangedStep,
  body?: PieceBody,
) => Promise<SessionAnswer>;

/**
 * How this 1C makes a request: Basic at once or after a 401, the hand-made Cookie, its User-Agent, its time-out, its
 * decoding (one-c-client.md §1, §2). Each request is told to the observer as a step. A status other than 200 is only
 * noted: УТП itself does not even see it; УНФ repeats a GET whose answer broke off, once. Throws EmulatorFailure when no
 * answer came.
 */
export function createRequester(options: ConnectionOptions, observer: SessionObserver): Requester {
  const { profile } = options;
  const client = clientOf(profile);
  const address = parseAddress(options.url, profile);
  const encoding = options.fileNameEncoding ?? client.fileNames;
  const authorization = `Basic ${Buffer.from(`${options.login}:${options.password}`).toString('base64')}`;
  const targetOf = ({ type, mode, parameters }: ArrangedStep): string =>
    requestTarget(address.path, type, mode, parameters, encoding);

  return async (credentials, method, step, body) => {
    const mode = step.mode.replace(/&.*/, '');
    const attempt = async (withAuthorization: boolean): Promise<HttpAnswer> => {
      const began = performance.now();
      const dies = options.dies?.() ?? false;
      const answer = await makeRequest({
        method,
        address,
        target: targetOf(fillStep(step, credentials)),
        headers: {
          'User-Agent': options.userAgent ?? client.userAgent,
          ...(withAuthorization ? { Authorization: authorization } : {}),
          ...(credentials === undefined ? {} : { Cookie: credentials.cookie }),
        },
        timeoutMs: options.timeoutMs ?? client.timeoutMs,
        dies,
        ...(body === undefined ? {} : { body }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      }).catch((error: unknown) => {
        if (error instanceof Killed) {
          throw new Killed(`1C was killed in the midst of ${step.type.replace(/&.*/, '')} ${mode}.`, { cause: error });
        }
        if (!(error instanceof EmulatorFailure) || error instanceof PartialTransfer) throw error;
        throw new EmulatorFailure(`${mode}: ${error.message}`, { cause: error });
      });
      observer.onStep?.({
        type: step.type.replace(/&.*/, ''),
        mode,
        method,
        url: iconv.decode(
          Buffer.from(targetOf(fillStep(step, credentials && masked(credentials))), 'latin1'),
          encoding,
        ),
        bytes: body?.size ?? 0,
        receivedBytes: answer.body.length,
        ms: Math.round(performance.now() - began),
        status: answer.status,
        firstLine: firstLineOf(answer, profile),
      });
      return answer;
    };
    const patient = async (withAuthorization: boolean): Promise<HttpAnswer> => {
      try {
        return await attempt(withAuthorization);
      } catch (error) {
        if (!(error instanceof PartialTransfer) || method !== 'GET' || !client.repeatsPartialGet) throw error;
        observer.onWarning?.(`${mode}: the answer broke off, the same request was made once more.`);
        return await attempt(withAuthorization);
      }
    };

    const first = await patient(options.authAfter401 !== true);
    const answer = options.authAfter401 === true && first.status === 401 ? await patient(true) : first;
    const contentType = answer.headers['content-type'];
    if (answer.status !== 200) {
      const unseen = client.seesStatus ? '' : ' (this 1C does not see the status)';
      observer.onWarning?.(`${mode}: ${statusInWords(answer)}${unseen}`);
    }
    const text = decodeAnswer(answer.body, contentType, profile);
    const received = { status: answer.status, contentType, body: answer.body, text };
    await observer.onRequest?.({ step, method, body, answer: received });
    return received;
  };
}

function masked(credentials: Credentials): typeof MASKED {
  return { ...MASKED, token: credentials.token === '' ? '' : MASKED.token };
}

function firstLineOf(answer: HttpAnswer, profile: ConnectionOptions['profile']): string {
  const head = answer.body.subarray(0, 2000);
  return (lines1C(decodeAnswer(head, answer.headers['content-type'], profile))[0] ?? '').slice(0, 200);
}
