import { setTimeout as pause } from 'node:timers/promises';
import type { Sql, Tx } from '../../db/open.js';

/** That orders of a shop are being placed, as an advisory lock. */
const CLASS = `hashtext('uzel placing')`;

/**
 * Said first of all by who places an order, before the nodes are read: until the commit no routing of orders without an owner passes by
 * this one (`awaitPlacing`). Many may place at a time, and none waits for another.
 */
export async function beginPlacing(tx: Tx, shopId: string): Promise<void> {
  await tx.raw(`select pg_advisory_xact_lock_shared(${CLASS}, hashtext(?))`, [shopId]);
}

/**
 * Waits until every order that is being placed now is there to be seen: it may have been routed by nodes as they were. Neither holds up
 * those that begin meanwhile nor waits for them, for they see the nodes as they are; a lock that excludes them would do one or the other.
 */
export async function awaitPlacing(sql: Sql, shopId: string): Promise<void> {
  let begun = await beingPlaced(sql, shopId);
  for (let ms = 5; begun.length > 0; ms = Math.min(2 * ms, 100)) {
    await pause(ms);
    const still = new Set(await beingPlaced(sql, shopId));
    begun = begun.filter((transaction) => still.has(transaction));
  }
}

/** The transactions that place orders; a name is never given again. */
async function beingPlaced(sql: Sql, shopId: string): Promise<string[]> {
  const found = await sql.raw<{ rows: { transaction: string }[] }>(
    `select virtualtransaction as transaction from pg_locks
     where locktype = 'advisory' and objsubid = 2 and granted
       and database = (select oid from pg_database where datname = current_database())
       and cast(classid as bigint) = cast(${CLASS} as bigint) & 4294967295
       and cast(objid as bigint) = cast(hashtext(?) as bigint) & 4294967295`,
    [shopId],
  );
  return found.rows.map((row) => row.transaction);
}
