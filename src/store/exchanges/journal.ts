import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { Json, ValueWarning } from '../../records.js';
import type { Feed } from './feeds.js';
import { MANY_OF_A_FEED, valueWarningText } from './value-warning-text.js';

export type Severity = 'info' | 'warning' | 'error';

/** What is to be told about an exchange, or about a node. */
export interface JournalInput {
  readonly shopId: string;
  /** null: it was decided while no 1C was there, and is told of the node itself. */
  readonly exchangeId: string | null;
  readonly nodeId: string;
  readonly feedId?: string | null | undefined;
  readonly severity: Severity;
  /** Stable text for programs: `feed-received`, `import-done`, `value-unreadable`… */
  readonly code: string;
  /** Russian, for a person. */
  readonly message: string;
  /** 1-based line of the feed. */
  readonly line?: number | null | undefined;
  readonly detail?: Json | undefined;
}

/** An entry of an exchange's journal. */
export interface JournalEntry {
  readonly entryId: string;
  readonly feedId: string | null;
  readonly at: Date;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly detail: Json;
}

/** What to select of `journal` for an entry: its members and the columns that they stand in. */
export const JOURNAL_COLUMNS = {
  entryId: 'entry_id',
  feedId: 'feed_id',
  at: 'at',
  severity: 'severity',
  code: 'code',
  message: 'message',
  line: 'line',
  detail: 'detail',
} as const satisfies Record<keyof JournalEntry, string>;

/** PostgreSQL holds no zero character. */
const storable = (text: string): string => text.replaceAll('\0', '');

/** Writes one entry or many, in their order, inside or outside a transaction. */
export async function addJournal(sql: Sql, entries: JournalInput | readonly JournalInput[]): Promise<void> {
  const list: readonly JournalInput[] = 'severity' in entries ? [entries] : entries;
  const rows = list.map((entry) => ({
    shop_id: entry.shopId,
    entry_id: uuid(),
    exchange_id: entry.exchangeId,
    node_id: entry.nodeId,
    feed_id: entry.feedId ?? null,
    severity: entry.severity,
    code: entry.code,
    message: storable(entry.message),
    line: entry.line ?? null,
    detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
  }));
  for (let i = 0; i < rows.length; i += 1000) await sql('journal').insert(rows.slice(i, i + 1000));
}

/**
 * As addJournal of one entry, but what the exchange's journal says already, word for word under this code, is not said again; of an
 * entry outside an exchange: what the node's journal said within a day.
 */
export async function addJournalOnce(sql: Sql, entry: JournalInput): Promise<void> {
  const { shopId, nodeId, exchangeId, code } = entry;
  const alike = sql('journal').where({ shop_id: shopId, code, message: storable(entry.message) });
  if (exchangeId !== null) alike.where({ exchange_id: exchangeId });
  else alike.where({ node_id: nodeId }).whereNull('exchange_id').whereRaw("at > now() - interval '1 day'");
  if (!(await alike.first('entry_id'))) await addJournal(sql, entry);
}

/**
 * An exchange's journal, oldest first.
 * @param page.after the `entryId` of the last entry that was given; absent = from the beginning
 * @param page.feedId only what was said of this feed
 */
export async function listJournal(
  sql: Sql,
  shopId: string,
  exchangeId: string,
  page: { after?: string | undefined; limit: number; feedId?: string | undefined },
): Promise<JournalEntry[]> {
  const query = sql('journal')
    .select(JOURNAL_COLUMNS)
    .where({ shop_id: shopId, exchange_id: exchangeId })
    .orderBy('entry_id')
    .limit(page.limit);
  if (page.after !== undefined) query.where('entry_id', '>', page.after);
  if (page.feedId !== undefined) query.where('feed_id', page.feedId);
  return (await query) as JournalEntry[];
}

/** How many warnings about values are written one by one for a feed; the rest is counted in one entry. */
export const VALUE_WARNINGS = 1000;

const UNREADABLE_MORE = 'value-unreadable-more';

/** Tells which values of a feed could not be read, and which text is not in its encoding. Called in the transaction of the step that read them. */
export async function addValueWarnings(tx: Tx, feed: Feed, warnings: readonly ValueWarning[]): Promise<void> {
  if (warnings.length === 0) return;
  const about = { shopId: feed.shopId, exchangeId: feed.exchangeId, nodeId: feed.nodeId, feedId: feed.feedId };
  const keys = { shop_id: feed.shopId, exchange_id: feed.exchangeId, feed_id: feed.feedId };
  const [written] = await tx('journal')
    .where(keys)
    .whereIn('code', [...MANY_OF_A_FEED])
    .count({ count: '*' });
  const room = Math.max(0, VALUE_WARNINGS - Number(written?.count ?? 0));
  await addJournal(
    tx,
    warnings.slice(0, room).map((warning) => ({
      ...about,
      severity: 'warning',
      ...valueWarningText(feed.name, warning),
    })),
  );
  const beyond = warnings.length - room;
  if (beyond <= 0) return;
  const counted = await tx('journal')
    .where({ ...keys, code: UNREADABLE_MORE })
    .first('entry_id', 'detail');
  const more = Number(counted?.detail?.count ?? 0) + beyond;
  const message = `${feed.name}: ещё значений, которые не удалось прочитать: ${more}. Прежние значения оставлены.`;
  if (!counted) {
    await addJournal(tx, { ...about, severity: 'warning', code: UNREADABLE_MORE, message, detail: { count: more } });
    return;
  }
  await tx('journal')
    .where({ shop_id: feed.shopId, entry_id: counted.entry_id })
    .update({ message, detail: JSON.stringify({ count: more }) });
}
