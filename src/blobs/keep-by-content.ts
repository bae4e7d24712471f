import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asDiskFull } from './disk-full.js';
import { makeFolder, syncFolder } from './durable-folder.js';

/** File systems without hard links, and blobs on two of them. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS']);

/** Bytes under their content name. */
export interface Kept {
  readonly sha256: string;
  readonly size: number;
  readonly storedAs: string;
}

/**
 * Gives the bytes of a file their content name `files/<ab>/<sha256>` under `root`, durably; the same bytes again are kept once.
 * The file must not change any more: a hard link shares its bytes.
 * @throws UzelError UZ1105 disk full
 */
export async function keepByContent(root: string, file: string): Promise<Kept> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const kept = keptAs(hash.digest('hex'), (await stat(file)).size);
  await place(root, kept, async (target) => await linkOrCopy(file, target));
  return kept;
}

/** The same for bytes at hand. */
export async function keepBytesByContent(root: string, bytes: Uint8Array): Promise<Kept> {
  const kept = keptAs(createHash('sha256').update(bytes).digest('hex'), bytes.byteLength);
  await place(root, kept, async (target) => {
    await putInPlace(target, async (draft) => await writeFile(draft, bytes, { flag: 'wx', mode: 0o640 }));
  });
  return kept;
}

const keptAs = (sha256: string, size: number): Kept => ({
  sha256,
  size,
  storedAs: `files/${sha256.slice(0, 2)}/${sha256}`,
});

async function place(root: string, kept: Kept, put: (target: string) => Promise<void>): Promise<void> {
  const target = path.join(root, kept.storedAs);
  try {
    await makeFolder(path.dirname(target));
    // Another size under this name would be damage: the good bytes are at hand, so they take the place.
    if ((await sizeOf(target)) !== kept.size) await put(target);
    await syncFolder(path.dirname(target));
  } catch (error) {
    throw asDiskFull(error);
  }
}

async function linkOrCopy(file: string, target: string): Promise<void> {
  try {
    await link(file, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code !== 'EEXIST' && !NO_LINK.has(code)) throw error;
    await putInPlace(target, async (draft) => await copyFile(file, draft, constants.COPYFILE_EXCL));
  }
}

/** Writes beside the target, durably, and renames: who reads never sees half of it. */
async function putInPlace(target: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${target}-${randomUUID()}`;
  try {
    await write(draft);
    const handle = await open(draft, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The size of a file in bytes, null when there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
