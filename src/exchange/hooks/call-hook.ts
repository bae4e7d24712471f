import { setTimeout as pause } from 'node:timers/promises';
import { isDryRun } from '../../db/dry-run.js';
import type { Tx } from '../../db/open.js';
import type { HookContext, NodeKind } from '../../nodes/node-kind.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { isOpen } from '../../store/open-transaction.js';
import { liftStatementLimit, limitStatements } from '../../store/statement-limit.js';
import { type HookCall, type HookOutcome, Nonsense } from './hook-call.js';
import { hookContext, type Said } from './hook-context.js';
import { hookTx } from './hook-tx.js';
import { noteCall, rests } from './patience.js';
import { noteRunning } from './running-hooks.js';
import { callWatched, Overdue } from './watchdog.js';

const CODE = /^[a-z][a-z0-9-]{0,59}$/;

/** What the journal says of a hook that hung so often that it is not asked for a minute. */
const RESTS = 'вид узла несколько раз подряд не ответил вовремя и минуту не опрашивается';

/**
 * Asks a hook of a kind, in a savepoint of the call's transaction: what it wrote is taken back when it throws, answers nonsense or does
 * not answer in time, and a statement of it that failed spoils nothing of the rest. What it told the journal is written in any case.
 * @param ask calls the hook; a synchronous loop in it is ended at the deadline
 * @param read checks the answer. @throws Nonsense
 * @throws only when the transaction itself is lost: the database went away, or the hook ended it by a statement of its own
 */
export async function callHook<T>(
  call: HookCall,
  kind: NodeKind,
  ask: (context: HookContext) => unknown,
  read: (answer: unknown) => T,
): Promise<HookOutcome<T>> {
  if (rests(kind, call)) return { answered: false, reason: RESTS, overdue: true };
  const said: Said[] = [];
  const outcome = await attempt(call, kind, said, ask, read);
  noteCall(kind, call, !outcome.answered && outcome.overdue);
  await tellSaid(call, said);
  return outcome;
}

async function attempt<T>(
  call: HookCall,
  kind: NodeKind,
  said: Said[],
  ask: (context: HookContext) => unknown,
  read: (answer: unknown) => T,
): Promise<HookOutcome<T>> {
  const ms = call.patienceMs ?? call.services.config.HOOK_SECONDS * 1000;
  try {
    const value = await call.tx.transaction(async (inner: Tx) => {
      const { language } = await shopSettings(inner, call.node.shopId);
      await limitStatements(inner, ms);
      const facts = { tx: hookTx(inner), language, dryRun: isDryRun(call.tx) };
      const answer = read(
        await answerOf(call, kind, ms, (signal) => ask(hookContext(kind, call, facts, signal, said))),
      );
      // Fails when a statement of the hook failed and the hook went on: then nothing of it may stay.
      await liftStatementLimit(inner);
      return answer;
    });
    return { answered: true, value };
  } catch (error) {
    if (!(await isOpen(call.tx))) {
      // What came after it would be written piece by piece: the whole must fail.
      throw new Error(`${kind.name}.${call.hook} has ended the transaction that it was given`, { cause: error });
    }
    const overdue = error instanceof Overdue;
    if (!overdue && !(error instanceof Nonsense)) {
      call.services.log.warn({ err: error, kind: kind.name, hook: call.hook, node: call.node.name }, 'a hook failed');
    }
    return { answered: false, overdue, reason: overdue ? `нет ответа за ${ms / 1000} с` : reasonOf(error) };
  }
}

/** The answer of a hook, in time. What comes later is not waited for, and an error of it concerns nobody. */
async function answerOf(
  { services, hook, node, stopping }: HookCall,
  kind: NodeKind,
  ms: number,
  ask: (signal: AbortSignal) => unknown,
): Promise<unknown> {
  const ended = new AbortController();
  const signal = stopping ? AbortSignal.any([ended.signal, stopping]) : ended.signal;
  const done = noteRunning(`${kind.name}.${hook} (${node.name})`, services.config.HOOK_SECONDS * 1000);
  try {
    const answer = callWatched(() => ask(signal), ms);
    if (!isThenable(answer)) return answer;
    return await Promise.race([answer, deadline(ms, signal)]);
  } finally {
    ended.abort();
    done();
  }
}

async function deadline(ms: number, signal: AbortSignal): Promise<never> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined); // aborted = the hook has ended, or must
  throw new Overdue('the hook did not answer in time');
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll('\0', '').slice(0, 500);
}

async function tellSaid({ tx, node, exchangeId, feedId }: HookCall, said: readonly Said[]): Promise<void> {
  if (said.length === 0) return;
  const about = { shopId: node.shopId, nodeId: node.nodeId, exchangeId, feedId };
  await addJournal(
    tx,
    said.map(({ severity, code, text }) => ({
      ...about,
      severity,
      code: CODE.test(code) ? code : 'node-kind-says',
      message: text,
    })),
  );
}
