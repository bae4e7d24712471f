import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Mutex } from 'async-mutex';
import type { Sharp, SharpOptions } from 'sharp';
import type { Blobs } from './blobs.js';
import { asDiskFull } from './disk-full.js';
import { makeFolder } from './durable-folder.js';

/** Widths in pixels that there are: each is kept, so there may not be any. */
export const THUMBNAIL_WIDTHS = [160, 320, 640, 1280] as const;
export const THUMBNAIL_FORMATS = ['webp', 'avif'] as const;
export type ThumbnailWidth = (typeof THUMBNAIL_WIDTHS)[number];
export type ThumbnailFormat = (typeof THUMBNAIL_FORMATS)[number];

/** A picture on the disk. */
export interface Thumbnail {
  readonly blob: string;
  /** Bytes. */
  readonly size: number;
}

/** No thumbnail can be made: of these bytes (damaged, too large, no picture), or at all. */
export class NoThumbnail extends Error {
  constructor(
    readonly reason: 'no sharp' | 'not a picture',
    cause: unknown,
  ) {
    super(reason, { cause });
  }
}

/** Pixels of a picture that is decoded; a file of some kilobytes can say that it has any number. */
const MOST_PIXELS = 64_000_000;
const PATIENCE_SECONDS = 20;
/** What libvips may read. Others (SVG, PDF, what its plug-ins bring) run code of much wider reach. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}`);
const OPTIONS: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true, pages: 1 };

/** One at a time: decoding takes a core, and the memory of all its pixels. */
const turn = new Mutex();
/** Requests that have or wait for their turn: some pages of pictures. More would wait longer than anybody looks at a page. */
export const MOST_WAITING = 200;
let waiting = 0;

/** Too many wait for a thumbnail. */
export class ThumbnailsBusy extends Error {}
type SharpLibrary = typeof import('sharp')['default'];
let loaded: Promise<SharpLibrary | null> | undefined;

/** The library, which is not there on every platform. */
async function loadSharp(): Promise<SharpLibrary | null> {
  try {
    const { default: sharp } = await import('sharp');
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  } catch {
    // Absent, or without a binary for this platform: the originals are served, and /v1/shop says so.
    return null;
  }
}

/** Whether this server can make thumbnails. */
export async function canMakeThumbnails(): Promise<boolean> {
  loaded ??= loadSharp();
  return (await loaded) !== null;
}

/**
 * The picture in another width and format, never enlarged. It is made once and kept beside the original, by the content of that.
 * @param sha256 of the original, whose bytes are there
 * @throws NoThumbnail, ThumbnailsBusy; UzelError UZ1105 disk full
 */
export async function thumbnailOf(
  blobs: Blobs,
  sha256: string,
  width: ThumbnailWidth,
  format: ThumbnailFormat,
): Promise<Thumbnail> {
  const blob = `files/thumbs/${sha256.slice(0, 2)}/${sha256}-${width}-${format}`;
  const kept = await blobs.size(blob);
  if (kept !== null) return { blob, size: kept };
  if (waiting >= MOST_WAITING) throw new ThumbnailsBusy();
  waiting += 1;
  try {
    return await turn.runExclusive(async () => await made(blobs, { sha256, width, format, blob }));
  } finally {
    waiting -= 1;
  }
}

interface Wanted {
  readonly sha256: string;
  readonly width: ThumbnailWidth;
  readonly format: ThumbnailFormat;
  readonly blob: string;
}

/** The thumbnail, which another request may have made while this one waited. */
async function made(blobs: Blobs, { sha256, width, format, blob }: Wanted): Promise<Thumbnail> {
  const meanwhile = await blobs.size(blob);
  if (meanwhile !== null) return { blob, size: meanwhile };
  loaded ??= loadSharp();
  const sharp = await loaded;
  if (sharp === null) throw new NoThumbnail('no sharp', undefined);
  const original = sharp(blobs.localPath(`files/${sha256.slice(0, 2)}/${sha256}`), OPTIONS);
  const bytes = await encoded(original, width, format).catch((error: unknown) => {
    throw new NoThumbnail('not a picture', error);
  });
  await put(blobs.localPath(blob), bytes);
  return { blob, size: bytes.length };
}

/** Turned as the camera says; what else the file says of itself (places, names) is left out. */
async function encoded(original: Sharp, width: number, format: ThumbnailFormat): Promise<Buffer> {
  const small = original.rotate().resize({ width, withoutEnlargement: true }).timeout({ seconds: PATIENCE_SECONDS });
  return await (format === 'webp' ? small.webp({ quality: 80 }) : small.avif({ quality: 55, effort: 2 })).toBuffer();
}

/** Beside the place and then renamed: who reads never sees half of it, also after a crash. */
async function put(file: string, bytes: Buffer): Promise<void> {
  const draft = `${file}-${randomUUID()}`;
  try {
    await makeFolder(path.dirname(file));
    const handle = await open(draft, 'wx', 0o640);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw asDiskFull(error);
  }
}
