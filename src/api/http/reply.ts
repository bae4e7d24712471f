import { createHash } from 'node:crypto';
import type { Response } from 'express';

/** What a route answers with. */
export interface Reply<Body> {
  readonly body: Body;
  /** With its quotes; default: made from the body. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A strong ETag of these very bytes. */
export const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;

/**
 * Answers with JSON and a strong ETag. Express answers 304 by itself when a GET's If-None-Match names it (RFC 9110 §13.1.2).
 * Clients may keep the answer, and ask whether it still holds: `private, no-cache`.
 */
export function sendJson(response: Response, status: number, reply: Reply<unknown>): void {
  const text = JSON.stringify(reply.body);
  response
    .status(status)
    .set({ 'Cache-Control': 'private, no-cache', ...reply.headers, ETag: reply.etag ?? etagOf(text) })
    .type('application/json')
    .send(text);
}
