import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Response } from 'supertest';

/**
 * Checks answers against the committed OpenAPI document, by a validator of its own (the part of JSON Schema that the document
 * uses): so the document is checked against the server and not the server against itself. A field that the document does not
 * name is an error too.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Schema = { [key: string]: Json };

export const documentPath = path.join(process.cwd(), 'schemas', 'openapi.json');

interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: Schema }> }> }>
  >;
  readonly components: { readonly schemas: Record<string, Schema> };
}

let loaded: Document | undefined;
const document = (): Document => {
  loaded ??= JSON.parse(readFileSync(documentPath, 'utf8')) as Document;
  return loaded;
};

/** @throws Error that names what is wrong with the answer */
export function checkAgainstDocument(
  method: string,
  url: string,
  response: Pick<Response, 'status' | 'type' | 'body'>,
): void {
  const pathname = url.replace(/[?#].*$/s, ''); // not by URL, which would take `/./` and `/../` away
  const type = response.type;
  if (response.status >= 400) {
    if (method !== 'head') assertShape({ $ref: '#/components/schemas/Problem' }, response.body, `${method} ${url}`);
    if (type !== 'application/problem+json') throw new Error(`${method} ${url}: an error is ${type}`);
  }
  const verb = method === 'head' ? 'get' : method;
  const operation = Object.entries(document().paths).find(
    ([known, methods]) => methods[verb] && new RegExp(`^${known.replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i').test(pathname),
  )?.[1][verb];
  if (!operation) return;
  const described = operation.responses[String(response.status)];
  if (!described) throw new Error(`${method} ${url}: the document knows no answer ${response.status}`);
  const schema = described.content?.['application/json']?.schema;
  if (schema && method !== 'head') assertShape(schema, response.body, `${method} ${url}`);
}

function assertShape(schema: Schema, value: Json, where: string): void {
  const wrong = errorsOf(schema, value, '');
  if (wrong.length > 0) throw new Error(`${where}: ${wrong.join('; ')}`);
}

const typeOf = (value: Json): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const FORMATS: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
};

const KNOWN = new Set(
  '$ref type enum const pattern format anyOf oneOf properties required additionalProperties maxProperties items description example examples default minimum maximum exclusiveMinimum minItems maxItems minLength maxLength contentMediaType'.split(
    ' ',
  ),
);

/** Everything that is wrong with `value`; exported so that the checker itself can be tested. */
export function errorsOf(schema: Schema, value: Json, at: string): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword));
  if (unknown.length > 0) return [`${at}: this checker does not know ${unknown.join(', ')}`];
  if (typeof schema.$ref === 'string') {
    const named = document().components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    return named ? errorsOf(named, value, at) : [`${at}: ${schema.$ref} leads nowhere`];
  }
  if (Array.isArray(schema.anyOf)) {
    const each = schema.anyOf.map((one) => errorsOf(one as Schema, value, at));
    return each.some((errors) => errors.length === 0) ? [] : each.flat();
  }
  if (Array.isArray(schema.oneOf)) {
    const each = schema.oneOf.map((one) => errorsOf(one as Schema, value, at));
    const fitting = each.filter((errors) => errors.length === 0).length;
    return fitting === 1 ? [] : [`${at}: ${fitting} of oneOf fit`, ...each.flat()];
  }
  const type = typeOf(value);
  const allowed = [schema.type ?? type].flat();
  if (!allowed.includes(type) && !(type === 'integer' && allowed.includes('number')))
    return [`${at}: ${type}, not ${allowed}`];
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${at}: ${value} is not one of ${schema.enum}`];
  if ('const' in schema && schema.const !== value) return [`${at}: ${value} is not ${schema.const}`];
  if (typeof value === 'number') return numberErrors(schema, value, at);
  if (typeof value === 'string') return stringErrors(schema, value, at);
  if (Array.isArray(value))
    return value.flatMap((item, index) => errorsOf((schema.items ?? {}) as Schema, item, `${at}/${index}`));
  return value !== null && typeof value === 'object' ? objectErrors(schema, value, at) : [];
}

function numberErrors(schema: Schema, value: number, at: string): string[] {
  const { minimum, maximum, exclusiveMinimum } = schema;
  return [
    ...(typeof minimum === 'number' && value < minimum ? [`${at}: ${value} is under ${minimum}`] : []),
    ...(typeof maximum === 'number' && value > maximum ? [`${at}: ${value} is over ${maximum}`] : []),
    ...(typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum
      ? [`${at}: ${value} is not over ${exclusiveMinimum}`]
      : []),
  ];
}

function stringErrors(schema: Schema, value: string, at: string): string[] {
  const length = [...value].length; // JSON Schema counts characters
  if (typeof schema.minLength === 'number' && length < schema.minLength)
    return [`${at}: shorter than ${schema.minLength}`];
  const pattern = typeof schema.pattern === 'string' ? new RegExp(schema.pattern, 'u') : FORMATS[String(schema.format)];
  return pattern && !pattern.test(value) ? [`${at}: ${JSON.stringify(value)} is not ${pattern}`] : [];
}

function objectErrors(schema: Schema, value: { [key: string]: Json }, at: string): string[] {
  if (!schema.properties && !schema.additionalProperties) return [];
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  if (typeof schema.maxProperties === 'number' && Object.keys(value).length > schema.maxProperties)
    return [`${at}: more than ${schema.maxProperties} members`];
  const missing = ((schema.required ?? []) as string[]).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}/${name} is missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const own = Object.hasOwn(properties, name)
        ? properties[name]
        : (schema.additionalProperties as Schema | undefined);
      return own ? errorsOf(own, item, `${at}/${name}`) : [`${at}/${name} is not in the document`];
    }),
  ];
}
