import type { Services } from '../services.js';
import { addRequests, type RequestInput } from '../store/exchanges/exchange-requests.js';

/** Written behind the answers, many at a time: a write for each of thousands of pictures would make 1C wait for an fsync more. */
const FLUSH_MS = 200;
/** More are not remembered while the database does not take them. */
const MOST = 10_000;

/** Keeps what 1C asked and was answered. */
export interface RequestHistory {
  /** Remembers a request; it is in the database soon. Never fails. */
  note(request: RequestInput): void;
  /** Writes what is left. */
  stop(): Promise<void>;
}

/** An empty history. What the database does not take is tried again, the oldest given up when there are too many. */
export function createRequestHistory({ db, log }: Pick<Services, 'db' | 'log'>): RequestHistory {
  let waiting: RequestInput[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const some = waiting;
    waiting = [];
    if (some.length === 0) return;
    try {
      await addRequests(db.knex, some);
    } catch (error) {
      waiting = [...some, ...waiting].slice(-MOST);
      log.warn({ err: error, requests: waiting.length }, 'the history of requests was not written; it is tried again');
      plan();
    }
  }

  const flush = (): void => {
    timer = undefined;
    writing = writing.then(write);
  };
  const plan = (): void => {
    timer ??= setTimeout(flush, FLUSH_MS).unref();
  };

  return {
    note: (request) => {
      waiting.push(request);
      if (waiting.length > MOST) waiting.shift();
      plan();
    },
    stop: async () => {
      await writing;
      await write();
      clearTimeout(timer);
    },
  };
}
