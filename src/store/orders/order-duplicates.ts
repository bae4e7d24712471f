import { v7 as uuid, validate } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { Json } from '../../records.js';
import { cutPage, type Page, type PageRequest, takePage } from '../list-page.js';

/** By what a document was recognised as that of an order: its id, what it says (number, date, sum, customer), or 1C's number. */
export type RecognisedBy = 'id' | 'facts' | 'number';

/** `ignored`, `linked`: by the shop's policy; `open`: a person is asked; `same`, `different`: a person has decided. */
export type DuplicateState = 'ignored' | 'linked' | 'open' | 'same' | 'different';

/** A document of an order that belongs to another node than the one that sent it. */
export interface Duplicate {
  readonly duplicateId: string;
  readonly orderId: string;
  /** That sent it. */
  readonly nodeId: string;
  readonly documentKey: string;
  readonly recognisedBy: RecognisedBy;
  readonly state: DuplicateState;
  /** The document as it came last. */
  readonly content: Json;
  readonly exchangeId: string | null;
  readonly feedId: string | null;
  readonly at: Date;
  readonly decidedAt: Date | null;
}

interface DuplicateRow {
  duplicate_id: string;
  order_id: string;
  node_id: string;
  document_key: string;
  recognised_by: RecognisedBy;
  state: DuplicateState;
  content: Json;
  exchange_id: string | null;
  feed_id: string | null;
  at: Date;
  decided_at: Date | null;
}

const toDuplicate = (row: DuplicateRow): Duplicate => ({
  duplicateId: row.duplicate_id,
  orderId: row.order_id,
  nodeId: row.node_id,
  documentKey: row.document_key,
  recognisedBy: row.recognised_by,
  state: row.state,
  content: row.content,
  exchangeId: row.exchange_id,
  feedId: row.feed_id,
  at: row.at,
  decidedAt: row.decided_at,
});

/** What is known of a node's document. */
export async function duplicateOfNode(
  sql: Sql,
  shopId: string,
  nodeId: string,
  documentKey: string,
): Promise<Duplicate | null> {
  const row = await sql<DuplicateRow>('order_duplicates')
    .where({ shop_id: shopId, node_id: nodeId, document_key: documentKey } as object)
    .first();
  return row ? toDuplicate(row) : null;
}

/** Writes a duplicate that is new. */
export async function insertDuplicate(
  tx: Tx,
  shopId: string,
  duplicate: Omit<Duplicate, 'duplicateId' | 'at' | 'decidedAt'>,
): Promise<void> {
  await tx('order_duplicates').insert({
    shop_id: shopId,
    duplicate_id: uuid(),
    order_id: duplicate.orderId,
    node_id: duplicate.nodeId,
    document_key: duplicate.documentKey,
    recognised_by: duplicate.recognisedBy,
    state: duplicate.state,
    content: JSON.stringify(duplicate.content),
    exchange_id: duplicate.exchangeId,
    feed_id: duplicate.feedId,
  });
}

/** Keeps what a known duplicate says now; writes nothing when it says the same. */
export async function keepDuplicate(tx: Tx, shopId: string, duplicateId: string, content: Json): Promise<void> {
  const text = JSON.stringify(content);
  await tx.raw(
    `update order_duplicates set content = ?::jsonb
     where shop_id = ? and duplicate_id = ? and content is distinct from ?::jsonb`,
    [text, shopId, duplicateId, text],
  );
}

/** One duplicate; null when there is none (or the id is no UUID). */
export async function readDuplicate(sql: Sql, shopId: string, duplicateId: string): Promise<Duplicate | null> {
  if (!validate(duplicateId)) return null;
  const row = await sql<DuplicateRow>('order_duplicates')
    .where({ shop_id: shopId, duplicate_id: duplicateId } as object)
    .first();
  return row ? toDuplicate(row) : null;
}

/** As `readDuplicate`, locked until the commit. */
export async function lockDuplicate(tx: Tx, shopId: string, duplicateId: string): Promise<Duplicate | null> {
  await tx.raw('select from order_duplicates where shop_id = ? and duplicate_id = ? for update', [shopId, duplicateId]);
  return await readDuplicate(tx, shopId, duplicateId);
}

/** Writes what a person decided. @returns the duplicate as it is then */
export async function writeDecision(
  tx: Tx,
  shopId: string,
  duplicateId: string,
  state: 'same' | 'different',
): Promise<Duplicate> {
  const decided: DuplicateRow[] = await tx('order_duplicates')
    .where({ shop_id: shopId, duplicate_id: duplicateId })
    .update({ state, decided_at: tx.raw('clock_timestamp()') })
    .returning('*');
  const row = decided[0];
  if (!row) throw new Error(`duplicate ${duplicateId} is gone`);
  return toDuplicate(row);
}

/** The duplicates of a shop, one page, ordered by id, which is the order in which they came. */
export async function listDuplicates(
  sql: Sql,
  shopId: string,
  filter: { readonly state?: DuplicateState | undefined; readonly nodeId?: string | undefined },
  page: PageRequest,
): Promise<Page<Duplicate>> {
  const query = sql('order_duplicates').where({ shop_id: shopId }).select('*');
  if (filter.state !== undefined) query.where('state', filter.state);
  if (filter.nodeId !== undefined) query.where('node_id', filter.nodeId);
  const rows = (await takePage(query, 'duplicate_id', 'at', page)) as unknown as DuplicateRow[];
  const { items, next } = cutPage(rows, page.limit, (row) => ({ id: row.duplicate_id }));
  return { items: items.map(toDuplicate), next };
}
