import { createHash, type Hash } from 'node:crypto';
import type { Feed } from '../../store/exchanges/feeds.js';

/** Feeds whose pieces are hashed at a time; of those that came longest ago it is forgotten, and their bytes are read once more. */
const LIMIT = 1000;

interface Known {
  readonly hash: Hash;
  /** Bytes that it is of. */
  readonly size: number;
}
const known = new Map<string, Known>();

type Growing = Pick<Feed, 'feedId' | 'size' | 'content'>;

/** The hash of a feed that a piece is being appended to. */
export interface ArrivingHash {
  update(bytes: Uint8Array): void;
  /** The piece is durable: the feed has so many bytes now. A piece that failed is left out by never saying so. */
  durable(size: number): void;
}

/**
 * Hashes a feed as it arrives, so that nobody has to read it again for that: while 800 MB are imported it would be two seconds of the
 * main thread. Only where all pieces before came to this process.
 */
export function hashArriving({ feedId, size, content }: Growing): ArrivingHash | undefined {
  if (content === 'zip') return undefined; // its entries are what is imported
  const former = known.get(feedId);
  if (size > 0 && former?.size !== size) return undefined;
  const hash = size > 0 && former ? former.hash.copy() : createHash('sha256');
  let hashed = size;
  return {
    update: (bytes) => {
      hash.update(bytes);
      hashed += bytes.byteLength;
    },
    durable: (grown) => {
      known.delete(feedId);
      if (hashed === grown) known.set(feedId, { hash, size: grown });
      const [oldest] = known.keys();
      if (known.size > LIMIT && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** SHA-256 of a feed that gets no more pieces, hex, once; undefined when it is not known from its arrival. */
export function takeArrivedHash({ feedId, size }: Pick<Feed, 'feedId' | 'size'>): string | undefined {
  const arrived = known.get(feedId);
  known.delete(feedId);
  return arrived?.size === size ? arrived.hash.digest('hex') : undefined;
}
