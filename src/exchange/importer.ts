import { limitsOf } from '../commerceml/limits.js';
import { readFeed } from '../commerceml/reader.js';
import type { Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import type { ExchangeNode, NodeSettings } from '../nodes/exchange-node.js';
import type { FeedRecord } from '../records.js';
import type { Services } from '../services.js';
import { type Change, recordChanges } from '../store/changes.js';
import type { Feed } from '../store/feeds.js';
import { type Job, saveCheckpoint } from '../store/jobs.js';
import { addValueWarnings } from '../store/journal.js';
import { findNode } from '../store/nodes.js';
import type { WriteScope } from '../store/write-scope.js';
import { onceMoreOnDeadlock } from './deadlock.js';
import { advance, FEED_START, type FeedContext } from './feed-context.js';
import { doneText, progressText } from './import-texts.js';
import type { ImportStep } from './job-step.js';
import { applyDocument } from './order-documents.js';
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
  private readonly done: number;
  private readonly scope: WriteScope;
  private position = 0;
  private context: FeedContext = FEED_START;
  private step = new StepRecords();

  constructor(
    private readonly services: Services,
    private readonly node: ExchangeNode,
    private readonly job: Job,
    private readonly feed: Feed,
  ) {
    this.done = Number(job.checkpoint.records ?? 0);
    this.counts = { ...job.counts };
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
    if (this.position > this.done) this.step.add(record, this.context);
  }

  async flush(): Promise<void> {
    if (this.step.size === 0) return;
    const counts = { ...this.counts };
    for (const [kind, count] of Object.entries(this.step.counts)) counts[kind] = (counts[kind] ?? 0) + count;
    await onceMoreOnDeadlock(() => this.services.db.transaction((tx) => this.commit(tx, counts)));
    this.counts = counts;
    this.step = new StepRecords();
  }

  private async commit(tx: Tx, counts: Record<string, number>): Promise<void> {
    const { job, feed, node, scope, step } = this;
    const changes: Change[] = await writeStep(tx, node, scope, step);
    const context = { services: this.services, node, exchangeId: job.exchangeId, feedId: feed.feedId, changes };
    for (const document of step.documents) await applyDocument(tx, context, document);
    await addValueWarnings(tx, feed, step.warnings);
    await saveCheckpoint(tx, job, { records: this.position }, counts);
    await recordChanges(tx, job.shopId, job.exchangeId, unique(changes));
  }
}

/** A row that a step wrote twice changed once. */
function unique(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [`${change.entity} ${change.entityId}`, change])).values()];
}
