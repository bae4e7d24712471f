import type { Request, Response } from 'express';
import { z } from 'zod';
import { type ErrorCode, UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { shopOf } from './bearer.js';
import { readInput } from './invalid-request.js';
import { type Reply, sendJson } from './reply.js';

/** What a route tells of itself: the router and the OpenAPI document are both made from this, so they cannot differ. */
export interface RouteDocs {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Below /v1, parameters in braces: `/products/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Request headers that its handler reads itself. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of the answer when all is well. */
  readonly status: 200 | 201;
  /** The answer's JSON; absent = bytes of a file. */
  readonly reply?: z.ZodType;
  readonly answer: string;
  /** Headers of the answer, besides ETag: name → what it says. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** What may go wrong, besides what may go wrong everywhere. */
  readonly errors: readonly ErrorCode[];
}

export interface Route {
  readonly docs: RouteDocs;
  run(services: Services, request: Request, response: Response): Promise<void>;
}

/** A request as its route's schemas read it. */
export interface Call<Params, Query, Body> {
  readonly services: Services;
  readonly shopId: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The value of a request header, or undefined. */
  header(name: string): string | undefined;
}

const Nothing = z.strictObject({});

/** A route that answers with JSON. */
export function jsonRoute<
  ReplySchema extends z.ZodType,
  Params extends z.ZodObject = typeof Nothing,
  Query extends z.ZodObject = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
>(
  docs: RouteDocs & { params?: Params; query?: Query; body?: Body; reply: ReplySchema },
  handle: (call: Call<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Reply<z.input<ReplySchema>>>,
): Route {
  return {
    docs,
    run: async (services, request, response) => {
      const reply = await handle({
        services,
        shopId: shopOf(response),
        params: readParams(docs.params ?? Nothing, request) as z.output<Params>,
        query: readInput(docs.query ?? Nothing, request.query) as z.output<Query>,
        body: (docs.body ? readInput(docs.body, request.body) : {}) as z.output<Body>,
        header: (name) => request.get(name),
      });
      sendJson(response, docs.status, reply);
    },
  };
}

/** An id in the address that cannot be one of ours names nothing. @throws UZ1507 */
export function readParams<Params extends z.ZodObject>(schema: Params, request: Request): z.output<Params> {
  const result = schema.safeParse(request.params);
  if (result.success) return result.data;
  throw notFound(Object.values(request.params).join('/'));
}

/** @param what as the client named it */
export const notFound = (what: string): UzelError =>
  new UzelError(
    'UZ1507',
    `There is nothing with the id ${JSON.stringify(what.slice(0, 100))} here. Take ids from the lists.`,
  );

/** What a route with an id in its address takes. */
export const IdParams = z.object({ id: z.uuid().describe('Our id.') });
