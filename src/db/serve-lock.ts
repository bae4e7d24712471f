import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { UzelError } from '../errors.js';
import type { Database } from './open.js';
import { connectClient } from './session.js';

const KEY = `hashtextextended('uzel:serve', 0)`;
const RETRY_MS = 200;

/** The right to be the one server of a database. */
export interface ServerLock {
  release(): Promise<void>;
}

/** How long to wait for the lock, and whom to tell when it is lost for good. */
export interface ServerLockOptions {
  /** After a kill -9 the old server's connection goes away shortly. Default 10 000. */
  readonly waitMs?: number;
  /** The connection broke and another server took the database meanwhile: this one must end. */
  readonly onLost?: (error: UzelError) => void;
}

/**
 * Makes this process the one server of the database, on a connection of its own, until `release` or the end of the process.
 * A connection that breaks (PostgreSQL was started again) is made anew and the lock taken again.
 * @throws UzelError UZ1602 when another server keeps it
 */
export async function holdServerLock(db: Database, options: ServerLockOptions = {}): Promise<ServerLock> {
  const waitMs = options.waitMs ?? 10_000;
  let released = false;
  let client = await take();

  async function take(): Promise<pg.Client> {
    const fresh = await acquire(db, waitMs);
    fresh.once('end', () => void retake());
    return fresh;
  }

  async function retake(): Promise<void> {
    while (!released && !db.isClosed()) {
      try {
        client = await take();
        if (released) await client.end();
        return;
      } catch (error) {
        if (error instanceof UzelError) return options.onLost?.(error);
        await sleep(RETRY_MS); // PostgreSQL is not back yet; whoever queries meanwhile reports it
      }
    }
  }

  return {
    release: async () => {
      released = true;
      await client.end();
    },
  };
}

async function acquire(db: Database, waitMs: number): Promise<pg.Client> {
  const client = await connectClient(db.url);
  try {
    for (const until = Date.now() + waitMs; ; ) {
      const answer = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${KEY}) as held`);
      if (answer.rows[0]?.held) return client;
      if (Date.now() >= until) {
        throw new UzelError(
          'UZ1602',
          `Another Uzel server already serves ${db.location}. Stop it first, or give this one a DATA_DIR or DATABASE_URL of its own.`,
        );
      }
      await sleep(RETRY_MS);
    }
  } catch (error) {
    await client.end().catch(() => undefined); // the first error is the one that tells something
    throw error;
  }
}
