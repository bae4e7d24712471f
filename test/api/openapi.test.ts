import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../src/api/openapi.js';
import { documentPath, errorsOf, type Json } from './document-check.js';
import { openRest, type Rest } from './open-rest.js';

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

  it('has every resource of the contract', () => {
    expect(
      operations()
        .map(([path, method]) => `${method} ${path}`)
        .sort(),
    ).toEqual(
      [
        'get /v1/catalogues',
        'get /v1/catalogues/{id}',
        'delete /v1/employees/{personnelNumber}',
        'delete /v1/orders/{id}/lock',
        'delete /v1/promo-codes/{code}',
        'get /v1/counterparties',
        'get /v1/counterparties/{id}',
        'get /v1/customers',
        'get /v1/customers/{id}',
        'get /v1/dictionaries',
        'get /v1/dictionaries/{id}',
        'get /v1/dictionaries/{id}/items',
        'get /v1/directories',
        'get /v1/directories/{kind}/{name}',
        'get /v1/duplicates',
        'get /v1/employees',
        'get /v1/employees/{personnelNumber}',
        'get /v1/exchanges',
        'get /v1/exchanges/{id}',
        'get /v1/exchanges/{id}/requests',
        'get /v1/feeds/{id}',
        'get /v1/files/{id}',
        'get /v1/groups',
        'get /v1/nodes',
        'get /v1/nodes/{id}',
        'get /v1/nodes/{id}/check',
        'get /v1/nodes/{id}/journal',
        'get /v1/offers',
        'get /v1/offers/{id}',
        'get /v1/orders',
        'get /v1/orders/{id}',
        'get /v1/orders/{id}/documents',
        'get /v1/orders/{id}/history',
        'get /v1/other-records',
        'get /v1/other-records/names',
        'get /v1/other-records/{id}',
        'get /v1/price-types',
        'get /v1/products',
        'get /v1/products/{id}',
        'get /v1/promo-codes',
        'get /v1/promo-codes/{code}',
        'get /v1/properties',
        'get /v1/properties/{id}',
        'get /v1/shop',
        'get /v1/units',
        'get /v1/units/{id}',
        'get /v1/warehouses',
        'patch /v1/orders/{id}',
        'post /v1/duplicates/{id}',
        'post /v1/orders',
        'post /v1/orders/{id}/lock',
        'post /v1/orders/{id}/owner',
        'post /v1/orders/{id}/resend',
        'put /v1/employees/{personnelNumber}',
        'put /v1/promo-codes/{code}',
      ].sort(),
    );
  });

  it('is OpenAPI 3.1 whose references all lead somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    const names = new Set(Object.keys(document.components.schemas));
    const dangling: string[] = [];
    walk(document, (object, at) => {
      const reference = object.$ref;
      if (typeof reference === 'string' && !names.has(reference.replace('#/components/schemas/', '')))
        dangling.push(`${at}: ${reference}`);
    });
    expect(dangling).toEqual([]);
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
      expect([path, method, statuses.some((status) => /^20[01]$/.test(status))]).toEqual([path, method, true]);
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
