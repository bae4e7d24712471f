import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Олена' },
  currency: 'UAH',
  lines: [
    { name: 'Матрац', quantity: '2', price: '100' },
    { name: 'Подушка', quantity: '1.5', price: '40' },
    { name: 'Збирання', quantity: '1', price: '10', kind: 'service' },
  ],
  delivery: { name: 'Нова пошта', price: '30' },
  payments: [{ name: 'Картка', amount: '300' }],
};

describe('what is done with an order', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    await insertNodeRow(rest.knex, { name: '1c' });
  });
  afterAll(async () => await rest.close());

  const place = async (over: object = {}): Promise<string> => {
    const headers = { 'Idempotency-Key': uuid() };
    return (await rest.request('post', '/v1/orders', { body: { ...ORDER, ...over }, headers })).body.id;
  };
  const act = async (id: string, what: string, body: object = {}, headers: Record<string, string> = {}) =>
    await rest.request('post', `/v1/orders/${id}/${what}`, { body, headers });
  const remove = async (id: string, what: string) => await rest.request('delete', `/v1/orders/${id}/${what}`);

  it('cancelling: once, by whom, and what the customer cancelled stays', async () => {
    const id = await place();
    expect((await act(id, 'cancel')).body).toMatchObject({ cancelled: true, cancelledBy: 'shop', version: 2 });
    expect((await act(id, 'cancel')).body).toMatchObject({ version: 2 });
    expect((await act(id, 'cancel', { by: 'customer' })).body).toMatchObject({ cancelledBy: 'customer', version: 3 });
    expect((await act(id, 'cancel', { by: 'shop' })).body).toMatchObject({ code: 'UZ1519', status: 409 });
    expect((await act(id, 'shipments', { key: 's' })).body).toMatchObject({ code: 'UZ1501' });
  });

  it('a comment replaces the one before', async () => {
    const id = await place({ comment: 'a' });
    const put = async (comment: string | null) =>
      (await rest.request('put', `/v1/orders/${id}/comment`, { body: { comment } })).body;
    expect(await put('b')).toMatchObject({ comment: 'b', version: 2 });
    expect(await put('b')).toMatchObject({ version: 2 });
    expect(await put(null)).toMatchObject({ comment: null, version: 3 });
  });

  it('money: what was expected is what came, and what makes the total makes it paid', async () => {
    const id = await place();
    const first = await act(id, 'payments', {
      key: 'p1',
      amount: '300.00',
      paidAt: '2026-01-31T10:00:00Z',
      number: 'K-7',
    });
    expect(first.body.payments).toEqual([
      { name: 'Картка', amount: '300.00', paidAt: '2026-01-31T10:00:00.000Z', key: 'p1', number: 'K-7' },
    ]);
    expect(first.body).toMatchObject({ total: '300.00', paid: true, version: 2 });
    expect((await act(id, 'payments', { key: 'p1', amount: '300.00' })).body.version).toBe(2);
    expect((await act(id, 'payments', { key: 'p1', amount: '1' })).body).toMatchObject({ code: 'UZ1502', status: 409 });
    const second = await act(id, 'payments', { key: 'p2', amount: '5' });
    expect(second.body.payments[1]).toEqual({ key: 'p2', amount: '5', paidAt: expect.stringMatching(/Z$/) });
    const removed = (await remove(id, 'payments/p1')).body;
    expect([removed.paid, removed.payments]).toEqual([
      false,
      [{ name: 'Картка', amount: '300' }, expect.objectContaining({ key: 'p2' })],
    ]);
    expect((await remove(id, 'payments/p1')).body).toMatchObject({ code: 'UZ1507', status: 404 });
  });

  it('what was expected is expected again when its payment was none, and 1C knows both as one', async () => {
    const id = await place({
      payments: [
        { name: 'Бонус', amount: '1' },
        { name: 'Картка', amount: '50.00' },
      ],
    });
    const came = { key: 'a', amount: '50', name: ' Картка ', number: 'K-1' };
    for (const round of [1, 2]) {
      const { body } = await act(id, 'payments', came);
      expect([round, body.payments[1]]).toMatchObject([round, { key: 'a', name: 'Картка', number: 'K-1' }]);
      expect((await remove(id, 'payments/a')).body.payments).toEqual([
        { name: 'Бонус', amount: '1' },
        { name: 'Картка', amount: '50.00' },
      ]);
    }
    await act(id, 'payments', came);
    const { body } = await rest.request('patch', `/v1/orders/${id}`, {
      body: { payments: [{ ...came, name: 'Картка' }] },
    });
    expect(body.payments).toEqual([{ ...came, name: 'Картка' }]);
    expect((await rest.knex('orders').where({ order_id: id }).first()).one_c).toEqual({ paymentMarks: [2] });
  });

  it('what is told is kept in one spelling: a repeated request may have another', async () => {
    const id = await place();
    const paidAt = '2026-01-31T12:00:00.1234567+02:00';
    const first = await act(id, 'payments', { key: 'p', amount: '010.5', name: ' ', number: ' 7 ', paidAt });
    expect(first.body.payments[1]).toEqual({
      key: 'p',
      amount: '10.5',
      number: '7',
      paidAt: '2026-01-31T10:00:00.123Z',
    });
    const again = { key: 'p', amount: '10.5', number: '7', paidAt: '2026-01-31T10:00:00.123Z' };
    expect((await act(id, 'payments', again)).body.version).toBe(2);
    const sent = { key: 's', lines: [{ lineNo: 1, quantity: '1' }], shippedAt: paidAt, trackingNumber: ' N1 ' };
    const { body } = await act(id, 'shipments', sent);
    expect(body.delivery.trackingNumber).toBe('N1');
    expect(body.shipments[0]).toMatchObject({ trackingNumber: 'N1', shippedAt: '2026-01-31T10:00:00.123Z' });
    expect(
      (await act(id, 'shipments', { ...sent, key: 't', trackingNumber: '' })).body.shipments[1],
    ).not.toHaveProperty('trackingNumber');
  });

  it('the number of a line that was shipped stands for no other goods, whoever takes the line away', async () => {
    const line = (name: string) => ({ name, quantity: '1', price: '10' });
    const id = await place({ lines: [line('A'), line('B')], delivery: null, payments: [] });
    const patch = async (...names: string[]) =>
      (await rest.request('patch', `/v1/orders/${id}`, { body: { lines: names.map(line) } })).body;
    const numbers = (order: { lines: { name: string; lineNo: number }[] }) =>
      order.lines.map(({ name, lineNo }) => [name, lineNo]);
    await act(id, 'shipments', { key: 's', lines: [{ lineNo: 2, quantity: '1' }] });
    expect(numbers(await patch('A'))).toEqual([['A', 1]]);
    const after = await patch('A', 'C');
    expect(numbers(after)).toEqual([
      ['A', 1],
      ['C', 3],
    ]);
    expect(after.shipments).toMatchObject([{ lines: [{ lineNo: 2, quantity: '1' }] }]);
    expect((await act(id, 'returns', { key: 'r', lines: [{ lineNo: 3, quantity: '1' }] })).body.code).toBe('UZ1501');
    expect(
      (await act(id, 'shipments', { key: 't' })).body.shipments[1].lines.map(
        ({ lineNo }: { lineNo: number }) => lineNo,
      ),
    ).toEqual([1, 3]);
  });

  it('no more comes back than was shipped, also when it is said that it was not', async () => {
    const id = await place();
    const shipped = async (is: boolean) => await rest.request('patch', `/v1/orders/${id}`, { body: { shipped: is } });
    expect((await shipped(true)).status).toBe(200);
    await act(id, 'returns', { key: 'r', lines: [{ lineNo: 1, quantity: '1' }] });
    expect((await shipped(false)).body).toMatchObject({ status: 422, code: 'UZ1501' });
    await remove(id, 'returns/r');
    expect((await shipped(false)).body.shipped).toBe(false);
  });

  it('that 1C itself says shipped or paid outlives a part that is taken away', async () => {
    const id = await place();
    await act(id, 'shipments', { key: 's' });
    await act(id, 'payments', { key: 'p', amount: '300' });
    await rest
      .knex('orders')
      .where({ order_id: id })
      .update({ one_c_said: { shipped: true, paid: true } });
    await remove(id, 'payments/p');
    expect((await remove(id, 'shipments/s')).body).toMatchObject({ shipments: [], shipped: true, paid: true });
  });

  it('payments keep the marks that 1C knows them by', async () => {
    const id = await place({ payments: [] });
    for (const key of ['a', 'b', 'c']) await act(id, 'payments', { key, name: 'Картка', amount: '1' });
    await remove(id, 'payments/b');
    const row = await rest.knex('orders').where({ order_id: id }).first();
    expect(row.one_c.paymentMarks).toEqual([1, 3]);
    const { body } = await act(id, 'payments', { key: 'd', name: 'Картка', amount: '1' });
    expect(body.payments.map(({ key }: { key: string }) => key)).toEqual(['a', 'c', 'd']);
    expect((await rest.knex('orders').where({ order_id: id }).first()).one_c.paymentMarks).toEqual([1, 3, 4]);
  });

  it('shipments in parts, until all goods have left; returns of what was shipped', async () => {
    const id = await place();
    const part = await act(id, 'shipments', {
      key: 's1',
      lines: [{ lineNo: 1, quantity: '1.0' }],
      trackingNumber: 'N1',
    });
    expect(part.body).toMatchObject({ shipped: false, delivery: { name: 'Нова пошта', trackingNumber: 'N1' } });
    expect(part.body.total).toBe('300.00');
    expect(part.body.shipments).toMatchObject([{ key: 's1', lines: [{ lineNo: 1, quantity: '1' }] }]);
    const tooMuch = await act(id, 'shipments', { key: 's2', lines: [{ lineNo: 1, quantity: '1.000001' }] });
    expect(tooMuch.body).toMatchObject({
      status: 422,
      code: 'UZ1501',
      detail: expect.stringContaining('lines.0.quantity'),
    });
    expect((await act(id, 'returns', { key: 'r0', lines: [{ lineNo: 2, quantity: '1' }] })).body.code).toBe('UZ1501');

    const rest2 = await act(id, 'shipments', { key: 's2' });
    expect(rest2.body).toMatchObject({ shipped: true, version: 3 });
    expect(rest2.body.shipments[1].lines).toEqual([
      { lineNo: 1, quantity: '1' },
      { lineNo: 2, quantity: '1.5' },
      { lineNo: 3, quantity: '1' },
    ]);
    expect((await act(id, 'shipments', { key: 's3' })).body.code).toBe('UZ1501');

    const back = await act(id, 'returns', {
      key: 'r1',
      lines: [{ lineNo: 2, quantity: '0.5' }],
      amount: '20',
      reason: 'мала',
    });
    expect(back.body.returns).toMatchObject([{ key: 'r1', amount: '20', reason: 'мала' }]);
    expect((await act(id, 'returns', { key: 'r2', lines: [{ lineNo: 2, quantity: '1.1' }] })).body.code).toBe('UZ1501');
    expect((await remove(id, 'shipments/s2')).body.code).toBe('UZ1501');
    expect((await remove(id, 'returns/r1')).body).toMatchObject({ returns: [], shipped: true });
    expect((await remove(id, 'shipments/s2')).body).toMatchObject({ shipped: false, shipments: [{ key: 's1' }] });
    expect((await remove(id, 'shipments/s1')).body.delivery).toEqual({ name: 'Нова пошта', price: '30' });
  });

  it('a version that has passed is refused, but not a request that is repeated', async () => {
    const id = await place();
    const one = { key: 's1', lines: [{ lineNo: 1, quantity: '1' }] };
    expect((await act(id, 'shipments', one, { 'If-Match': '"1"' })).headers.etag).toBe('"2"');
    expect((await act(id, 'shipments', one, { 'If-Match': '"1"' })).body.version).toBe(2);
    expect((await act(id, 'shipments', { key: 's2' }, { 'If-Match': '"1"' })).status).toBe(412);
    expect((await act(uuid(), 'cancel')).status).toBe(404);
  });

  it('with an Idempotency-Key the answer of then is given again', async () => {
    const id = await place();
    const headers = { 'Idempotency-Key': uuid() };
    const first = await act(id, 'payments', { key: 'p', amount: '1' }, headers);
    await act(id, 'cancel');
    const again = await act(id, 'payments', { key: 'p', amount: '1' }, headers);
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first.body]);
    expect((await rest.get(`/v1/orders/${id}`)).body.payments).toHaveLength(2);
  });

  it('stands in the history and in the changes, and makes the order due', async () => {
    const id = await place();
    await act(id, 'shipments', { key: 's' });
    const history = await rest.get(`/v1/orders/${id}/history`);
    expect(JSON.stringify(history.body)).toContain('shipments');
    const row = await rest.knex('orders').where({ order_id: id }).first();
    expect([row.version, row.due_version]).toEqual([2, 2]);
    expect(rest.errors).toEqual([]);
  });

  it('wrong input is named by its path', async () => {
    const id = await place();
    const paths = async (what: string, body: object) =>
      (await act(id, what, body)).body.errors.map(({ path }: { path: string }) => path);
    expect(await paths('payments', { amount: 5 })).toEqual(['key', 'amount']);
    expect(await paths('shipments', { key: 'k', lines: [] })).toEqual(['lines']);
    expect(await paths('shipments', { key: 'k', lines: [{ lineNo: 0, quantity: '0' }] })).toEqual([
      'lines.0.lineNo',
      'lines.0.quantity',
    ]);
    const twice = [1, 1].map((lineNo) => ({ lineNo, quantity: '1' }));
    expect(await paths('returns', { key: 'k', lines: twice })).toEqual(['lines']);
    const two = { payments: [1, 2].map(() => ({ key: 'same', amount: '1' })) };
    expect((await rest.request('patch', `/v1/orders/${id}`, { body: two })).body.errors[0].path).toBe('payments');
  });
});

