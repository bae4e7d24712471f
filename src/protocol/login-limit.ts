import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Failed logins that a login, and an address, may have a minute. */
const FAILURES = 10;
const SECONDS = 60;

/** Counts failed logins by login and by address, in memory: a restart forgets them. */
export interface LoginLimit {
  /** Whether this login or this address has failed too often; it is to be refused without verifying. */
  exceeded(login: string, address: string): Promise<boolean>;
  failed(login: string, address: string): Promise<void>;
}

export function createLoginLimit(): LoginLimit {
  const limiter = new RateLimiterMemory({ points: FAILURES, duration: SECONDS });
  // Hashed: a key has the same small size whatever a stranger sends as a login.
  const keys = (login: string, address: string) => [keyOf('login', login), keyOf('address', address)];
  return {
    exceeded: async (login, address) => {
      const counts = await Promise.all(keys(login, address).map((key) => limiter.get(key)));
      return counts.some((count) => (count?.consumedPoints ?? 0) >= FAILURES);
    },
    failed: async (login, address) => {
      await Promise.all(keys(login, address).map((key) => limiter.penalty(key)));
    },
  };
}

const keyOf = (kind: string, value: string) => createHash('sha256').update(`${kind}\0${value}`).digest('base64');
