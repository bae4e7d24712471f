import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readConfig } from '../../src/config.js';
import { retryAfter, retryDelay } from '../../src/webhooks/retry-times.js';

const PAUSES = readConfig({}).WEBHOOK_RETRIES;

describe('the pauses after failures', () => {
  it('are those of the setting, and take three days in all', () => {
    const pauses = Array.from({ length: PAUSES.length + 1 }, (_, at) => retryDelay(at + 1, PAUSES, null, 0.5));
    expect(pauses).toEqual([...PAUSES.map((seconds) => seconds * 1000), null]);
    expect(PAUSES.reduce((sum, seconds) => sum + seconds, 0) / 86_400).toBeGreaterThan(3);
  });

  it('are made shorter or longer by a fifth at most', () => {
    const failures = fc.integer({ min: 1, max: PAUSES.length });
    fc.assert(
      fc.property(failures, fc.double({ min: 0, max: 1, noNaN: true }), (count, random) => {
        const usual = (PAUSES[count - 1] ?? 0) * 1000;
        const delay = retryDelay(count, PAUSES, null, random) ?? 0;
        expect(delay).toBeGreaterThanOrEqual(usual * 0.8 - 1);
        expect(delay).toBeLessThanOrEqual(usual * 1.2 + 1);
      }),
    );
    expect([retryDelay(1, [10], null, 0), retryDelay(1, [10], null, 1)]).toEqual([8000, 12_000]);
  });

  it('are as long as the receiver asks for, up to a day', () => {
    expect(retryDelay(1, [5], 60_000, 0.5)).toBe(60_000);
    expect(retryDelay(1, [5], 1000, 0.5)).toBe(5000);
    expect(retryDelay(1, [5], 90 * 3600_000, 0.5)).toBe(24 * 3600_000);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-31T10:00:00Z');
  it.each([
    [undefined, null],
    ['120', 120_000],
    ['0', 0],
    ['Sat, 31 Jan 2026 10:01:00 GMT', 60_000],
    ['Sat, 31 Jan 2026 09:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
  ])('%s is %s ms', (header, expected) => {
    const asked = retryAfter(header, now);
    if (header === '-5') expect(asked === null || asked === 0).toBe(true);
    else expect(asked).toBe(expected);
  });
});
