import { readDateTime } from '../../commerceml/values.js';
import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { DocumentRecord } from '../../records.js';
import type { Services } from '../../services.js';
import type { Change } from '../../store/changes/record-changes.js';
import { readOpenedAt } from '../../store/exchanges/exchanges.js';
import { momentIn } from '../local-time.js';

/** Where a document comes from, and where its change events go: the importer records them last in the step's transaction. */
export interface DocumentContext {
  readonly services: Services;
  readonly node: ExchangeNode;
  readonly exchangeId: string;
  readonly feedId: string;
  readonly changes: Change[];
  /** `ДатаФормирования` of the file, as written. */
  readonly madeAt?: string | undefined;
  /** The documents of the same step, this one among them: their locks are taken in one order. */
  readonly upcoming?: readonly DocumentRecord[] | undefined;
}

/**
 * When 1C made the file: `ДатаФормирования` in the node's zone; when that is absent, a bare date (commerceml.md §4.3) or no time at
 * all, the beginning of the exchange.
 */
export async function saidAt(tx: Tx, { node, exchangeId, madeAt }: DocumentContext): Promise<Date> {
  const local = madeAt === undefined ? undefined : readDateTime(madeAt, node.timeZone);
  if (local?.includes('T')) return momentIn(local, node.timeZone);
  return (await readOpenedAt(tx, node.shopId, exchangeId)) ?? new Date();
}
