import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { entriesOf } from '../../store/exchanges/feed-search.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { findJobs, type Job, jobOf } from '../../store/exchanges/jobs.js';
import { inImportOrder } from '../feeds/asked-feed.js';
import { enlist } from '../feeds/enlist.js';
import { settleFiles } from '../feeds/settle-files.js';
import { createImporter } from '../import/importer.js';
import { notAFeed } from '../jobs/import-feed.js';
import type { ImportEvent } from '../jobs/import-now.js';
import { type ImportAnswer, notWhole } from '../jobs/job-desk.js';
import type { ProgressBoard } from '../jobs/job-progress.js';
import { createJobWork } from '../jobs/run-job.js';

/** Nobody watches. */
const NO_BOARD: ProgressBoard = {
  open: () => ({ say: () => undefined, stopWanted: () => false, close: async () => undefined }),
  read: () => undefined,
  wantStop: () => undefined,
};

/**
 * Does all that feeds need, one after the other, as their jobs would do it, but here and now: for a dry run, whose rows no other
 * connection sees. A file that fails does not keep the next from being tried.
 * @param feeds of the exchange, in the order in which they are applied; pictures among them are settled first
 * @returns how each ended, those of archives' entries too
 */
export async function applyFeeds(
  services: Services,
  exchange: Exchange,
  feeds: readonly Feed[],
): Promise<readonly ImportEvent[]> {
  const runJob = createJobWork(services, { import: createImporter(services) }, NO_BOARD);
  const events: ImportEvent[] = [];

  const apply = async (feed: Feed): Promise<boolean> => {
    const answer = await answerTo(feed);
    events.push({ name: feed.name, ...answer });
    return answer.state === 'done';
  };
  const answerTo = async (feed: Feed): Promise<ImportAnswer> => {
    if (feed.content === 'unknown') return notAFeed(feed);
    const job = await enlist(services, feed, { asked: true, waitMs: 0 });
    return typeof job === 'string' ? notWhole(feed) : await runNow(job);
  };
  const runNow = async (job: Job): Promise<ImportAnswer> => {
    await runJob(job, () => false);
    const [ended] = await findJobs(services.db.knex, job.shopId, [job.jobId]);
    if (ended?.state === 'done') return { state: 'done', text: ended.progress ?? '' };
    return { state: 'failed', text: ended?.errorText ?? '', code: ended?.errorCode ?? 'UZ1205' };
  };

  await settleFiles(services, exchange);
  for (const feed of feeds) {
    if (feed.content === 'file' || !(await apply(feed)) || feed.content !== 'zip') continue;
    const files = await jobOf(services.db.knex, feed, 'files');
    const kept = files && (await runNow(files));
    if (kept?.state === 'failed') events.push({ name: feed.name, ...kept });
    for (const entry of inImportOrder(await entriesOf(services.db.knex, feed))) await apply(entry);
  }
  return events;
}
