import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { UzelError } from '../errors.js';

/** What is waited for in all, so that the process can end within 10 s of its signal. */
const ALL_MS = 9500;

/** How a server ends: what was opened last is closed first. */
export interface Closing {
  add(name: string, close: () => Promise<unknown>): void;
  /** Fires when the end begins. */
  readonly begun: AbortSignal;
  /** Closes everything, once; within 10 s, whatever hangs. */
  run(): Promise<void>;
  /** The server has to end by itself: another one took its database. */
  lost(reason: UzelError): void;
  /** Resolves when everything is closed: null, or why the server ended by itself. */
  readonly ended: Promise<UzelError | null>;
}

export function createClosing(log: Logger, allMs = ALL_MS): Closing {
  const steps: { name: string; close: () => Promise<unknown> }[] = [];
  const begun = new AbortController();
  let reason: UzelError | null = null;
  let running: Promise<void> | undefined;
  let tell = (_: UzelError | null): void => undefined;
  const ended = new Promise<UzelError | null>((resolve) => {
    tell = resolve;
  });

  async function closeAll(): Promise<void> {
    begun.abort();
    for (const { name, close } of steps.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error, step: name }, 'could not be closed well');
      }
    }
  }

  async function run(): Promise<void> {
    const patience = new AbortController();
    // Aborted means that nothing was late.
    const late = sleep(allMs, 'late' as const, { signal: patience.signal }).catch(() => undefined);
    if ((await Promise.race([closeAll(), late])) === 'late')
      log.warn('the server ends with work unfinished; it goes on at the next start');
    patience.abort();
    tell(reason);
  }

  const runOnce = async () => {
    running ??= run();
    await running;
  };
  return {
    add: (name, close) => {
      steps.push({ name, close });
    },
    begun: begun.signal,
    run: runOnce,
    lost: (error) => {
      reason = error;
      log.fatal({ code: error.code }, error.publicMessage);
      void runOnce();
    },
    ended,
  };
}
