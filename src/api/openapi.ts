import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import type { RouteDocs } from './http/route.js';
import { ROUTES } from './routes.js';
import { Problem, problemsByStatus } from './schemas/problem.js';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const DESCRIPTION = `The catalogue that 1C brought, and the orders that 1C gets. Money and quantities are strings, never JSON numbers.
Lists are pages: \`{items, next}\`; give \`next\` back as \`cursor\` until it is null. Every GET has an ETag and answers
If-None-Match with 304. Every error is problem+json with a stable code.`;

/** The OpenAPI 3.1 document of /v1, made from the routes and the schemas that serve it; `schemas/openapi.json` is a copy of it. */
export function openApiDocument(): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key that `uzel key add <name>` made. It decides the shop.',
  });
  for (const { docs } of ROUTES) {
    registry.registerPath({
      method: docs.method,
      path: `/v1${docs.path}`,
      operationId: docs.operationId,
      tags: [docs.tag],
      summary: docs.summary,
      ...(docs.description === undefined ? {} : { description: docs.description }),
      request: {
        ...(docs.params ? { params: docs.params } : {}),
        ...(docs.query ? { query: docs.query } : {}),
        ...(docs.headers ? { headers: docs.headers } : {}),
        ...(docs.body ? { body: { required: true, content: contentOf(docs, docs.body) } } : {}),
      },
      responses: responsesOf(docs),
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Uzel',
      version: '1',
      description: DESCRIPTION.replaceAll('\n', ' '),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    tags: [
      { name: 'Catalogue', description: 'What 1C brought: read only.' },
      { name: 'Orders', description: 'What the shop sells: 1C gets it and tells its fate.' },
      { name: 'Customers', description: 'Who orders: recognised by id, tax id, phone and e-mail.' },
      {
        name: 'Directories',
        description: 'Employees, promo codes and what node kinds keep, from 1C and from the shop.',
      },
      { name: 'Exchanges', description: 'What went on between 1C and Uzel.' },
      { name: 'Shop', description: 'The shop itself, and the nodes that exchange with it.' },
    ],
  });
}

const contentOf = (docs: RouteDocs, schema: z.ZodType) => ({
  'application/json': { schema },
  ...(docs.method === 'patch' ? { 'application/merge-patch+json': { schema } } : {}),
});

function responsesOf(docs: RouteDocs): Record<string, ResponseConfig> {
  const bytes = { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } as const } };
  const content = docs.reply ? { 'application/json': { schema: docs.reply } } : bytes;
  const responses: Record<string, ResponseConfig> = {
    [docs.status]: { description: docs.answer, headers: headersOf(docs), content },
  };
  if (!docs.reply)
    responses[206] = { description: 'The part that Range asked for.', headers: headersOf(docs), content };
  if (docs.method === 'get') responses[304] = { description: 'Nothing has changed since the ETag of If-None-Match.' };
  for (const [status, description] of problemsByStatus(errorsOf(docs))) responses[status] = problem(description);
  if (docs.errors.includes('UZ1506')) responses[412] = problem('UZ1506 The order is not as If-Match says');
  return responses;
}

const problem = (description: string): ResponseConfig => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

const headersOf = (docs: RouteDocs) =>
  Object.fromEntries(
    Object.entries({ ETag: 'For If-None-Match.', ...docs.answerHeaders }).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );

function errorsOf(docs: RouteDocs): ErrorCode[] {
  const body: ErrorCode[] = docs.body ? ['UZ1510', 'UZ1511', 'UZ1512'] : [];
  return [...new Set<ErrorCode>(['UZ1007', ...docs.errors, ...body, 'UZ1999'])];
}
