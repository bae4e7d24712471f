import { describe, expect, it } from '@jest/globals';
import { report } from './report.mjs';

/** A run of which every figure is just reached. */
const REACHED = {
  database: 'embedded',
  postgres: '18.4',
  encoding: 'utf-8',
  zip: false,
  seed: 1,
  products: 100_000,
  offers: 200_000,
  bytes: 800_000_000,
  records: 300_000,
  floorRuns: 3,
  recordsPerSecond: 30_000,
  megabytesPerSecond: 80,
  peakRssMb: 250,
  walBytes: 1_000_000,
  rowsWritten: 0,
  bookkeepingRows: 12,
  loopDelayP999Ms: 50,
  slowestLiveMs: 200,
};
const first = { phase: 'first', seconds: 11, floorParseSeconds: 6, floorCopySeconds: 4, ratio: 1.1 };
const unchanged = { phase: 'unchanged', seconds: 4.2, floorParseSeconds: 6, floorCopySeconds: null, ratio: 0.7 };
const prices = { phase: 'prices', seconds: 1.2, floorParseSeconds: 0.6, floorCopySeconds: 0.4, ratio: 1.2 };

function judged(run: object, more: readonly object[] = [], peers: readonly object[] = []) {
  const { text, reached } = report({ machine: 'one', runs: [{ ...REACHED, ...run }, ...more], peers });
  const missed = text.split('\n').filter((line) => line.includes('FAIL'));
  return { text, reached, missed };
}

describe("the bench's judgement", () => {
  it.each([
    ['the first load', first],
    ['an unchanged catalogue', unchanged],
    ['prices', prices],
  ])('%s that just reaches every figure misses none', (_, run) => {
    const { missed, reached, text } = judged(run);
    expect(missed).toEqual([]);
    expect(reached).toBe(true);
    expect(text).toContain('goal PASS');
  });

  it.each([
    ['ratio', 1.11, /goal FAIL, least PASS.*1\.11 ×/],
    ['peakRssMb', 251, /peak RSS of the server 251 MB; goal at most 250/],
    ['loopDelayP999Ms', 51, /p99\.9 51 ms; goal at most 50/],
    ['slowestLiveMs', 201, /slowest \/live 201 ms; goal at most 200/],
    ['seconds', 12.6, /19\.8 times as many products a second as the faster PHP engine/],
  ])('a first load whose %s is %d misses one goal, not the least', (figure, value, line) => {
    const { missed, reached } = judged({ ...first, [figure]: value });
    expect(missed).toEqual([expect.stringMatching(line)]);
    expect(reached).toBe(true);
  });

  it('an unchanged catalogue must write no row and less than 1 MB of WAL', () => {
    expect(judged({ ...unchanged, rowsWritten: 1 }).missed).toEqual([expect.stringContaining('rows written 1 rows')]);
    expect(judged({ ...unchanged, walBytes: 1_010_000 }).missed).toEqual([expect.stringContaining('WAL 1.01 MB')]);
    expect(judged({ ...prices, rowsWritten: 1 }).missed).toEqual([]);
  });

  it.each([
    ['first load', { ...first, ratio: 1.51 }],
    ['unchanged', { ...unchanged, ratio: 1.01 }],
    ['one per cent', { ...unchanged, phase: 'onePercent', ratio: 1.01 }],
  ])('the least of %s decides', (_, run) => {
    const { missed, reached } = judged(run);
    expect(missed).toEqual([expect.stringContaining('goal FAIL, least FAIL')]);
    expect(reached).toBe(false);
  });

  it('prices and rests have no least', () => {
    expect(judged({ ...prices, ratio: 9 })).toMatchObject({ reached: true, missed: [expect.any(String)] });
  });

  it('is compared with commerceml-parser when that was measured on the same catalogue', () => {
    const peer = (seconds: number) => [
      { name: 'commerceml-parser', seconds, what: 'parses', products: 100_000, measured: true },
    ];
    expect(judged(first, [], peer(55)).missed).toEqual([]);
    expect(judged(first, [], peer(54)).missed).toEqual([expect.stringContaining('4.9 times as fast')]);
  });

  it('a record must not take longer in a larger catalogue', () => {
    const larger = (seconds: number) => ({ ...REACHED, ...first, products: 500_000, records: 1_500_000, seconds });
    expect(judged(first, [larger(55)]).missed).toEqual([]);
    expect(judged({ ...first, seconds: 10 }, [larger(58)]).missed).toEqual([
      expect.stringContaining('33 µs with 100000 products, 39 µs with 500000 products'),
    ]);
  });
});
