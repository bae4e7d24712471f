import { v7 as uuid } from 'uuid';
import type { Sql } from '../../db/open.js';
import { hashToken, newCookie, sessidOf } from '../nodes/secrets.js';

export type ExchangeType = 'catalog' | 'sale' | 'reference' | 'get_catalog' | 'import' | 'push' | 'replay' | 'restore';

/** One session of a node, from checkauth on (`get_catalog` = our goods go to 1C, `import` = made by the CLI, `push` = the server sends orders). Durable: it outlives the server's restart. */
export interface Exchange {
  readonly shopId: string;
  readonly exchangeId: string;
  readonly nodeId: string;
  readonly type: ExchangeType;
  /** Grows with each init: a file sent after it begins a new feed. */
  readonly generation: number;
  /** `version=` of init: the protocol that the client speaks. */
  readonly clientVersion: string | null;
  /** `cmlVersion=` of init. */
  readonly cmlVersion: string | null;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
}

export interface ExchangeRow {
  shop_id: string;
  exchange_id: string;
  node_id: string;
  type: ExchangeType;
  sessid_hash: string;
  generation: number;
  client_version: string | null;
  cml_version: string | null;
  opened_at: Date;
  last_seen_at: Date;
}

/** An exchange as its client reaches it: with the hash that a `sessid` which it sends is checked against. */
export interface OpenExchange {
  readonly exchange: Exchange;
  readonly sessidHash: string;
}

const toExchange = (row: ExchangeRow): Exchange => ({
  shopId: row.shop_id,
  exchangeId: row.exchange_id,
  nodeId: row.node_id,
  type: row.type,
  generation: row.generation,
  clientVersion: row.client_version,
  cmlVersion: row.cml_version,
  openedAt: row.opened_at,
  lastSeenAt: row.last_seen_at,
});

const LIVE = 'ended_at is null and last_seen_at > now() - make_interval(mins => ?)';

/**
 * How exact "last seen" is. A write for each of thousands of pictures would cost each an fsync of its own; the shortest
 * silence that means anything (LEFTOVER_MINUTES) is longer.
 */
const STALE = "last_seen_at < now() - interval '500 ms'";

/**
 * Begins an exchange. Called by checkauth (each time a new one, beside those that live already) and by `uzel import`.
 * @returns the exchange, its cookie and its sessid: this is the only time they are known, hashes of them are stored.
 */
export async function openExchange(
  sql: Sql,
  input: {
    shopId: string;
    nodeId: string;
    type: ExchangeType;
    userAgent?: string | undefined;
    /** Where 1C calls from. */
    address?: string | undefined;
    /** Of type replay: the exchange that it applies again; of type restore: the one before which it puts the catalogue back. */
    repeats?: string | undefined;
  },
): Promise<{ exchange: Exchange; cookie: string; sessid: string }> {
  const cookie = newCookie();
  const sessid = sessidOf(cookie);
  const [row] = await sql<ExchangeRow>('exchanges')
    .insert({
      shop_id: input.shopId,
      exchange_id: uuid(),
      node_id: input.nodeId,
      type: input.type,
      cookie_hash: hashToken(cookie),
      sessid_hash: hashToken(sessid),
      user_agent: input.userAgent?.slice(0, 200) ?? null,
      address: input.address ?? null,
      repeats: input.repeats ?? null,
    } as Partial<ExchangeRow>)
    .returning('*');
  if (!row) throw new Error('insert into exchanges returned no row');
  return { exchange: toExchange(row), cookie, sessid };
}

/**
 * The live exchange behind a cookie, marked as seen now; null when the cookie is unknown or its exchange has ended or was
 * idle too long.
 */
export async function seeExchange(sql: Sql, cookie: string, idleMinutes: number): Promise<OpenExchange | null> {
  return await see(sql, `cookie_hash = ? and ${LIVE}`, [hashToken(cookie), idleMinutes]);
}

/**
 * The node's newest live exchange of a type, marked as seen now: what a client without a cookie means. With `sessid`, the
 * newest of the node's live exchanges (of any type) that this sessid was given to.
 */
