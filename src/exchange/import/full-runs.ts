import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import {
  askEnding,
  closeRun,
  type FullRun,
  feedActivity,
  heldRuns,
  openRuns,
  type RunEnd,
  unfinishedFeeds,
} from '../../store/catalogue/full-runs.js';
import { lockIdSpace } from '../../store/catalogue/id-space-lock.js';
import { listMissing, type MissingCount, removeMissing } from '../../store/catalogue/removals.js';
import { type Change, recordChanges } from '../../store/changes/record-changes.js';
import { nextJob } from '../../store/exchanges/jobs.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { findNode } from '../../store/nodes/nodes.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { uzelOf } from '../uzel-command.js';

/** A removal of more than this part of a catalogue of over 100 is held until a person confirms it. */
const REMOVAL_LIMIT_PERCENT = 30;
const SMALL_CATALOGUE = 100;

/**
 * Ends a full run, exactly once, inside the caller's transaction: what was not seen in it loses its presence, or the removal
 * is held with its reason in the journal (commerceml.md §5 no. 2).
 * @returns the changes, for `recordChanges` at the end of the transaction
 */
export async function endRun(
  tx: Tx,
  node: ExchangeNode,
  run: FullRun,
  end: RunEnd,
  currentExchangeId: string | null,
): Promise<Change[]> {
  const counts = await listMissing(tx, run);
  const missing = counts.reduce((sum, count) => sum + count.missing, 0);
  if (node.settings.removalAction === 'nothing') {
    await closeRun(tx, run, 'done', end, { removed: {} });
    const text = missing === 0 ? '' : ` В ней нет: ${counted(counts)}; по настройке узла они остаются.`;
    await journal(tx, run, 'info', 'run-ended', `Полная выгрузка завершена.${text}`);
    return [];
  }
  const reason = missing === 0 ? null : await reasonToHold(tx, node, run, end, counts, currentExchangeId);
  if (reason !== null) {
    await closeRun(tx, run, 'held', end, { removed: summary(counts), heldReason: reason });
    await journal(tx, run, 'warning', 'removal-held', heldText(counts, reason, run));
    return [];
  }
  // By whose exchange: a restore of what was before it must bring these rows back.
  const changes = await removeMissing(tx, run, currentExchangeId ?? run.lastExchangeId);
  await closeRun(tx, run, 'done', end, { removed: summary(counts) });
  const text = missing === 0 ? 'Снимать нечего.' : `Сняты с показа: ${counted(counts)}.`;
  await journal(tx, run, 'info', 'run-ended', `Полная выгрузка завершена. ${text}`);
  return changes;
}

/**
 * Ends the open full runs of a node: called by mode=deactivate and mode=complete. While feeds of the node are still queued or
 * running, here or in another process, the wish is remembered, and `sweepQuietRuns` ends them afterwards.
 */
export async function endRuns(
  services: Services,
  node: ExchangeNode,
  end: 'deactivate' | 'complete',
  busy: boolean,
): Promise<void> {
  const { knex } = services.db;
  if (busy || (await nextJob(knex, node.shopId, node.nodeId))) return askEnding(knex, node.shopId, node.nodeId, end);
  await endAll(services, node, end);
}

/** @param only ends this run alone, and not if something of it has come since it was read */
async function endAll(services: Services, node: ExchangeNode, end: RunEnd, only?: FullRun): Promise<void> {
  await inTurn(services, node, async (tx) => {
    const ended: { run: FullRun; changes: Change[] }[] = [];
    for (const run of await openRuns(tx, { shopId: node.shopId, nodeId: node.nodeId, lock: true })) {
      if (only && (run.runId !== only.runId || run.quietSince > only.quietSince)) continue;
      ended.push({ run, changes: await endRun(tx, node, run, end, null) });
    }
    for (const { run, changes } of ended) await recordChanges(tx, run.shopId, run.lastExchangeId, changes);
  });
}

const inTurn = <T>(services: Services, node: ExchangeNode, work: (tx: Tx) => Promise<T>): Promise<T> =>
  onceMoreOnDeadlock(() =>
    services.db.transaction(async (tx) => {
      await lockIdSpace(tx, node);
      return await work(tx);
    }),
  );

