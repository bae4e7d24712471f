import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const TOLERANCE_S = 300;

/**
 * Whether a message is signed by a secret, as the specification of Standard Webhooks has it: HMAC-SHA256 of `id.timestamp.body` by the
 * bytes behind `whsec_`, one of the signatures with `v1,` in front. A second implementation, by node:crypto alone.
 * @param now seconds
 */
export function isSigned(
  headers: IncomingHttpHeaders | Readonly<Record<string, string>>,
  body: string,
  secret: string,
  now = Date.now() / 1000,
): boolean {
  const text = (name: string): string => String(headers[name] ?? '');
  if (!(Math.abs(Number(text('webhook-timestamp')) - now) <= TOLERANCE_S)) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${text('webhook-id')}.${text('webhook-timestamp')}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  return text('webhook-signature')
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice(3), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
