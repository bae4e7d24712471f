import { createKeyedLocks } from '../keyed-locks.js';

/** Who appends to a feed, closes it or settles it holds the lock of its name in its exchange. */
export const feedLocks = createKeyedLocks();

/** The key of a name in an exchange. */
export function feedKey(exchange: { readonly exchangeId: string }, name: string): string {
  return `${exchange.exchangeId}/${name}`;
}
