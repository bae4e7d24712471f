import type pg from 'pg';
import { connectClient } from '../../db/session.js';

/** Which nodes' jobs this process may run. */
export interface NodeLocks {
  /** @returns false while another process runs jobs of this node (`uzel import` beside the server). */
  take(shopId: string, nodeId: string): Promise<boolean>;
  give(shopId: string, nodeId: string): Promise<void>;
  close(): Promise<void>;
}

const KEY = `hashtextextended('uzel node ' || $1 || ' ' || $2, 0)`;

/**
 * Advisory locks on one connection outside the pool: PostgreSQL frees them when the process dies, so that a job found running by
 * who has the lock is one that nobody runs any more.
 * @param url of the database
 */
export function openNodeLocks(url: string): NodeLocks {
  let current: Promise<pg.Client> | undefined;

  function connection(): Promise<pg.Client> {
    if (current) return current;
    const opened: Promise<pg.Client> = connectClient(url).then((client) => {
      // The locks went with the connection: the next use makes a new one.
      const lost = () => {
        if (current === opened) current = undefined;
      };
      return client.on('error', lost).on('end', lost);
    });
    opened.catch(() => {
      if (current === opened) current = undefined;
    });
    current = opened;
    return opened;
  }

  return {
    take: async (shopId, nodeId) => {
      const client = await connection();
      const answer = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${KEY}) as taken`, [
        shopId,
        nodeId,
      ]);
      return answer.rows[0]?.taken === true;
    },
    give: async (shopId, nodeId) => {
      if (!current) return;
      const client = await current;
      await client.query(`select pg_advisory_unlock(${KEY})`, [shopId, nodeId]);
    },
    close: async () => {
      const open = current;
      current = undefined;
      if (open) await (await open).end();
    },
  };
}
