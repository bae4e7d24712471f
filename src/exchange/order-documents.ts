import type { Tx } from '../db/open.js';
import type { ExchangeNode } from '../nodes/node-kind.js';
import type { DocumentRecord } from '../records.js';
import type { Services } from '../services.js';
import type { Change } from '../store/changes.js';

/** Where a document comes from, and where its change events go: the importer records them last in the step's transaction. */
export interface DocumentContext {
  readonly services: Services;
  readonly node: ExchangeNode;
  readonly exchangeId: string;
  readonly feedId: string;
  readonly changes: Change[];
}

export type DocumentOutcome = 'applied' | 'unchanged' | 'created' | 'ignored';

/** Applies a document of 1C to its order (issue §5, one-c-client.md §6, commerceml.md §3.4). Idempotent; its warnings go to the journal. */
export async function applyDocument(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
): Promise<DocumentOutcome> {
  throw new Error(`not built ${tx} ${context} ${document}`);
}
