import type { Services } from '../services.js';
import type { ChangeWatch } from '../store/changes/change-watch.js';
import { forgetListings } from '../store/listing/listing-state.js';
import { hasTrigrams } from '../store/listing/search-words.js';
import { keepUp } from './keep-up.js';
import { canStartListingThread, keepUpInThread } from './listing-thread.js';

export { catchUp } from './keep-up.js';

/** Keeps the rows that filters, sorting and search read, beside the requests, as long as the server runs. */
export interface Listing {
  /** No further round begins; resolves when the running one has ended. */
  stop(): Promise<void>;
}

type Needed = Pick<Services, 'db' | 'log' | 'config'>;

/** Starts to keep the listing up; with LISTING=false it forgets how far it was, so that a later start makes it anew. */
export function startListing({ db, log, config }: Needed, _changes: ChangeWatch): Listing {
  const failed = (err: unknown) =>
    log.error({ err }, 'the listing of products could not be kept up; it is tried again');
  if (!config.LISTING) {
    const forgetting = forgetListings(db.knex).catch(failed);
    return { stop: async () => await forgetting };
  }
  tellOfTypos(db, log).catch(failed);
  if (canStartListingThread) return keepUpInThread(db.url, failed);
  const stopping = new AbortController();
  const running = keepUp(db, failed, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Who runs the server learns that the search does less than it could. */
async function tellOfTypos({ knex }: Needed['db'], log: Needed['log']): Promise<void> {
  if (await hasTrigrams(knex)) return;
  log.warn('the database has no extension pg_trgm that could be looked into: the search forgives no typing errors');
}
