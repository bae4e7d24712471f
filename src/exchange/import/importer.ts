import { limitsOf } from '../../commerceml/limits.js';
import { isDryRun } from '../../db/dry-run.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { AbsentKeys } from '../../store/catalogue/absent-keys.js';
import { rewriteBlocks, touchKnown } from '../../store/catalogue/block-rewrites.js';
import { knownUnder } from '../../store/catalogue/known-blocks.js';
import { countRemovedNodes, findNode } from '../../store/nodes/nodes.js';
import { VERSION } from '../../version.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { doneText, progressText } from '../jobs/import-texts.js';
import type { ImportStep, JobTools } from '../jobs/job-step.js';
import { type FeedStep, type FeedTask, readSteps } from './feed-steps.js';
import { isReadInThread, readInThread } from './feed-thread.js';
import type { KnownStore } from './known-of-feed.js';
import { commitStep, type StepOf, scopeOf } from './step-commit.js';
import { NoLongerKnown } from './step-known.js';

/** So often a feed is read on with recognition when recognised records turned out not to be known; after that, without. */
const ATTEMPTS = 5;
/** So many bytes of blocks are read for each byte of a feed at the most: of a smaller feed each record is read sooner. */
const KNOWN_FOR_A_BYTE = 4;

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
  /** Items whose records were known, and then were not. */
  readonly products: Set<number>;
  readonly offers: Set<number>;
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
    const of: StepOf = { services, node, job, feed, absent: new AbsentKeys() };
    let progress: Progress = { position: Number(job.checkpoint.records ?? 0), counts: { ...job.counts } };
    const trust: Trust = {
      context: contextOf(node, await countRemovedNodes(services.db.knex, job.shopId)),
      products: new Set(),
      offers: new Set(),
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
        for (const entity of ['products', 'offers'] as const)
          for (const item of error.written[entity]) trust[entity].add(item);
        services.log.debug(
          { feed: feed.feedId, attempt },
          'recognised rows were written meanwhile: the feed is read on anew',
        );
      }
    }
  };
}

async function write(of: StepOf, step: FeedStep, { counts }: Progress, tools: JobTools): Promise<Progress> {
  const { db } = of.services;
  const commit = () => db.transaction(async (tx) => await commitStep(tx, of, step, counts));
  const sum = await of.absent.relying(() => onceMoreOnDeadlock(commit));
  tools.progress(progressText(sum, step.bytesRead, of.feed.size));
  return { position: step.position, counts: sum };
}

/** @param trust null = no record is to be taken for known */
function stepsOf(of: StepOf, done: number, trust: Trust | null): AsyncIterable<FeedStep> {
  const { services, node, feed } = of;
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
    distrusted: { products: [...(trust?.products ?? [])], offers: [...(trust?.offers ?? [])] },
    asRecords,
  };
  const known = knownStore(of);
  if (isDry || !isReadInThread(feed.size)) return readSteps(blobs.pieces(feed.storedAs), task, known);
  return readInThread({ ...task, dataDir: config.DATA_DIR, storedAs: feed.storedAs }, known);
}

function knownStore(of: StepOf): KnownStore {
  const { db, log } = of.services;
  const scope = scopeOf(of);
  return {
    async known(key) {
      await touchKnown(db.knex, scope, key);
      return await knownUnder(db.knex, scope, key, KNOWN_FOR_A_BYTE * of.feed.size);
    },
    async rewrite(rewrite) {
      try {
        await onceMoreOnDeadlock(() => db.transaction((tx) => rewriteBlocks(tx, scope, rewrite)));
      } catch (error) {
        log.warn(
          { err: error, feed: of.feed.feedId },
          'what is known of a feed was not written anew: another import will',
        );
      }
    },
  };
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
