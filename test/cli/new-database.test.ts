import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newDatabaseIn } from '../../src/cli/new-database.js';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-new-'));
});
afterAll(async () => await rm(dataDir, { recursive: true, force: true }));

it('who starts a command where no database is, is told so; not beside one, nor with a PostgreSQL of his own', async () => {
  const config = { DATA_DIR: dataDir, DATABASE_URL: undefined };
  expect(newDatabaseIn(config)).toContain(`There was no database in ${dataDir}: an empty one was made.`);
  expect(newDatabaseIn({ ...config, DATABASE_URL: 'postgresql://x/y' })).toBeNull();
  await mkdir(path.join(dataDir, 'postgres', 'data'), { recursive: true });
  await writeFile(path.join(dataDir, 'postgres', 'data', 'PG_VERSION'), '18');
  expect(newDatabaseIn(config)).toBeNull();
});
