import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, ERROR_CODES, readConfig, UzelError } from '../../src/index.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  test = await openTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'uzel-embedded-'));
});
afterAll(async () => {
  await test.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a server inside another program', () => {
  it('starts with the settings it is given and stops', async () => {
    const settings = { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: test.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
    const server = await createServer(settings);
    expect(server.first?.login).toBe('1c');
    expect((await fetch(`${server.url}/live`)).status).toBe(200);
    await server.stop();
    await expect(fetch(`${server.url}/live`)).rejects.toThrow();
  });

  it('tells what is wrong with a setting', async () => {
    await expect(createServer({ PORT: 'eighty' })).rejects.toMatchObject({ code: 'UZ1606' });
    expect(() => readConfig({ PORT: 'eighty' })).toThrow(UzelError);
    expect(ERROR_CODES.UZ1606.status).toBe(500);
  });
});
