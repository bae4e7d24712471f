import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** Makes a folder and those above it; what was made is still there after a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true });
  if (topmost === undefined) return;
  for (let made = path.resolve(folder); ; made = path.dirname(made)) {
    await syncFolder(path.dirname(made));
    if (made === path.resolve(topmost) || made === path.dirname(made)) return;
  }
}

/** fsync of a folder: the names in it are durable. Windows cannot open a folder, and its file system journals names itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
