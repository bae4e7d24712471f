import openapiTypescript from 'openapi-typescript';
import type { OpenApiDocument } from '../../src/api/openapi.js';

interface Operation {
  parameters?: { readonly name: string }[];
  responses: Record<string, { headers?: unknown }>;
}

const HEAD = '// Made by `npm run client:types` from the OpenAPI document. Do not edit.\n';

/** src/client/api-types.ts: what the document says of requests and good answers. Every refusal is a Problem, so refusals are left out. */
export async function makeApiTypes(document: OpenApiDocument): Promise<string> {
  const copy = JSON.parse(JSON.stringify(document));
  const keyed: string[] = [];
  for (const [path, methods] of Object.entries(copy.paths as Record<string, Record<string, Operation>>)) {
    for (const [method, { parameters = [], responses }] of Object.entries(methods)) {
      if (parameters.some(({ name }) => name === 'Idempotency-Key')) keyed.push(`${method.toUpperCase()} ${path}`);
      for (const [status, response] of Object.entries(responses)) {
        if (/^20[0-4]$/.test(status)) delete response.headers;
        else delete responses[status];
      }
    }
  }
  const types = await openapiTypescript(copy, { commentHeader: HEAD, defaultNonNullable: false, version: 3 });
  const list = keyed.map((each) => `  '${each}',\n`).join('');
  return `${types.trimEnd()}\n\n/** Writes that take an Idempotency-Key: they may be sent again. */\nexport const KEYED_WRITES: readonly string[] = [\n${list}];\n`;
}
