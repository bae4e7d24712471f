import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { appendToFile } from './append-to-file.js';
import type { Blobs } from './blobs.js';
import { makeFolder } from './durable-folder.js';
import { keepByContent, keepBytesByContent, sizeOf } from './keep-by-content.js';

/** The only names there are: made by Uzel, so none can lead out of the folder. */
const BLOB_NAME = /^(feeds|files)(\/[0-9a-z][0-9a-z-]*)+$/;

/**
 * Blobs as files under `<dataDir>/feeds` and `<dataDir>/files`, made when absent. What a method promises to be durable is
 * fsynced, and so is its folder entry. `end` of a range is inclusive, as in Node.
 * @throws the file system's error when the folders cannot be made
 */
export async function openLocalBlobs(dataDir: string): Promise<Blobs> {
  const root = path.resolve(dataDir);
  await makeFolder(path.join(root, 'feeds'));
  await makeFolder(path.join(root, 'files'));

  const localPath = (name: string): string => {
    if (!BLOB_NAME.test(name)) throw new Error(`not the name of a blob: ${JSON.stringify(name)}`);
    return path.join(root, name);
  };

  return {
    localPath,
    append: async (name, offset, body, limit) => await appendToFile(localPath(name), offset, body, limit),
    read: (name, range = {}) => createReadStream(localPath(name), range),
    size: async (name) => await sizeOf(localPath(name)),
    keep: async (name) => await keepByContent(root, localPath(name)),
    keepBytes: async (bytes) => await keepBytesByContent(root, bytes),
    remove: async (name) => await rm(localPath(name), { force: true }),
    check: async () => {
      const probe = path.join(root, 'feeds', `.writable-${process.pid}`);
      await writeFile(probe, 'uzel');
      await rm(probe, { force: true });
    },
  };
}
