import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { connectClient } from '../session.js';

/** Every process that uses an embedded PostgreSQL shares this lock; who gets it alone is the last. */
const KEY = `hashtextextended('uzel:embedded', 0)`;
const TRIES = 20;

/** One process's use of the embedded PostgreSQL. */
export interface Lease {
  /** Ends the use. `stop` runs when no other process uses it, and newcomers wait meanwhile. */
  end(stop: () => Promise<void>): Promise<void>;
}

/**
 * Says that this process uses the PostgreSQL, until `end`. When the connection breaks (the postmaster was killed), `revive`
 * is called until it succeeds and the lease is taken again, so a running server outlives its postmaster.
 * @param how revive: makes sure that the PostgreSQL runs; prepare: that the database of `url` is there
 * @throws what `revive` throws, or the driver's error after 20 tries
 */
export async function takeLease(
  url: string,
  how: { revive: () => Promise<void>; prepare: () => Promise<void> },
  log: Logger,
): Promise<Lease> {
  let ending = false;
  let reviving: Promise<void> | undefined;
  const onLost = () => {
    if (ending) return;
    log.error('the embedded PostgreSQL has gone; starting it again');
    reviving = again();
  };
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    for (let tries = 1; ; tries += 1) {
      await how.revive();
      try {
        await how.prepare();
        return await share(url, onLost);
      } catch (error) {
        // The last user was just stopping it while we came: begin again.
        if (tries === TRIES) throw error;
        log.debug({ err: error }, 'the embedded PostgreSQL was stopped while we came');
        await sleep(50);
      }
    }
  }

  async function again(): Promise<void> {
    for (let wait = 100; !ending; wait = Math.min(wait * 2, 2_000)) {
      try {
        client = await connect();
        log.info('the embedded PostgreSQL is back');
        return;
      } catch (error) {
        log.error({ err: error }, 'the embedded PostgreSQL does not come back yet');
        await sleep(wait);
      }
    }
  }

  return {
    end: async (stop) => {
      ending = true;
      await reviving;
      try {
        const answer = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${KEY}) as last`);
        if (answer.rows[0]?.last) await stop();
      } catch (error) {
        log.warn({ err: error }, 'the embedded PostgreSQL was gone before we left it');
      }
      await client.end().catch((error) => log.debug({ err: error }, 'the stop cut the connection'));
    },
  };
}

/** A connection that holds the shared lock and tells when it breaks. */
async function share(url: string, onLost: () => void): Promise<pg.Client> {
  const client = await connectClient(url);
  try {
    await client.query(`select pg_advisory_lock_shared(${KEY})`);
    // An end in progress lets go of the locks before it cuts us, but takes no new connection.
    await (await connectClient(url)).end();
  } catch (error) {
    await client.end().catch(() => undefined); // the query's error is the one that tells something
    throw error;
  }
  client.once('end', onLost);
  return client;
}
