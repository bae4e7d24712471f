import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline as flow, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { asDiskFull } from './disk-full.js';
import { makeFolder, syncFolder } from './durable-folder.js';
import { sizeOf } from './keep-by-content.js';

/** Half-made packs; what a crash leaves here serves nobody. */
const DRAFTS = 'packed/drafts';
const GZIP = '-gz';

/** `end` is inclusive, as in Node. */
interface ByteRange {
  readonly start?: number;
  readonly end?: number;
}

/** Bytes under the name of their content. */
export interface Packed {
  /** Of the bytes as they were received. */
  readonly sha256: string;
  readonly storedAs: string;
  /** Bytes on the disk. */
  readonly packedSize: number;
}

/** Whether a blob is named by its content, so that it never changes and others may share it. */
export const isPacked = (name: string): boolean => name.startsWith('packed/');

/** Whether its bytes lie compressed. */
export const isGzip = (name: string): boolean => isPacked(name) && name.endsWith(GZIP);

/**
 * Prepares the pack of a file beside its place: `packed/<ab>/<sha256>-gz`, or without compression `packed/<ab>/<sha256>`. Durable
 * when it resolves. `place` puts it where it belongs, unless the same content is there already; `discard` takes the draft away.
 * @throws UzelError UZ1105 disk full
 */
export async function preparePack(
  root: string,
  file: string,
  options: { gzip: boolean; draft: string; signal?: AbortSignal | undefined },
): Promise<Packed & { place(): Promise<void>; discard(): Promise<void> }> {
  const draft = path.join(root, DRAFTS, options.draft);
  const discard = async () => await rm(draft, { force: true });
  try {
    await makeFolder(path.dirname(draft));
    await discard();
    const sha256 = options.gzip ? await compress(file, draft, options.signal) : await linked(file, draft);
    const storedAs = `packed/${sha256.slice(0, 2)}/${sha256}${options.gzip ? GZIP : ''}`;
    const target = path.join(root, storedAs);
    return {
      sha256,
      storedAs,
      packedSize: (await sizeOf(draft)) ?? 0,
      place: async () => {
        await makeFolder(path.dirname(target));
        if ((await sizeOf(target)) === null) await rename(draft, target);
        await syncFolder(path.dirname(target));
        await discard();
      },
      discard,
    };
  } catch (error) {
    await discard();
    throw asDiskFull(error);
  }
}

/** Takes away what a crash left half-made; only while nobody packs. */
export async function removeDrafts(root: string): Promise<void> {
  const folder = path.join(root, DRAFTS);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

/** The bytes of a packed file as they were received, from `start` to `end` (inclusive), in bounded memory. */
export const readGzip = (file: string, { start = 0, end = Number.POSITIVE_INFINITY }: ByteRange): Readable =>
  Readable.from(unpacked(file, start, end), { objectMode: false });

async function* unpacked(file: string, start: number, end: number): AsyncGenerator<Buffer> {
  const plain = flow(createReadStream(file), createGunzip(), () => {
    // An error of either stream reaches whoever reads the result.
  });
  let position = 0;
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    const part = chunk.subarray(Math.max(0, start - position), Math.max(0, end + 1 - position));
    position += chunk.length;
    if (part.length > 0) yield part;
    if (position > end) return; // the rest need not be unpacked
  }
}

/** How many bytes a packed file was: all of it is read, since the format itself knows only the last 32 bits of its length. */
export async function sizeOfGzip(file: string): Promise<number | null> {
  if ((await sizeOf(file)) === null) return null;
  let size = 0;
  for await (const chunk of readGzip(file, {})) size += (chunk as Buffer).length;
  return size;
}

async function compress(file: string, draft: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(draft, 'wx', 0o640);
  try {
    await pipeline(
      createReadStream(file),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createGzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await handle.writeFile(chunk);
      },
      signal ? { signal } : {},
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** A link costs nothing, and the bytes of a closed feed do not change; else a copy. */
async function linked(file: string, draft: string): Promise<string> {
  await link(file, draft).catch(async () => await copyFile(file, draft));
  const hash = createHash('sha256');
  await pipeline(createReadStream(draft), hash);
  const handle = await open(draft, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}
