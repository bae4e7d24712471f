import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { Services } from '../../services.js';
import {
  type Difference,
  type Differences,
  differencesOf,
  type RowCounts,
} from '../../store/catalogue/row-differences.js';
import { type FeedJob, jobsOfFeed } from '../../store/exchanges/feed-jobs.js';
import { type FeedRequest, findFeedRequest } from '../../store/exchanges/feed-requests.js';
import { findFeed } from '../../store/exchanges/feeds.js';
import { type CodeCount, countCodes } from '../../store/exchanges/journal-counts.js';
import { shopSettings } from '../../store/nodes/shops.js';

/** Differences that a report tells. */
export const DIFFERENCES = 100;

export type FeedState = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

/** How one file of an upload ended. */
export interface ReportedFile {
  readonly name: string;
  readonly state: FeedState | 'progress';
  /** In Russian. */
  readonly text: string;
  readonly code: string | null;
}

/** What a dry run would have done, as its row keeps it. */
export interface TriedImport {
  readonly state: 'done' | 'failed';
  readonly files: readonly ReportedFile[];
  /** null = it failed before there were any. */
  readonly differences: Differences | null;
  /** The server was stopped meanwhile. */
  readonly lost?: boolean;
}

/** A feed and how far it is. */
export interface FeedProgress {
  readonly id: string;
  readonly nodeId: string;
  /** null = a dry run. */
  readonly exchangeId: string | null;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly state: FeedState;
  readonly files: readonly ReportedFile[];
  /** A person wants it to stop: it does so behind the current step. */
  readonly stopping: boolean;
  readonly receivedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What an import did, or a dry run would have done. */
export interface FeedReport extends FeedProgress {
  /** Of the shop: what a person reads of it is in this language. */
  readonly language: ShopSettings['language'];
  readonly counts: readonly RowCounts[];
  /** The first 100. */
  readonly differences: readonly Difference[];
  readonly more: boolean;
  /** What the journal says of it, by its codes. */
  readonly messages: readonly CodeCount[];
}

/** How far a feed is: one that a person uploaded, a dry run, or one of a 1C. Null when there is none. */
export async function feedProgress({ db }: Services, shopId: string, id: string): Promise<FeedProgress | null> {
  const request = await findFeedRequest(db.knex, shopId, id);
  if (request && request.exchangeId === null) return triedProgress(request);
  const feed = await findFeed(db.knex, shopId, id);
  if (!feed) return null;
  const jobs = await jobsOfFeed(db.knex, feed);
  const finished = jobs.flatMap(({ finishedAt }) => finishedAt ?? []);
  const isOver = jobs.length > 0 && finished.length === jobs.length;
  return {
    id,
    nodeId: feed.nodeId,
    exchangeId: feed.exchangeId,
    name: feed.name,
    size: feed.size,
    state: stateOf(jobs),
    files: jobs.map(fileOf),
    stopping: jobs.some(({ stopWanted, state }) => stopWanted && state === 'running'),
    receivedAt: feed.receivedAt,
    startedAt: earliest(jobs.flatMap(({ startedAt }) => startedAt ?? [])),
    finishedAt: isOver ? latest(finished) : null,
  };
}

/**
 * What the import of a feed did; of one that goes on, what it did so far. Differences are those of its whole exchange: an upload has one of
 * its own.
 */
export async function feedReport(services: Services, shopId: string, id: string): Promise<FeedReport | null> {
  const progress = await feedProgress(services, shopId, id);
  if (!progress) return null;
  const { knex } = services.db;
  const { language } = await shopSettings(knex, shopId);
  const { exchangeId } = progress;
  const differences =
    exchangeId === null
      ? triedOf(await findFeedRequest(knex, shopId, id))?.differences
      : await differencesOf(knex, shopId, exchangeId, DIFFERENCES);
  const { counts = [], first = [], more = false } = differences ?? {};
  const messages = exchangeId === null ? [] : await countCodes(knex, shopId, exchangeId);
  return { ...progress, language, counts, differences: first, more, messages };
}

const LOST: ReportedFile = {
  name: '',
  state: 'failed',
  text: 'Проверка прервана: сервер перезапускался. Отправьте файл ещё раз.',
  code: 'UZ1205',
};

function triedOf(request: FeedRequest | null): TriedImport | null {
  const tried = (request?.result ?? null) as TriedImport | null;
  return tried?.lost ? { ...tried, files: [{ ...LOST, name: request?.name ?? '' }], differences: null } : tried;
}

function triedProgress(request: FeedRequest): FeedProgress {
  const tried = triedOf(request);
  return {
    id: request.requestId,
    nodeId: request.nodeId,
    exchangeId: null,
    name: request.name,
    size: request.size,
    state: tried?.state ?? (request.startedAt ? 'running' : 'queued'),
    files: tried?.files ?? [],
    stopping: false,
    receivedAt: request.createdAt,
    startedAt: request.startedAt,
    finishedAt: request.endedAt,
  };
}

/** What is the case of one counts for all, the first of these that is. */
const BY_WEIGHT: readonly FeedState[] = ['running', 'queued', 'failed', 'stopped', 'done'];

function stateOf(jobs: readonly FeedJob[]): FeedState {
  const found = BY_WEIGHT.find((state) => jobs.some((job) => job.state === state));
  // Between two jobs of an archive none runs.
  return found === 'queued' && jobs.some(({ state }) => state !== 'queued') ? 'running' : (found ?? 'queued');
}

const fileOf = ({ name, state, progress, errorText, errorCode }: FeedJob): ReportedFile => ({
  name,
  state,
  text: (state === 'failed' ? errorText : progress) ?? '',
  code: state === 'failed' ? errorCode : null,
});

const earliest = (moments: readonly Date[]): Date | null =>
  moments.reduce<Date | null>((first, one) => (first && first <= one ? first : one), null);
const latest = (moments: readonly Date[]): Date | null =>
  moments.reduce<Date | null>((last, one) => (last && last >= one ? last : one), null);

/** How long it took, in seconds; null = it has not ended, or never began. */
export function durationOf({ startedAt, finishedAt }: FeedProgress): number | null {
  return startedAt && finishedAt ? Math.round((finishedAt.getTime() - startedAt.getTime()) / 100) / 10 : null;
}
