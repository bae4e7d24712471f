import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { type ErrorCode, UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import type { ProblemBody } from '../schemas/problem.js';
import { helpOf, sentenceIn, titleOf } from '../texts/say.js';
import { InvalidRequest } from './invalid-request.js';
import { type Language, languageOf } from './language.js';
import { TooManyRequests } from './request-limits.js';
import { noteRequest } from './request-notes.js';

/** Renders whatever a route threw as problem+json (RFC 9457), and logs what was not the client's fault. */
export function problems(services: Services): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = asUzelError(thrown);
    const status = statusOf(error, request);
    noteRequest(response, { code: error.code });
    if (status >= 500) {
      const { code, detail } = error;
      services.log.error(
        { err: thrown, code, detail, method: request.method, path: request.path },
        'REST request failed',
      );
    }
    if (response.headersSent) {
      next(thrown); // express cuts the connection: the client must not take half an answer for a whole one
      return;
    }
    if (error instanceof TooManyRequests) response.set('Retry-After', String(error.retryAfter));
    const language = languageOf(request);
    const body: ProblemBody = {
      type: `urn:uzel:error:${error.code}`,
      title: titleOf(error.code, language),
      status,
      help: helpOf(error.code, language),
      code: error.code,
      ...(error instanceof InvalidRequest ? error.tell(language) : told(error, language)),
    };
    for (const name of ['ETag', 'Content-Encoding', 'Content-Disposition', 'Content-Length', 'Accept-Ranges'])
      response.removeHeader(name);
    response
      .status(status)
      .set({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' })
      .set('Content-Language', language)
      .vary('Accept-Language');
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
}

/** Detail and, where one was found wrong by a rule behind the schemas, its field; both in the language where we have it. */
function told({ path, publicMessage }: UzelError, language: Language): Pick<ProblemBody, 'detail' | 'errors'> {
  if (path === undefined) return { detail: sentenceIn(language, publicMessage) };
  const named = publicMessage.startsWith(`${path}: `) ? `${path}: ` : '';
  const message = sentenceIn(language, publicMessage.slice(named.length));
  return { detail: named + message, errors: [{ path, message }] };
}

/** What no route answered. @throws UZ1507 */
export const noSuchRoute: RequestHandler = (request) => {
  throw new UzelError(
    'UZ1507',
    `There is no ${request.baseUrl}${request.path}. See /v1/openapi.json for what there is.`,
  );
};

/** A condition that the client itself set (If-Match) and that does not hold is 412 (RFC 9110 §13.1.1), not 409. */
function statusOf(error: UzelError, request: Request): number {
  return error.code === 'UZ1506' && request.headers['if-match'] !== undefined ? 412 : error.status;
}

function asUzelError(thrown: unknown): UzelError {
  if (thrown instanceof UzelError) return thrown;
  const refusal = bodyRefusal(thrown);
  if (refusal) return refusal;
  const message = 'Something failed inside the server. Try again; if it stays, the log of the server says what it is.';
  return new UzelError('UZ1999', message, { cause: thrown });
}

/** What express and its body parser refuse, by the HTTP status that they put on the error. */
const REFUSALS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['UZ1510', 'The body cannot be read as JSON. Check it with a JSON tool.'],
  413: ['UZ1511', 'The body is larger than 1 MB. Send less.'],
  415: ['UZ1512', 'The body must be JSON in UTF-8: `Content-Type: application/json`.'],
};

function bodyRefusal(thrown: unknown): UzelError | null {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') return null;
  if (thrown instanceof URIError) {
    return new UzelError('UZ1507', 'The address is not a valid one: a % in it is not followed by two hex digits.');
  }
  const refusal = REFUSALS[thrown.status];
  return refusal ? new UzelError(refusal[0], refusal[1], { cause: thrown }) : null;
}
