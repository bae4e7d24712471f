import { Webhook } from 'standardwebhooks';

/** A message that a webhook was sent. */
export interface WebhookMessage {
  /** `order.created` and so on. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly data: unknown;
}

/** The headers of a request: of fetch, or of node:http. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A message that cannot be trusted: answer 400 and forget it. */
export class UzelWebhookError extends Error {
  override readonly name = 'UzelWebhookError';
}

/**
 * Checks that a message comes from Uzel, and is of these minutes (Standard Webhooks).
 * @param body exactly the bytes that came, not JSON that was read and written again
 * @param secret `whsec_…`; while secrets are rotated, both
 * @returns the message; `id` is the same at each attempt: keep it to do nothing twice
 * @throws UzelWebhookError it is not signed by a secret, or older or younger than 5 minutes
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): WebhookMessage & { readonly id: string } {
  const text = typeof body === 'string' ? body : decode(body);
  const read = (name: string): string =>
    (headers instanceof Headers ? headers.get(name) : headers[name])?.toString() ?? '';
  const signed = {
    'webhook-id': read('webhook-id'),
    'webhook-timestamp': read('webhook-timestamp'),
    'webhook-signature': read('webhook-signature'),
  };
  let last: unknown;
  for (const each of typeof secret === 'string' ? [secret] : secret) {
    try {
      return { ...(new Webhook(each).verify(text, signed) as WebhookMessage), id: signed['webhook-id'] };
    } catch (error) {
      last = error;
    }
  }
  throw new UzelWebhookError(last instanceof Error ? last.message : 'There is no secret.', { cause: last });
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (cause) {
    throw new UzelWebhookError('The body is not UTF-8.', { cause });
  }
}
