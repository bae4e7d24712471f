import type { Sql } from '../../db/open.js';
import { type ExchangeKey, NEWER_EXISTS } from './feed-search.js';
import { FEED_COLUMNS, type Feed, selectFeeds } from './feeds.js';

/** Which exchanges are looked at; an absent condition holds for all. */
export interface LeftoverFilter {
  readonly nodeId?: string;
  readonly type?: string;
  /** Only exchanges that were not heard of since this moment (`momentBefore`). */
  readonly silentSince?: string;
  /** Also exchanges that have ended: once, at the start of the server. */
  readonly ended?: boolean;
}

/** Exchanges of `uzel import` and `uzel replay` belong to another process, which may be writing at this moment: they are left to it. */
const NOT_OF_THE_CLI = `e.type not in ('import', 'replay', 'restore')`;

const CONDITIONS = `${NOT_OF_THE_CLI} and (cast(:node as uuid) is null or e.node_id = :node) and (cast(:type as text) is null or e.type = :type)
  and (cast(:silent as timestamptz) is null or e.last_seen_at < cast(:silent as timestamptz))
  and (cast(:ended as boolean) or e.ended_at is null)
  and exists (select from nodes n where n.shop_id = e.shop_id and n.node_id = e.node_id and n.state = 'active' and n.removed_at is null)`;

const bindings = (filter: LeftoverFilter) => ({
  node: filter.nodeId ?? null,
  type: filter.type ?? null,
  silent: filter.silentSince ?? null,
  ended: filter.ended ?? false,
});

/**
 * The moment so many minutes ago by the database's clock, as text with all its digits. What is asked in several statements names one moment:
 * an exchange that falls silent between two of them would have its feeds queued before its pictures are settled.
 */
export async function momentBefore(sql: Sql, minutes: number): Promise<string> {
  const found = await sql.raw<{ rows: { moment: string }[] }>(
    'select cast(now() - make_interval(secs => cast(? as float8) * 60) as text) as moment',
    [minutes],
  );
  const moment = found.rows[0]?.moment;
  if (moment === undefined) throw new Error('the database tells no time');
  return moment;
}

/**
 * XML and ZIP feeds that nobody asked to import, oldest first: received and still open, or entries of an archive. Not those that
 * a newer feed of the same name in the same exchange replaces, and not those that have a job, a failed one too.
 */
export async function leftoverFeeds(sql: Sql, filter: LeftoverFilter): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `select ${FEED_COLUMNS} from feeds f join exchanges e on e.shop_id = f.shop_id and e.exchange_id = f.exchange_id
     where ${CONDITIONS} and f.content in ('xml', 'zip') and f.size > 0
       and (f.state = 'receiving' or (f.state = 'closed' and f.parent_feed_id is not null))
       and not exists (select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id)
       and not ${NEWER_EXISTS}
     order by f.received_at, f.feed_id`,
    bindings(filter),
  );
}

/** The exchanges that have pictures or other files which are not registered yet. */
export async function exchangesWithUnsettledFiles(sql: Sql, filter: LeftoverFilter): Promise<ExchangeKey[]> {
  const found = await sql.raw<{ rows: ExchangeKey[] }>(
    `select distinct e.shop_id as "shopId", e.exchange_id as "exchangeId"
     from feeds f join exchanges e on e.shop_id = f.shop_id and e.exchange_id = f.exchange_id
     where ${CONDITIONS} and f.content = 'file' and f.sha256 is null and f.size > 0 and f.state in ('receiving', 'closed')`,
    bindings(filter),
  );
  return found.rows;
}

/**
 * Closes what exchanges left open that were silent for so long that their cookie is void: no piece can come any more.
 * @param exceptExchanges exchanges that are left as they are: their feeds could not be looked at
 * @returns the feeds that never came to their end and were not sent again
 */
export async function closeAbandonedFeeds(
  sql: Sql,
  idleMinutes: number,
  exceptExchanges: readonly string[],
): Promise<Feed[]> {
  return await selectFeeds(
    sql,
    `with closed as (
       update feeds f set state = 'closed' from exchanges e
       where e.shop_id = f.shop_id and e.exchange_id = f.exchange_id and f.state = 'receiving' and (f.content <> 'file' or f.sha256 is null)
         and ${NOT_OF_THE_CLI} and e.exchange_id <> all(cast(string_to_array(:except, ',') as uuid[]))
         and e.last_seen_at < now() - make_interval(secs => cast(:idle as float8) * 60)
         and not exists (select from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id)
       returning f.*)
     select ${FEED_COLUMNS} from closed f where f.size > 0 and not ${NEWER_EXISTS} order by f.feed_id`,
    { idle: idleMinutes, except: exceptExchanges.join(',') },
  );
}
