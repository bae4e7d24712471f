import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import type { DocumentRecord } from '../../records.js';

/** A document of 1C that waits until its order is no longer being edited. */
export interface WaitingDocument {
  readonly orderId: string;
  readonly nodeId: string;
  readonly exchangeId: string;
  readonly feedId: string;
  /** What tells it from others of the order. */
  readonly documentKey: string;
  /** `ДатаФормирования` of its file, as written. */
  readonly madeAt: string | undefined;
  readonly document: DocumentRecord;
}

interface WaitingRow {
  order_id: string;
  node_id: string;
  exchange_id: string;
  feed_id: string;
  document_key: string;
  made_at: string | null;
  document: DocumentRecord;
}

/**
 * Keeps a document for later: one for each key, the newest, at the end of the queue.
 * @returns false when it waited already, word for word
 */
export async function keepWaiting(tx: Tx, shopId: string, waiting: WaitingDocument): Promise<boolean> {
  const known = await tx('waiting_documents')
    .where({ shop_id: shopId, order_id: waiting.orderId, document_key: waiting.documentKey })
    .first<{ document: DocumentRecord } | undefined>('document');
  await tx.raw(
    `insert into waiting_documents as w
       (shop_id, waiting_id, order_id, node_id, exchange_id, feed_id, document, document_key, made_at)
     values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
     on conflict (shop_id, order_id, document_key) do update set node_id = excluded.node_id,
       exchange_id = excluded.exchange_id, feed_id = excluded.feed_id, document = excluded.document,
       made_at = excluded.made_at, at = clock_timestamp()`,
    [
      shopId,
      uuid(),
      waiting.orderId,
      waiting.nodeId,
      waiting.exchangeId,
      waiting.feedId,
      JSON.stringify(waiting.document),
      waiting.documentKey,
      waiting.madeAt ?? null,
    ],
  );
  return contentOf(known?.document) !== contentOf(waiting.document);
}

/** Without the place in the file. JSON of a jsonb has its own order of members, so both go through the same reading. */
const contentOf = (document: DocumentRecord | undefined): string =>
  JSON.stringify(sorted(JSON.parse(JSON.stringify(document ?? null))));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => name !== 'line' || typeof member !== 'number');
  return members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]);
}

/** Takes the documents that wait for an order out of the queue, in their order; they are the caller's now, with its transaction. */
export async function takeWaiting(tx: Tx, shopId: string, orderId: string): Promise<WaitingDocument[]> {
  const taken = await tx.raw<{ rows: (WaitingRow & { at: Date })[] }>(
    `with taken as (delete from waiting_documents where shop_id = ? and order_id = ? returning *)
     select * from taken order by at, waiting_id`,
    [shopId, orderId],
  );
  return taken.rows.map((row) => ({
    orderId: row.order_id,
    nodeId: row.node_id,
    exchangeId: row.exchange_id,
    feedId: row.feed_id,
    documentKey: row.document_key,
    madeAt: row.made_at ?? undefined,
    document: row.document,
  }));
}

/**
 * Orders that documents wait for though nobody edits them any more, those that wait longest first.
 * @param of a node, or all of the server
 */
export async function ordersWaitedFor(
  sql: Sql,
  now: Date,
  of: {
    readonly shopId?: string | undefined;
    readonly nodeId?: string | undefined;
    readonly limit: number;
    /** So many of the first are left out. */
    readonly skip: number;
  },
): Promise<{ readonly shopId: string; readonly orderId: string }[]> {
  const conditions = of.shopId === undefined ? 'true' : 'w.shop_id = ? and w.node_id = ?';
  const found = await sql.raw<{ rows: { shop_id: string; order_id: string }[] }>(
    `select w.shop_id, w.order_id from waiting_documents w join orders o on o.shop_id = w.shop_id and o.order_id = w.order_id
     where ${conditions} and (o.locked_until is null or o.locked_until <= ?)
     group by w.shop_id, w.order_id order by min(w.at), w.order_id limit ? offset ?`,
    [...(of.shopId === undefined ? [] : [of.shopId, of.nodeId ?? null]), now, of.limit, of.skip],
  );
  return found.rows.map((row) => ({ shopId: row.shop_id, orderId: row.order_id }));
}
