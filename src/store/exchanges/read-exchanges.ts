import type { Sql } from '../../db/open.js';
import { cutPage, type Page, type Position } from '../list-page.js';
import type { ExchangeType } from './exchanges.js';
import type { FeedContent, FeedState } from './feeds.js';
import type { JobKind, JobState } from './jobs.js';

export interface ExchangeOverview {
  readonly exchangeId: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly type: ExchangeType;
  readonly clientVersion: string | null;
  readonly cmlVersion: string | null;
  readonly userAgent: string | null;
  /** Where 1C called from. */
  readonly address: string | null;
  /** Of type replay: the exchange that it applies again; of type restore: the one before which it put the catalogue back. */
  readonly repeats: string | null;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly endedAt: Date | null;
  readonly feeds: number;
  readonly warnings: number;
  readonly errors: number;
}

export interface ExchangeFilter {
  readonly nodeId: string | null;
  readonly type: ExchangeType | null;
}

const COLUMNS = `e.exchange_id as "exchangeId", e.node_id as "nodeId", n.name as "nodeName", e.type,
  e.client_version as "clientVersion", e.cml_version as "cmlVersion", e.user_agent as "userAgent", e.address, e.repeats,
  e.opened_at as "openedAt", e.last_seen_at as "lastSeenAt", e.ended_at as "endedAt",
  (select count(*)::int from feeds f where f.shop_id = e.shop_id and f.exchange_id = e.exchange_id) as feeds,
  (select count(*)::int from journal j where j.shop_id = e.shop_id and j.exchange_id = e.exchange_id and j.severity = 'warning') as warnings,
  (select count(*)::int from journal j where j.shop_id = e.shop_id and j.exchange_id = e.exchange_id and j.severity = 'error') as errors`;

const exchanges = (sql: Sql, shopId: string) =>
  sql('exchanges as e')
    .join('nodes as n', (join) => join.on('n.shop_id', 'e.shop_id').on('n.node_id', 'e.node_id'))
    .where('e.shop_id', shopId)
    .select(sql.raw(COLUMNS));

/** The exchanges of a shop, newest first (their ids grow with time), one page. */
export async function listExchanges(
  sql: Sql,
  shopId: string,
  filter: ExchangeFilter,
  page: { readonly limit: number; readonly after: Position | null },
): Promise<Page<ExchangeOverview>> {
  const query = exchanges(sql, shopId)
    .orderBy('e.exchange_id', 'desc')
    .limit(page.limit + 1);
  if (filter.nodeId !== null) query.where('e.node_id', filter.nodeId);
  if (filter.type !== null) query.where('e.type', filter.type);
  if (page.after) query.where('e.exchange_id', '<', page.after.id);
  const rows: ExchangeOverview[] = await query;
  return cutPage(rows, page.limit, (row) => ({ id: row.exchangeId }));
}

/** One exchange by its id (a UUID), or null. */
export async function readExchange(sql: Sql, shopId: string, exchangeId: string): Promise<ExchangeOverview | null> {
  const row: ExchangeOverview | undefined = await exchanges(sql, shopId).where('e.exchange_id', exchangeId).first();
  return row ?? null;
}

export interface FeedOverview {
  readonly feedId: string;
  readonly name: string;
  readonly content: FeedContent;
  readonly state: FeedState;
  /** Bytes, as text. */
  readonly size: string;
  readonly parentFeedId: string | null;
  readonly receivedAt: Date;
  /** What was done with it; the last of `unpack` and `import`. */
  readonly job: {
    readonly kind: JobKind;
    readonly state: JobState;
    readonly progress: string | null;
    readonly counts: Readonly<Record<string, number>>;
    readonly errorCode: string | null;
    readonly errorText: string | null;
  } | null;
}

/**
 * The feeds of an exchange in the order they came, pictures left out (there may be thousands).
 * @param limit the most of them
 */
export async function readFeedsOf(
  sql: Sql,
  shopId: string,
  exchangeId: string,
  limit: number,
): Promise<FeedOverview[]> {
  const answer = await sql.raw(
    `select f.feed_id as "feedId", f.name, f.content, f.state, f.size, f.parent_feed_id as "parentFeedId",
       f.received_at as "receivedAt",
       (select jsonb_build_object('kind', j.kind, 'state', j.state, 'progress', j.progress, 'counts', j.counts,
          'errorCode', j.error_code, 'errorText', j.error_text)
        from jobs j where j.shop_id = f.shop_id and j.feed_id = f.feed_id order by j.job_id desc limit 1) as job
     from feeds f where f.shop_id = ? and f.exchange_id = ? and f.content <> 'file' order by f.feed_id limit ?`,
    [shopId, exchangeId, limit],
  );
  return answer.rows;
}
