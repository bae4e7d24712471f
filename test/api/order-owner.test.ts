import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertNode, type NewNode } from '../../src/store/nodes/nodes.js';
import { openRest, type Rest } from './open-rest.js';

let rest: Rest;
let north: string;
let south: string;

beforeAll(async () => {
  rest = await openRest();
  north = await node('Север', { priority: 1, settings: { numberPrefix: 'N-' } });
  south = await node('Юг', {});
});
afterAll(() => rest.close());

const node = async (name: string, more: Partial<NewNode>): Promise<string> =>
  (
    await rest.services.db.transaction((tx) =>
      insertNode(tx, 'main', { name, profile: 'trade', timeZone: 'Europe/Kyiv', ...more }),
    )
  ).nodeId;

const place = async (more: object = {}) =>
  await rest.request('post', '/v1/orders', {
    headers: { 'Idempotency-Key': uuid() },
    body: {
      customer: { type: 'person', name: 'Олена', phone: '+380501112233' },
      currency: 'UAH',
      lines: [{ name: 'Матрац', quantity: '1', price: '10' }],
      ...more,
    },
  });

const move = async (id: string, body: object) => await rest.request('post', `/v1/orders/${id}/owner`, { body });

describe('POST /v1/orders/{id}/owner', () => {
  it('moves an order, and answers with the order and its version', async () => {
    const placed = await place();
    expect(placed.body).toMatchObject({ owner: { id: north, name: 'Север' }, routing: { by: 'priority' } });
    const moved = await move(placed.body.id, { node: 'Юг' });
    expect(moved.status).toBe(200);
    expect(moved.headers.etag).toBe('"2"');
    expect(moved.body).toMatchObject({ owner: { id: south, name: 'Юг' }, version: 2, routing: { by: 'moved' } });
    expect((await move(placed.body.id, { node: null })).body).toMatchObject({ owner: null, version: 3 });
  });

  it('says what is wrong with the name of the node', async () => {
    const { body } = await place();
    expect((await move(body.id, {})).body.detail).toBe('node: This field is missing.');
    expect((await move(body.id, { node: 7 })).body.detail).toBe('node: This must be of the type string.');
  });

  it('refuses what a 1C may have, until it is forced', async () => {
    const { body } = await place();
    await rest.knex('orders').where({ order_id: body.id }).update({ number_frozen: true });
    const refused = await move(body.id, { node: south });
    expect([refused.status, refused.body.code]).toEqual([409, 'UZ1515']);
    expect((await move(body.id, { node: south, force: true })).body.owner.id).toBe(south);
  });

  it('refuses unknown nodes, orders, and bodies that say nothing', async () => {
    const { body } = await place();
    expect((await move(body.id, { node: 'Запад' })).body.code).toBe('UZ1520');
    expect((await move(uuid(), { node: south })).status).toBe(404);
    for (const wrong of [{}, { node: '' }, { node: 1 }, { node: south, force: 'yes' }, { node: south, extra: 1 }]) {
      expect((await move(body.id, wrong)).status).toBe(422);
    }
  });
});

describe('the owner in POST /v1/orders', () => {
  it('is the node that the request names', async () => {
    expect((await place({ owner: 'Юг' })).body).toMatchObject({ owner: { id: south }, routing: { by: 'given' } });
    const refused = await place({ owner: 'Запад' });
    expect([refused.status, refused.body.code]).toEqual([409, 'UZ1520']);
  });
});

describe('/v1/duplicates', () => {
  const duplicate = async (orderId: string, state: string) => {
    const content = {
      kind: 'document',
      id: '',
      number: `УТ-${state}`,
      date: '2026-03-01',
      operation: 'order',
      operationText: 'Заказ товара',
      currency: 'UAH',
      amount: '10',
      counterparties: [{ type: 'person', name: 'Олена', contacts: [], extra: {} }],
      ...{ taxes: [], discounts: [], requisites: [], fate: {}, subordinate: [], extra: {} },
    };
    const row = { shop_id: 'main', duplicate_id: uuid(), order_id: orderId, node_id: south, document_key: uuid() };
    await rest.knex('order_duplicates').insert({ ...row, recognised_by: 'facts', state, content });
    return row.duplicate_id;
  };

  it('lists what was taken for orders of other nodes, by state and node, and takes decisions', async () => {
    const order = (await place()).body;
    const [open, linked] = [await duplicate(order.id, 'open'), await duplicate(order.id, 'linked')];
    const { items } = (await rest.get('/v1/duplicates')).body;
    expect(items).toMatchObject([
      {
        id: open,
        order: { id: order.id, number: order.number, owner: { id: north, name: 'Север' } },
        node: { id: south, name: 'Юг' },
        recognisedBy: 'facts',
        content: { number: 'УТ-open' },
        decidedAt: null,
      },
      { id: linked },
    ]);
    const idsOf = async (query: string) =>
      (await rest.get(`/v1/duplicates?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await idsOf('state=open')).toEqual([open]);
    expect(await idsOf(`node=${north}`)).toEqual([]);
    expect(await idsOf(`node=${encodeURIComponent('Юг')}&limit=1`)).toEqual([open]);
    const first = (await rest.get('/v1/duplicates?limit=1')).body;
    expect(await idsOf(`limit=1&cursor=${first.next}`)).toEqual([linked]);

    const decide = async (id: string, decision: string) =>
      await rest.request('post', `/v1/duplicates/${id}`, { body: { decision } });
    expect((await decide(open, 'different')).body).toMatchObject({ id: open, state: 'different' });
    expect(await rest.knex('orders').where({ owner_node_id: south, number: 'УТ-open' })).toHaveLength(1);
    expect((await decide(linked, 'same')).body).toMatchObject({ state: 'same' });
    expect((await decide(linked, 'different')).body.code).toBe('UZ1518');
    expect((await decide(linked, 'perhaps')).status).toBe(422);
    expect((await decide(uuid(), 'same')).status).toBe(404);
  });
});
