import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

/** A smoke run of the bench on the built server: what does not depend on the speed of the machine is asserted. */

const PRODUCTS = process.env.UZEL_TEST_LONG ? 10_000 : 1_000;
const OFFERS = 2 * PRODUCTS;

/**
 * What a phase writes: exactly so many products, offers and rows of their numbers; at most so many rows of the catalogue in all (a few
 * more for each step: changes and before-images are kept in blocks), and bytes of WAL.
 */
const BARS = {
  first: {
    ...{ products: PRODUCTS, offers: OFFERS, numbers: OFFERS },
    ...{ rows: PRODUCTS + 2 * OFFERS + PRODUCTS / 20 + 200, walBytes: 10_000 * PRODUCTS },
  },
  unchanged: { products: 0, offers: 0, numbers: 0, rows: 0, walBytes: 1_000_000 },
  onePercent: {
    products: PRODUCTS / 100,
    offers: 0,
    numbers: OFFERS / 100,
    rows: (PRODUCTS + OFFERS) / 100 + PRODUCTS / 50 + 20,
    walBytes: 1_000_000 + 1_000 * PRODUCTS,
  },
  prices: { products: 0, offers: 0, numbers: OFFERS, rows: 1.02 * OFFERS + 20, walBytes: 5_000 * PRODUCTS },
  rests: { products: 0, offers: 0, numbers: OFFERS, rows: 1.02 * OFFERS + 20, walBytes: 5_000 * PRODUCTS },
} as const;
/** Rows of the exchange's bookkeeping: some for each of the steps, which take about 2 MB of XML. */
const BOOKKEEPING_ROWS = 60 + PRODUCTS / 20;
type Phase = keyof typeof BARS;
/** The import, and the thread that keeps the listing up beside it. */
const PEAK_RSS_MB = 300;

interface Run {
  readonly phase: Phase;
  readonly products: number;
  readonly offers: number;
  readonly records: number;
  readonly floorCopyRows: number | null;
  readonly walBytes: number;
  readonly rowsWritten: number;
  readonly bookkeepingRows: number;
  readonly rowsByTable: Readonly<Record<string, number>>;
  readonly peakRssMb: number;
  readonly loopDelayP999Ms: number;
}

let folder: string;
let printed = '';
let result: { readonly runs: readonly Run[] };
const run = (phase: Phase): Run => {
  const found = result.runs.find((one) => one.phase === phase);
  if (!found) throw new Error(`The bench has not measured ${phase}.`);
  return found;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'uzel-bench-test-'));
  const json = path.join(folder, 'performance.json');
  const words = ['--products', String(PRODUCTS), '--smoke', '--json', json];
  const { stdout } = await promisify(execFile)(process.execPath, [path.join('test', 'bench', 'import.mjs'), ...words]);
  printed = stdout;
  result = JSON.parse(readFileSync(json, 'utf8'));
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run bench:import', () => {
  it('measures every phase, with all that performance.json has', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(path.join('schemas', 'performance.json'), 'utf8')));
    expect(schema.safeParse(result).error).toBeUndefined();
    expect(result.runs.map(({ phase }) => phase)).toEqual(Object.keys(BARS));
    for (const one of result.runs) expect(one).toMatchObject({ products: PRODUCTS, offers: OFFERS });
    expect(run('first').records).toBe(PRODUCTS + OFFERS);
    expect(run('rests').records).toBe(OFFERS);
    expect(result.runs.map(({ floorCopyRows }) => floorCopyRows)).toEqual([
      PRODUCTS + 2 * OFFERS,
      null,
      null,
      OFFERS,
      OFFERS,
    ]);
    expect(run('first').loopDelayP999Ms).toBeGreaterThan(1);
  });

  it('prints each phase and judges it', () => {
    for (const name of ['first load', 'unchanged', '1 % changed', 'prices only', 'rests only']) {
      expect(printed).toMatch(new RegExp(`^${name} +\\d`, 'm'));
      expect(printed).toMatch(new RegExp(`^${name}\n +goal (PASS|FAIL), .*import .* × .*bare parse`, 'm'));
    }
  });
});

describe.each(Object.keys(BARS) as Phase[])('%s', (phase) => {
  it('writes the rows that it says something new about, and no other', () => {
    const { rowsByTable, rowsWritten, bookkeepingRows } = run(phase);
    const { products, offers, numbers } = BARS[phase];
    expect({ products: 0, offers: 0, offer_numbers: 0, ...rowsByTable }).toMatchObject({
      ...{ products, offers, offer_numbers: numbers },
    });
    expect(rowsWritten).toBeLessThanOrEqual(BARS[phase].rows);
    expect(bookkeepingRows).toBeGreaterThan(0);
    expect(bookkeepingRows).toBeLessThan(BOOKKEEPING_ROWS);
    const sum = Object.values(rowsByTable).reduce((all, count) => all + count, 0);
    expect(rowsWritten + bookkeepingRows).toBe(sum);
  });

  it('writes little WAL', () => {
    expect(run(phase).walBytes).toBeGreaterThan(0);
    expect(run(phase).walBytes).toBeLessThan(BARS[phase].walBytes);
  });

  it('stays in its memory', () => {
    expect(run(phase).peakRssMb).toBeGreaterThan(50);
    expect(run(phase).peakRssMb).toBeLessThan(PEAK_RSS_MB);
  });
});
