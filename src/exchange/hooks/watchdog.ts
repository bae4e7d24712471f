import { Script } from 'node:vm';

const SLOT = Symbol.for('uzel.watched');
const CALL = new Script("globalThis[Symbol.for('uzel.watched')]()", { filename: 'uzel-watchdog' });
const MAIN = new Script('globalThis').runInThisContext() as { [SLOT]?: () => unknown };

/** A call that did not come back in time. */
export class Overdue extends Error {
  override readonly name = 'Overdue';
}

/**
 * Calls a function and ends it when it does not return within `ms`: a synchronous loop without an end as well (V8 is told to terminate
 * it; nothing of the function runs after that, no `finally` either). What an asynchronous function does after its first `await` is not
 * watched here. Costs about 0.1 ms, for a thread that keeps the time.
 * @throws Overdue; what the function throws
 */
export function callWatched<T>(work: () => T, ms: number): T {
  MAIN[SLOT] = work;
  try {
    return CALL.runInThisContext({ timeout: Math.max(1, Math.round(ms)), displayErrors: false }) as T;
  } catch (error) {
    if (isTimeout(error)) throw new Overdue('the call did not return in time', { cause: error });
    throw error;
  } finally {
    delete MAIN[SLOT];
  }
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
