import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as randomKey } from 'uuid';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('customers', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    await insertNodeRow(rest.knex, { name: '1c' });
    await rest
      .knex('shops')
      .where({ shop_id: 'main' })
      .update({ settings: { country: 'UA' } });
  });
  afterAll(async () => await rest.close());

  const place = async (customer: object) =>
    (
      await rest.request('post', '/v1/orders', {
        headers: { 'Idempotency-Key': randomKey() },
        body: {
          customer: { type: 'person', name: 'Олена', ...customer },
          currency: 'UAH',
          lines: [{ name: 'x', quantity: '1', price: '5' }],
        },
      })
    ).body;
  const ids = async (query: string) =>
    (await rest.get(`/v1/customers?${query}`)).body.items.map(({ id }: { id: string }) => id);

  it('are made by their first order, found again by the next, and counted', async () => {
    const first = await place({ id: '42', phone: '050 111-22-33', email: 'Olena@Shop.ua' });
    const second = await place({ phone: '+380 50 1112233', taxId: '77 01234567' });
    expect(second.customerId).toBe(first.customerId);
    await rest.request('patch', `/v1/orders/${second.id}`, { body: { cancelled: true } });
    const { status, body } = await rest.get(`/v1/customers/${first.customerId}`);
    expect([status, body]).toEqual([
      200,
      {
        ...{ id: first.customerId, externalId: '42', type: 'person', name: 'Олена', taxId: '7701234567', node: null },
        ...{ phone: '050 111-22-33', email: 'Olena@Shop.ua', orders: 2, openOrders: 1, links: [] },
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    ]);
    expect(body.updatedAt > body.createdAt).toBe(true);
    const orders = (await rest.get(`/v1/orders?customer=${first.customerId}`)).body.items;
    expect(orders.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id]);
  });

  it('are filtered by telephone, e-mail and tax id, however these are written', async () => {
    const { customerId } = await place({ phone: '067 555 44 33', email: 'Find@Me.ua', taxId: '1234567890' });
    await place({ phone: '067 555 44 34' });
    expect(await ids('phone=%2B38 (067) 555-44-33')).toEqual([customerId]);
    expect(await ids('email=%20FIND@me.UA')).toEqual([customerId]);
    expect(await ids('taxId=12345 67890')).toEqual([customerId]);
    expect(await ids('taxId=12345 67890&email=other@me.ua')).toEqual([]);
    const wrong = await rest.get('/v1/customers?phone=12');
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, 'phone']);
  });

  it('who may be the same show each other', async () => {
    const byPhone = await place({ phone: '063 000 00 01', name: 'Anna' });
    const byMail = await place({ email: 'anna@shop.ua', name: 'A. Koval' });
    const both = await place({ phone: '063 000 00 01', email: 'anna@shop.ua' });
    expect(both.customerId).toBe(byPhone.customerId);
    const links = async (id: string) => (await rest.get(`/v1/customers/${id}`)).body.links;
    expect(await links(byPhone.customerId)).toMatchObject([
      { id: byMail.customerId, name: 'A. Koval', matchedBy: 'email' },
    ]);
    expect(await links(byMail.customerId)).toMatchObject([
      { id: byPhone.customerId, name: 'Anna', matchedBy: 'email' },
    ]);
  });

  it('are listed page by page, also by the time of change', async () => {
    const all = await ids('limit=500');
    expect(all.length).toBeGreaterThan(4);
    for (const order of ['', '&updatedAfter=2020-01-01T00:00:00Z']) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body }: { body: { items: { id: string }[]; next: string | null } } = await rest.get(
          `/v1/customers?limit=2${order}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.next;
      }
      expect([...seen].sort()).toEqual([...all].sort());
    }
  });

  it('that are unknown are not found, and those of another shop neither', async () => {
    await rest.knex('shops').insert({ shop_id: 'two', name: 'two' });
    const customer = { shop_id: 'two', customer_id: randomKey(), type: 'person', name: 'x', email_key: 'two@x.ua' };
    await rest.knex('customers').insert(customer);
    expect((await rest.get(`/v1/customers/${customer.customer_id}`)).body.code).toBe('UZ1507');
    expect(await ids('email=two@x.ua')).toEqual([]);
    expect((await rest.get('/v1/customers/7')).status).toBe(404);
  });
});
