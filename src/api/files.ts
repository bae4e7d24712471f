import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import { readFile, type StoredFile } from '../store/catalogue/read-files.js';
import { IdParams, notFound, type Route, streamRoute } from './http/route.js';
import { FileQuery } from './schemas/file.js';
import { type SentFile, thumbnail } from './thumbnails.js';

/** What a browser may show in place: formats that cannot carry a script. SVG and HTML can, so they are only ever saved. */
const SHOWN = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'application/pdf',
]);

/** A year: the most that anybody heeds. */
const FOR_EVER = 'private, max-age=31536000, immutable';

const bytes = streamRoute(
  {
    method: 'get',
    path: '/files/{id}',
    operationId: 'getFile',
    tag: 'Catalogue',
    summary: 'The bytes of a picture or file, or a thumbnail of it',
    description:
      'Answers If-None-Match (the ETag is made of the SHA-256 of the bytes), Range and If-Range. Thumbnails are made when they are first asked for; `thumbnails` of `/v1/shop` says whether this server can.',
    params: IdParams,
    query: FileQuery,
    status: 200,
    answer: 'The bytes, with their own Content-Type.',
    errors: ['UZ1501', 'UZ1507', 'UZ1514'],
  },
  async ({ services, shopId, params: { id }, query }, request, response) => {
    const file = await readFile(services.db.knex, shopId, id);
    if (!file) throw notFound(id);
    const blob = `files/${file.sha256.slice(0, 2)}/${file.sha256}`;
    if ((await services.blobs.size(blob)) === null) {
      services.log.error({ fileId: id, blob }, 'the bytes of a registered file are missing');
      throw new UzelError(
        'UZ1507',
        'The bytes of this file are missing on the server. A full export from 1C brings them again.',
      );
    }
    const { width, format, v } = query;
    const sent: SentFile =
      width === undefined
        ? { blob, size: Number(file.size), contentType: file.contentType, tag: file.sha256 }
        : await thumbnail(services, file, width, format);
    setHeaders(response, file, sent);
    if (v === file.sha256) response.set('Cache-Control', FOR_EVER);
    if (request.fresh) {
      response.removeHeader('Content-Type');
      response.status(304).end();
      return;
    }
    await send(services, request, response, sent);
  },
);

function setHeaders(response: Response, { externalId }: StoredFile, { contentType, tag }: SentFile): void {
  const name = externalId.split('/').at(-1) ?? 'file';
  const ascii = name.replace(/[^\w.-]/g, '_');
  const disposition = SHOWN.has(contentType) ? 'inline' : 'attachment';
  response.setHeader('Content-Type', contentType); // not `set`, which would add a charset of its own
  response.set({
    'Content-Disposition': `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeRfc8187(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: `"${tag}"`,
  });
}

const encodeRfc8187 = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The whole file, or the one range that was asked for; several ranges at once get the whole, as RFC 9110 §14.2 allows. */
async function send(services: Services, request: Request, response: Response, file: SentFile): Promise<void> {
  const asked = rangeStillHolds(request, response) ? request.range(file.size) : undefined;
  if (asked === -1) {
    response.set('Content-Range', `bytes */${file.size}`);
    throw new UzelError('UZ1514', `The file has ${file.size} bytes; the range that was asked for lies beyond them.`);
  }
  const range = Array.isArray(asked) && asked.type === 'bytes' && asked.length === 1 ? asked[0] : undefined;
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  if (range) response.status(206).set('Content-Range', `bytes ${start}-${end}/${file.size}`);
  response.set('Content-Length', String(end - start + 1));
  if (request.method === 'HEAD' || file.size === 0) {
    response.end();
    return;
  }
  try {
    await pipeline(services.blobs.read(file.blob, { start, end }), response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    services.log.debug({ err: error, blob: file.blob }, 'the client left before it had the whole file');
  }
}

/** If-Range: a part of the file as it is now is of no use to who has a part of the former one. */
function rangeStillHolds(request: Request, response: Response): boolean {
  const ifRange = request.get('If-Range');
  return ifRange === undefined || ifRange === response.get('ETag');
}

export const fileRoutes: readonly Route[] = [bytes];
