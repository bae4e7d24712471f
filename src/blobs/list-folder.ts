import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file as who looks for what is left sees it. */
export interface ListedFile {
  /** `<name of the folder>/<its own>`. */
  readonly name: string;
  readonly writtenAt: Date;
}

/** The files of a folder, whose blobs have names that begin with `name`; what goes meanwhile is left out. None when there is no folder. */
export async function listFolder(folder: string, name: string): Promise<ListedFile[]> {
  const entries = (await orNull(readdir(folder, { withFileTypes: true }))) ?? [];
  const listed: ListedFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const found = await orNull(stat(path.join(folder, entry.name)));
    if (found) listed.push({ name: `${name}/${entry.name}`, writtenAt: found.mtime });
  }
  return listed;
}

/** Null when there is no such thing. */
async function orNull<T>(looked: Promise<T>): Promise<T | null> {
  try {
    return await looked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
