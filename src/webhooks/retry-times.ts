/** Each pause is made longer or shorter by up to so much, so that webhooks that failed together do not come back together. */
const JITTER = 0.2;
const LONGEST_MS = 24 * 3600_000;

/**
 * How long to wait after a failure.
 * @param failures how many there were in a row, this one too
 * @param pauses seconds after the first, second… failure
 * @param asked milliseconds that the receiver asked for (Retry-After)
 * @param random from 0 to 1
 * @returns milliseconds; null = it is not tried again
 */
export function retryDelay(
  failures: number,
  pauses: readonly number[],
  asked: number | null = null,
  random = Math.random(),
): number | null {
  const pause = pauses[failures - 1];
  if (pause === undefined) return null;
  const own = pause * 1000 * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.max(own, Math.min(asked ?? 0, LONGEST_MS)));
}

/** Milliseconds of a Retry-After header: whole seconds or an HTTP date; null when it says nothing of use. */
export function retryAfter(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
