import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { UzelError } from '../../errors.js';
import type { ApiKey } from '../../store/nodes/api-keys.js';

const SECONDS = 60;
/** Requests with keys that are not known, of one address in a minute: each costs a look into the database. */
const UNKNOWN = 120;
/** Keys that were in force lately and may pass by an address that is shut. */
const REMEMBERED = 10_000;

/** Counts requests, in memory: one server serves a database, and a restart forgets them. */
export interface RequestLimits {
  /** Before the key is looked up. @throws TooManyRequests when the address sent too many keys that are not known */
  beforeLookUp(key: string, address: string): Promise<void>;
  unknown(key: string, address: string): Promise<void>;
  /** Counts a request of a key in force. @throws TooManyRequests over its limit */
  count(key: string, found: Pick<ApiKey, 'keyId' | 'ratePerMinute'>): Promise<void>;
}

/** UZ1009 with how long to wait. */
export class TooManyRequests extends UzelError {
  /** Whole seconds, at least 1. */
  readonly retryAfter: number;

  constructor(message: string, waitMs: number) {
    super('UZ1009', message);
    this.retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  }
}

/** @param ratePerMinute of keys that have no limit of their own */
export function createRequestLimits(ratePerMinute: number): RequestLimits {
  const strangers = new RateLimiterMemory({ points: UNKNOWN, duration: SECONDS, keyPrefix: 'address' });
  // Its own count is compared with each key's limit.
  const requests = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: SECONDS, keyPrefix: 'key' });
  const inForce = new Set<string>();

  return {
    beforeLookUp: async (key, address) => {
      if (inForce.has(digestOf(key))) return;
      const failed = await strangers.get(address);
      if (failed && failed.consumedPoints >= UNKNOWN) {
        throw new TooManyRequests(
          'Too many requests with API keys that are not known came from this address. Wait a minute, and check the key.',
          failed.msBeforeNext,
        );
      }
    },
    unknown: async (key, address) => {
      inForce.delete(digestOf(key));
      await strangers.penalty(address);
    },
    count: async (key, { keyId, ratePerMinute: own }) => {
      if (inForce.size >= REMEMBERED) inForce.clear();
      inForce.add(digestOf(key));
      const limit = own ?? ratePerMinute;
      const counted = await requests.penalty(keyId);
      if (counted.consumedPoints > limit) {
        throw new TooManyRequests(
          `This API key may send ${limit} requests a minute. Wait until the minute is over, see Retry-After.`,
          counted.msBeforeNext,
        );
      }
    },
  };
}

/** A key in clear is kept nowhere. */
const digestOf = (key: string): string => createHash('sha256').update(key).digest('base64');
