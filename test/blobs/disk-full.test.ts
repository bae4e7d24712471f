import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openLocalBlobs } from '../../src/blobs/local.js';

const run = promisify(execFile);
const DISK = 1024 * 1024;

/** A file system of 1 MB, where this user may mount one; else null: then the error of the file system alone is made. */
async function smallDisk(folder: string): Promise<(() => Promise<void>) | null> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder]);
  } catch {
    return null; // not root, or no mounts in this container
  }
  return async () => {
    await run('umount', [folder]);
  };
}

let folder: string;
let unmount: (() => Promise<void>) | null;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-full-'));
  unmount = await smallDisk(folder);
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(async () => {
  await unmount?.();
  await rm(folder, { recursive: true });
});

/** On a disk of the usual size: writes fail after so many bytes, as a full disk makes them. */
async function failAfter(bytes: number): Promise<void> {
  if (unmount) return;
  const handle = await open(path.join(folder, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(handle) as { write: FileHandle['write'] };
  await handle.close();
  const write = prototype.write as (...args: unknown[]) => Promise<{ bytesWritten: number; buffer: Buffer }>;
  let left = bytes;
  jest.spyOn(prototype, 'write').mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
    const length = args[2] as number;
    if (length > left)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
    left -= length;
    return await write.apply(this, args);
  } as never);
}

const chunks = (count: number) => Readable.from(Array.from({ length: count }, () => randomBytes(64 * 1024)));

describe('a disk that is full', () => {
  it('refuses the piece with UZ1105, keeps what was there before and goes on when there is room', async () => {
    const blobs = await openLocalBlobs(folder);
    const first = randomBytes(300_000);
    await blobs.append('feeds/e/a', 0, Readable.from([first]), DISK);
    await failAfter(500_000);
    await expect(blobs.append('feeds/e/a', 300_000, chunks(32), 10 * DISK)).rejects.toMatchObject({
      code: 'UZ1105',
      publicMessage: expect.stringContaining('нет места'),
    });
    expect(await readFile(blobs.localPath('feeds/e/a'))).toEqual(first);
    jest.restoreAllMocks();
    expect(await blobs.append('feeds/e/a', 300_000, chunks(2), DISK)).toBe(300_000 + 2 * 64 * 1024);
  });

  it('refuses a new blob with UZ1105 and leaves no bytes of it', async () => {
    const blobs = await openLocalBlobs(folder);
    await failAfter(200_000);
    await expect(blobs.append('feeds/e/b', 0, chunks(32), 10 * DISK)).rejects.toMatchObject({ code: 'UZ1105' });
    expect(await blobs.size('feeds/e/b')).toBe(0);
  });
});
