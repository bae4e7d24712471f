import { limitsOf } from '../../commerceml/limits.js';
import { isDryRun } from '../../db/dry-run.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { recognise } from '../../store/catalogue/fingerprints.js';
import { countRemovedNodes, findNode } from '../../store/nodes/nodes.js';
import { VERSION } from '../../version.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { doneText, progressText } from '../jobs/import-texts.js';
import type { ImportStep, JobTools } from '../jobs/job-step.js';
import { type FeedStep, type FeedTask, type Recognise, readSteps } from './feed-steps.js';
import { canStartThread, readInThread } from './feed-thread.js';
import { commitStep, NoLongerKnown, type StepOf } from './step-commit.js';

/** A smaller feed is read before a thread for it has started. */
const THREAD_BYTES = 1024 * 1024;
/** So often a feed is read on with recognition when recognised records turned out not to be known; after that, without. */
const ATTEMPTS = 5;

/** How far a feed is imported. */
interface Progress {
  /** Records that are committed. */
  readonly position: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** What is taken for known. */
interface Trust {
  /** `FeedTask.fingerprintContext`. */
  readonly context: string;
  /** Fingerprints (32 hex digits) that were known, and then were not. */
  readonly distrusted: Set<string>;
}

/**
 * The import of one feed. Records are read as a stream, in a thread of their own if the feed is large, and written some thousand at a
 * time: the rows, their change numbers and the checkpoint (how many records are done) commit in ONE transaction, so that a feed is applied
 * exactly once whatever dies in between. A job that is started again reads the feed anew and skips what its checkpoint counts.
 */
export function createImporter(services: Services): ImportStep {
  return async (job, feed, tools) => {
    const node = await findNode(services.db.knex, job.shopId, job.nodeId);
    if (node === null) throw new UzelError('UZ1006', 'Узел обмена удалён. Создайте его снова и повторите обмен.');
    services.kinds.of(node); // without its kind a node would take in what the kind keeps out
    const of: StepOf = { services, node, job, feed };
    let progress: Progress = { position: Number(job.checkpoint.records ?? 0), counts: { ...job.counts } };
    const trust: Trust = {
      context: contextOf(node, await countRemovedNodes(services.db.knex, job.shopId)),
      distrusted: new Set(),
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        for await (const step of stepsOf(of, progress.position, attempt <= ATTEMPTS ? trust : null)) {
          progress = await write(of, step, progress, tools);
          if (tools.stopping()) return { state: 'stopped' };
        }
        return { state: 'done', counts: { ...progress.counts }, text: doneText(progress.counts) };
      } catch (error) {
        if (!(error instanceof NoLongerKnown)) throw error;
        for (const fingerprint of error.fingerprints) trust.distrusted.add(fingerprint);
        services.log.debug(
          { feed: feed.feedId, attempt },
          'recognised rows were written meanwhile: the feed is read on anew',
        );
      }
    }
  };
}

async function write(of: StepOf, step: FeedStep, { counts }: Progress, tools: JobTools): Promise<Progress> {
  const sum = await onceMoreOnDeadlock(() =>
    of.services.db.transaction(async (tx) => await commitStep(tx, of, step, counts)),
  );
  tools.progress(progressText(sum, step.bytesRead, of.feed.size));
  return { position: step.position, counts: sum };
}

/** @param trust null = no record is to be taken for known */
function stepsOf({ services, node, job, feed }: StepOf, done: number, trust: Trust | null): AsyncIterable<FeedStep> {
  const { config, db, blobs } = services;
  // A dry run is one connection that does one thing at a time.
  const isDry = isDryRun(db.knex);
  const asRecords = decidesAboutItems(services, node);
  const task: FeedTask = {
    timeZone: node.timeZone,
    limits: limitsOf(config),
    settings: node.settings,
    done,
    batch: config.IMPORT_BATCH,
    fingerprintContext: trust !== null && !isDry && !asRecords ? trust.context : null,
    asRecords,
  };
  const known: Recognise = async (fingerprints) => {
    const answers = await recognise(db.knex, job.shopId, fingerprints);
    return answers.map((answer, index) => answer && trust?.distrusted.has(fingerprints[index] ?? '') === false);
  };
  if (!canStartThread || isDry || feed.size < THREAD_BYTES) return readSteps(blobs.read(feed.storedAs), task, known);
  return readInThread({ ...task, dataDir: config.DATA_DIR, storedAs: feed.storedAs }, known);
}

/** What a kind answers may depend on anything: of its items none is taken for known. */
function decidesAboutItems(services: Services, node: ExchangeNode): boolean {
  const kind = services.kinds.of(node);
  return kind.products !== undefined || kind.offers !== undefined;
}

/**
 * What a record means depends on the node and on this program, whose next version may read more. What it does depends also on which nodes
 * are removed: what only they have goes off sale with the next record about it, even one that shows nothing.
 */
const contextOf = ({ nodeId, idSpace, settings, timeZone, kind }: ExchangeNode, removedNodes: number): string =>
  JSON.stringify([VERSION, nodeId, idSpace, kind, timeZone, settings, removedNodes]);
