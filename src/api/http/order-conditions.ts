import { createHash } from 'node:crypto';
import { UzelError } from '../../errors.js';
import { PlaceHeaders } from '../schemas/order.js';
import { InvalidRequest, readInput } from './invalid-request.js';

/**
 * The Idempotency-Key of a request that makes something.
 * @throws UZ1509 when there is none, UZ1501 when it is longer than 255 characters
 */
export function readIdempotencyKey(header: string | undefined): string {
  if (header === undefined || header.trim() === '') {
    throw new UzelError(
      'UZ1509',
      'Send an Idempotency-Key with each new order, a UUID for instance, and the same one when you repeat the request: then no order is made twice.',
    );
  }
  return readInput(PlaceHeaders, { 'Idempotency-Key': header })['Idempotency-Key'];
}

/** SHA-256 of what a request said; the order of its fields and its spaces do not count. */
export const digestOf = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(body, (_name, value: unknown) => (isObject(value) ? sorted(value) : value)))
    .digest('hex');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

/**
 * The version that If-Match names (its tag is the version); undefined = any. A weak tag counts too: proxies that compress
 * weaken tags, and a version stays a version.
 * @throws UZ1506 for a tag that no version of an order has, UZ1501 for several tags
 */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  if (header.includes(',')) {
    throw new InvalidRequest([{ path: 'If-Match', message: 'Send one ETag: that of the order you changed.' }]);
  }
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw new UzelError(
    'UZ1506',
    'If-Match is not the ETag of any version of an order. Read the order again and send the ETag it came with.',
  );
}