/**
 * Ends the runs whose end was asked, or that were quiet for long enough. Time counts only while the server is up and no feed of
 * the node is uploading, queued or running.
 * @param busy whether anything of the node is uploading, queued or running now
 * @param upSince when this server began to count
 */
export async function sweepQuietRuns(
  services: Services,
  busy: (nodeId: string) => boolean,
  upSince: Date,
): Promise<void> {
  const { knex } = services.db;
  for (const run of await openRuns(knex)) {
    if (busy(run.nodeId)) continue;
    const node = await findNode(knex, run.shopId, run.nodeId);
    if (node === null) {
      // Nobody goes on with the run of a removed node, and what it brought stays.
      await services.db.transaction((tx) => closeRun(tx, run, 'done', 'quiet', { removed: {} }));
      continue;
    }
    const quietMs = (node.settings.fullRunQuietMinutes ?? services.config.FULL_RUN_QUIET_MINUTES) * 60_000;
    const isQuiet = (since: Date | null) => since === null || Date.now() - since.getTime() >= quietMs;
    if (run.ending === null && !(isQuiet(upSince) && isQuiet(run.quietSince))) continue;
    const { last, working } = await feedActivity(knex, run);
    if (working) continue;
    if (run.ending !== null) await endAll(services, node, run.ending, run);
    else if (isQuiet(last)) await endAll(services, node, 'quiet', run);
  }
}

/**
 * Carries out the removals that are held for an exchange: `uzel exchange confirm <id>`.
 * @returns how many runs were confirmed and how many rows became inactive; 0 runs = nothing was held
 */
export async function confirmHeld(
  services: Services,
  shopId: string,
  exchangeId: string,
): Promise<{ runs: number; removed: number }> {
  const held = await services.db.transaction((tx) => heldRuns(tx, shopId, exchangeId));
  const done = { runs: 0, removed: 0 };
  for (const { runId, nodeId } of held) {
    const node = await findNode(services.db.knex, shopId, nodeId);
    if (node === null) continue; // what a removed node brought does not count any more
    const removed = await inTurn(services, node, async (tx) => {
      const run = (await heldRuns(tx, shopId, exchangeId)).find((one) => one.runId === runId);
      if (!run) return null; // a newer export has made it void meanwhile
      const changes = await removeMissing(tx, run, exchangeId);
      await closeRun(tx, run, 'done', 'quiet', { removed: { confirmed: changes.length } });
      await journal(tx, run, 'info', 'removal-confirmed', `Снятие подтверждено: ${changes.length}.`);
      await recordChanges(tx, shopId, exchangeId, changes);
      return changes.length;
    });
    if (removed === null) continue;
    done.runs += 1;
    done.removed += removed;
  }
  return done;
}

async function reasonToHold(
  tx: Tx,
  node: ExchangeNode,
  run: FullRun,
  end: RunEnd,
  counts: readonly MissingCount[],
  currentExchangeId: string | null,
): Promise<string | null> {
  if (end !== 'deactivate') {
    if (!run.offersImported) return 'выгрузка оборвалась: предложения этого каталога не пришли';
    const failed = await unfinishedFeeds(tx, run, currentExchangeId);
    if (failed.length > 0) return `не загружены файлы: ${failed.slice(0, 10).join(', ')}`;
  }
  const limit = node.settings.removalLimitPercent ?? REMOVAL_LIMIT_PERCENT;
  const mass = counts.find((count) => count.total > SMALL_CATALOGUE && count.missing * 100 > count.total * limit);
  return mass ? `исчезло бы больше ${limit} % каталога` : null;
}

const summary = (counts: readonly MissingCount[]) => Object.fromEntries(counts.map((c) => [c.entity, c.missing]));

const counted = (counts: readonly MissingCount[]): string =>
  counts.map((c) => `${c.entity === 'product' ? 'товаров' : 'предложений'} ${c.missing} из ${c.total}`).join(', ');

const heldText = (counts: readonly MissingCount[], reason: string, run: FullRun): string =>
  `Снятие с показа отложено (${counted(counts)}): ${reason}. Если это верно, выполните: ${uzelOf(run.shopId)} exchange confirm ${run.lastExchangeId}`;

const journal = (tx: Tx, run: FullRun, severity: 'info' | 'warning', code: string, message: string) =>
  addJournal(tx, [{ shopId: run.shopId, exchangeId: run.lastExchangeId, nodeId: run.nodeId, severity, code, message }]);
