import { describe, expect, it } from '@jest/globals';
import { query, useEmbeddedFolder } from '../support/embedded-folder.js';

const LONG = Boolean(process.env.UZEL_TEST_LONG);
const PROCESSES = LONG ? 4 : 3;
const ROUNDS = LONG ? 40 : 4;

const folder = useEmbeddedFolder();

/** A seeded number from 0 to 1 for each turn, the same in every run. */
function chance(turn: number): number {
  const x = Math.sin(turn * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
}

describe('the embedded PostgreSQL, used by many at once (property)', () => {
  it(
    'serves everyone who opened it, however the others come, leave and are killed',
    async () => {
      await folder.fill();
      const user = async (number: number): Promise<void> => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const one = await folder.start();
          expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
          await (chance(number * 1000 + round) < 0.3 ? one.kill() : one.close());
        }
      };
      const ends = await Promise.allSettled(Array.from({ length: PROCESSES }, (_, number) => user(number)));
      expect(ends.filter((end) => end.status === 'rejected')).toEqual([]);
    },
    LONG ? 300_000 : 60_000,
  );
});
