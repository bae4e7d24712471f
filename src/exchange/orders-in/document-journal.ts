import type { Tx } from '../../db/open.js';
import type { DocumentRecord, Json } from '../../records.js';
import { addJournal, type Severity } from '../../store/exchanges/journal.js';
import type { DocumentContext } from './document-context.js';

/** «Заказ товара № 12 от 2026-01-31 (Ид …)»: how a person finds the document in the file and in 1C. */
export function titleOf(document: DocumentRecord): string {
  const number = document.number === '' ? '' : ` № ${document.number}`;
  const date = document.date ? ` от ${document.date}` : '';
  const id = document.id === '' ? '' : ` (Ид ${document.id})`;
  return `${document.operationText || 'Документ'}${number}${date}${id}`;
}

/** Tells something about a document in the exchange's journal. @param text Russian, follows the document's title */
export async function tellOfDocument(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  entry: {
    readonly severity: Severity;
    readonly code: string;
    readonly text: string;
    readonly detail?: Json | undefined;
  },
): Promise<void> {
  await addJournal(tx, {
    shopId: context.node.shopId,
    exchangeId: context.exchangeId,
    nodeId: context.node.nodeId,
    feedId: context.feedId,
    severity: entry.severity,
    code: entry.code,
    message: `${titleOf(document)}: ${entry.text}`,
    line: document.line,
    detail: entry.detail,
  });
}

/** A document as it is kept: without what differs when the same is sent again (its line in the file). */
export function contentOfDocument(document: DocumentRecord): Json {
  const withoutPlace = (key: string, value: unknown) =>
    key === 'warnings' || (key === 'line' && typeof value === 'number') ? undefined : value;
  return JSON.parse(JSON.stringify(document, withoutPlace)) as Json;
}

/** What an order document says, without the documents in it, which are kept by themselves, and without what it leaves empty. */
export function contentOfOrderDocument({ subordinate: _, ...document }: DocumentRecord): Json {
  const content = contentOfDocument({ ...document, subordinate: [] }) as { [member: string]: Json };
  return Object.fromEntries(Object.entries(content).filter(([, value]) => !isEmpty(value)));
}

const isEmpty = (value: Json): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
