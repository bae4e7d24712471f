import { describe, expect, it } from '@jest/globals';
import { walkPortion } from '../../src/exchange/catalogue-out/catalogue-out-walk.js';

const ROWS = 10;
const rows = Array.from({ length: ROWS }, (_, n) => ({ key: String(n) }));

describe('a portion of large elements', () => {
  it('lets the process do its other work between them, within one page too', async () => {
    let turns = 0;
    let done = false;
    const work = (): void => {
      turns += 1;
      if (!done) setImmediate(work);
    };
    setImmediate(work);
    const seen: number[] = [];
    const written = await walkPortion(
      {
        envelope: { head: '<a>', tail: '</a>' },
        read: async ({ after, limit }) => rows.slice(after === null ? 0 : Number(after) + 1).slice(0, limit),
        write: () => {
          seen.push(turns);
          return 'x'.repeat(300_000);
        },
      },
      null,
      null,
    );
    done = true;
    expect(written).toMatchObject({ rows: ROWS, lastRow: '9' });
    expect(new Set(seen).size).toBe(ROWS);
  });
});
