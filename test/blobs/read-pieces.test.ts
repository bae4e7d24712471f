import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPieces } from '../../src/blobs/read-pieces.js';

describe('a file in pieces', () => {
  let folder: string;
  const content = randomBytes(3 * 1024 * 1024 + 17);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-pieces-'));
    await writeFile(path.join(folder, 'large'), content);
    await writeFile(path.join(folder, 'empty'), '');
  });
  afterAll(async () => await rm(folder, { recursive: true }));

  it('has all its bytes, and a piece stays as it was while the next one is in use', async () => {
    let read = 0;
    let before: Buffer | undefined;
    for await (const piece of readPieces(path.join(folder, 'large'))) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(piece.equals(content.subarray(read, read + piece.length))).toBe(true);
      if (before) expect(before.equals(content.subarray(read - before.length, read))).toBe(true);
      read += piece.length;
      before = piece;
    }
    expect(read).toBe(content.length);
  });

  it('may be empty, be left, and be absent', async () => {
    for await (const piece of readPieces(path.join(folder, 'empty'))) throw new Error(`${piece.length} bytes`);
    for await (const piece of readPieces(path.join(folder, 'large'))) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    const absent = readPieces(path.join(folder, 'absent')).next();
    await expect(absent).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
