import type { Database } from '../db/open.js';
import type { Services } from '../services.js';
import type { ChangeWatch } from '../store/changes/change-watch.js';
import { forgetListings } from '../store/listing/listing-state.js';
import { hasTrigrams } from '../store/listing/search-words.js';
import { keepUp, type Told } from './keep-up.js';
import { canStartListingThread, keepUpInThread } from './listing-thread.js';
import { codeOf } from './lot-by-lot.js';
import { tellOfLag } from './tell-lag.js';

export { catchUp } from './keep-up.js';

/** Keeps the rows that filters, sorting and search read, beside the requests, as long as the server runs. */
export interface Listing {
  /** No further round begins; resolves when the running one has ended. */
  stop(): Promise<void>;
}

type Needed = Pick<Services, 'db' | 'log' | 'config'>;

/** Starts to keep the listing up; with LISTING=false it forgets how far it was, so that a later start makes it anew. */
export function startListing({ db, log, config }: Needed, _changes: ChangeWatch): Listing {
  const failed = (err: unknown, code = codeOf(err), shopId?: string) =>
    log.error({ err, code, shopId }, 'the listing of products could not be kept up; it is tried again');
  if (!config.LISTING) {
    const forgetting = forgetListings(db.knex).catch(failed);
    return { stop: async () => await forgetting };
  }
  tellOfTypos(db, log).catch(failed);
  const lag = tellOfLag(db.knex, log);
  const troubled: Told['troubled'] = (shopId, troubles) =>
    log.error(
      { shopId, products: troubles.length, some: troubles.slice(0, MOST_TOLD) },
      'products could not be listed; they are tried again, ever more seldom, and all others go on',
    );
  const running = canStartListingThread
    ? keepUpInThread(db.url, { failed, troubled })
    : keepUpHere(db, { failed: (error, shopId) => failed(error, codeOf(error), shopId), troubled });
  return {
    stop: async () => {
      lag.stop();
      await running.stop();
    },
  };
}

/** Ids of products in one line of the log. */
const MOST_TOLD = 20;

function keepUpHere(db: Database, told: Told): Listing {
  const stopping = new AbortController();
  const running = keepUp(db, told, stopping.signal);
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
