import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Олена', phone: '050 111 22 33', fields: { cardColour: 'gold' } },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '1', price: '100' }],
};

const FIELDS = {
  site: 'kyiv',
  warehouse: 'Центральний',
  organisation: 'ТОВ «Сон»',
  responsible: '0000-00012',
  promoCodes: ['Spring'],
  bonus: { card: '7700', amount: '100.00' },
  deliveryAllowed: true,
};

describe('fields of an order', () => {
  let rest: Rest;
  let node = '';
  beforeAll(async () => {
    rest = await openRest();
    node = await insertNodeRow(rest.knex, { name: '1c' });
    await rest
      .knex('shops')
      .where({ shop_id: 'main' })
      .update({ language: 'en', settings: { country: 'UA' } });
  });
  afterAll(async () => await rest.close());

  const place = async (over: object = {}, key: string = uuid()) =>
    await rest.request('post', '/v1/orders', { body: { ...ORDER, ...over }, headers: { 'Idempotency-Key': key } });
  const patch = async (id: string, body: object) => await rest.request('patch', `/v1/orders/${id}`, { body });
  const paths = (response: { body: { errors?: { path: string }[] } }) => response.body.errors?.map(({ path }) => path);
  const listed = async (query: string): Promise<string[]> =>
    (await rest.get(`/v1/orders?${query}`)).body.items.map(({ id }: { id: string }) => id);

  it('are given, shown, and absent where nobody gave them', async () => {
    const { body } = await place({ ...FIELDS, responsible: ' 0000-00012 ' });
    expect(body).toMatchObject({
      ...FIELDS,
      customer: ORDER.customer,
      cancelledBy: null,
      lockedInOneC: false,
      lock: null,
    });
    expect(body).toMatchObject({ held: [], conflicts: 0, customerId: expect.any(String) });
    expect(body.routing).toMatchObject({ by: 'only', candidates: [{ node: { id: node, name: '1c' } }] });
    expect((await rest.get(`/v1/orders/${body.id}`)).body).toEqual(body);
    expect((await place()).body).toMatchObject({
      ...{ site: null, warehouse: null, organisation: null, responsible: null, promoCodes: [], bonus: null },
      deliveryAllowed: false,
      warnings: [],
    });
  });

  it('are merged by a patch: members of the bonus and of the own fields, lists whole, null takes away', async () => {
    const { body: order } = await place(FIELDS);
    const { body } = await patch(order.id, {
      customer: { fields: { cardColour: null, size: 'XL' } },
      bonus: { amount: '5' },
      promoCodes: [' Summer ', 'SUMMER', 'x'],
      responsible: null,
      site: 'lviv',
    });
    expect(body).toMatchObject({
      customer: { fields: { size: 'XL' } },
      bonus: { card: '7700', amount: '5' },
      promoCodes: ['Summer', 'x'],
      responsible: null,
      site: 'lviv',
      warehouse: FIELDS.warehouse,
      version: 2,
    });
    expect(body.customer.fields).toEqual({ size: 'XL' });
    expect((await patch(order.id, { bonus: { amount: null } })).body.bonus).toEqual({ card: '7700' });
    expect((await patch(order.id, { bonus: null, deliveryAllowed: false })).body).toMatchObject({
      bonus: null,
      deliveryAllowed: false,
    });
  });

  it('that are blank are none, like a bonus that says nothing', async () => {
    const none = { site: null, warehouse: null, organisation: null, responsible: null, bonus: null };
    const blank = { site: '', warehouse: ' ', organisation: '', responsible: '  ' };
    expect((await place({ ...blank, bonus: {} })).body).toMatchObject(none);
    const { body: order } = await place(FIELDS);
    expect((await patch(order.id, { ...blank, bonus: { card: null, amount: null } })).body).toMatchObject(none);
  });

  it('a code that the directory has since is warned of no more when the order is changed', async () => {
    const { body: order } = await place({ promoCodes: ['later'] });
    expect(order.warnings).toMatchObject([{ code: 'promo-code-unknown' }]);
    await rest.request('put', '/v1/promo-codes/LATER', { body: {} });
    expect((await patch(order.id, { comment: 'x' })).body.warnings).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a bonus below nothing', { bonus: { amount: '-1' } }, 'bonus.amount'],
    ['a bonus as a JSON number', { bonus: { amount: 1 } }, 'bonus.amount'],
    ['a blank promo code', { promoCodes: ['  '] }, 'promoCodes.0'],
    ['a moment after the last year', { placedAt: '9999-12-31T23:59:59-05:00' }, 'placedAt'],
    ['a moment before the first year', { placedAt: '0000-06-01T00:00:00Z' }, 'placedAt'],
    ['a number for yes', { deliveryAllowed: 1 }, 'deliveryAllowed'],
    ['a field of the shop that is no text', { customer: { ...ORDER.customer, fields: { a: 1 } } }, 'customer.fields.a'],
  ])('are refused with %s', async (_what, over, path) => {
    const refused = await place(over);
    expect([refused.status, refused.body.code, paths(refused)]).toEqual([422, 'UZ1501', [path]]);
  });

  it('bonuses pay at most the total, as it is and as it becomes', async () => {
    const tooMuch = await place({ bonus: { amount: '100.01' } });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([422, 'UZ1505']);
    const { body: order } = await place({ bonus: { amount: '100.00' } });
    expect((await patch(order.id, { bonus: { amount: '100.000001' } })).body.code).toBe('UZ1505');
    expect((await patch(order.id, { lines: [{ ...ORDER.lines[0], price: '99' }] })).body.code).toBe('UZ1505');
    // 1C has made the order cheaper: that must not keep the shop from changing something else.
    await rest.knex('orders').where({ order_id: order.id }).update({ total: '50.00' });
    expect((await patch(order.id, { comment: 'x' })).status).toBe(200);
  });

  it('what the customer cancelled stays cancelled', async () => {
    const { body: order } = await place();
    const nonsense = await patch(order.id, { cancelledBy: 'customer' });
    expect([nonsense.status, nonsense.body.code]).toEqual([422, 'UZ1501']);
    expect((await patch(order.id, { cancelled: true })).body.cancelledBy).toBe('shop');
    expect((await patch(order.id, { cancelled: false })).body).toMatchObject({ cancelled: false, cancelledBy: null });
    const { body } = await patch(order.id, { cancelled: true, cancelledBy: 'customer' });
    expect(body).toMatchObject({ cancelled: true, cancelledBy: 'customer' });
    for (const back of [{ cancelled: false }, { cancelledBy: 'shop' }, { cancelled: true, cancelledBy: 'shop' }]) {
      const refused = await patch(order.id, back);
      expect([refused.status, refused.body.code]).toEqual([409, 'UZ1519']);
    }
    expect((await patch(order.id, { cancelled: true, comment: 'x' })).body.cancelledBy).toBe('customer');
  });

  it('orders are found by them', async () => {
    const mark = { site: 'found', responsible: 'F-1', promoCodes: ['Осінь 10%'] };
    const { body: one } = await place({ ...mark, customer: { ...ORDER.customer, phone: '067 765 43 21' } });
    const { body: other } = await place({ site: 'found', responsible: 'F-2' });
    expect(await listed('site=found')).toEqual([one.id, other.id]);
    expect(await listed('responsible=F-1')).toEqual([one.id]);
    expect(await listed(`promoCode=${encodeURIComponent(' ОСІНЬ 10% ')}`)).toEqual([one.id]);
    expect(await listed(`promoCode=${encodeURIComponent('Осінь')}`)).toEqual([]);
    expect(await listed(`customer=${one.customerId}`)).toEqual([one.id]);
    await patch(one.id, { promoCodes: ['Зима'] });
    expect(await listed(`promoCode=${encodeURIComponent('осінь 10%')}`)).toEqual([]);
    expect(await listed(`promoCode=${encodeURIComponent('зима')}`)).toEqual([one.id]);

    const held = [{ code: 'x', text: 'Wait.' }];
    await rest
      .knex('orders')
      .where({ order_id: other.id })
      .update({ held: JSON.stringify(held) });
    expect((await rest.get(`/v1/orders/${other.id}`)).body.held).toEqual(held);
    expect(await listed('site=found&held=true')).toEqual([other.id]);
    expect(await listed('site=found&held=false')).toEqual([one.id]);

    const conflict = {
      shop_id: 'main',
      order_id: one.id,
      node_id: node,
      version: 1,
      fields: {},
      rule: '1c',
      winner: '1c',
    };
    for (const group of ['status', 'lines'])
      await rest
        .knex('order_conflicts')
        .insert({ ...conflict, conflict_id: uuid(), field_group: group, digest: group });
    expect((await rest.get(`/v1/orders/${one.id}`)).body.conflicts).toBe(2);
    expect(await listed('site=found&conflicts=true')).toEqual([one.id]);
    expect(await listed('site=found&conflicts=false')).toEqual([other.id]);
    const wrong = await rest.get('/v1/orders?held=yes&customer=7');
    expect([wrong.status, paths(wrong)]).toEqual([422, ['customer', 'held']]);
  });

  it('promo codes are compared with the directory: unknown ones are warned of, or refused, or nobody’s business', async () => {
    await rest.request('put', '/v1/promo-codes/WELCOME', { body: { name: 'Welcome' } });
    const policy = async (promoCodes: string) =>
      await rest
        .knex('shops')
        .where({ shop_id: 'main' })
        .update({ settings: { country: 'UA', promoCodes } });
    const codes = { promoCodes: ['welcome', 'nobody'] };
    expect((await place(codes)).body.warnings).toEqual([
      { code: 'promo-code-unknown', text: expect.stringContaining('"nobody"') },
    ]);
    await policy('refuse');
    const refused = await place(codes);
    expect([refused.status, refused.body.code]).toEqual([422, 'UZ1517']);
    expect((await place({ promoCodes: ['welcome'] })).status).toBe(201);
    await policy('ignore');
    expect((await place(codes)).body.warnings).toEqual([]);
  });

  it('an answer that a former version kept for an Idempotency-Key is given with what it lacks', async () => {
    const key = uuid();
    const { body: first } = await place({}, key);
    const { rows } = await rest.knex.raw('select response from idempotency_keys where key = ?', [key]);
    const kept = rows[0].response;
    const then = 'orderId number status ownerNodeId customer currency lines delivery payments comment requisites total';
    const facts = 'paid shipped cancelled deleted oneC version placedAt createdAt updatedAt';
    const old = Object.fromEntries(`${then} ${facts}`.split(' ').map((name) => [name, kept[name]]));
    await rest
      .knex('idempotency_keys')
      .where({ key })
      .update({ response: JSON.stringify(old) });
    const again = await place({}, key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual({ ...first, customerId: null, routing: null });
  });
});
