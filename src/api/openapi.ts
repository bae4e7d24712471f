import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  type ZodRequestBody,
} from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import { KeyHeaders } from './http/idempotent.js';
import type { RouteDocs } from './http/route.js';
import { scopeOf } from './http/scopes.js';
import { ANSWER_EXAMPLES } from './openapi-answers.js';
import { REQUEST_EXAMPLES } from './openapi-examples.js';
import { headersSaying, problemAnswers, problemExample } from './openapi-problems.js';
import { ROUTES } from './routes.js';

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
    description:
      'A key that `uzel key add <name>` made. It decides the shop. `security` of each operation names the scope that the key needs.',
  });
  for (const code of new Set(ROUTES.flatMap(({ docs }) => errorsOf(docs)))) {
    registry.registerComponent('examples', code, problemExample(code));
  }
  for (const { docs } of ROUTES) {
    registry.registerPath({
      method: docs.method,
      path: `/v1${docs.path}`,
      operationId: docs.operationId,
      tags: [docs.tag],
      summary: docs.summary,
      ...(docs.description === undefined ? {} : { description: docs.description }),
      security: [{ apiKey: [scopeOf(docs)] }],
      request: {
        ...(docs.params ? { params: docs.params } : {}),
        ...(docs.query ? { query: docs.query } : {}),
        ...headersTaken(docs),
        ...bodyOf(docs),
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
      { name: 'Channels', description: 'Where the shop sells, and by which rules the prices of each are made.' },
      { name: 'Matching', description: 'What of several 1C, and of the shop as it was before, is one product.' },
      { name: 'Changes', description: 'What changed, in its order, for who follows it.' },
      { name: 'Webhooks', description: 'Who is told of changes, and what they were told.' },
      { name: 'Exchanges', description: 'What went on between 1C and Uzel, and feeds that people upload.' },
      { name: 'Shop', description: 'The shop itself, and the nodes that exchange with it.' },
    ],
  });
}

function bodyOf({ body: schema, form, method, operationId }: RouteDocs): { body?: ZodRequestBody } {
  if (form) return { body: { required: true, content: { 'multipart/form-data': { schema: form } } } };
  if (!schema) return {};
  const json = { schema, ...exampleOf(REQUEST_EXAMPLES[operationId]) };
  const patch = method === 'patch' ? { 'application/merge-patch+json': json } : {};
  return { body: { required: true, content: { 'application/json': json, ...patch } } };
}

const exampleOf = (example: unknown): { example?: unknown } => (example === undefined ? {} : { example });

/** That of a shape by its name; of a page it is one item of it. */
function answerExample(reply: z.ZodType): { example?: unknown } {
  const name = reply.meta()?.id ?? '';
  const item = name.endsWith('Page') ? ANSWER_EXAMPLES[name.slice(0, -'Page'.length)] : undefined;
  return exampleOf(ANSWER_EXAMPLES[name] ?? (item === undefined ? undefined : { items: [item], next: null }));
}

function headersTaken(docs: RouteDocs) {
  if (!docs.idempotent) return docs.headers ? { headers: docs.headers } : {};
  return { headers: docs.headers ? docs.headers.extend(KeyHeaders.shape) : KeyHeaders };
}

function responsesOf(docs: RouteDocs): Record<string, ResponseConfig> {
  const content = docs.status === 204 ? {} : { content: contentGiven(docs) };
  const described = { headers: headersOf(docs), ...content };
  const responses: Record<string, ResponseConfig> = {
    [docs.status]: { description: docs.answer, ...described },
  };
  if (docs.errors.includes('UZ1514')) responses[206] = { description: 'The part that Range asked for.', ...described };
  if (docs.method === 'get' && (docs.reply || !docs.produces))
    responses[304] = { description: 'Nothing has changed since the ETag of If-None-Match.' };
  return { ...responses, ...problemAnswers(errorsOf(docs)) };
}

function contentGiven({ reply, produces }: RouteDocs): NonNullable<ResponseConfig['content']> {
  const json = reply ? { 'application/json': { schema: reply, ...answerExample(reply) } } : {};
  const stream = produces ? { [produces.type]: { schema: produces.schema ?? { type: 'string' as const } } } : {};
  if (reply || produces) return { ...json, ...stream };
  return { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } };
}

function headersOf(docs: RouteDocs) {
  const given = {
    ...(docs.status === 204 || (docs.produces && !docs.reply) ? {} : { ETag: 'For If-None-Match.' }),
    ...(docs.idempotent ? { 'Idempotency-Replayed': '`true` when this request was answered before.' } : {}),
    ...docs.answerHeaders,
  };
  return headersSaying(given);
}

function errorsOf(docs: RouteDocs): ErrorCode[] {
  const body: ErrorCode[] = docs.body ? ['UZ1510', 'UZ1511', 'UZ1512'] : [];
  const key: ErrorCode[] = docs.idempotent ? ['UZ1502'] : [];
  // UZ1501: a parameter that a route does not know is refused, also where it knows none.
  const always = ['UZ1007', 'UZ1008', 'UZ1009', 'UZ1501'] as const;
  // What cannot be an id or a name at all names nothing.
  const address: ErrorCode[] = docs.params ? ['UZ1507'] : [];
  return [...new Set<ErrorCode>([...always, ...docs.errors, ...address, ...key, ...body, 'UZ1999'])];
}
