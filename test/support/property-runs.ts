/**
 * How often a property is tried, and from which seed: seldom and always the same in `npm test`; with UZEL_TEST_LONG often, and each time
 * anew unless UZEL_TEST_SEED says from where. A failure prints its seed: `UZEL_TEST_SEED=… npm run test:long` tries the same runs again.
 */

/** Whether the full counts are asked for. */
export const LONG = Boolean(process.env.UZEL_TEST_LONG);

/** The seed that is asked for, undefined when any will do. */
export const GIVEN_SEED = process.env.UZEL_TEST_SEED ? Number(process.env.UZEL_TEST_SEED) : undefined;

/** Parameters of `fc.assert`: `short` runs from `seed`, or `long` ones. */
export function propertyRuns(of: { short: number; long: number; seed: number }): { numRuns: number; seed?: number } {
  if (!LONG) return { numRuns: of.short, seed: of.seed };
  return { numRuns: of.long, ...(GIVEN_SEED !== undefined && { seed: GIVEN_SEED }) };
}
