import express, { type RequestHandler, Router } from 'express';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import type { ApiParts } from './http/api-parts.js';
import { requireApiKey } from './http/bearer.js';
import { noSuchRoute, problems } from './http/problem.js';
import { etagOf, sendAnswer } from './http/reply.js';
import { noteRequest } from './http/request-notes.js';
import type { RouteDocs } from './http/route.js';
import { requireScope } from './http/scopes.js';
import { createSeenAnswers } from './http/seen-answers.js';
import { openApiDocument } from './openapi.js';
import { ROUTES } from './routes.js';

export type { ApiParts } from './http/api-parts.js';

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/**
 * The REST API of storefronts and CRMs, mounted at `/v1` (issue §6). It carries its own key check, body parser and errors; only
 * `/v1/openapi.json` is open.
 */
export function createApiRouter(services: Services, given: ApiParts): Router {
  const parts: ApiParts = { seen: createSeenAnswers(), ...given };
  // Strict: `/v1/shop-items/site/`, with a ref that is empty, is not the address of all items.
  const router = Router({ strict: true });
  router.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });
  router.get('/openapi.json', serveDocument());
  router.use(requireApiKey(services));
  const readBody = [requireJson, express.json({ limit: '1mb', type: JSON_TYPES })];
  const methods = methodsByPath();
  for (const { docs, run } of ROUTES) {
    const path = expressPath(docs.path);
    // Express has the handler of GET answer HEAD too.
    if (docs.takes) router.head(path, refuseMethod(methods.get(path) ?? ''));
    const before = [
      ...(docs.method === 'get' && !docs.takes ? [] : [noteWrite(docs)]),
      requireScope(docs),
      ...(docs.body ? readBody : []),
    ];
    router[docs.method](path, ...before, async (request, response) => {
      await run(services, request, response, parts);
    });
  }
  for (const [path, allowed] of methods) router.all(path, refuseMethod(allowed));
  router.use(noSuchRoute);
  router.use(problems(services));
  return router;
}

/** Who wrote what stands in the log, also when it was refused. */
const noteWrite =
  ({ operationId }: RouteDocs): RequestHandler =>
  (_request, response, next) => {
    noteRequest(response, { operation: operationId });
    next();
  };

/** @throws UZ1512 for a body that is not said to be JSON: a form's, or one without a Content-Type */
const requireJson: RequestHandler = (request, _response, next) => {
  if (request.is(JSON_TYPES) === false || request.headers['content-type'] === undefined) {
    throw new UzelError('UZ1512', 'Send JSON in UTF-8, and say so: `Content-Type: application/json`.');
  }
  next();
};

/** Made when it is first asked for: that takes some 0.4 s, which a start of the server does without. */
function serveDocument(): RequestHandler {
  const made = once(() => {
    const text = JSON.stringify(openApiDocument());
    return { text, headers: { ETag: etagOf(text), 'Cache-Control': 'public, no-cache' } };
  });
  return async (request, response) => {
    const { text, headers } = made();
    await sendAnswer(request, response, { status: 200, headers, body: text });
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** `/products/{id}` as express writes it. */
const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

function methodsByPath(): ReadonlyMap<string, string> {
  const methods = new Map<string, string>();
  for (const { docs } of ROUTES) {
    const path = expressPath(docs.path);
    const allowed = docs.method === 'get' && !docs.takes ? 'GET, HEAD' : docs.method.toUpperCase();
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
