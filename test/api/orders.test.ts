import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as randomKey, v7 as uuid } from 'uuid';
import { insertNodeRow, insertOffer, insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: {
    type: 'person',
    name: 'Анна Петрова',
    phone: '+7 900 000-00-00',
    email: 'anna@пример.рф',
    address: 'Москва, Тверская, 1',
  },
  currency: 'RUB',
  lines: [
    { externalId: 'a#b', name: 'Ботинок', quantity: '2', price: '100.50', discount: '1.00', tax: { rate: '20' } },
    { name: 'Упаковка', quantity: '0.500', price: '10', kind: 'service' },
  ],
  delivery: { name: 'Курьер', price: '300' },
  payments: [{ name: 'Карта', amount: '505.00', paidAt: '2026-01-31T10:00:00+03:00' }],
  status: 'Принят',
  comment: 'Позвонить\nвечером',
  requisites: { 'Способ доставки': 'Курьер', 'Метод оплаты': 'Карта' },
};

describe('orders', () => {
  let rest: Rest;
  let node = '';

  beforeAll(async () => {
    rest = await openRest();
    node = await insertNodeRow(rest.knex, { name: '1c' });
  });
  afterAll(async () => await rest.close());

  const place = async (body: object | string, key: string = randomKey()) =>
    await rest.request('post', '/v1/orders', {
      body,
      headers: { 'Idempotency-Key': key, 'Content-Type': 'application/json' },
    });
  const patch = async (id: string, body: object, headers: Record<string, string> = {}) =>
    await rest.request('patch', `/v1/orders/${id}`, { body, headers });
  const errorPaths = (response: { body: { errors?: { path: string }[] } }) =>
    response.body.errors?.map((error) => error.path);

  it('are placed, and read as they were placed', async () => {
    const placed = await place(ORDER);
    expect(placed.status).toBe(201);
    const { body, headers } = placed;
    expect(headers).toMatchObject({ location: `/v1/orders/${body.id}`, etag: '"1"' });
    expect(headers['idempotency-replayed']).toBeUndefined();
    expect(body).toMatchObject({
      status: 'Принят',
      owner: { id: node, name: '1c' },
      customer: { ...ORDER.customer, address: { text: 'Москва, Тверская, 1' } },
      currency: 'RUB',
      total: '505.00',
      comment: 'Позвонить\nвечером',
      requisites: ORDER.requisites,
      paid: false,
      shipped: false,
      cancelled: false,
      deleted: false,
      oneC: { id: null, number: null, date: null },
      version: 1,
    });
    expect(body.lines[0]).toMatchObject({
      lineNo: 1,
      externalId: 'a#b',
      quantity: '2',
      price: '100.50',
      discount: '1.00',
      kind: 'product',
    });
    expect(body.lines[1]).toMatchObject({ lineNo: 2, quantity: '0.5', kind: 'service' });
    expect(body.lines[2]).toMatchObject({ lineNo: 3, kind: 'delivery' });
    expect(Number(body.lines[2].price)).toBe(300);
    const read = await rest.get(`/v1/orders/${body.id}`);
    expect(read.body).toEqual(body);
    expect(read.headers.etag).toBe('"1"');
    expect((await rest.get(`/v1/orders/${body.id}`, { 'If-None-Match': '"1"' })).status).toBe(304);
  });

  it('take the name of a line from the catalogue', async () => {
    await insertProduct(rest.knex, { external_id: 'p', name: 'Чашка' });
    const offerId = await insertOffer(rest.knex, { product_external_id: 'p' });
    const { status, body } = await place({ ...ORDER, lines: [{ offerId, quantity: '1', price: '5' }] });
    expect([status, body.lines[0]]).toEqual([
      201,
      expect.objectContaining({ offerId, externalId: 'p', name: 'Чашка' }),
    ]);
  });

  describe('Idempotency-Key', () => {
    it('is demanded, and is at most 255 characters', async () => {
      const none = await rest.request('post', '/v1/orders', { body: ORDER });
      expect([none.status, none.body.code]).toEqual([400, 'UZ1509']);
      const blank = await place(ORDER, '  ');
      expect([blank.status, blank.body.code]).toEqual([400, 'UZ1509']);
      const long = await place(ORDER, 'k'.repeat(256));
      expect([long.status, long.body.code, errorPaths(long)]).toEqual([422, 'UZ1501', ['Idempotency-Key']]);
      expect((await place(ORDER, 'k'.repeat(255))).status).toBe(201);
    });

    it('gives the same answer again, though its fields stand in another order, also after the order was changed', async () => {
      const key = randomKey();
      const first = await place(ORDER, key);
      await patch(first.body.id, { status: 'Изменён' });
      const reordered = JSON.stringify(Object.fromEntries(Object.entries(ORDER).reverse()), null, 4);
      const again = await place(reordered, key);
      expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
      expect(again.body).toEqual(first.body);
      expect(again.headers.etag).toBe(first.headers.etag);
      const { body } = await rest.get(`/v1/orders?number=${first.body.number}`);
      expect(body.items).toHaveLength(1);
    });

    it('is refused with another body, in the least part', async () => {
      const key = randomKey();
      await place(ORDER, key);
      const other = await place({ ...ORDER, comment: 'Позвонить\nутром' }, key);
      expect([other.status, other.body.code]).toEqual([409, 'UZ1502']);
    });

    it('makes one order of requests that come at the same time', async () => {
      const key = randomKey();
      const answers = await Promise.all(Array.from({ length: 6 }, async () => await place(ORDER, key)));
      expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201, 201]);
      expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
      expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    });
  });

  it.each<[string, object, string]>([
    ['a price as a JSON number', { lines: [{ name: 'x', quantity: '1', price: 1.5 }] }, 'lines.0.price'],
    ['a quantity as a JSON number', { lines: [{ name: 'x', quantity: 1, price: '1' }] }, 'lines.0.quantity'],
    ['a quantity of nothing', { lines: [{ name: 'x', quantity: '0.000', price: '1' }] }, 'lines.0.quantity'],
    ['a negative price', { lines: [{ name: 'x', quantity: '1', price: '-1' }] }, 'lines.0.price'],
    ['a decimal comma', { lines: [{ name: 'x', quantity: '1', price: '1,5' }] }, 'lines.0.price'],
    ['an exponent', { lines: [{ name: 'x', quantity: '1e3', price: '1' }] }, 'lines.0.quantity'],
    ['16 digits', { lines: [{ name: 'x', quantity: '1', price: '1234567890123456' }] }, 'lines.0.price'],
    ['7 decimals', { lines: [{ name: 'x', quantity: '1', price: '0.1234567' }] }, 'lines.0.price'],
    ['a line of nothing', { lines: [{ quantity: '1', price: '1' }] }, 'lines.0'],
    ['no lines', { lines: [] }, 'lines'],
    ['a blank name', { customer: { type: 'person', name: ' ' } }, 'customer.name'],
    ['a currency by its sign', { currency: '₽' }, 'currency'],
    ['an unknown field', { lines: [{ name: 'x', quantity: '1', price: '1', vat: '20' }] }, 'lines.0.vat'],
    [
      'a rate that is none',
      { lines: [{ name: 'x', quantity: '1', price: '1', tax: { rate: 'НДС' } }] },
      'lines.0.tax.rate',
    ],
    ['NUL, which PostgreSQL cannot hold', { comment: 'a\u0000b' }, 'comment'],
    ['half of a letter', { comment: 'a\ud83d' }, 'comment'],
    ['a control character, which XML cannot hold', { requisites: { x: '\u0001' } }, 'requisites.x'],
    ['a number that is no number of a moment', { placedAt: '2026-13-01T00:00:00Z' }, 'placedAt'],
    ['a moment without a zone', { placedAt: '2026-01-31T10:00:00' }, 'placedAt'],
    ['too long a comment', { comment: 'x'.repeat(3001) }, 'comment'],
  ])('refuse %s', async (_what, change, path) => {
    const response = await place({ ...ORDER, ...change });
    expect([response.status, response.body.code, errorPaths(response)]).toEqual([422, 'UZ1501', [path]]);
    expect(rest.errors).toEqual([]);
  });

  it('take requisites of any name, also of those that JavaScript has a use for', async () => {
    const { status, body } = await place(
      `{${JSON.stringify(ORDER).slice(1, -1)},"requisites":{"constructor":"a","a.b":"c"}}`,
    );
    expect([status, body.requisites]).toEqual([201, { constructor: 'a', 'a.b': 'c' }]);
    const strange = await place(`{${JSON.stringify(ORDER).slice(1, -1)},"requisites":{"__proto__":"a"}}`);
    expect([strange.status, Object.keys(strange.body.requisites)]).toEqual([201, expect.any(Array)]);
  });

  it('hold the largest numbers to the digit', async () => {
    const { body } = await place({
      ...ORDER,
      delivery: null,
      lines: [{ name: 'x', quantity: '0.000001', price: '999999999999999.99' }],
    });
    expect(body.lines[0]).toMatchObject({ quantity: '0.000001', price: '999999999999999.99', amount: '1000000000.00' });
  });

  it('refuse totals that do not add up, a taken number, and a number too long for 1C', async () => {
    const wrong = await place({ ...ORDER, total: '505.01' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'UZ1505']);
    expect((await place({ ...ORDER, number: 'A-1', total: '505.00' })).body.number).toBe('A-1');
    const taken = await place({ ...ORDER, number: 'A-1' });
    expect([taken.status, taken.body.code]).toEqual([409, 'UZ1503']);
    const long = await place({ ...ORDER, number: '123456789012' });
    expect([long.status, long.body.code]).toEqual([422, 'UZ1504']);
  });

  it('are changed by a merge patch: null takes away, members are merged, 1C gets a new version', async () => {
    const { body: order } = await place(ORDER);
    const changed = await patch(order.id, {
      status: 'Собран',
      comment: null,
      customer: { phone: null, address: { city: 'Москва' } },
      requisites: { 'Метод оплаты': null, Новый: '1' },
      paid: true,
    });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    const { phone: _, ...customer } = ORDER.customer;
    expect(changed.body).toMatchObject({ status: 'Собран', comment: null, paid: true, version: 2, total: order.total });
    expect(changed.body.customer).toEqual({ ...customer, address: { text: 'Москва, Тверская, 1', city: 'Москва' } });
    expect(changed.body.requisites).toEqual({ 'Способ доставки': 'Курьер', Новый: '1' });
    const moved = await patch(order.id, { customer: { address: 'Минск' } });
    expect(moved.body.customer.address).toEqual({ text: 'Минск' });
    expect((await rest.get(`/v1/orders/${order.id}`)).body).toEqual(moved.body);
  });

  it('take application/merge-patch+json too', async () => {
    const { body } = await place(ORDER);
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const { status } = await rest.request('patch', `/v1/orders/${body.id}`, { body: '{"status":"x"}', headers });
    expect(status).toBe(200);
  });

  it('that somebody else changed are not changed by who did not see it (If-Match)', async () => {
    const { body: order } = await place(ORDER);
    expect((await patch(order.id, { status: 'a' }, { 'If-Match': '"1"' })).status).toBe(200);
    for (const tag of ['"1"', '"abc"', 'W/"7"']) {
      const stale = await patch(order.id, { status: 'b' }, { 'If-Match': tag });
      expect([tag, stale.status, stale.body.code]).toEqual([tag, 412, 'UZ1506']);
    }
    expect((await patch(order.id, { status: 'c' }, { 'If-Match': 'W/"2"' })).status).toBe(200);
    expect((await patch(order.id, { status: 'd' }, { 'If-Match': '*' })).status).toBe(200);
    expect((await patch(order.id, { status: 'e' }, { 'If-Match': '"4", "5"' })).status).toBe(422);
    expect((await rest.get(`/v1/orders/${order.id}`)).body).toMatchObject({ status: 'd', version: 4 });
  });

  it('refuse a wrong patch, and one of an order that is not there', async () => {
    const { body: order } = await place(ORDER);
    for (const [change, path] of [
      [{ currency: 'USD' }, 'currency'],
      [{ customer: { name: null } }, 'customer.name'],
      [{ paid: 'yes' }, 'paid'],
      [{ lines: [] }, 'lines'],
      [{ delivery: { price: 5 } }, 'delivery.price'],
    ] as const) {
      const response = await patch(order.id, change);
      expect([response.status, errorPaths(response)]).toEqual([422, [path]]);
    }
    for (const id of [uuid(), 'A-1']) {
      expect((await patch(id, { status: 'x' })).status).toBe(404);
      expect((await rest.get(`/v1/orders/${id}`)).status).toBe(404);
      expect((await rest.request('post', `/v1/orders/${id}/resend`)).status).toBe(404);
    }
  });

  it('are given to 1C once more on request', async () => {
    const { body: order } = await place(ORDER);
    await rest.knex('orders').where({ order_id: order.id }).update({ acknowledged_version: 1 });
    const resent = await rest.request('post', `/v1/orders/${order.id}/resend`);
    expect([resent.status, resent.body.id]).toEqual([200, order.id]);
    const due = await rest.knex('orders').where({ order_id: order.id }).whereRaw('due_version > acknowledged_version');
    expect(due).toHaveLength(1);
  });

  it('are listed by status, owner, number and time', async () => {
    const { body: order } = await place({ ...ORDER, status: 'Особый', number: 'L-1' });
    const found = async (query: string) =>
      (await rest.get(`/v1/orders?${query}`)).body.items.map((item: { number: string }) => item.number);
    expect(await found('number=L-1')).toEqual(['L-1']);
    expect(await found('number=none')).toEqual([]);
    expect(await found(`status=${encodeURIComponent('Особый')}`)).toEqual(['L-1']);
    expect(await found(`status=${encodeURIComponent('Особый')}&owner=1c`)).toEqual(['L-1']);
    const idle = await insertNodeRow(rest.knex, { name: 'idle' });
    expect(await found(`owner=${idle}`)).toEqual([]);
    expect(errorPaths(await rest.get('/v1/orders?owner=nobody'))).toEqual(['owner']);
    const before = new Date(new Date(order.updatedAt).getTime() - 1).toISOString();
    expect(await found(`updatedAfter=${before}`)).toContain('L-1');
    expect(await found(`updatedAfter=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  });

  it('come in pages: each once, in the order of placing', async () => {
    const all = (await rest.get('/v1/orders?limit=500')).body.items.map((item: { id: string }) => item.id);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await rest.get(`/v1/orders?limit=3${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.next;
    }
    expect(paged).toEqual(all);
    expect(paged).toEqual([...paged].sort());
    expect(paged.length).toBeGreaterThan(10);
  });

  it('of a removed node keep its name', async () => {
    const { body: order } = await place({ ...ORDER, owner: '1c' });
    await rest
      .knex('nodes')
      .where({ node_id: node })
      .update({ removed_at: rest.knex.raw('now()'), state: 'paused' });
    expect((await rest.get(`/v1/orders/${order.id}`)).body.owner).toEqual({ id: node, name: '1c' });
    expect((await place(ORDER)).body.owner).not.toEqual({ id: node, name: '1c' });
  });
});
