import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realFiles } from '../commerceml/support/real-files.js';
import { type Coverage, measureCoverage } from './coverage/coverage-run.js';
import { IGNORED } from './coverage/ignored.js';
import { coveragePage } from './coverage/page.js';
import { type InboxWorld, openInboxWorld } from './inbox-world.js';

const PAGE = path.join(process.cwd(), 'docs', 'reference', 'commerceml-coverage.md');

/**
 * Nothing is dropped: each element path and attribute path of each real file is marked, imported, and looked for in the store.
 * Public exports whose licences are mostly not stated: they are never copied in, so a checkout may be without them. CI fails on a skip.
 */
const describeReal = realFiles().length > 0 ? describe : describe.skip;

describeReal('every path of the real files (skipped without ../shared/data/real)', () => {
  let world: InboxWorld;
  let coverage: Coverage;
  beforeAll(async () => {
    world = await openInboxWorld();
    coverage = await measureCoverage(world);
  }, 180_000);
  afterAll(() => world.close());

  it('is in the marked copy of its file', () => {
    expect(coverage.cutOff).toEqual([]);
    expect(coverage.paths.size).toBeGreaterThan(600);
  });

  it('is kept in the store, or ignored on purpose', () => {
    expect(coverage.lost).toEqual([]);
  });

  it('has a place in the store, unless it is ignored', () => {
    const ignored = new Set(IGNORED.map(([ignoredPath]) => ignoredPath));
    const nowhere = [...coverage.paths].filter(([, outcome]) => !outcome.isContainer && outcome.places.size === 0);
    expect(nowhere.map(([each]) => each).filter((each) => !ignored.has(each))).toEqual([]);
  });

  it('is ignored only where it is met and not kept, with a reason', () => {
    for (const [ignored, reason] of IGNORED) {
      expect([ignored, [...(coverage.paths.get(ignored)?.places ?? ['no file has it'])]]).toEqual([ignored, []]);
      expect(reason).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('is proved by its content alone: the same file again gives the same store', () => {
    expect(coverage.noise).toEqual([]);
  });

  it('stands in docs/reference/commerceml-coverage.md (npm run docs writes it)', () => {
    const page = coveragePage(coverage);
    if (process.env.UPDATE_DOCS) {
      mkdirSync(path.dirname(PAGE), { recursive: true });
      writeFileSync(PAGE, page);
    }
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
