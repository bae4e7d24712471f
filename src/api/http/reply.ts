import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const pack = promisify(gzip);
/** What is shorter gains nothing, in bytes. */
const WORTH_PACKING = 1024;
/** A page of products shrinks to a tenth already at this level, in a third of the time of the usual one. */
const LEVEL = 1;

/** What a route answers with. */
export interface Reply<Body> {
  readonly body: Body;
  /** With its quotes; default: made from the body. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The same question may have another answer though nothing changes: it is not given again (see `followsSeq`). */
  readonly passing?: boolean;
}

/** An answer as it is sent, and as it is kept to be given again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; null = none (204). */
  readonly body: string | null;
}

/** An answer that is ready to be sent, also several times. */
export interface Sendable extends Omit<Answer, 'body'> {
  readonly bytes: Buffer | null;
  /** By gzip, made when it is asked for first. */
  packed?: Promise<Buffer>;
}

/** A strong ETag of these very bytes. */
export const etagOf = (text: string | Buffer): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;

/**
 * A reply as JSON with a strong ETag. Clients may keep the answer, and ask whether it still holds: `private, no-cache`.
 * @param reply null = no body
 */
export function answerOf(status: number, reply: Reply<unknown> | null): Answer {
  if (reply === null) return { status, headers: { 'Cache-Control': 'no-store' }, body: null };
  const body = JSON.stringify(reply.body);
  return { status, headers: headersOf(reply, body), body };
}

/** As `answerOf`, for an answer that is not kept as text. */
export function sendableOf(status: number, reply: Reply<unknown>): Sendable {
  const bytes = Buffer.from(JSON.stringify(reply.body));
  return { status, headers: headersOf(reply, bytes), bytes };
}

const headersOf = (reply: Reply<unknown>, body: string | Buffer) => ({
  'Cache-Control': 'private, no-cache',
  ...reply.headers,
  ETag: reply.etag ?? etagOf(body),
});

/** An answer as it is sent. */
export async function sendAnswer(request: Request, response: Response, answer: Answer): Promise<void> {
  const { status, headers, body } = answer;
  await send(request, response, { status, headers, bytes: body === null ? null : Buffer.from(body) });
}

/**
 * Sends an answer, packed by gzip where the client takes it and it is long enough: its tag is weak then, as its bytes differ (RFC 9110
 * §8.8.1). A GET whose If-None-Match names the tag, weak or strong, is answered 304 (§13.1.2).
 */
export async function send(request: Request, response: Response, answer: Sendable): Promise<void> {
  const { status, headers, bytes } = answer;
  response.status(status).set(headers);
  if (bytes === null) {
    response.end();
    return;
  }
  response.vary('Accept-Encoding');
  const isPacked = bytes.length >= WORTH_PACKING && takesGzip(request);
  if (isPacked) {
    const { ETag: tag = '' } = headers;
    response.set('ETag', tag.startsWith('W/') ? tag : `W/${tag}`);
  }
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  response.type('application/json');
  if (!isPacked) {
    response.send(bytes);
    return;
  }
  answer.packed ??= pack(bytes, { level: LEVEL });
  response.set('Content-Encoding', 'gzip').send(await answer.packed);
}

const takesGzip = (request: Request): boolean =>
  request.headers['accept-encoding'] !== undefined && request.acceptsEncodings('gzip', 'identity') === 'gzip';
