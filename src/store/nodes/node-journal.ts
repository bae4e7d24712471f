import type { Sql } from '../../db/open.js';
import { JOURNAL_COLUMNS, type JournalEntry } from '../exchanges/journal.js';
import { cutPage, type Page, type Position } from '../list-page.js';

/** An entry of a node's journal. */
export interface NodeJournalEntry extends JournalEntry {
  /** null: it was decided while no 1C was there. */
  readonly exchangeId: string | null;
}

/**
 * A node's journal, newest first.
 * @param filter.exchanges with what its exchanges tell; else only what was decided about the node outside of them
 * @param page.after the last entry that was given; null = from the newest
 */
export async function listNodeJournal(
  sql: Sql,
  shopId: string,
  nodeId: string,
  filter: { readonly exchanges: boolean },
  page: { readonly after: Position | null; readonly limit: number },
): Promise<Page<NodeJournalEntry>> {
  const query = sql('journal')
    .select({ ...JOURNAL_COLUMNS, exchangeId: 'exchange_id' })
    .where({ shop_id: shopId, node_id: nodeId })
    .orderBy('entry_id', 'desc')
    .limit(page.limit + 1);
  if (!filter.exchanges) query.whereNull('exchange_id');
  if (page.after) query.where('entry_id', '<', page.after.id);
  const rows: NodeJournalEntry[] = await query;
  return cutPage(rows, page.limit, (entry) => ({ id: entry.entryId }));
}
