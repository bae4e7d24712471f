import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../src/api/openapi.js';
import { ANSWER_EXAMPLES } from '../../src/api/openapi-answers.js';
import { EXAMPLE_IDS, REQUEST_EXAMPLES } from '../../src/api/openapi-examples.js';
import { insertGroup, insertNodeRow, insertOffer, insertPriceType, insertProduct } from './catalogue-rows.js';
import { errorsOf, type Json, type Schema } from './document-check.js';
import { openRest, type Rest } from './open-rest.js';

/** The examples of the document fit their schemas, and a server takes those of requests. */

interface Media {
  readonly schema: Schema;
  readonly example?: Json;
  readonly examples?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}
const document = JSON.parse(JSON.stringify(openApiDocument()));
const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const withBody = operations.filter(({ operation }) => operation.requestBody?.content['application/json']);

describe('the examples of the document', () => {
  const media = operations.flatMap(({ operation }) => [
    ...Object.values(operation.requestBody?.content ?? {}).map(
      (each) => [`${operation.operationId} request`, each] as const,
    ),
    ...Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
      Object.values(content).map((each) => [`${operation.operationId} ${status}`, each] as const),
    ),
  ]);
  const withExample = media.filter(([, { example }]) => example !== undefined);

  it('fit their schemas', () => {
    const wrong = withExample.flatMap(([name, { schema, example }]) =>
      errorsOf(schema, example as Json, '').map((error) => `${name}: ${error}`),
    );
    expect(wrong).toEqual([]);
    expect(withExample.length).toBeGreaterThan(80);
  });

  it('are there for every code of every refusal, as a server says it', () => {
    const problems = Object.entries(document.components.examples as Record<string, { value: Json }>);
    for (const [code, { value }] of problems)
      expect([code, errorsOf({ $ref: '#/components/schemas/Problem' }, value, '')]).toEqual([code, []]);
    for (const { operation } of operations) {
      for (const [status, { description, content = {} }] of Object.entries(operation.responses)) {
        if (Number(status) < 400) continue;
        const shown = Object.keys(content['application/problem+json']?.examples ?? {});
        expect([operation.operationId, status, shown]).toEqual([
          operation.operationId,
          status,
          description.match(/UZ\d{4}/g),
        ]);
        const values = shown.map((code) => document.components.examples[code].value.status);
        expect([...new Set(values)]).toEqual([Number(status)]);
      }
    }
  });

  it('are there for every request with a JSON body, and each is used', () => {
    const named = withBody.map(({ operation }) => operation.operationId);
    expect(named.filter((id) => REQUEST_EXAMPLES[id] === undefined)).toEqual([]);
    expect(Object.keys(REQUEST_EXAMPLES).filter((id) => !named.includes(id))).toEqual([]);
    const used = new Set(withExample.map(([, { example }]) => JSON.stringify(example)));
    for (const [name, example] of Object.entries(ANSWER_EXAMPLES)) {
      const page = { items: [example], next: null };
      const isUsed = used.has(JSON.stringify(example)) || used.has(JSON.stringify(page));
      expect([name, isUsed]).toEqual([name, true]);
      expect(errorsOf({ $ref: `#/components/schemas/${name}` }, example as Json, name)).toEqual([]);
    }
  });
});