export async function seeNewestExchange(
  sql: Sql,
  of: { shopId: string; nodeId: string; type: ExchangeType; sessid?: string | undefined },
  idleMinutes: number,
): Promise<OpenExchange | null> {
  const which = of.sessid ? 'sessid_hash = ?' : 'type = ?';
  const bindings = [of.shopId, of.nodeId, of.sessid ? hashToken(of.sessid) : of.type, idleMinutes];
  return await see(sql, `shop_id = ? and node_id = ? and ${which} and ${LIVE}`, bindings);
}

async function see(sql: Sql, condition: string, bindings: readonly (string | number)[]): Promise<OpenExchange | null> {
  const found = await sql.raw<{ rows: (ExchangeRow & { stale: boolean })[] }>(
    `select *, ${STALE} as stale from exchanges where ${condition} order by opened_at desc, exchange_id desc limit 1`,
    [...bindings],
  );
  const row = found.rows[0];
  if (!row) return null;
  const exchange = toExchange(row);
  if (row.stale) await touchExchange(sql, exchange);
  return { exchange, sessidHash: row.sessid_hash };
}

/** Marks an exchange as seen now: also at the end of a long request, so that its silence is counted from there. */
export async function touchExchange(sql: Sql, exchange: Pick<Exchange, 'shopId' | 'exchangeId'>): Promise<void> {
  await sql.raw(`update exchanges set last_seen_at = now() where shop_id = ? and exchange_id = ? and ${STALE}`, [
    exchange.shopId,
    exchange.exchangeId,
  ]);
}

/** Begins the next generation of an exchange's files and keeps what the client said of itself. Called by init. */
export async function beginGeneration(
  sql: Sql,
  exchange: Exchange,
  client: { version?: string | undefined; cmlVersion?: string | undefined },
): Promise<Exchange> {
  const [row] = await sql<ExchangeRow>('exchanges')
    .where({ shop_id: exchange.shopId, exchange_id: exchange.exchangeId })
    .update({
      generation: sql.raw('generation + 1'),
      client_version: client.version ?? exchange.clientVersion,
      cml_version: client.cmlVersion ?? exchange.cmlVersion,
    } as object)
    .returning('*');
  if (!row) throw new Error(`exchange ${exchange.exchangeId} is gone`);
  return toExchange(row);
}

/** Gives an exchange another sessid; the former is void. For a client that asks for one by Basic alone. */
export async function replaceSessid(sql: Sql, exchange: Exchange, sessid: string): Promise<void> {
  await sql('exchanges')
    .where({ shop_id: exchange.shopId, exchange_id: exchange.exchangeId })
    .update({ sessid_hash: hashToken(sessid) });
}

/** An exchange is over: nothing of it comes any more. */
export async function endExchangeNow(sql: Sql, exchange: Exchange): Promise<void> {
  await sql('exchanges')
    .where({ shop_id: exchange.shopId, exchange_id: exchange.exchangeId })
    .update({ ended_at: sql.raw('now()') } as object);
}

/** Ends the exchanges that were silent for `idleMinutes`. @returns how many. */
export async function endIdleExchanges(sql: Sql, idleMinutes: number): Promise<number> {
  const result = await sql.raw<{ rowCount: number }>(
    `update exchanges set ended_at = now() where ended_at is null and last_seen_at <= now() - make_interval(mins => ?)`,
    [idleMinutes],
  );
  return result.rowCount;
}

/** An exchange by its id, live or ended. */
export async function findExchange(sql: Sql, shopId: string, exchangeId: string): Promise<Exchange | null> {
  const row = await sql<ExchangeRow>('exchanges').where({ shop_id: shopId, exchange_id: exchangeId }).first();
  return row ? toExchange(row) : null;
}

/** When an exchange began; null when it is kept no more. */
export async function readOpenedAt(sql: Sql, shopId: string, exchangeId: string): Promise<Date | null> {
  const row = await sql('exchanges')
    .where({ shop_id: shopId, exchange_id: exchangeId })
    .first<{ opened_at: Date } | undefined>('opened_at');
  return row?.opened_at ?? null;
}
