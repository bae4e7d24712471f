import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ErrorCode } from '../../errors.js';
import type { Services } from '../../services.js';
import type { Scope } from '../../store/nodes/api-keys.js';
import type { ApiParts } from './api-parts.js';
import { keyOf } from './bearer.js';
import { type CallOf, callOf, type Nothing, type Reads } from './call.js';
import { onceByKey, oncePartByPart, REPLAYED } from './idempotent.js';
import { languageOf } from './language.js';
import { answerOf, type Reply, send, sendAnswer, sendableOf } from './reply.js';
import { noteRequest } from './request-notes.js';
import { NOTHING_SEEN } from './seen-answers.js';

export { type Call, notFound } from './call.js';

/** What a route tells of itself: the router and the OpenAPI document are both made from this, so they cannot differ. */
export interface RouteDocs {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Below /v1, parameters in braces: `/products/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** What a key needs; absent: as `scopeOf` says. */
  readonly scope?: Scope;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Request headers that its handler reads itself. */
  readonly headers?: z.ZodObject;
  /** JSON, at most 1 MB. */
  readonly body?: z.ZodType;
  /** A body of `multipart/form-data`, which its handler reads itself. */
  readonly form?: z.ZodObject;
  /** Of the answer when all is well; 204 = an answer without a body. */
  readonly status: 200 | 201 | 202 | 204;
  /** The answer's JSON; absent = `produces`, or the bytes of a file. */
  readonly reply?: z.ZodType;
  /** What a stream is: `text/event-stream`, `application/x-ndjson`; `schema` is that of one event or line. Beside `reply`: another form of it. */
  readonly produces?: { readonly type: string; readonly schema?: z.ZodType };
  readonly answer: string;
  /** Headers of the answer, besides ETag: name → what it says. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /**
   * A write that an Idempotency-Key keeps from being done twice: its handler runs in ONE transaction, with `services.db` for it, and its
   * answer is kept there. Never for a handler that speaks to the network or waits: the shop's counter of changes may stay locked.
   * `part by part`: for one that writes in many transactions, each of which does nothing when it is done again (`oncePartByPart`).
   */
  readonly idempotent?: true | 'part by part';
  /** A GET that takes something for who asks. HEAD is nothing like it then, and is refused. */
  readonly takes?: true;
  /**
   * A GET whose answer changes only with the shop's log of changes: while the log stands still, it is given again without being made.
   * Whatever it shows must move the log in the same transaction. An answer that says by `Uzel-Seq` that it is behind is not kept.
   */
  readonly followsSeq?: true;
  /** What may go wrong, besides what may go wrong everywhere. */
  readonly errors: readonly ErrorCode[];
}

export interface Route {
  readonly docs: RouteDocs;
  run(services: Services, request: Request, response: Response, parts: ApiParts): Promise<void>;
}

/** A route that answers with JSON. */
export function jsonRoute<
  ReplySchema extends z.ZodType,
  Params extends z.ZodObject = typeof Nothing,
  Query extends z.ZodObject = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
>(
  docs: RouteDocs & Reads<Params, Query, Body> & { reply: ReplySchema },
  handle: (call: CallOf<Params, Query, Body>) => Promise<Reply<z.input<ReplySchema>>>,
): Route {
  return docs.method === 'get' ? readingRoute(docs, handle) : answeringRoute(docs, handle);
}

/** A route that answers 204, without a body. */
export function silentRoute<
  Params extends z.ZodObject = typeof Nothing,
  Query extends z.ZodObject = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
>(
  docs: RouteDocs & Reads<Params, Query, Body> & { status: 204 },
  handle: (call: CallOf<Params, Query, Body>) => Promise<void>,
): Route {
  return answeringRoute(docs, async (call: CallOf<Params, Query, Body>) => {
    await handle(call);
    return null;
  });
}

/**
 * A route that writes its answer itself: files, streams.
 * @param handle gets the call and the response; what it throws before the first byte is answered as a problem
 */
export function streamRoute<
  Params extends z.ZodObject = typeof Nothing,
  Query extends z.ZodObject = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
>(
  docs: RouteDocs & Reads<Params, Query, Body>,
  handle: (call: CallOf<Params, Query, Body>, request: Request, response: Response) => Promise<void>,
): Route {
  return {
    docs,
    run: async (services, request, response, parts) =>
      await handle(callOf(docs, { request, response, parts })(services), request, response),
  };
}

function readingRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>(
  docs: RouteDocs & Reads<Params, Query, Body>,
  handle: (call: CallOf<Params, Query, Body>) => Promise<Reply<unknown>>,
): Route {
  return {
    docs,
    run: async (services, request, response, parts) => {
      const { shopId, seq } = keyOf(response);
      const { seen = NOTHING_SEEN } = docs.followsSeq ? parts : {};
      seen.stands(shopId, seq);
      const key = docs.followsSeq ? seenAs(request, response) : '';
      const before = seen.get(key, seq);
      if (before) {
        await send(request, response, before);
        return;
      }
      const reply = await handle(callOf(docs, { request, response, parts })(services));
      const answer = sendableOf(docs.status, reply);
      // A log without changes says nothing of a shop that is being set up.
      const isNew = seq > 0 && Number(reply.headers?.['Uzel-Seq'] ?? seq) >= seq;
      if (isNew && !reply.passing) seen.keep(key, seq, answer);
      await send(request, response, answer);
    },
  };
}

/** What an answer depends on besides the catalogue. */
function seenAs(request: Request, response: Response): string {
  const { shopId, scopes } = keyOf(response);
  const language = request.headers['accept-language'] === undefined ? '' : languageOf(request);
  return [shopId, scopes.join(), language, request.originalUrl].join('\n');
}

function answeringRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>(
  docs: RouteDocs & Reads<Params, Query, Body>,
  handle: (call: CallOf<Params, Query, Body>) => Promise<Reply<unknown> | null>,
): Route {
  return {
    docs,
    run: async (services, request, response, parts) => {
      const callWith = callOf(docs, { request, response, parts });
      const work = async (inside: Services) => {
        const reply = await handle(callWith(inside));
        if (docs.status === 201 || docs.status === 202) noteRequest(response, madeBy(reply));
        return answerOf(docs.status, reply);
      };
      const once = docs.idempotent === 'part by part' ? oncePartByPart : onceByKey;
      const answer = docs.idempotent ? await once(services, request, response, work) : await work(services);
      if (answer.headers[REPLAYED]) noteRequest(response, { replayed: true });
      parts.changes.wake();
      await sendAnswer(request, response, answer);
    },
  };
}

/** The id in an answer, for the log. */
function madeBy(reply: Reply<unknown> | null): { made?: string } {
  const { id } = (reply?.body ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' ? { made: id } : {};
}

/** What a route with an id in its address takes. */
export const IdParams = z.object({ id: z.uuid().describe('Our id.') });
