import type { Tx } from '../../db/open.js';
import type { ExchangeNode, NodeSettings } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import {
  countKnownAmong,
  type KnownItems,
  rememberFingerprints,
  stageKnown,
  voidedKnown,
} from '../../store/catalogue/fingerprints.js';
import { lockIdSpace } from '../../store/catalogue/id-space-lock.js';
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import { type Change, recordChanges } from '../../store/changes.js';
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
import { itemsOf, type StepItems } from './step-items.js';
import { writeStep } from './step-writer.js';

/** Whose step it is. */
export interface StepOf {
  readonly services: Services;
  readonly node: ExchangeNode;
  readonly job: Job;
  readonly feed: Feed;
}

/** Records that a step took for known are not: nothing of it is committed, and they must be read. */
export class NoLongerKnown extends Error {
  /** @param fingerprints of those records: 32 hex digits each */
  constructor(readonly fingerprints: readonly string[]) {
    super(`${fingerprints.length} recognised records are known no more`);
  }
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
  const known = await takeKnown(tx, scope, step);
  const { items, unread, refused } = await decided(hooks, scope, step);
  const changes: Change[] = await writeStep(tx, node, scope, content, items, { known: step.known, unread });
  await stillKnown(tx, scope, step, items);
  await rememberFingerprints(tx, scope, items, items.applied, madeOf(changes));
  await feedDirectories(tx, node, feed, [...content.dictionaryItems.values()]);
  await fillDirectories(hooks, content);
  const documents = await applyDocuments(tx, of, step, changes);
  await addValueWarnings(tx, feed, content.warnings);
  const beside = await withoutRead(tx, scope, step, items, known);
  const sum = added(counts, content.counts, rowCounts(content, items, beside, changes), documents, refused);
  await saveCheckpoint(tx, job, { records: step.position }, sum);
  await recordChanges(tx, job.shopId, job.exchangeId, unique(changes));
  return sum;
}

const scopeOf = ({ node, job }: StepOf): WriteScope => ({
  shopId: job.shopId,
  nodeId: job.nodeId,
  idSpace: node.idSpace,
  exchangeId: job.exchangeId,
  kept: new Set((node.settings.keepFields ?? []).flatMap((field) => KEPT_COLUMNS[field])),
});

async function takeKnown(tx: Tx, scope: WriteScope, { known }: FeedStep): Promise<KnownItems> {
  if (known.length > 0) await lockIdSpace(tx, scope);
  const items = await stageKnown(tx, scope, known);
  if ('void' in items) throw new NoLongerKnown(items.void);
  return items;
}

/** A product of which one row was read and another recognised is one product. */
async function withoutRead(
  tx: Tx,
  scope: WriteScope,
  step: FeedStep,
  { products }: StepItems,
  known: KnownItems,
): Promise<KnownItems> {
  if (step.known.length === 0) return known;
  return { ...known, products: known.products - (await countKnownAmong(tx, scope, products.products)) };
}

async function stillKnown(tx: Tx, scope: WriteScope, { known, content }: FeedStep, written: StepItems): Promise<void> {
  if (known.length === 0) return;
  const { products, variants, offers } = written;
  // A head may have ended a full run, and so have written whatever it had not seen.
  const about = content.heads.length > 0 ? 'any' : [...products.products, ...variants.products, ...offers.products];
  const voided = await voidedKnown(tx, scope, about);
  if (voided.length > 0) throw new NoLongerKnown(voided);
}

interface DecidedStep {
  readonly items: StepItems;
  readonly unread: StepItems;
  readonly refused: Readonly<Record<string, number>>;
}

async function decided(hooks: HookStep, scope: WriteScope, { items }: FeedStep): Promise<DecidedStep> {
  if ('applied' in items) return { items, unread: itemsOf([], []), refused: {} };
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

/** Our ids of the rows that are new. */
const madeOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(changes.flatMap(({ how, entityId }) => (how === 'new' ? [entityId] : [])));

/** Counts by their names, together. */
function added(...all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** A row that a step wrote twice changed once. */
function unique(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [`${change.entity} ${change.entityId}`, change])).values()];
}
