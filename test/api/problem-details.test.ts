import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertApiKey } from '../../src/store/nodes/api-keys.js';
import { openRest, type RequestOptions, type Rest } from './open-rest.js';

/** What is most often refused, and how it is told: in the caller's language, and with the field where there is one. */

const LINE = { name: 'Чашка', quantity: '2', price: '10' };
const ORDER = { customer: { type: 'person', name: 'Анна' }, currency: 'RUB', lines: [LINE] };
const LANGUAGES = ['ru', 'uk', 'tr'] as const;

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
type Asked = readonly [method: Method, address: string, options?: RequestOptions];

let rest: Rest;
let order: { readonly id: string; readonly number: string };
let narrow: string;
let slow: string;
beforeAll(async () => {
  rest = await openRest({ STREAMS_PER_KEY: '1' });
  order = (await placing({ number: '1' })).body;
  ({ key: narrow } = await insertApiKey(rest.knex, 'main', 'narrow', { scopes: ['read'] }));
  ({ key: slow } = await insertApiKey(rest.knex, 'main', 'slow', { ratePerMinute: 1 }));
});
afterAll(async () => await rest.close());

const placing = async (more: object, headers: Record<string, string> = {}) =>
  await rest.request('post', '/v1/orders', {
    body: { ...ORDER, ...more },
    headers: { 'Idempotency-Key': uuid(), ...headers },
  });
const placed = (more: object, key: string = uuid()): Asked => [
  'post',
  '/v1/orders',
  { body: { ...ORDER, ...more }, headers: { 'Idempotency-Key': key } },
];
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Each with its code, and what it names, that must stand in every language. */
const REFUSED: readonly (readonly [what: string, code: string, ask: () => Asked, names?: () => readonly string[]])[] = [
  ['no key', 'UZ1007', () => ['get', '/v1/products', { key: null }], () => ['`Authorization: Bearer <key>`']],
  ['an unknown key', 'UZ1007', () => ['get', '/v1/products', { key: 'uzel_x' }]],
  ['a key without the scope', 'UZ1008', () => ['get', '/v1/orders', { key: narrow }], () => ['"orders"', '"narrow"']],
  ['too many requests', 'UZ1009', () => ['get', '/v1/shop', { key: slow }], () => ['1', 'Retry-After']],
  ['an id that is not there', 'UZ1507', () => ['get', `/v1/products/${order.id}`], () => [order.id]],
  ['an order that is not there', 'UZ1507', () => ['patch', `/v1/orders/${uuid()}`, { body: { comment: 'x' } }]],
  ['an address that is not there', 'UZ1507', () => ['get', '/v1/nothing'], () => ['/v1/nothing']],
  ['a webhook that is not there', 'UZ1507', () => ['delete', `/v1/webhooks/${uuid()}`]],
  ['a channel that is not there', 'UZ1507', () => ['patch', `/v1/channels/${uuid()}`, { body: { name: 'x' } }]],
  ['another method', 'UZ1513', () => ['delete', '/v1/products'], () => ['DELETE', 'GET, HEAD']],
  ['a body that is not JSON', 'UZ1510', () => ['post', '/v1/orders', { body: '{', headers: JSON_TYPE }]],
  ['a body of another type', 'UZ1512', () => ['post', '/v1/orders', { body: 'a', headers: { 'Content-Type': 'a/b' } }]],
  ['a form that is none', 'UZ1512', () => ['post', '/v1/feeds', { body: {} }]],
  [
    'too much',
    'UZ1511',
    () => ['post', '/v1/orders', { body: JSON.stringify('x'.repeat(1_100_000)), headers: JSON_TYPE }],
  ],
  ['an order without a key', 'UZ1509', () => ['post', '/v1/orders', { body: ORDER }]],
  ['a key of another order', 'UZ1502', () => placed({ comment: 'another' }, 'twice')],
  ['a number that is taken', 'UZ1503', () => placed({ number: '1' }), () => ['"1"']],
  ['a number that is too long', 'UZ1504', () => placed({ number: '123456789012' }), () => ['123456789012']],
  ['a total that is off', 'UZ1505', () => placed({ total: '21' }), () => ['21', '20.00']],
  ['an amount that is off', 'UZ1505', () => placed({ lines: [{ ...LINE, amount: '21' }] }), () => ['21', '20.00']],
  ['a discount that is too large', 'UZ1505', () => placed({ lines: [{ ...LINE, discount: '21' }] }), () => ['21']],
  ['an offer that is not there', 'UZ1501', () => placed({ lines: [{ ...LINE, offerId: order.id }] }), () => [order.id]],
  [
    'a version that is not there any more',
    'UZ1506',
    () => ['patch', `/v1/orders/${order.id}`, { body: { comment: 'x' }, headers: { 'If-Match': '"99"' } }],
    () => ['99'],
  ],
  [
    'an ETag of something else',
    'UZ1506',
    () => ['patch', `/v1/orders/${order.id}`, { body: { comment: 'x' }, headers: { 'If-Match': '"abc"' } }],
  ],
  ['a number that was never given', 'UZ1521', () => ['get', '/v1/changes?after=99999999'], () => ['99999999']],
  ['a claim that is over', 'UZ1522', () => ['post', '/v1/orders/changes/ack', { body: { claim: uuid() } }]],
];

