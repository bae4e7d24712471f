import { LRUCache } from 'lru-cache';
import type { Sendable } from './reply.js';

/** Bytes of answers that are kept, by default. */
const ROOM = 64 * 1024 * 1024;
/** One answer takes a sixteenth of the room at most. */
const SHARE = 16;
/** What an entry takes besides its texts, about. */
const ENTRY = 1000;
/** A look-up of a key that was overtaken by others tells an older number; none is on its way for so long. */
const OVERTAKEN_MS = 10_000;

/** Answers given before, while the shop's log of changes stands where it stood: they need not be made again. */
export interface SeenAnswers {
  /**
   * Notes where a shop's log stands now. One that stands lower than before was put back with the database, under a server that runs: its
   * numbers come again and mean other changes, so nothing that was kept holds any more.
   * @param now for tests: milliseconds
   */
  stands(shopId: string, seq: number, now?: number): void;
  /** The answer as it was made when the log stood at `seq`, or undefined. */
  get(key: string, seq: number): Sendable | undefined;
  /** Keeps an answer that knows all changes up to `seq`. */
  keep(key: string, seq: number, answer: Sendable): void;
}

/** Keeps nothing. */
export const NOTHING_SEEN: SeenAnswers = { stands: () => undefined, get: () => undefined, keep: () => undefined };

interface Entry {
  readonly seq: number;
  readonly answer: Sendable;
}

/**
 * Answers in memory; those that were not asked for longest make room.
 * Whatever a kept answer shows must move the log in the transaction that changes it: what stands at the same number is the same.
 * @param room bytes
 */
export function createSeenAnswers(room = ROOM): SeenAnswers {
  const entries = new LRUCache<string, Entry>({
    maxSize: room,
    maxEntrySize: Math.floor(room / SHARE),
    sizeCalculation: ({ answer }, key) => sizeOf(key, answer),
  });
  /** By shop: the number at which its log stood, and when it was seen there last. */
  const stood = new Map<string, { seq: number; at: number }>();

  return {
    stands: (shopId, seq, now = Date.now()) => {
      const before = stood.get(shopId) ?? { seq, at: now };
      if (seq < before.seq) {
        if (now - before.at < OVERTAKEN_MS) return;
        entries.clear();
      }
      stood.set(shopId, Object.assign(before, { seq, at: now }));
    },
    get: (key, seq) => {
      const entry = entries.get(key);
      if (!entry || entry.seq === seq) return entry?.answer;
      if (entry.seq < seq) entries.delete(key);
      return undefined;
    },
    keep: (key, seq, answer) => {
      const known = entries.peek(key);
      if (known === undefined || known.seq <= seq) entries.set(key, { seq, answer });
    },
  };
}

/** Texts are counted with two bytes a letter; a packed body is shorter than the body, so half as much more is enough for both. */
const sizeOf = (key: string, { bytes }: Sendable): number =>
  ENTRY + 2 * key.length + Math.ceil((bytes?.length ?? 0) * 1.5);
