import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until the server has written the first bytes of an upload: only then is its request known to run.
 * @param dataDir its data folder
 * @param uploads how many files it must have begun to receive since it has this folder
 * @throws after 20 s
 */
export async function uploadBegun(dataDir: string, uploads = 1): Promise<void> {
  const folder = path.join(dataDir, 'feeds');
  for (const deadline = Date.now() + 20_000; (await filled(folder)) < uploads; await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`no upload ${uploads} in ${folder}`);
  }
}

async function filled(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  const sizes = await Promise.all(
    files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size),
  );
  return sizes.filter((size) => size > 0).length;
}
