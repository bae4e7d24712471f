import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Blobs } from '../../blobs/blobs.js';
import { openLocalBlobs } from '../../blobs/local.js';
import { inDryRun } from '../../db/dry-run.js';
import type { Services } from '../../services.js';

/**
 * Does `work` and takes all of it back: rows in one transaction that is rolled back, bytes in a folder of its own that is deleted.
 * What it reads of the database and of the blobs is what is there.
 * Until its end the rows that it would change are locked, and imports of the same id space wait; REST reads on.
 * @param lockWait as `inDryRun` takes it
 * @returns what `work` returns
 */
export async function dryRun<T>(
  services: Services,
  work: (dry: Services) => Promise<T>,
  lockWait?: string,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'uzel-dry-run-'));
  try {
    const blobs = layered(services.blobs, await openLocalBlobs(folder));
    return await inDryRun(services.db, async (db) => await work({ ...services, db, blobs }), lockWait);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Blobs that are written to `upper` alone, over those that are there and do not change. */
function layered(lower: Blobs, upper: Blobs): Blobs {
  const written = new Set<string>();
  const of = (name: string): Blobs => (written.has(name) ? upper : lower);
  return {
    append: async (name, offset, body, limit, heard) => {
      if (offset > 0 && !written.has(name)) throw new Error(`a dry run does not change ${name}`);
      written.add(name);
      return await upper.append(name, offset, body, limit, heard);
    },
    read: (name, range) => of(name).read(name, range),
    pieces: (name) => of(name).pieces(name),
    size: async (name) => await of(name).size(name),
    keep: async (name, sha256) => (written.has(name) ? await upper.keep(name, sha256) : await named(lower.read(name))),
    keepBytes: async (bytes) => await upper.keepBytes(bytes),
    remove: async (name) => {
      if (written.delete(name)) await upper.remove(name);
    },
    localPath: (name) => of(name).localPath(name),
    pack: () => Promise.reject(new Error('a dry run packs nothing')),
    removeDrafts: async () => undefined,
    list: async (folder) => [...(await lower.list(folder)), ...(await upper.list(folder))],
    check: async () => await lower.check(),
  };
}

/** What `keep` would answer. */
async function named(bytes: Readable): Promise<Awaited<ReturnType<Blobs['keep']>>> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(bytes, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
    }
  });
  const sha256 = hash.digest('hex');
  return { sha256, size, storedAs: `files/${sha256.slice(0, 2)}/${sha256}` };
}
