import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { withTables } from './page.mjs';

const read = (...names: string[]) => readFileSync(path.join(process.cwd(), ...names), 'utf8');
const kept = JSON.parse(read('docs', 'explanation', 'performance.json'));
const schema = z.fromJSONSchema(JSON.parse(read('schemas', 'performance.json')));

describe('docs/explanation/performance.json', () => {
  it('fits its schema', () => {
    expect(schema.safeParse(kept).error).toBeUndefined();
  });

  it('the schema refuses what has lost a figure, and a phase that there is not', () => {
    const [run] = kept.runs;
    const { ratio: _, ...without } = run;
    for (const wrong of [without, { ...run, phase: 'second' }, { ...run, walBytes: '1 MB' }]) {
      expect(schema.safeParse({ ...kept, runs: [wrong] }).success).toBe(false);
    }
  });

  it('its ratios are those of its seconds', () => {
    for (const { seconds, floorParseSeconds, floorCopySeconds, ratio } of kept.runs) {
      expect(ratio).toBeCloseTo(seconds / (floorParseSeconds + (floorCopySeconds ?? 0)), 9);
    }
  });
});

describe('docs/explanation/performance.md', () => {
  it('has the tables of performance.json: `npm run bench:page` makes them', () => {
    const page = read('docs', 'explanation', 'performance.md');
    expect(page).toBe(withTables(page, kept));
  });

  it('other figures are other tables', () => {
    const page = read('docs', 'explanation', 'performance.md');
    const runs = [{ ...kept.runs[0], products: 123_456, seconds: 98.76, floorCopySeconds: null }];
    const made = withTables(page, { ...kept, runs });
    expect(made).toContain('123,456 products');
    expect(made).toMatch(/\| first load \| 98\.76 s \|.*\| – \|/);
    expect(withTables(made, kept)).toBe(withTables(page, kept));
  });
});
