import express, { type RequestHandler, Router } from 'express';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import { requireApiKey } from './http/bearer.js';
import { noSuchRoute, problems } from './http/problem.js';
import { etagOf } from './http/reply.js';
import { openApiDocument } from './openapi.js';
import { ROUTES } from './routes.js';

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/**
 * The REST API of storefronts and CRMs, mounted at `/v1` (issue §6). It carries its own key check, body parser and errors; only
 * `/v1/openapi.json` is open.
 */
export function createApiRouter(services: Services): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  router.get('/openapi.json', serveDocument());
  router.use(requireApiKey(services));
  const readBody = [requireJson, express.json({ limit: '1mb', type: JSON_TYPES })];
  for (const { docs, run } of ROUTES) {
    router[docs.method](expressPath(docs.path), ...(docs.body ? readBody : []), async (request, response) => {
      await run(services, request, response);
    });
  }
  for (const [path, methods] of methodsByPath()) router.all(path, refuseMethod(methods));
  router.use(noSuchRoute);
  router.use(problems(services));
  return router;
}

/** @throws UZ1512 for a body that is not said to be JSON: a form's, or one without a Content-Type */
const requireJson: RequestHandler = (request, _response, next) => {
  if (request.is(JSON_TYPES) === false || request.headers['content-type'] === undefined) {
    throw new UzelError('UZ1512', 'Send JSON in UTF-8, and say so: `Content-Type: application/json`.');
  }
  next();
};

function serveDocument(): RequestHandler {
  const text = JSON.stringify(openApiDocument());
  const headers = { ETag: etagOf(text), 'Cache-Control': 'public, no-cache' };
  return (_request, response) => {
    response.set(headers).type('application/json').send(text);
  };
}

/** `/products/{id}` as express writes it. */
const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

function methodsByPath(): ReadonlyMap<string, string> {
  const methods = new Map<string, string>();
  for (const { docs } of ROUTES) {
    const path = expressPath(docs.path);
    const allowed = docs.method === 'get' ? 'GET, HEAD' : docs.method.toUpperCase();
    const known = methods.get(path);
    methods.set(path, known ? `${known}, ${allowed}` : allowed);
  }
  return methods;
}

const refuseMethod =
  (methods: string): RequestHandler =>
  (request, response) => {
    response.set('Allow', methods);
    throw new UzelError('UZ1513', `${request.method} is not for this address. It takes ${methods}.`);
  };
