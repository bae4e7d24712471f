import type { Request, Response } from 'express';
import { z } from 'zod';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import type { Scope } from '../../store/nodes/api-keys.js';
import type { ApiParts } from './api-parts.js';
import { keyOf } from './bearer.js';
import { readInput } from './invalid-request.js';
import { type Language, languageOf } from './language.js';

/** A request as its route's schemas read it. */
export interface Call<Params, Query, Body> {
  readonly services: Services;
  readonly parts: ApiParts;
  readonly shopId: string;
  /** Of the API key. */
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** The last number in the shop's log of changes when the request came. */
  readonly seq: number;
  /** That the client wishes its texts in. */
  readonly language: Language;
  /** Fires when the client is gone, or the server begins to stop. */
  readonly signal: AbortSignal;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The value of a request header, or undefined. */
  header(name: string): string | undefined;
}

export const Nothing = z.strictObject({});

/** The parts of a route's docs that its call is read by. */
export interface Reads<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
}

export type CallOf<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> = Call<
  z.output<Params>,
  z.output<Query>,
  z.output<Body>
>;

interface Arrived {
  readonly request: Request;
  readonly response: Response;
  readonly parts: ApiParts;
}

/**
 * Reads a request as its route's schemas say.
 * @returns the call on given services: on those of the server, or on a transaction of them
 * @throws UZ1507 for an id in the address that cannot be one of ours, InvalidRequest with every other field that is wrong
 */
export function callOf<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>(
  docs: Reads<Params, Query, Body>,
  { request, response, parts }: Arrived,
): (services: Services) => CallOf<Params, Query, Body> {
  const { shopId, keyId, scopes, seq } = keyOf(response);
  const params = readParams(docs.params ?? Nothing, request) as z.output<Params>;
  const query = readInput(docs.query ?? Nothing, request.query) as z.output<Query>;
  const body = (docs.body ? readInput(docs.body, request.body) : {}) as z.output<Body>;
  let signal: AbortSignal | undefined;
  return (services) => ({
    ...{ services, parts, shopId, keyId, scopes, seq, params, query, body },
    language: languageOf(request),
    get signal() {
      signal ??= endOf(response, parts.closing);
      return signal;
    },
    header: (name) => request.get(name),
  });
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

/** Not AbortSignal.any: it would hang on the server's own signal for as long as the server runs. */
function endOf(response: Response, closing: AbortSignal): AbortSignal {
  const end = new AbortController();
  const fire = (): void => {
    closing.removeEventListener('abort', fire);
    end.abort();
  };
  if (closing.aborted || response.destroyed) end.abort();
  else {
    closing.addEventListener('abort', fire);
    response.once('close', fire);
  }
  return end.signal;
}
