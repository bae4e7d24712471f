import { createHash, randomBytes } from 'node:crypto';
import { chmod, link, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Blobs } from '../../src/blobs/blobs.js';
import { openLocalBlobs } from '../../src/blobs/local.js';

let folder: string;
let blobs: Blobs;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-blobs-'));
  blobs = await openLocalBlobs(path.join(folder, 'made', 'by', 'us'));
});
afterAll(async () => await rm(folder, { recursive: true }));

const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const of = (...chunks: (string | Buffer)[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
const text = async (name: string) => await readFile(blobs.localPath(name), 'utf8');
const code = (expected: string) => expect.objectContaining({ code: expected });

/** Gives its chunks, then breaks off. */
async function* broken(...chunks: string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
  throw new Error('connection reset');
}

describe('append', () => {
  it('begins a blob, goes on at its end, and gives the new size', async () => {
    expect(await blobs.append('feeds/e1/a', 0, of('one,', 'two'), NO_LIMIT)).toBe(7);
    expect(await blobs.append('feeds/e1/a', 7, of(',three'), NO_LIMIT)).toBe(13);
    expect(await text('feeds/e1/a')).toBe('one,two,three');
    expect(await blobs.size('feeds/e1/a')).toBe(13);
  });

  it('cuts off first what lies beyond the offset: bytes that were never acknowledged', async () => {
    await blobs.append('feeds/e1/b', 0, of('kept|lost'), NO_LIMIT);
    expect(await blobs.append('feeds/e1/b', 5, of('new'), NO_LIMIT)).toBe(8);
    expect(await text('feeds/e1/b')).toBe('kept|new');
    expect(await blobs.append('feeds/e1/b', 4, of(), 0)).toBe(4);
    expect(await text('feeds/e1/b')).toBe('kept');
  });

  it('keeps what was there when the body breaks off (UZ1106)', async () => {
    await blobs.append('feeds/e1/c', 0, of('whole'), NO_LIMIT);
    await expect(blobs.append('feeds/e1/c', 5, Readable.from(broken('more', 'still')), NO_LIMIT)).rejects.toEqual(
      code('UZ1106'),
    );
    expect(await text('feeds/e1/c')).toBe('whole');
  });

  it('keeps what was there when the client goes away before the first byte', async () => {
    const body = new Readable({ read: () => undefined });
    body.on('error', () => undefined);
    await blobs.append('feeds/e1/g', 0, of('whole'), NO_LIMIT);
    const appended = blobs.append('feeds/e1/g', 5, body, NO_LIMIT);
    body.destroy();
    await expect(appended).rejects.toEqual(code('UZ1106'));
    expect(await text('feeds/e1/g')).toBe('whole');
  });

  it('takes a piece of exactly the limit and refuses one byte more (UZ1103), leaving the stream to its owner', async () => {
    expect(await blobs.append('feeds/e1/d', 0, of('12', '345'), 5)).toBe(5);
    const body = new Readable({
      read() {
        this.push('67890');
      },
    });
    await expect(blobs.append('feeds/e1/d', 5, body, 5)).rejects.toEqual(code('UZ1103'));
    expect(await text('feeds/e1/d')).toBe('12345');
    expect(body.destroyed).toBe(false);
    body.destroy();
  });

  it('refuses to go on where acknowledged bytes are missing', async () => {
    await blobs.append('feeds/e1/e', 0, of('123'), NO_LIMIT);
    await expect(blobs.append('feeds/e1/e', 5, of('x'), NO_LIMIT)).rejects.toThrow('3 bytes where 5 were kept');
    expect(await text('feeds/e1/e')).toBe('123');
    await expect(blobs.append('feeds/e1/none', 5, of('x'), NO_LIMIT)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does not follow a link that lies in the place of a blob', async () => {
    const outside = path.join(folder, 'outside');
    await writeFile(outside, 'mine');
    await blobs.append('feeds/e1/f', 0, of('x'), NO_LIMIT);
    await symlink(outside, blobs.localPath('feeds/e1/link'));
    await expect(blobs.append('feeds/e1/link', 0, of('theirs'), NO_LIMIT)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await readFile(outside, 'utf8')).toBe('mine');
  });

  it.each([
    '../x',
    'feeds/../x',
    'feeds',
    'feeds/',
    '/etc/passwd',
    'other/x',
    'feeds/e/.x',
    'feeds\\x',
    'feeds/E',
    'feeds/x\n',
  ])('knows no blob %j', (name) => {
    expect(() => blobs.localPath(name)).toThrow('not the name of a blob');
  });
});

describe('read and size', () => {
  it('reads all or an inclusive range, and knows what is not there', async () => {
    await blobs.append('feeds/e2/a', 0, of('0123456789'), NO_LIMIT);
    const read = async (range?: { start?: number; end?: number }) =>
      Buffer.concat(await blobs.read('feeds/e2/a', range).toArray()).toString();
    expect(await read()).toBe('0123456789');
    expect(await read({ start: 7 })).toBe('789');
    expect(await read({ start: 2, end: 4 })).toBe('234');
    expect(await blobs.size('feeds/e2/none')).toBeNull();
    expect(await blobs.size('feeds/nowhere/none')).toBeNull();
  });

  it('removes, also what is not there', async () => {
    await blobs.append('feeds/e2/gone', 0, of('x'), NO_LIMIT);
    await blobs.remove('feeds/e2/gone');
    await blobs.remove('feeds/e2/gone');
    expect(await blobs.size('feeds/e2/gone')).toBeNull();
  });
});

describe('keep', () => {
  it('gives the bytes their content name, once, and they outlive the feed', async () => {
    const bytes = randomBytes(200_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const storedAs = `files/${sha256.slice(0, 2)}/${sha256}`;
    await blobs.append('feeds/e3/a', 0, of(bytes), NO_LIMIT);
    await blobs.append('feeds/e3/b', 0, of(bytes), NO_LIMIT);
    expect(await blobs.keep('feeds/e3/a')).toEqual({ sha256, size: 200_000, storedAs });
    expect(await blobs.keep('feeds/e3/a')).toEqual({ sha256, size: 200_000, storedAs });
    expect(await blobs.keep('feeds/e3/b')).toEqual({ sha256, size: 200_000, storedAs });
    await blobs.remove('feeds/e3/a');
    await blobs.remove('feeds/e3/b');
    expect(await readFile(blobs.localPath(storedAs))).toEqual(bytes);
  });

  it('costs no second copy of the bytes where the file system has hard links', async () => {
    await blobs.append('feeds/e3/c', 0, of('linked'), NO_LIMIT);
    const { storedAs } = await blobs.keep('feeds/e3/c');
    expect((await stat(blobs.localPath(storedAs))).ino).toBe((await stat(blobs.localPath('feeds/e3/c'))).ino);
  });

  it('puts the good bytes in the place of damaged ones', async () => {
    await blobs.append('feeds/e3/d', 0, of('good bytes'), NO_LIMIT);
    const { storedAs } = await blobs.keep('feeds/e3/d');
    await rm(blobs.localPath(storedAs));
    await writeFile(blobs.localPath(storedAs), 'goo');
    await blobs.keep('feeds/e3/d');
    expect(await text(storedAs)).toBe('good bytes');
  });
});

describe('keepBytes', () => {
  it('keeps bytes at hand under the same name, and writes nothing when they are there', async () => {
    await blobs.append('feeds/e4/a', 0, of('both ways'), NO_LIMIT);
    const kept = await blobs.keepBytes(Buffer.from('both ways'));
    expect(await text(kept.storedAs)).toBe('both ways');
    const { ino } = await stat(blobs.localPath(kept.storedAs));
    expect(await blobs.keep('feeds/e4/a')).toEqual(kept);
    expect(await blobs.keepBytes(Buffer.from('both ways'))).toEqual(kept);
    expect((await stat(blobs.localPath(kept.storedAs))).ino).toBe(ino);
    expect(await readdir(path.dirname(blobs.localPath(kept.storedAs)))).toEqual([kept.sha256]);
  });

  it('puts the good bytes in the place of damaged ones', async () => {
    const { storedAs } = await blobs.keepBytes(Buffer.from('whole bytes'));
    await writeFile(blobs.localPath(storedAs), 'who');
    await blobs.keepBytes(Buffer.from('whole bytes'));
    expect(await text(storedAs)).toBe('whole bytes');
  });
});

describe('check', () => {
  it('passes on a disk that takes writes and leaves nothing there', async () => {
    await blobs.check();
    await expect(
      link(path.join(folder, 'made/by/us/feeds', `.writable-${process.pid}`), path.join(folder, 'x')),
    ).rejects.toThrow('ENOENT');
  });

  it('fails when the folder is gone', async () => {
    const other = path.join(folder, 'other');
    const own = await openLocalBlobs(other);
    await chmod(path.join(other, 'feeds'), 0o700);
    await rm(path.join(other, 'feeds'), { recursive: true });
    await expect(own.check()).rejects.toThrow('ENOENT');
  });
});
