import type { Tx } from '../../db/open.js';
import type { DocumentRecord, Json } from '../../records.js';
import { writeOthers } from '../../store/catalogue/heads.js';
import { hasOther } from '../../store/catalogue/kept-others.js';
import type { Severity } from '../../store/exchanges/journal.js';
import { documentRow } from '../import/other-records.js';
import type { DocumentContext } from './document-context.js';
import { contentOfDocument, tellOfDocument } from './document-journal.js';

/** What the journal says of a document that is not applied. */
export interface Unapplied {
  readonly severity: Severity;
  readonly code: string;
  /** Russian, follows the document's title. */
  readonly text: string;
  /** Absent: the document's content. */
  readonly detail?: Json | undefined;
  /** The document is kept for each node by itself: several copies of one database send it, and each journal tells of it. */
  readonly ofNode?: boolean | undefined;
}

/**
 * Keeps a document that changes no order, beyond the journal's time, among the other records. The journal tells of it once, and again
 * when it says something new: 1C sends the same documents at every exchange.
 */
export async function keepUnapplied(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  { ofNode, detail, ...entry }: Unapplied,
): Promise<void> {
  const { shopId, nodeId, idSpace } = context.node;
  const row = documentRow(document);
  const kept = ofNode ? { ...row, externalId: `${nodeId} ${row.externalId}` } : row;
  const scope = { shopId, nodeId, idSpace, exchangeId: context.exchangeId, kept: new Set<string>() };
  if (await hasOther(tx, scope, kept)) return;
  await writeOthers(tx, scope, [kept]);
  await tellOfDocument(tx, context, document, { ...entry, detail: detail ?? contentOfDocument(document) });
}