describe('a server takes the example of', () => {
  let rest: Rest;
  const ids: Record<string, string> = {};
  let south: string;
  const made = async (method: 'post' | 'put', url: string, body: object) => {
    const answer = await rest.request(method, url, { body, headers: { 'Idempotency-Key': randomUUID() } });
    if (answer.status > 299) throw new Error(`${url}: ${answer.text}`);
    return answer.body;
  };

  beforeAll(async () => {
    rest = await openRest();
    const { knex } = rest;
    const { product, offer, group } = EXAMPLE_IDS;
    await insertPriceType(knex, { external_id: 'retail', currency: 'UAH' });
    await insertGroup(knex, { group_id: group, external_id: 'mattresses' });
    await insertProduct(knex, {
      product_id: product,
      external_id: 'son',
      name: 'Матрац Сон',
      group_ids: ['mattresses'],
    });
    const prices = { retail: [{ amount: '7499.00' }] };
    await insertOffer(knex, { offer_id: offer, product_external_id: 'son', characteristic_id: '', prices });
    await insertNodeRow(knex, { name: 'lviv' });
    const example = (id: string) => REQUEST_EXAMPLES[id] as object;
    ids.webhook = (await made('post', '/v1/webhooks', example('makeWebhook'))).id;
    ids.channel = (await made('post', '/v1/channels', { ...example('makeChannel'), name: 'Prom' })).id;
    await made('put', '/v1/shop-items/site', example('putShopItems'));
    await made('post', '/v1/matching/run', example('runMatching'));
    south = await insertNodeRow(knex, { name: 'south' });
  });
  afterAll(async () => await rest.close());

  /** A new order whose first line has left and was paid for in part, where what is asked for needs that. */
  const order = async (): Promise<string> =>
    (await made('post', '/v1/orders', REQUEST_EXAMPLES.placeOrder as object)).id;

  /** A document of another 1C that was taken for an order. */
  async function duplicate(): Promise<string> {
    const content = {
      ...{
        kind: 'document',
        id: '',
        number: 'УТ-1',
        date: '2026-03-01',
        operation: 'order',
        currency: 'UAH',
        fate: {},
      },
      ...{ operationText: 'Заказ товара', amount: '10', counterparties: [], taxes: [], discounts: [], requisites: [] },
      ...{ subordinate: [], extra: {} },
    };
    const [row] = await rest
      .knex('order_duplicates')
      .insert({
        ...{ shop_id: 'main', duplicate_id: randomUUID(), order_id: await order(), node_id: south },
        ...{ document_key: randomUUID(), recognised_by: 'facts', state: 'open', content: JSON.stringify(content) },
      })
      .returning('duplicate_id');
    return row.duplicate_id;
  }

  /** The item of the shop, when the run has looked for it. */
  async function match(): Promise<string> {
    for (let look = 0; look < 500; look++) {
      const { body } = await rest.get('/v1/matching?system=site');
      if (body.items.length > 0) return body.items[0].id;
      await sleep(10);
    }
    throw new Error('the run found nothing');
  }

  /** What the address names, where it is not a word of the shop's. */
  const PARAMS: Readonly<Record<string, Record<string, () => Promise<string> | string>>> = {
    channels: { id: () => ids.channel ?? '', offer: () => EXAMPLE_IDS.offer },
    orders: { id: order },
    webhooks: { id: () => ids.webhook ?? '' },
    products: { id: () => EXAMPLE_IDS.product },
    duplicates: { id: duplicate },
    matching: { id: match },
  };

  const addressOf = async (path: string): Promise<string> => {
    const [, , resource = ''] = path.split('/');
    let address = path;
    for (const [whole, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
      const value = (await PARAMS[resource]?.[name]?.()) ?? { system: 'site' }[name] ?? 'НОВИЙ';
      address = address.replace(whole, encodeURIComponent(value));
    }
    return address;
  };

  it.each(withBody.map(({ path, method, operation }) => [operation.operationId, method, path, operation] as const))(
    '%s',
    async (id, method, path, operation) => {
      const url = await addressOf(path);
      let body = REQUEST_EXAMPLES[id] as Record<string, unknown>;
      if (id === 'confirmOrders') body = { claim: await claimed() };
      if (id === 'setOrderStatuses') body = { items: [{ order: await order(), status: 'Передано' }] };
      if (id === 'addReturn') await made('post', url.replace('returns', 'shipments'), { key: 'all' });
      const options = { body, headers: { 'Idempotency-Key': randomUUID() } };
      const answer = await rest.request(method as 'post', url, options);
      expect([answer.status, answer.text]).toEqual([Number(Object.keys(operation.responses)[0]), answer.text]);
    },
  );

  const claimed = async (): Promise<string> => {
    await order();
    return (await made('post', '/v1/orders/changes/claim', { consumer: randomUUID() })).claim;
  };
});
