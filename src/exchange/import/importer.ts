import { limitsOf } from '../../commerceml/limits.js';
import { readFeed } from '../../commerceml/reader.js';
import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode, NodeSettings } from '../../nodes/exchange-node.js';
import type { FeedRecord } from '../../records.js';
import type { Services } from '../../services.js';
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import { type Change, recordChanges } from '../../store/changes.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { type Job, saveCheckpoint } from '../../store/exchanges/jobs.js';
import { addValueWarnings } from '../../store/exchanges/journal.js';
import { findNode } from '../../store/nodes/nodes.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { feedDirectories } from '../directories/directory-feeds.js';
import { decideItems, refusedCounts } from '../hooks/catalogue-hooks.js';
import { fillDirectories } from '../hooks/directory-hooks.js';
import { doneText, progressText } from '../jobs/import-texts.js';
import type { ImportStep } from '../jobs/job-step.js';
import { applyDocument } from '../orders-in/order-documents.js';
import { type CatalogueWords, inShopsWords, wordsOfShop } from './catalogue-words.js';
import { advance, FEED_START, type FeedContext } from './feed-context.js';
import { rowCounts } from './step-counts.js';
import { StepRecords } from './step-records.js';
import { writeStep } from './step-writer.js';

/** A step is committed at the latest after so many bytes of the feed, whatever the count of its records. */
const STEP_BYTES = 4 * 1024 * 1024;
/** Documents cost several statements each. */
const STEP_DOCUMENTS = 100;

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
 * The import of one feed. Records are read as a stream and written a few thousand at a time: the rows, their change numbers and
 * the checkpoint (how many records are done) commit in ONE transaction, so that a feed is applied exactly once whatever dies in
 * between. A job that is started again reads the feed anew and skips what its checkpoint counts.
 */
export function createImporter(services: Services): ImportStep {
  return async (job, feed, tools) => {
    const node = await findNode(services.db.knex, job.shopId, job.nodeId);
    if (node === null) throw new UzelError('UZ1006', 'Узел обмена удалён. Создайте его снова и повторите обмен.');
    services.kinds.of(node); // without its kind a node would take in what the kind keeps out
    const run = new FeedImport(services, node, job, feed);
    let bytesRead = 0;
    let bytesInStep = 0;
    const records = readFeed(services.blobs.read(feed.storedAs), {
      timeZone: node.timeZone,
      limits: limitsOf(services.config),
      onProgress: (bytes) => {
        bytesInStep += bytes - bytesRead;
        bytesRead = bytes;
      },
      onMadeAt: (text) => {
        run.madeAt = text;
      },
    });
    const endStep = async () => {
      bytesInStep = 0;
      await run.flush();
      tools.progress(progressText(run.counts, bytesRead, feed.size));
      return tools.stopping();
    };
    for await (const record of records) {
      if (run.mustFlushBefore(record) && (await endStep())) return { state: 'stopped' };
      run.take(record);
      if (!run.mustFlushAfter(record) && bytesInStep < STEP_BYTES) continue;
      if (await endStep()) return { state: 'stopped' };
    }
    await run.flush();
    return { state: 'done', counts: run.counts, text: doneText(run.counts) };
  };
}

class FeedImport {
  /** Records of each kind that are committed. */
  counts: Record<string, number>;
  /** `ДатаФормирования` of the feed, as written. */
  madeAt: string | undefined;
  private readonly done: number;
  private readonly scope: WriteScope;
  private position = 0;
  private context: FeedContext = FEED_START;
  private step = new StepRecords();
  private readonly words: CatalogueWords | null;

  constructor(
    private readonly services: Services,
    private readonly node: ExchangeNode,
    private readonly job: Job,
    private readonly feed: Feed,
  ) {
    this.done = Number(job.checkpoint.records ?? 0);
    this.counts = { ...job.counts };
    this.words = wordsOfShop(node.settings);
    this.scope = {
      shopId: job.shopId,
      nodeId: job.nodeId,
      idSpace: node.idSpace,
      exchangeId: job.exchangeId,
      kept: new Set((node.settings.keepFields ?? []).flatMap((field) => KEPT_COLUMNS[field])),
    };
  }

  private get isFull(): boolean {
    return this.step.size >= this.services.config.IMPORT_BATCH || this.step.documents.length >= STEP_DOCUMENTS;
  }

  /** A group may come twice (one-c-client.md §7): all groups go into one step, so that each is written once, as it stands last. */
  mustFlushAfter(record: FeedRecord): boolean {
    return this.isFull && record.kind !== 'group';
  }

  mustFlushBefore(record: FeedRecord): boolean {
    const isHead = record.kind === 'catalogue' || record.kind === 'offerPackage' || record.kind === 'classifier';
    return (isHead && this.step.hasItems) || (this.isFull && record.kind !== 'group');
  }

  take(record: FeedRecord): void {
    this.context = advance(this.context, record, this.node.settings);
    this.position += 1;
    if (this.position > this.done) this.step.add(inShopsWords(record, this.words), this.context);
  }

  async flush(): Promise<void> {
    if (this.step.size === 0) return;
    this.counts = await onceMoreOnDeadlock(() => this.services.db.transaction((tx) => this.commit(tx)));
    this.step = new StepRecords();
  }

  /** @returns the counts with those of this step */
  private async commit(tx: Tx): Promise<Record<string, number>> {
    const { services, job, feed, node, scope, step } = this;
    const items = await decideItems({ services, tx, node, feed }, step);
    const changes: Change[] = await writeStep(tx, node, scope, step, items);
    await feedDirectories(tx, node, feed, [...step.dictionaryItems.values()]);
    await fillDirectories({ services, tx, node, feed }, step);
    const { madeAt } = this;
    const upcoming = step.documents;
    const context = { services, node, exchangeId: job.exchangeId, feedId: feed.feedId, changes, madeAt, upcoming };
    const outcomes: Record<string, number>[] = [];
    for (const document of step.documents) {
      outcomes.push({ [`document.${await applyDocument(tx, context, document)}`]: 1 });
    }
    await addValueWarnings(tx, feed, step.warnings);
    const counts = added(this.counts, step.counts, rowCounts(step, items, changes), ...outcomes, refusedCounts(items));
    await saveCheckpoint(tx, job, { records: this.position }, counts);
    await recordChanges(tx, job.shopId, job.exchangeId, unique(changes));
    return counts;
  }
}

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
