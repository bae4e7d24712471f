import type { Services } from '../../services.js';
import { beginNames, compareNames, followRule, knowsTrigrams } from '../../store/matching/follow-rules.js';
import type { MatchRule } from '../../store/matching/matches.js';
import { type MatchingRun, nextRun, type RunNews, writeRun } from '../../store/matching/matching-runs.js';
import {
  readDecisions,
  readSameProducts,
  readSoughtItems,
  readSoughtProducts,
  type SoughtProduct,
} from '../../store/matching/read-for-run.js';
import {
  addItems,
  addProducts,
  leaveOutTaken,
  openRunSession,
  type RunSession,
  standForEachOther,
} from '../../store/matching/run-session.js';
import { writeFound } from '../../store/matching/write-run.js';
import { type Folds, foldsWith, keysOfItem, keysOfProduct } from './match-keys.js';
import { standingFor } from './same-products.js';

interface Needed extends Pick<Services, 'db' | 'log'> {
  /** As the search of products folds texts: lower ASCII letters of Latin and Cyrillic ones. */
  readonly foldText: (text: string) => string;
  /** Milliseconds after which names are compared no more; absent: an hour. */
  readonly namesFor?: number;
}

/** Things and products that are read at once. */
const LOT = 1000;
/** Names that are compared at once: as many as take less than a second, since a run is stopped behind a statement only. */
const MOST_NAMES = 100;
const FIRST_NAMES = 10;
const SECOND = 1000;
/** Where many names are alike, each takes a second. Runs are done one after another, and others wait too. */
const NAMES_FOR = 3600 * SECOND;
/** A run that ends the server so often is given up. */
const ATTEMPTS = 5;

/** The server is being stopped: the run begins anew at the next start. */
class Stopped extends Error {}

/**
 * Does the runs that are queued, one after another, until none is left. What a killed process left behind is begun anew: a run writes
 * nothing before its end. Called every second.
 * @param signal ends it behind the running statement
 */
export async function runMatching(services: Needed, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const run = await nextRun(services.db.knex);
    if (!run || signal?.aborted) return;
    const session = await openRunSession(services.db.url, run);
    if (!session) return;
    try {
      await perform(services, session, run, signal);
    } catch (error) {
      if (error instanceof Stopped) return;
      throw error;
    } finally {
      await session.close();
    }
  }
}

async function perform(
  { db, log, foldText, namesFor = NAMES_FOR }: Needed,
  session: RunSession,
  run: MatchingRun,
  signal?: AbortSignal,
): Promise<void> {
  if (run.attempts >= ATTEMPTS) {
    const errorText = `It was begun ${ATTEMPTS} times and came to no end. The log of the server tells why; start it again.`;
    return await writeRun(db.knex, run, { state: 'failed', errorText });
  }
  const say = async (news: RunNews): Promise<void> => {
    if (signal?.aborted) throw new Stopped();
    await writeRun(db.knex, run, news);
  };
  await say({ state: 'running', attempts: run.attempts + 1, step: 'reading', done: 0, total: 0 });
  try {
    const begun = Date.now();
    const { items, products } = await readAll(session, run.rules, foldsWith(foldText), say);
    const skipped = await followRules(session, run.rules, { items, namesFor }, say);
    await say({ step: 'writing', done: 0, total: items });
    const result = await writeFound(session);
    await writeRun(db.knex, run, { state: 'done', step: null, done: items, skipped, result });
    log.info({ run: run.runId, items, products, ms: Date.now() - begun, ...result }, 'matching has ended');
  } catch (error) {
    // A stop is nobody's fault, and a run that could not even say so is tried again.
    if (error instanceof Stopped) await writeRun(db.knex, run, { state: 'queued', attempts: run.attempts });
    throw error;
  }
}

type Say = (news: RunNews) => Promise<void>;

