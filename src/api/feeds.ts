import { pipeline } from 'node:stream/promises';
import { UzelError } from '../errors.js';
import { findFeed } from '../store/exchanges/feeds.js';
import { shopOf } from './http/bearer.js';
import { Nothing, readParams } from './http/call.js';
import { readInput } from './http/invalid-request.js';
import { IdParams, notFound, type Route, type RouteDocs } from './http/route.js';

const docs: RouteDocs = {
  method: 'get',
  path: '/feeds/{id}',
  operationId: 'getFeed',
  tag: 'Exchanges',
  summary: 'A file as 1C sent it, byte for byte',
  description: 'The ETag is the SHA-256 of the bytes, once the file has been read whole.',
  params: IdParams,
  status: 200,
  answer: 'The bytes.',
  errors: ['UZ1507', 'UZ1612'],
};

const TYPES = { xml: 'application/xml', zip: 'application/zip' } as const;

const bytes: Route = {
  docs,
  run: async (services, request, response) => {
    const { id } = readParams(IdParams, request);
    readInput(Nothing, request.query);
    const feed = await findFeed(services.db.knex, shopOf(response), id);
    if (!feed) throw notFound(id);
    if (feed.state === 'expired') {
      throw new UzelError('UZ1612', 'The bytes of this file are kept no more, see RETENTION_DAYS and RETENTION_BYTES.');
    }
    const name = feed.name.split('/').at(-1) ?? 'feed';
    response.setHeader(
      'Content-Type',
      feed.content === 'xml' || feed.content === 'zip' ? TYPES[feed.content] : 'application/octet-stream',
    );
    response.set({
      'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-cache',
      'Content-Length': String(feed.size),
      ...(feed.sha256 === null ? {} : { ETag: `"${feed.sha256}"` }),
    });
    if (request.fresh) {
      for (const name of ['Content-Type', 'Content-Length']) response.removeHeader(name);
      response.status(304).end();
      return;
    }
    if (request.method === 'HEAD' || feed.size === 0) {
      response.end();
      return;
    }
    try {
      await pipeline(services.blobs.read(feed.storedAs, { start: 0, end: feed.size - 1 }), response);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
      services.log.debug({ err: error, feed: id }, 'the client left before it had the whole file');
    }
  },
};

export const feedRoutes: readonly Route[] = [bytes];
