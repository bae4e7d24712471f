import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Secret } from '../store/webhooks/endpoints.js';

const BYTES = 32;
/** How long a former secret is signed with beside the new one. */
const OVERLAP_MS = 24 * 3600_000;
/** Whoever changes it again and again keeps so many. */
const MOST = 4;

/** A new secret: `whsec_` and 256 random bits in base64. */
export const newSecret = (): string => `whsec_${randomBytes(BYTES).toString('base64')}`;

/** The secrets after a new one was put in force; former ones end in a day, or when they would have. */
export function rotated(secrets: readonly Secret[], fresh: string, now = Date.now()): Secret[] {
  const until = new Date(now + OVERLAP_MS).toISOString();
  const former = live(secrets, now).map((each) => ({ ...each, until: each.until ?? until }));
  return [{ secret: fresh, until: null }, ...former].slice(0, MOST);
}

const live = (secrets: readonly Secret[], now: number): Secret[] =>
  secrets.filter(({ until }) => until === null || Date.parse(until) > now);

/** The headers that Standard Webhooks signs a message by; a signature by each secret in force. */
export function signedHeaders(
  message: { readonly messageId: string; readonly body: string },
  secrets: readonly Secret[],
  now = new Date(),
): Readonly<Record<string, string>> {
  const id = `msg_${message.messageId}`;
  const signatures = live(secrets, now.getTime()).map(({ secret }) => new Webhook(secret).sign(id, now, message.body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
