import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

/** A smoke run of the bench on the built server: that it measures, not how fast the machine is. */

const PRODUCTS = 400;
const read = (...names: string[]) => readFileSync(path.join(process.cwd(), ...names), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(read('schemas', 'api-performance.json')));

describe('npm run bench:api', () => {
  let folder: string;
  let printed = '';
  // biome-ignore lint/suspicious/noExplicitAny: its schema is what says what is in it
  let result: any;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'uzel-bench-api-test-'));
    const json = path.join(folder, 'api-performance.json');
    const words = ['--products', String(PRODUCTS), '--seconds', '1', '--rate', '10', '--smoke', '--json', json];
    const { stdout } = await promisify(execFile)(process.execPath, [path.join('test', 'bench', 'api.mjs'), ...words]);
    printed = stdout;
    result = JSON.parse(readFileSync(json, 'utf8'));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('measures every part, with all that api-performance.json has', () => {
    expect(schema.safeParse(result).error).toBeUndefined();
    expect(result).toMatchObject({ products: PRODUCTS, offers: 3 * PRODUCTS });
    const { notModified, changes, exported } = result;
    const [list] = result.list;
    expect(list).toMatchObject({ asked: 10, answered: 10, errors: 0, repeatedAddresses: 0 });
    expect(list.imported.phases[0]).toBe('prices');
    expect(list.bytesEach).toBeGreaterThan(1000);
    expect(list.latency).toMatchObject({ count: 10 });
    expect(notModified).toMatchObject({ errors: 0, answered: expect.any(Number) });
    expect(notModified.answered).toBeGreaterThan(0);
    // A page at least: how many more there are in so short a time is the machine's affair.
    expect(changes.items).toBeGreaterThanOrEqual(1000);
    expect(exported).toMatchObject({ whole: { lines: PRODUCTS }, asListed: { lines: PRODUCTS } });
    expect(exported.asListed.bytes).toBeLessThan(exported.whole.bytes);
    expect(exported.whole.peakRssMb).toBeGreaterThan(50);
  });

  it('prints each figure beside its floor and judges it', () => {
    expect(printed).toMatch(/^ {6}page of 50 products at 10\/s.*: p99: .* ms {2}\[bare HTTP/m);
    expect(printed).toMatch(/^PASS {2}errors: 0; goal 0/m);
    expect(printed).toMatch(/^(PASS|FAIL) {2}304 answers a second: .*goal ≥ 2,000 {2}\[bare HTTP server: /m);
    expect(printed).toMatch(/^(PASS|FAIL) {2}products exported a second.*goal ≥ 20,000/m);
  });

  it('the schema refuses what has lost a figure', () => {
    const { latency: _, ...list } = result.list[0];
    expect(schema.safeParse({ ...result, list: [list] }).success).toBe(false);
    expect(schema.safeParse({ ...result, notModified: { ...result.notModified, perSecond: '2,000' } }).success).toBe(
      false,
    );
  });
});
