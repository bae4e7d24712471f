import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { UzelError } from '../../src/errors.js';
import { createClosing } from '../../src/server/closing.js';

const silent = pino({ level: 'silent' });

describe('the end of a server', () => {
  it('closes what was opened last first, once, whatever fails', async () => {
    const closing = createClosing(silent);
    const closed: string[] = [];
    for (const name of ['database', 'lock', 'requests']) {
      closing.add(name, async () => {
        closed.push(name);
        if (name === 'lock') throw new Error('already gone');
      });
    }
    expect(closing.begun.aborted).toBe(false);
    await Promise.all([closing.run(), closing.run()]);
    expect(closed).toEqual(['requests', 'lock', 'database']);
    expect(closing.begun.aborted).toBe(true);
    expect(await closing.ended).toBeNull();
  });

  it('does not wait for what hangs', async () => {
    const closing = createClosing(silent, 300);
    closing.add('hangs', async () => await new Promise(() => undefined));
    const begun = performance.now();
    await closing.run();
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it('tells why a server ended by itself', async () => {
    const closing = createClosing(silent);
    const error = new UzelError('UZ1602', 'Another server took the database.');
    closing.lost(error);
    expect(await closing.ended).toBe(error);
  });
});