describe('the status of many orders', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  it('is set one by one: what is refused of one keeps no other from it', async () => {
    const place = async () =>
      (await rest.request('post', '/v1/orders', { body: ORDER, headers: { 'Idempotency-Key': uuid() } })).body;
    const [one, other] = [await place(), await place()];
    const items = [
      { order: other.id, status: 'Готово' },
      { order: 'no such', status: 'Готово' },
      { order: one.number, status: 'Готово', ifVersion: 7 },
      { order: one.number, status: null, ifVersion: 1 },
    ];
    const set = async () => await rest.request('post', '/v1/orders/bulk-status', { body: { items } });
    expect((await set()).body.items).toMatchObject([
      { order: other.id, id: other.id, version: 2, problem: null },
      { order: 'no such', id: null, version: null, problem: { code: 'UZ1507' } },
      { order: one.number, id: one.id, version: null, problem: { code: 'UZ1506' } },
      { order: one.number, id: one.id, version: 1, problem: null },
    ]);
    expect((await set()).body.items[0]).toMatchObject({ version: 2, problem: null });
    expect((await rest.get(`/v1/orders/${other.id}`)).body.status).toBe('Готово');
    const many = Array.from({ length: 501 }, () => ({ order: 'x', status: null }));
    expect((await rest.request('post', '/v1/orders/bulk-status', { body: { items: many } })).status).toBe(422);
  });

  const placed = async (): Promise<string> =>
    (await rest.request('post', '/v1/orders', { body: ORDER, headers: { 'Idempotency-Key': uuid() } })).body.id;
  const bulk = async (items: object[], key: string) =>
    await rest.request('post', '/v1/orders/bulk-status', { body: { items }, headers: { 'Idempotency-Key': key } });

  it('holds nobody up while it goes on, with a key too', async () => {
    const ids = [await placed(), await placed()].sort();
    const held = await rest.knex.transaction();
    await held('orders').where({ order_id: ids[1] }).forUpdate().first();
    const key = uuid();
    const items = ids.map((order) => ({ order, status: 'Зібрано' }));
    const going = [bulk(items, key), bulk(items, key)];
    for (;;) {
      if ((await rest.get(`/v1/orders/${ids[0]}`)).body.status === 'Зібрано') break;
    }
    // Every order of the shop waits for its counter of changes.
    expect(await placed()).toBeDefined();
    expect((await bulk(items.slice(1), key)).body.code).toBe('UZ1502');
    await held.commit();
    const [one, other] = await Promise.all(going);
    expect([one?.body, one?.body.items.map(({ version }: { version: number }) => version)]).toEqual([
      other?.body,
      [2, 2],
    ]);
    const again = await bulk(items, key);
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', one?.body]);
  });

  it('goes on where it broke off, whatever version was asked for, and keeps the key free when it was refused', async () => {
    const ids = [await placed(), await placed()].sort();
    const items = ids.map((order) => ({ order, status: 'Зібрано', ifVersion: 1 }));
    const key = uuid();
    await rest.knex.raw(
      `create rule broken as on insert to order_history where new.order_id = '${ids[1]}' do also select 1 / 0`,
    );
    expect((await bulk(items, key)).status).toBe(500);
    await rest.knex.raw('drop rule broken on order_history');
    const { body } = await bulk(items, key);
    expect(body.items).toMatchObject(ids.map((id) => ({ id, version: 2, problem: null })));
    expect((await bulk([{ order: ids[0] ?? '', status: null }], key)).body.code).toBe('UZ1502');
    const [history] = await rest
      .knex('order_history')
      .whereIn('order_id', ids)
      .where('version', '>', 1)
      .count({ n: '*' });
    expect(Number(history?.n)).toBe(2);
  });
});
