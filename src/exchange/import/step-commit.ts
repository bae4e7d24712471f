import type { Tx } from '../../db/open.js';
import type { ExchangeNode, NodeSettings } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import type { AbsentKeys } from '../../store/catalogue/absent-keys.js';
import { StepNumbers } from '../../store/catalogue/item-numbers.js';
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import { type Change, partsTogether, recordChanges } from '../../store/changes/record-changes.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { type Job, saveCheckpoint } from '../../store/exchanges/jobs.js';
import { addValueWarnings } from '../../store/exchanges/journal.js';
import { feedDirectories } from '../directories/directory-feeds.js';
import { decideItems, type HookStep, refusedCounts } from '../hooks/catalogue-hooks.js';
import { fillDirectories } from '../hooks/directory-hooks.js';
import { itemsOfDecided } from '../hooks/refused-items.js';
import { applyDocument } from '../orders-in/order-documents.js';
import type { FeedStep } from './feed-steps.js';
import { rowCounts } from './step-counts.js';
import { itemsOf, type StepItems, unpackedItems } from './step-items.js';
import { knownBesideRead, rememberApplied, requireKnown } from './step-known.js';
import { writeStep } from './step-writer.js';

/** Whose step it is. */
export interface StepOf {
  readonly services: Services;
  readonly node: ExchangeNode;
  readonly job: Job;
  readonly feed: Feed;
  /** What the import need not ask the database for. */
  readonly absent: AbsentKeys;
}

/** Which columns of the store a `keepFields` setting guards. */
const KEPT_COLUMNS: Readonly<Record<NonNullable<NodeSettings['keepFields']>[number], readonly string[]>> = {
  name: ['name', 'full_name'],
  description: ['description', 'description_html'],
  pictures: ['pictures', 'file_paths'],
  groups: ['group_ids'],
  properties: ['properties'],
  price: ['prices'],
  stock: ['stock', 'stock_total'],
};

/**
 * Writes a step with its checkpoint.
 * @param counts of the steps before it
 * @returns the counts with those of this step
 * @throws NoLongerKnown
 */
export async function commitStep(
  tx: Tx,
  of: StepOf,
  step: FeedStep,
  counts: Readonly<Record<string, number>>,
): Promise<Record<string, number>> {
  const { services, job, feed, node } = of;
  const { content } = step;
  const scope = scopeOf(of);
  const hooks: HookStep = { services, tx, node, feed };
  const numbers = new StepNumbers();
  const { items, unread, refused } = await decided(hooks, scope, step);
  const options = { known: step.known, unread, numbers, absent: of.absent };
  const changes: Change[] = await writeStep(tx, node, scope, content, items, options);
  await requireKnown(tx, scope, step.known);
  await rememberApplied(tx, scope, items, numbers);
  await feedDirectories(tx, node, feed, [...content.dictionaryItems.values()]);
  await fillDirectories(hooks, content);
  const documents = await applyDocuments(tx, of, step, changes);
  await addValueWarnings(tx, feed, content.warnings);
  const beside = knownBesideRead(step.known, items, numbers);
  const sum = added(counts, content.counts, rowCounts(content, items, beside, changes), documents, refused);
  await saveCheckpoint(tx, job, { records: step.position }, sum);
  await recordChanges(tx, job.shopId, job.exchangeId, unique(changes));
  return sum;
}

/** Who writes the steps of a feed. */
export const scopeOf = ({ node, job }: StepOf): WriteScope => ({
  shopId: job.shopId,
  nodeId: job.nodeId,
  idSpace: node.idSpace,
  exchangeId: job.exchangeId,
  kept: new Set((node.settings.keepFields ?? []).flatMap((field) => KEPT_COLUMNS[field])),
});

interface DecidedStep {
  readonly items: StepItems;
  readonly unread: StepItems;
  readonly refused: Readonly<Record<string, number>>;
}

async function decided(hooks: HookStep, scope: WriteScope, { items }: FeedStep): Promise<DecidedStep> {
  if ('applied' in items) return { items: unpackedItems(items), unread: itemsOf([], []), refused: {} };
  const verdicts = await decideItems(hooks, items);
  return {
    items: await itemsOfDecided(hooks.tx, scope, verdicts),
    unread: itemsOf(verdicts.products.failed, verdicts.offers.failed),
    refused: refusedCounts(verdicts),
  };
}

/** @param changes the changes of the step, to which those of the documents are added */
async function applyDocuments(
  tx: Tx,
  { services, node, job, feed }: StepOf,
  { content, madeAt }: FeedStep,
  changes: Change[],
): Promise<Record<string, number>> {
  const upcoming = content.documents;
  const context = { services, node, exchangeId: job.exchangeId, feedId: feed.feedId, changes, madeAt, upcoming };
  let outcomes: Record<string, number> = {};
  for (const document of upcoming) {
    outcomes = added(outcomes, { [`document.${await applyDocument(tx, context, document)}`]: 1 });
  }
  return outcomes;
}

/** Counts by their names, together. */
function added(...all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** A row that a step wrote twice changed once, in all that either write changed. By kinds, so that the blocks of the log are long. */
function unique(changes: readonly Change[]): Change[] {
  const kinds = new Map<Change['entity'], Map<string, Change>>();
  for (const change of changes) {
    const rows = kinds.get(change.entity) ?? new Map<string, Change>();
    const before = rows.get(change.entityId);
    rows.set(change.entityId, before ? { ...change, of: partsTogether(before.of, change.of) } : change);
    kinds.set(change.entity, rows);
  }
  return [...kinds.values()].flatMap((rows) => [...rows.values()]);
}
