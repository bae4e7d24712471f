import type pg from 'pg';
import { connectClient } from '../../db/session.js';

/**
 * A lane of a node's jobs. Each has a lock of its own: a lane that goes on when the connection was lost, and with it the lock, must not give
 * away the lock that another has taken since.
 */
export interface NodeLane {
  readonly shopId: string;
  readonly nodeId: string;
  readonly lane: string;
}

/** Which nodes' jobs this process may run. */
export interface NodeLocks {
  /** @returns false while another process runs jobs of this lane of the node (`uzel import` beside the server). */
  take(of: NodeLane): Promise<boolean>;
  give(of: NodeLane): Promise<void>;
  close(): Promise<void>;
}

const KEY = `hashtextextended('uzel node ' || $1 || ' ' || $2 || ' ' || $3, 0)`;
const valuesOf = ({ shopId, nodeId, lane }: NodeLane): string[] => [shopId, nodeId, lane];

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
    take: async (of) => {
      const client = await connection();
      const sql = `select pg_try_advisory_lock(${KEY}) as taken`;
      const answer = await client.query<{ taken: boolean }>(sql, valuesOf(of));
      return answer.rows[0]?.taken === true;
    },
    give: async (of) => {
      if (!current) return;
      const client = await current;
      await client.query(`select pg_advisory_unlock(${KEY})`, valuesOf(of));
    },
    close: async () => {
      const open = current;
      current = undefined;
      if (open) await (await open).end();
    },
  };
}
