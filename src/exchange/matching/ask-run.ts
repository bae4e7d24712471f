import type { Database } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { confirmMatched } from '../../store/matching/confirm-matched.js';
import { lockMatchSet, type MatchSet } from '../../store/matching/match-set.js';
import { MATCH_RULES, type MatchRule } from '../../store/matching/matches.js';
import { insertRun, type MatchingRun, openRun } from '../../store/matching/matching-runs.js';

/**
 * Puts a run into the queue; one of the same rules that has not ended is joined.
 * @throws UzelError UZ1524 one of other rules has not ended
 */
export async function askRun(db: Database, set: MatchSet, rules: readonly MatchRule[]): Promise<MatchingRun> {
  return await db.transaction(async (tx) => {
    // Twice: the one that was in the way may have ended meanwhile.
    for (let tries = 0; tries < 2; tries += 1) {
      const made = await insertRun(tx, set, rules);
      if (made) return made;
      const open = await openRun(tx, set);
      if (open && open.rules.join() === rules.join()) return open;
      if (open) {
        throw new UzelError(
          'UZ1524',
          `A run by other rules (${open.rules.join(', ')}) has not ended: wait for it, GET /v1/matching/runs/${open.runId}.`,
        );
      }
    }
    throw new UzelError('UZ1524', 'A run has not ended: wait for it.');
  });
}

/**
 * Confirms all that runs have matched and nobody has decided; items make the references of their products.
 * @param rules only what these found
 * @returns how many were confirmed
 */
export async function confirmAll(
  db: Database,
  set: MatchSet,
  rules: readonly MatchRule[] = MATCH_RULES,
): Promise<number> {
  return await db.transaction(async (tx) => {
    await lockMatchSet(tx, set);
    return await confirmMatched(tx, set, rules);
  });
}
