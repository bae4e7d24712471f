import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../../src/errors.js';
import { openRest, type Rest } from './open-rest.js';

const JSON_TYPE = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' };

describe('problem+json', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  it('has type, title, status, detail and code, and is not kept by caches', async () => {
    const response = await rest.get('/v1/nothing?x=1');
    expect(response.status).toBe(404);
    expect(response.body).toEqual({
      type: 'urn:uzel:error:UZ1507',
      title: ERROR_CODES.UZ1507.title,
      status: 404,
      detail: 'There is no /v1/nothing. See /v1/openapi.json for what there is.',
      help: 'Check the address and the id. Ids of another shop are unknown here.',
      code: 'UZ1507',
    });
    expect(response.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.etag).toBeUndefined();
  });

  it.each([
    ['not JSON', '{"customer":', JSON_TYPE, 400, 'UZ1510'],
    ['a lone word', 'true', JSON_TYPE, 400, 'UZ1510'],
    ['another type', 'a=1', { ...JSON_TYPE, 'Content-Type': 'application/x-www-form-urlencoded' }, 415, 'UZ1512'],
    [
      'another charset',
      '{}',
      { ...JSON_TYPE, 'Content-Type': 'application/json; charset=windows-1251' },
      415,
      'UZ1512',
    ],
    ['more than 1 MB', JSON.stringify({ comment: 'x'.repeat(1_100_000) }), JSON_TYPE, 413, 'UZ1511'],
    ['nothing of an order', '{}', JSON_TYPE, 422, 'UZ1501'],
    ['a list', '[]', JSON_TYPE, 422, 'UZ1501'],
  ])('answers a body that is %s', async (_what, body, headers, status, code) => {
    const response = await rest.request('post', '/v1/orders', { body, headers });
    expect([response.status, response.body.code]).toEqual([status, code]);
    expect(response.body.detail).toMatch(/^\S.*[.)]$/);
  });

  it('answers a body without a type, and no body', async () => {
    const response = await rest.request('post', '/v1/orders', { headers: { 'Idempotency-Key': 'k' } });
    expect([response.status, response.body.code]).toEqual([415, 'UZ1512']);
  });

  it('names every wrong field', async () => {
    const body = {
      customer: { type: 'robot', name: ' ', nick: 'x' },
      currency: 'rub',
      lines: [{ name: 'Чашка', quantity: '0', price: 100.5 }],
      coupon: 1,
    };
    const response = await rest.request('post', '/v1/orders', { body, headers: { 'Idempotency-Key': 'k' } });
    expect(response.status).toBe(422);
    const errors: { path: string; message: string }[] = response.body.errors;
    expect(errors.map((error) => error.path).sort()).toEqual(
      [
        'coupon',
        'currency',
        'customer.name',
        'customer.nick',
        'customer.type',
        'lines.0.price',
        'lines.0.quantity',
      ].sort(),
    );
    expect(errors.find((error) => error.path === 'lines.0.price')?.message).toMatch(/as a string, like "100.50"/);
    expect(errors.find((error) => error.path === 'coupon')?.message).toMatch(/no such field/);
    expect(errors.find((error) => error.path === 'customer.type')?.message).toBe(
      'This must be one of person, company.',
    );
    expect(response.body.detail).toContain(errors[0]?.path);
  });

  it('answers a method that the address does not take, with those it takes', async () => {
    const response = await rest.request('delete', '/v1/orders');
    expect([response.status, response.body.code, response.headers.allow]).toEqual([405, 'UZ1513', 'GET, HEAD, POST']);
    const other = await rest.request('post', '/v1/products', { body: {} });
    expect([other.status, other.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('answers an address that cannot be decoded', async () => {
    const response = await rest.get('/v1/products/%E0%A4%A');
    expect([response.status, response.body.code]).toEqual([404, 'UZ1507']);
  });

  it('tells nothing of a failure inside, logs it, and goes on', async () => {
    const { knex } = rest;
    await knex.raw('alter table warehouses rename to warehouses_gone');
    const response = await rest.get('/v1/warehouses');
    await knex.raw('alter table warehouses_gone rename to warehouses');
    expect([response.status, response.body.code]).toEqual([500, 'UZ1999']);
    expect(JSON.stringify(response.body)).not.toMatch(/relation|select|warehouses/i);
    expect(rest.errors.join()).toMatch(/warehouses.*does not exist/);
    expect((await rest.get('/v1/warehouses')).status).toBe(200);
  });
});
