import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asDiskFull } from './disk-full.js';
import { makeFolder, syncFolder } from './durable-folder.js';

/** File systems without hard links, and blobs on two of them. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS']);

/**
 * Gives the bytes of a file their content name `files/<ab>/<sha256>` under `root`, durably; the same bytes again are kept once.
 * The file must not change any more: a hard link shares its bytes.
 * @throws UzelError UZ1105 disk full
 */
export async function keepByContent(
  root: string,
  file: string,
): Promise<{ sha256: string; size: number; storedAs: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const sha256 = hash.digest('hex');
  const { size } = await stat(file);
  const storedAs = `files/${sha256.slice(0, 2)}/${sha256}`;
  const target = path.join(root, storedAs);
  try {
    await makeFolder(path.dirname(target));
    await linkOrCopy(file, target, size);
    await syncFolder(path.dirname(target));
  } catch (error) {
    throw asDiskFull(error);
  }
  return { sha256, size, storedAs };
}

async function linkOrCopy(file: string, target: string, size: number): Promise<void> {
  try {
    await link(file, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') {
      // Another size under this name would be damage: the good bytes are at hand, so they take the place.
      if ((await stat(target)).size !== size) await copyDurably(file, target);
    } else if (NO_LINK.has(code)) {
      await copyDurably(file, target);
    } else {
      throw error;
    }
  }
}

async function copyDurably(file: string, target: string): Promise<void> {
  const draft = `${target}-${randomUUID()}`;
  try {
    await copyFile(file, draft, constants.COPYFILE_EXCL);
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
