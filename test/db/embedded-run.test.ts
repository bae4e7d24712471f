import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../src/db/embedded/run.js';

/** A postmaster that refuses an empty postmaster.pid is gone within milliseconds: its end must be heard all the same. */
describe('a program of PostgreSQL', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'uzel-run-'));
  });
  afterAll(async () => await rm(folder, { recursive: true }));

  const start = async (program: string) => {
    const output = await open(path.join(folder, 'log'), 'a');
    const what = { args: () => [], folders: [folder], account: undefined, byDescriptor: false, detached: false };
    const running = await run({ ...what, program, output });
    await output.close();
    // Whoever listens only now would hear nothing of what has ended already.
    await sleep(300);
    return running;
  };

  it.each([
    ['true', 0],
    ['false', 1],
  ])('that ends at once (%s) is heard to end with %i', async (program, code) => {
    expect(await (await start(program)).ended).toBe(code);
  });

  it('that is not there is heard to have failed, and ends no process', async () => {
    expect(await (await start('no-such-program')).ended).toMatchObject({ code: 'ENOENT' });
  });
});