/** Reads what is compared into the tables of the session. @returns how much it was */
async function readAll(
  session: RunSession,
  rules: readonly MatchRule[],
  folds: Folds,
  say: Say,
): Promise<{ items: number; products: number }> {
  const items =
    session.set.kind === 'item'
      ? await readItems(session, rules, folds, say)
      : await readOthers(session, rules, folds, say);
  let products = 0;
  for await (const lot of lotsOfProducts(session, session.set.kind === 'item' ? null : session.set.against)) {
    await addProducts(
      session,
      idsOf(lot),
      lot.flatMap((product) => keysOfProduct(product, rules, folds)),
    );
    products += lot.length;
    await say({ done: items + products });
  }
  if (session.set.kind === 'item') {
    await standForEachOther(session, standingFor(await readSameProducts(session.client, session.set.shopId)));
  }
  await leaveOutTaken(session);
  return { items, products };
}

async function readItems(session: RunSession, rules: readonly MatchRule[], folds: Folds, say: Say): Promise<number> {
  let [count, after] = [0, ''];
  for (;;) {
    const lot = await readSoughtItems(session.client, session.set, after, LOT);
    await addItems(
      session,
      lot.map(({ id, refused }) => ({ id, refused })),
      lot.flatMap((item) => keysOfItem(item, rules, folds)),
    );
    count += lot.length;
    after = lot.at(-1)?.id ?? after;
    await say({ done: count });
    if (lot.length < LOT) return count;
  }
}

/** The products of another 1C are the things that products are sought for. */
async function readOthers(session: RunSession, rules: readonly MatchRule[], folds: Folds, say: Say): Promise<number> {
  let count = 0;
  for await (const lot of lotsOfProducts(session, session.set.source)) {
    const known = await readDecisions(session.client, session.set, idsOf(lot));
    const open = lot.filter(({ productId }) => !known.get(productId)?.decided);
    await addItems(
      session,
      open.map(({ productId }) => ({ id: productId, refused: known.get(productId)?.refused ?? [] })),
      open.flatMap((product) => keysOfProduct(product, rules, folds)),
    );
    count += open.length;
    await say({ done: count });
  }
  return count;
}

const idsOf = (products: readonly SoughtProduct[]): string[] => products.map(({ productId }) => productId);

async function* lotsOfProducts(session: RunSession, idSpace: string | null): AsyncGenerator<readonly SoughtProduct[]> {
  let after: string | null = null;
  for (;;) {
    const lot: readonly SoughtProduct[] = await readSoughtProducts(
      session.client,
      session.set.shopId,
      idSpace,
      after,
      LOT,
    );
    yield lot;
    if (lot.length < LOT) return;
    after = lot.at(-1)?.productId ?? null;
  }
}

/** @returns the rules that could not be followed to their end */
async function followRules(
  session: RunSession,
  rules: readonly MatchRule[],
  { items, namesFor }: { readonly items: number; readonly namesFor: number },
  say: Say,
): Promise<readonly MatchRule[]> {
  const skipped: MatchRule[] = [];
  for (const [place, rule] of rules.entries()) {
    await say({ step: rule, done: 0, total: items });
    await followRule(session, rule, place);
    if (rule !== 'name') continue;
    const isWhole = (await knowsTrigrams(session)) && (await followNames(session, place, namesFor, say));
    if (!isWhole) skipped.push(rule);
  }
  return skipped;
}

/** @returns false when time ran out before all were compared */
async function followNames(session: RunSession, place: number, namesFor: number, say: Say): Promise<boolean> {
  const total = await beginNames(session);
  const begun = Date.now();
  for (let [done, lot] = [0, FIRST_NAMES]; done < total; ) {
    if (Date.now() - begun >= namesFor) return false;
    await say({ step: 'name', done, total });
    const before = Date.now();
    await compareNames(session, done, lot, place);
    const took = Date.now() - before;
    done += lot;
    if (took < SECOND / 4) lot = Math.min(MOST_NAMES, lot * 2);
    else if (took > SECOND) lot = Math.max(1, Math.floor((lot * SECOND) / took));
  }
  return true;
}
