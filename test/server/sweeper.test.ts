import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startSweeper } from '../../src/server/sweeper.js';

const silent = pino({ level: 'silent' });

describe('a sweeper', () => {
  it('never overlaps itself, goes on after an error, and lets the running round end', async () => {
    let [running, most, rounds] = [0, 0, 0];
    const sweeper = startSweeper(
      'test',
      5,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(20);
        running -= 1;
        rounds += 1;
        if (rounds === 1) throw new Error('once');
      },
      silent,
    );
    while (rounds < 3) await sleep(5);
    await sweeper.stop();
    expect([running, most]).toEqual([0, 1]);
    const done = rounds;
    await sleep(60);
    expect(rounds).toBe(done);
  });
});