describe('what is wrong is told in the language of who asks', () => {
  beforeAll(async () => {
    await placing({}, { 'Idempotency-Key': 'twice' });
    await rest.request('get', '/v1/shop', { key: slow });
  });

  it.each(REFUSED.map(([what, code, ask, names = () => []]) => [what, code, ask, names] as const))(
    '%s',
    async (_what, code, ask, names) => {
      const [method, address, options] = ask();
      const tell = async (language: string) => {
        const headers = { ...options?.headers, 'Accept-Language': language };
        return (await rest.request(method, address, { ...options, headers })).body;
      };
      const english = await tell('en');
      expect(english.code).toBe(code);
      const told = new Set([english.detail]);
      for (const language of LANGUAGES) {
        const problem = await tell(language);
        expect([problem.code, problem.status]).toEqual([code, english.status]);
        told.add(problem.detail);
        expect(problem.detail).toMatch(language === 'tr' ? /^\S.*[.)]$/s : /\p{Script=Cyrillic}{3}.*[.)]$/su);
        for (const name of names())
          expect([language, problem.detail]).toEqual([language, expect.stringContaining(name)]);
        expect(problem.errors?.map(({ path }: { path: string }) => path)).toEqual(
          english.errors?.map(({ path }: { path: string }) => path),
        );
      }
      expect(told.size).toBe(4);
    },
  );

  it('also for each order of many', async () => {
    const body = { items: [{ order: 'нет такого', status: 'x' }] };
    const headers = { 'Accept-Language': 'uk' };
    const { body: answer } = await rest.request('post', '/v1/orders/bulk-status', { body, headers });
    expect(answer.items[0].problem.detail).toBe('Замовлення "нет такого" немає. Номери та id показує GET /v1/orders.');
  });
});

describe('what a rule behind the schemas finds wrong names its field', () => {
  const pathsOf = (body: { errors?: { path: string; message: string }[] }) => body.errors?.map(({ path }) => path);

  it.each([
    ['total', { total: '21' }, 'UZ1505'],
    ['number', { number: '123456789012' }, 'UZ1504'],
    ['number', { number: '1' }, 'UZ1503'],
    ['lines.1.amount', { lines: [LINE, { ...LINE, amount: '1' }] }, 'UZ1505'],
    ['lines.1.discount', { lines: [LINE, { ...LINE, discount: '100' }] }, 'UZ1505'],
    ['lines.1.tax.amount', { lines: [LINE, { ...LINE, tax: { rate: '20', amount: '9' } }] }, 'UZ1505'],
    ['lines.1.offerId', { lines: [LINE, { ...LINE, offerId: '0190a4c0-5b7e-7d1c-9f00-000000000001' }] }, 'UZ1501'],
    ['lines.1.name', { lines: [LINE, { externalId: 'nobody', quantity: '1', price: '1' }] }, 'UZ1501'],
    ['bonus.amount', { bonus: { amount: '100' } }, 'UZ1505'],
  ])('%s of an order', async (path, more, code) => {
    const { body } = await placing(more);
    expect([body.code, pathsOf(body)]).toEqual([code, [path]]);
    expect(body.errors[0].message).toMatch(/^\S.*[.)]$/s);
  });

  it('of a change and of a part of an order', async () => {
    const patched = await rest.request('patch', `/v1/orders/${order.id}`, { body: { cancelledBy: 'shop' } });
    expect([patched.body.code, pathsOf(patched.body)]).toEqual(['UZ1501', ['cancelledBy']]);
    const ship = async (lineNo: number, quantity: string) =>
      await rest.request('post', `/v1/orders/${order.id}/shipments`, {
        body: {
          key: uuid(),
          lines: [
            { lineNo: 1, quantity: '1' },
            { lineNo, quantity },
          ].slice(lineNo === 1 ? 1 : 0),
        },
      });
    const unknown = await ship(7, '1');
    expect([unknown.body.code, pathsOf(unknown.body)]).toEqual(['UZ1501', ['lines.1.lineNo']]);
    expect(unknown.body.errors[0].message).toBe('The order has no line 7.');
    const much = await ship(1, '3');
    expect([much.body.code, pathsOf(much.body)]).toEqual(['UZ1501', ['lines.0.quantity']]);
  });
});
