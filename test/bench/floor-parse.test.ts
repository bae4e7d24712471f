import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

const bench = path.join(process.cwd(), 'test', 'bench');
const run = (script: string, ...words: string[]) =>
  promisify(execFile)(process.execPath, [path.join(bench, script), ...words]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-floor-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the floor «bare parse»', () => {
  it.each(['utf-8', 'windows-1251'])('counts every element of a file in %s', async (encoding) => {
    await run('generate.mjs', path.join(folder, encoding), '--products', '30', '--encoding', encoding);
    const file = path.join(folder, encoding, 'import.xml');
    const { stdout } = await run('floor-parse.mjs', file);
    const text = iconv.decode(await readFile(file), encoding);
    expect(JSON.parse(stdout).elements).toBe(text.match(/<[^/?!]/g)?.length);
  });

  it('does not take half a file for a whole one', async () => {
    await run('generate.mjs', path.join(folder, 'half'), '--products', '30');
    const file = path.join(folder, 'half', 'import.xml');
    await truncate(file, 100_000);
    await expect(run('floor-parse.mjs', file)).rejects.toThrow(/well-formed/);
  });
});
