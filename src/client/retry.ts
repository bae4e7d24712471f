import { UzelApiError, UzelConnectionError } from './errors.js';

/** Told before a request is sent again. */
export interface Retry {
  /** Why. */
  readonly error: UzelApiError | UzelConnectionError;
  /** 1 = the first time that it is sent again. */
  readonly attempt: number;
  readonly waitMs: number;
}

/** How a request is repeated. */
export interface RetryPolicy {
  /** The most times that it is sent again. */
  readonly retries: number;
  /** Whether it may be sent again when nobody knows if it was done. */
  readonly isRepeatable: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** Who asks for more patience is not waited for, but by who follows: the limits of Uzel are of a minute. */
const LONGEST_RETRY_AFTER_MS = 65_000;
/** Who follows asks again after an hour, whatever he was told. */
const LONGEST_PATIENCE_MS = 3_600_000;
/** Of proxies, that did not reach the server or did not hear its answer. */
const PASSING = [502, 503, 504];

/**
 * Sends a request until it is answered, refused, or was tried often enough.
 * @param attempt sends it once
 * @throws what the last attempt threw; the signal's reason when it fires
 */
export async function withRetries<T>(policy: RetryPolicy, attempt: () => Promise<T>): Promise<T> {
  const { retries, signal, onRetry } = policy;
  for (let again = 1; ; again++) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (again > retries || !mayRepeat(error, policy)) throw error;
      const asked = waitBefore(again, error);
      if (asked > LONGEST_RETRY_AFTER_MS && Number.isFinite(retries)) throw error;
      const waitMs = Math.min(asked, LONGEST_PATIENCE_MS);
      onRetry?.({ error, attempt: again, waitMs });
      await pause(waitMs, signal);
    }
  }
}

/** 429 is said before anything is done, so that any request may follow it. */
function mayRepeat(error: unknown, { isRepeatable }: RetryPolicy): error is UzelApiError | UzelConnectionError {
  if (error instanceof UzelApiError) return error.status === 429 || (isRepeatable && PASSING.includes(error.status));
  return isRepeatable && error instanceof UzelConnectionError;
}

/** As the server says, or longer each time; never the same for all who wait. */
function waitBefore(again: number, error: UzelApiError | UzelConnectionError): number {
  const told = error instanceof UzelApiError ? error.retryAfterMs : null;
  if (told !== null) return told + Math.random() * FIRST_WAIT_MS;
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (again - 1));
  return most / 2 + Math.random() * (most / 2);
}

/** @throws the signal's reason */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}
