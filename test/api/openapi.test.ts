import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../src/api/openapi.js';
import { documentPath, errorsOf, type Json } from './document-check.js';
import { openRest, type Rest } from './open-rest.js';
import { brokenRules } from './openapi-rules.js';

const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
const document = JSON.parse(text);

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean }[];
  responses: Record<string, { description: string }>;
}

const operations = (): [string, string, Operation][] =>
  Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [path, method, operation]),
  );

function walk(value: Json, visit: (object: { [key: string]: Json }, at: string) => void, at = '#'): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, visit, `${at}/${index}`);
  else if (value !== null && typeof value === 'object') {
    visit(value, at);
    for (const [name, item] of Object.entries(value)) walk(item, visit, `${at}/${name}`);
  }
}

/** A part of the document that is there. */
const at = (value: Json, ...path: string[]): { [key: string]: Json } =>
  path.reduce<Json>((part, name) => (part as { [key: string]: Json })[name] ?? null, value) as { [key: string]: Json };

describe('schemas/openapi.json', () => {
  let rest: Rest;
  beforeAll(async () => {
    if (process.env.UPDATE_DOCS) await writeFile(documentPath, text);
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  it('is what the routes and schemas say (UPDATE_DOCS=1 writes it anew)', async () => {
    expect(await readFile(documentPath, 'utf8')).toBe(text);
  });

  it('is served openly at /v1/openapi.json, with an ETag', async () => {
    const response = await rest.request('get', '/v1/openapi.json', { key: null });
    expect(response.status).toBe(200);
    expect(response.body).toEqual(document);
    const etag = String(response.headers.etag);
    const again = await rest.request('get', '/v1/openapi.json', { key: null, headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  it('is OpenAPI 3.1 whose references all lead somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    const names = new Set(
      ['schemas', 'examples'].flatMap((part) =>
        Object.keys(document.components[part]).map((name) => `#/components/${part}/${name}`),
      ),
    );
    const dangling: string[] = [];
    walk(document, (object, at) => {
      const reference = object.$ref;
      if (typeof reference === 'string' && !names.has(reference)) dangling.push(`${at}: ${reference}`);
    });
    expect(dangling).toEqual([]);
  });

  it('keeps the rules of the specification, by a second opinion', () => {
    expect(brokenRules(document)).toEqual([]);
  });

  it.each<[string, (copy: Json) => void, RegExp]>([
    [
      'a member that there is not',
      (copy) => Object.assign(at(copy, 'paths', '/v1/shop', 'get'), { body: {} }),
      /may not have body/,
    ],
    [
      'an answer that says nothing',
      (copy) => delete at(copy, 'paths', '/v1/shop', 'get', 'responses', '200').description,
      /description is missing/,
    ],
    [
      'nullable of 3.0',
      (copy) => Object.assign(at(copy, 'components', 'schemas', 'Shop'), { nullable: true }),
      /keyword nullable/,
    ],
    [
      'an unknown type deep inside',
      (copy) => Object.assign(at(copy, 'components', 'schemas', 'Shop', 'properties', 'id'), { type: 'uuid' }),
      /properties is wrong/,
    ],
    [
      'a parameter of a path that may be absent',
      (copy) => Object.assign(at(copy, 'paths', '/v1/orders/{id}', 'get', 'parameters', '0'), { required: false }),
      /must be required/,
    ],
  ])('that second opinion finds %s', (_what, spoil, found) => {
    const copy = JSON.parse(text);
    spoil(copy);
    expect(brokenRules(copy).join('\n')).toMatch(found);
  });

  it('says of each operation a tag that it describes, and the scope that its key needs', () => {
    const tags = document.tags.map(({ name }: { name: string }) => name);
    const used = operations().flatMap(([, , operation]) => (operation as unknown as { tags: string[] }).tags);
    expect([...new Set(used)].filter((tag) => !tags.includes(tag))).toEqual([]);
    expect(tags.filter((tag: string) => !used.includes(tag))).toEqual([]);
    for (const [path, , operation] of operations()) {
      const [{ apiKey }] = (operation as unknown as { security: [{ apiKey: string[] }] }).security;
      expect([path, apiKey.length, ['read', 'orders', 'admin'].includes(apiKey[0] ?? '')]).toEqual([path, 1, true]);
    }
  });

  it('never says allOf: the generator writes it for "or null", and then null is refused', () => {
    const found: string[] = [];
    walk(document, (object, at) => {
      if ('allOf' in object) found.push(at);
    });
    expect(found).toEqual([]);
  });

  it('names each operation once, with its path parameters, an answer, 401 and 500', () => {
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, method, { parameters = [], responses }] of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)).toEqual(inPath);
      const statuses = Object.keys(responses);
      expect([path, method, statuses.some((status) => /^20[0-4]$/.test(status))]).toEqual([path, method, true]);
      expect(statuses).toEqual(expect.arrayContaining(['401', '500']));
      for (const response of Object.values(responses)) expect(response.description).toMatch(/\S/);
    }
  });

  it('has the order of the README as an example that its own schema takes', () => {
    const order = {
      customer: { type: 'person', name: 'Анна', phone: '+7 900 000-00-00', address: { text: 'Москва' } },
      currency: 'RUB',
      lines: [{ name: 'Чашка', quantity: '2', price: '100.50' }],
    };
    expect(errorsOf({ $ref: '#/components/schemas/OrderInput' }, order, '')).toEqual([]);
    expect(errorsOf({ $ref: '#/components/schemas/OrderInput' }, { ...order, currency: 'rub', x: 1 }, '')).toHaveLength(
      2,
    );
  });
});
