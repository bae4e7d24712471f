import { createHash, randomUUID, webcrypto } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, type FileHandle, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asDiskFull } from './disk-full.js';
import { makeFolder, syncFolder } from './durable-folder.js';

/** File systems without hard links, and blobs on two of them. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS']);

/** Files up to this size are hashed in memory. */
const IN_MEMORY_BYTES = 4 * 1024 * 1024;

/** Bytes under their content name. */
export interface Kept {
  readonly sha256: string;
  readonly size: number;
  readonly storedAs: string;
}

/**
 * Gives the bytes of a file their content name `files/<ab>/<sha256>` under `root`, durably; the same bytes again are kept once.
 * The file must not change any more: a hard link shares its bytes.
 * @param sha256 of its bytes, when it is known
 * @throws UzelError UZ1105 disk full
 */
export async function keepByContent(root: string, file: string, sha256?: string): Promise<Kept> {
  const { size } = await stat(file);
  const kept = keptAs(sha256 ?? (await hashFile(file, size)), size);
  await place(root, kept, async (target) => await linkOrCopy(file, target));
  return kept;
}

/** The same for bytes at hand. */
export async function keepBytesByContent(root: string, bytes: Uint8Array): Promise<Kept> {
  const kept = keptAs(await hashBytes(bytes), bytes.byteLength);
  await place(root, kept, async (target) => {
    await putInPlace(target, async (draft) => await writeNew(draft, bytes));
  });
  return kept;
}

/** SHA-256 in the thread pool: a picture of 4 MB would hold the main thread for 5 to 15 ms. */
async function hashBytes(bytes: Uint8Array): Promise<string> {
  // Of no memory that threads share: the types of what is read from a file do not say so.
  const own = bytes as Uint8Array<ArrayBuffer>;
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', own)).toString('hex');
}

const hashFile = async (file: string, size: number): Promise<string> =>
  size > IN_MEMORY_BYTES ? await hashStream(file) : await hashBytes(await readFile(file));

/** The same of a large file, piece by piece. */
async function hashStream(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function writeNew(draft: string, bytes: Uint8Array): Promise<FileHandle> {
  const handle = await open(draft, 'wx', 0o640);
  try {
    await handle.writeFile(bytes);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const keptAs = (sha256: string, size: number): Kept => ({
  sha256,
  size,
  storedAs: `files/${sha256.slice(0, 2)}/${sha256}`,
});

async function place(root: string, kept: Kept, put: (target: string) => Promise<void>): Promise<void> {
  const target = path.join(root, kept.storedAs);
  const folder = path.dirname(target);
  try {
    // Another size under this name would be damage: the good bytes are at hand, so they take the place.
    if ((await sizeOf(target)) !== kept.size) {
      await put(target).catch(async (error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
        // The first of its folder.
        await makeFolder(folder);
        await put(target);
      });
    }
    await syncFolder(folder);
  } catch (error) {
    throw asDiskFull(error);
  }
}

async function linkOrCopy(file: string, target: string): Promise<void> {
  try {
    await link(file, target);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' && !NO_LINK.has(codeOf(error))) throw error;
    await putInPlace(target, async (draft) => {
      await copyFile(file, draft, constants.COPYFILE_EXCL);
      return await open(draft, 'r+');
    });
  }
}

/**
 * Writes beside the target, durably, and renames: who reads never sees half of it.
 * @param write makes the draft @returns it, open
 */
async function putInPlace(target: string, write: (draft: string) => Promise<FileHandle>): Promise<void> {
  const draft = `${target}-${randomUUID()}`;
  try {
    const handle = await write(draft);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** The size of a file in bytes, null when there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
