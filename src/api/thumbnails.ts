import {
  NoThumbnail,
  type ThumbnailFormat,
  ThumbnailsBusy,
  type ThumbnailWidth,
  thumbnailOf,
} from '../blobs/thumbnails.js';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import type { StoredFile } from '../store/catalogue/read-files.js';
import { TooManyRequests } from './http/request-limits.js';

/** What thumbnails are made of. */
const RASTER = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);

const BUSY_MS = 5000;

/** The bytes that are sent. */
export interface SentFile {
  readonly blob: string;
  readonly size: number;
  readonly contentType: string;
  /** Without its quotes. */
  readonly tag: string;
}

/**
 * The thumbnail of a file whose bytes are there.
 * @throws UZ1507 when there can be none, naming the original; UZ1009 with Retry-After when too many wait for one
 */
export async function thumbnail(
  { blobs, log, config }: Services,
  { fileId, sha256, contentType }: StoredFile,
  width: ThumbnailWidth,
  format: ThumbnailFormat = 'webp',
): Promise<SentFile> {
  const original = `Take the original: ${config.PUBLIC_URL?.replace(/\/+$/, '') ?? ''}/v1/files/${fileId}.`;
  if (!RASTER.has(contentType)) {
    throw new UzelError('UZ1507', `There is no thumbnail of a file of the type ${contentType}. ${original}`);
  }
  try {
    const { blob, size } = await thumbnailOf(blobs, sha256, width, format);
    return { blob, size, contentType: `image/${format}`, tag: `${sha256}-${width}-${format}` };
  } catch (error) {
    if (error instanceof ThumbnailsBusy) {
      throw new TooManyRequests(
        'Too many thumbnails are being made at this moment. Ask again in some seconds.',
        BUSY_MS,
      );
    }
    if (!(error instanceof NoThumbnail)) throw error;
    if (error.reason === 'no sharp') {
      throw new UzelError('UZ1507', `This server makes no thumbnails: sharp is not installed on it. ${original}`);
    }
    log.warn({ err: error.cause, fileId, contentType }, 'no thumbnail could be made');
    throw new UzelError(
      'UZ1507',
      `No thumbnail can be made of this file: it is damaged, too large, or no picture of the type that it is said to be. ${original}`,
    );
  }
}
