import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { appendToFile } from './append-to-file.js';
import type { Blobs } from './blobs.js';
import { makeFolder } from './durable-folder.js';
import { keepByContent, keepBytesByContent, sizeOf } from './keep-by-content.js';
import { listFolder } from './list-folder.js';
import { isGzip, isPacked, preparePack, readGzip, removeDrafts, sizeOfGzip } from './packed.js';
import { readPieces } from './read-pieces.js';

/** The only names there are: made by Uzel, so none can lead out of the folder. */
const BLOB_NAME = /^(feeds|files|packed)(\/[0-9a-z][0-9a-z-]*)+$/;

/**
 * Blobs as files under `<dataDir>/feeds`, `<dataDir>/packed` and `<dataDir>/files`, made when absent. What a method promises to be durable is
 * fsynced, and so is its folder entry. `end` of a range is inclusive, as in Node.
 * @throws the file system's error when the folders cannot be made
 */
export async function openLocalBlobs(dataDir: string): Promise<Blobs> {
  const root = path.resolve(dataDir);
  await makeFolder(path.join(root, 'feeds'));
  await makeFolder(path.join(root, 'files'));

  const pathOf = (name: string): string => {
    if (!BLOB_NAME.test(name)) throw new Error(`not the name of a blob: ${JSON.stringify(name)}`);
    return path.join(root, name);
  };
  const localPath = (name: string): string => {
    if (isGzip(name)) throw new Error(`${name} is compressed: it can only be read`);
    return pathOf(name);
  };
  /** What is named by its content, others may share. */
  const ownPath = (name: string): string => {
    if (isPacked(name)) throw new Error(`${name} is packed: it does not change`);
    return pathOf(name);
  };

  return {
    localPath,
    append: async (name, offset, body, limit, written) =>
      await appendToFile(ownPath(name), offset, body, limit, written),
    read: (name, range = {}) => (isGzip(name) ? readGzip(pathOf(name), range) : createReadStream(pathOf(name), range)),
    pieces: (name) => (isGzip(name) ? readGzip(pathOf(name), {}) : readPieces(pathOf(name))),
    size: async (name) => await (isGzip(name) ? sizeOfGzip(pathOf(name)) : sizeOf(pathOf(name))),
    pack: async (name, how, signal) =>
      await preparePack(root, ownPath(name), { gzip: how === 'gzip', draft: randomUUID(), signal }),
    removeDrafts: async () => await removeDrafts(root),
    keep: async (name, sha256) => await keepByContent(root, localPath(name), sha256),
    keepBytes: async (bytes) => await keepBytesByContent(root, bytes),
    remove: async (name) => await rm(pathOf(name), { force: true }),
    list: async (folder) => await listFolder(pathOf(folder), folder),
    check: async () => {
      const probe = path.join(root, 'feeds', `.writable-${process.pid}`);
      await writeFile(probe, 'uzel');
      await rm(probe, { force: true });
    },
  };
}
