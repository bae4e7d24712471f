import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';
import { exactTime } from '../list-page.js';
import { type MatchSet, setColumns } from './match-set.js';
import type { MatchRule, MatchState } from './matches.js';

/** How many matches of the set are in each state, and how many are others than before the run. */
export type MatchingResult = Readonly<Record<MatchState | 'changed', number>>;

/** A run that matches the things of a set. */
export interface MatchingRun extends MatchSet {
  readonly runId: string;
  readonly rules: readonly MatchRule[];
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** How often it was begun. */
  readonly attempts: number;
  /** What it is at. */
  readonly step: 'reading' | MatchRule | 'writing' | null;
  /** Of the step: things so far, and in all. */
  readonly done: number;
  readonly total: number;
  /** Rules that could not be followed. */
  readonly skipped: readonly MatchRule[];
  readonly result: MatchingResult | null;
  readonly errorText: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

const COLUMNS = `shop_id as "shopId", run_id as "runId", kind, source, against, rules, state, attempts, step, done, total, skipped, result,
  error_text as "errorText", ${exactTime('created_at')} as "createdAt", ${exactTime('started_at')} as "startedAt",
  ${exactTime('ended_at')} as "endedAt"`;

const runs = (sql: Sql) => sql('matching_runs').select(sql.raw(COLUMNS));

/** Runs that are kept of a shop. */
const KEPT = 100;

/** Puts a run into the queue. @returns null when one of its set is there already */
export async function insertRun(tx: Tx, set: MatchSet, rules: readonly MatchRule[]): Promise<MatchingRun | null> {
  const runId = uuid();
  const made = await tx.raw<{ rowCount: number }>(
    `insert into matching_runs (shop_id, run_id, kind, source, against, rules)
     values (:shop, :run, :kind, :source, :against, :rules) on conflict do nothing`,
    {
      shop: set.shopId,
      run: runId,
      kind: set.kind,
      source: set.source,
      against: set.against,
      rules: [...rules],
    } as never,
  );
  if (made.rowCount === 0) return null;
  await tx.raw(
    `delete from matching_runs where shop_id = :shop and state in ('done', 'failed') and run_id <= (
       select run_id from matching_runs where shop_id = :shop order by run_id desc offset :kept limit 1)`,
    { shop: set.shopId, kept: KEPT },
  );
  return await readRun(tx, set.shopId, runId);
}

/** One run by its id (a UUID), or null. */
export async function readRun(sql: Sql, shopId: string, runId: string): Promise<MatchingRun | null> {
  return (await runs(sql).where({ shop_id: shopId, run_id: runId }).first()) ?? null;
}

/** The run of a set that has not ended; null = none is queued or running. */
export async function openRun(sql: Sql, set: MatchSet): Promise<MatchingRun | null> {
  const row = await runs(sql).where(setColumns(set)).whereIn('state', ['queued', 'running']).first();
  return row ?? null;
}

/** The newest runs of a shop, newest first: all that are kept. */
export async function listRuns(sql: Sql, shopId: string): Promise<readonly MatchingRun[]> {
  return await runs(sql).where({ shop_id: shopId }).orderBy('run_id', 'desc').limit(KEPT);
}

/** The run that is to be done next, of any shop; null = there is nothing to do. */
export async function nextRun(sql: Sql): Promise<MatchingRun | null> {
  const row = await runs(sql).whereIn('state', ['queued', 'running']).orderBy('created_at').orderBy('run_id').first();
  return row ?? null;
}

/** What of a run is written while it runs and when it ends. */
export type RunNews = Partial<
  Pick<MatchingRun, 'state' | 'attempts' | 'step' | 'done' | 'total' | 'skipped' | 'result' | 'errorText'>
>;

/** Writes how a run stands. */
export async function writeRun(
  sql: Sql,
  { shopId, runId }: Pick<MatchingRun, 'shopId' | 'runId'>,
  { skipped, result, errorText, ...news }: RunNews,
): Promise<void> {
  const times = {
    running: { started_at: sql.raw('coalesce(started_at, clock_timestamp())') },
    ended: { ended_at: sql.raw('clock_timestamp()') },
  };
  await sql('matching_runs')
    .where({ shop_id: shopId, run_id: runId })
    .update({
      ...news,
      ...(skipped && { skipped: [...skipped] }),
      ...(result !== undefined && { result: JSON.stringify(result) }),
      ...(errorText !== undefined && { error_text: errorText }),
      ...(news.state === 'running' && times.running),
      ...((news.state === 'done' || news.state === 'failed') && times.ended),
    });
}
