import type { Services } from '../../services.js';
import type { Exchange } from '../../store/exchanges/exchanges.js';
import { entriesOf, feedsOfExchange } from '../../store/exchanges/feed-search.js';
import type { Feed } from '../../store/exchanges/feeds.js';
import { jobOf } from '../../store/exchanges/jobs.js';
import { inImportOrder } from '../feeds/asked-feed.js';
import { settleFiles } from '../feeds/settle-files.js';
import { workOn } from './import-feed.js';
import type { Hold, ImportAnswer, JobDesk } from './job-desk.js';

/** What is told about one file. */
export interface ImportEvent extends ImportAnswer {
  readonly name: string;
}

/** How often progress is looked at. */
const LOOK_MS = 300;

/** What `uzel import` has to do with an exchange: archives and XML, in the order import*, then by name. */
export async function feedsToImport({ db }: Services, exchange: Exchange): Promise<Feed[]> {
  const feeds = await feedsOfExchange(db.knex, exchange);
  return inImportOrder(feeds.filter((one) => one.parentFeedId === null));
}

/**
 * `uzel import` and `uzel replay`: does all that the feeds of an exchange need. A file that fails does not keep the next from being
 * tried.
 * @param feeds in the order in which they are applied; default: `feedsToImport`
 */
export async function* importNow(
  desk: JobDesk,
  exchange: Exchange,
  feeds?: readonly Feed[],
): AsyncGenerator<ImportEvent> {
  const { services } = desk;
  await settleFiles(services, exchange);
  for (const feed of feeds ?? (await feedsToImport(services, exchange))) {
    if (feed.content === 'file') continue;
    const unpackOrImport = async () => await workOn(desk, exchange, feed, soon());
    const ended = yield* follow(feed, unpackOrImport, 'told');
    if (!ended || feed.content !== 'zip') continue;
    const entries = await entriesOf(services.db.knex, feed);
    for (const entry of inImportOrder(entries)) {
      yield* follow(entry, async () => await workOn(desk, exchange, entry, soon()), 'told');
    }
    // Read at each look: what had failed is queued anew but once.
    const keepFiles = async (): Promise<ImportAnswer> => {
      const job = await jobOf(services.db.knex, feed, 'files');
      return job ? await desk.attend(exchange, job, soon()) : { state: 'done', text: '' };
    };
    yield* follow(feed, keepFiles, 'untold');
  }
}

const soon = (): Hold => ({ deadline: Date.now() + LOOK_MS });

/**
 * @param look looks how it stands, again and again
 * @param done whether its good end is an event; that an archive's pictures are kept was told when it was unpacked
 * @returns whether it was done
 */
async function* follow(
  { name }: Feed,
  look: () => Promise<ImportAnswer>,
  done: 'told' | 'untold',
): AsyncGenerator<ImportEvent, boolean> {
  for (let last = ''; ; ) {
    const answer = await look();
    const isNews = answer.state === 'progress' ? answer.text !== last : answer.state === 'failed' || done === 'told';
    if (isNews) yield { name, ...answer };
    if (answer.state !== 'progress') return answer.state === 'done';
    last = answer.text;
  }
}
