import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tx } from '../db/open.js';
import { frozen } from '../exchange/hooks/frozen.js';
import { settingsOf } from '../exchange/hooks/hook-context.js';
import { hookTx } from '../exchange/hooks/hook-tx.js';
import { callWatched } from '../exchange/hooks/watchdog.js';
import type { NodeSettings } from '../nodes/exchange-node.js';
import type { HookContext } from '../nodes/node-kind.js';
import { inTransaction } from './in-transaction.js';
import type { Trial } from './options.js';
import { SAMPLE_NODE } from './samples.js';

const DEADLINE_MS = 10_000;
const quiet = () => undefined;

/**
 * Asks a hook twice about unchangeable samples, as a server does, and sees that it answers in time and the same both times.
 * @param read checks the answer. @throws when it is not valid
 */
export async function askTwice<T>(
  trial: Trial,
  ask: (context: HookContext) => unknown,
  read: (answer: unknown) => T,
): Promise<void> {
  await inTransaction(trial.options, async (tx) => {
    const first = read(await answerOf(trial, tx, ask));
    const again = read(await answerOf(trial, tx, ask));
    assert.deepEqual(again, first, 'asked again the hook answers something else: a step may be repeated');
  });
}

/** The answer to one question. */
export async function answerOf(
  { kind, options }: Trial,
  tx: Tx,
  ask: (context: HookContext) => unknown,
): Promise<unknown> {
  const { deadlineMs = DEADLINE_MS, settings = {}, node } = options;
  const ended = new AbortController();
  const context: HookContext = {
    node: frozen({ ...SAMPLE_NODE, ...node, kind: kind.name, settings: settings as NodeSettings }),
    settings: settingsOf(kind, settings),
    exchangeId: '01900000-0000-7000-8000-000000000002',
    tx: hookTx(tx),
    language: 'ru',
    dryRun: false,
    log: { info: quiet, warn: quiet, error: quiet },
    signal: ended.signal,
    journal: (severity, code, text) => {
      assert.ok(['info', 'warning', 'error'].includes(severity), `"${severity}" is no severity of the journal`);
      assert.match(code, /^[a-z][a-z0-9-]{0,59}$/, `"${code}" is no code of the journal: small letters and dashes`);
      assert.ok(typeof text === 'string' && text !== '', 'the journal is told nothing');
    },
  };
  try {
    return await Promise.race([callWatched(() => ask(context), deadlineMs), late(deadlineMs, ended.signal)]);
  } finally {
    ended.abort();
  }
}

async function late(ms: number, signal: AbortSignal): Promise<never> {
  await pause(ms, undefined, { signal, ref: false }).catch(quiet);
  throw new Error(`the hook did not answer within ${ms} ms`);
}
