/**
 * How often a property is tried, and from which seed: seldom and always the same in `npm test`; with UZEL_TEST_LONG often, and each time
 * anew unless UZEL_TEST_SEED says from where. A failure prints its seed: `UZEL_TEST_SEED=… npm run test:long` tries the same runs again.
 * UZEL_TEST_PART=3 tries a third of the full counts, never fewer than `npm test` does.
 */

/** Whether the full counts are asked for. */
export const LONG = Boolean(process.env.UZEL_TEST_LONG);

/** The seed that is asked for, undefined when any will do. */
export const GIVEN_SEED = process.env.UZEL_TEST_SEED ? Number(process.env.UZEL_TEST_SEED) : undefined;

/** One in so many of the full counts. */
export const PART = Number(process.env.UZEL_TEST_PART ?? 1);

/** How often something is tried that is tried `short` times in `npm test`, and `long` times in full. */
export const countOf = ({ short, long }: { short: number; long: number }): number =>
  LONG ? Math.max(short, Math.ceil(long / PART)) : short;

/** Parameters of `fc.assert`: `short` runs from `seed`, or `long` ones. */
export function propertyRuns(of: { short: number; long: number; seed: number }): { numRuns: number; seed?: number } {
  if (!LONG) return { numRuns: of.short, seed: of.seed };
  return { numRuns: countOf(of), ...(GIVEN_SEED !== undefined && { seed: GIVEN_SEED }) };
}
