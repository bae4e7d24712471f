import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runUzel } from './support/run-uzel.js';

let dataDir: string;
beforeAll(async () => {
  dataDir = await realpath(await mkdtemp(path.join(tmpdir(), 'uzel-new-')));
});
afterAll(async () => await rm(dataDir, { recursive: true, force: true }));

it('a command that makes an empty database says so, once, and not on standard output', async () => {
  const first = await runUzel({ DATA_DIR: dataDir }, 'key', 'add', 'site', '--json');
  expect(first.stderr).toBe(
    `There was no database in ${dataDir}: an empty one was made. Does your server have another? Run this in the server's folder, or with its DATA_DIR or DATABASE_URL.\n`,
  );
  expect(JSON.parse(first.stdout)).toMatchObject({ name: 'site' });
  const second = await runUzel({ DATA_DIR: dataDir }, 'key', 'list');
  expect([second.code, second.stderr]).toEqual([0, '']);
});
