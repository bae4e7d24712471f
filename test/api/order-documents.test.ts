import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as randomKey } from 'uuid';
import { readOrderDocuments } from '../../src/store/orders/read-order-documents.js';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Анна' },
  currency: 'RUB',
  lines: [{ name: 'Чашка', quantity: '2', price: '100' }],
  payments: [
    { amount: '50', number: 'K-1' },
    { amount: '50', paidAt: '2026-01-31T23:30:00+03:00' },
    { amount: '20', number: 'K-3' },
  ],
};

describe('what 1C tells of an order', () => {
  let rest: Rest;
  let node = '';
  beforeAll(async () => {
    rest = await openRest();
    node = await insertNodeRow(rest.knex, { name: '1c' });
  });
  afterAll(async () => await rest.close());

  const key = randomKey();
  const place = async (withKey = randomKey()): Promise<string> => {
    const headers = { 'Idempotency-Key': withKey };
    return (await rest.request('post', '/v1/orders', { body: ORDER, headers })).body.id;
  };
  const attach = async (orderId: string, documentId: string, operation: string, content: object) => {
    const row = { shop_id: 'main', order_id: orderId, document_id: documentId, node_id: node, operation };
    const said = { id: documentId, operation, operationText: 'о', number: '', fate: {}, subordinate: [], ...content };
    await rest.knex('order_documents').insert({ ...row, content: JSON.stringify(said) });
  };

  it('the documents that it attached, by date; the order’s own document is none of them', async () => {
    const id = await place(key);
    expect((await rest.get(`/v1/orders/${id}`)).body.documents).toEqual([]);
    await attach(id, id, 'order', { number: '7', date: '2026-01-01' });
    await attach(id, 's', 'shipment', { operationText: 'Отпуск товара', date: '2026-02-02', fate: { deleted: true } });
    await attach(id, 'p', 'payment', {
      operationText: 'Эквайринговая операция',
      number: '5',
      date: '2026-02-01',
      time: '10:00:00',
      amount: '211.00',
      currency: 'RUB',
      fate: { oneCNumber: 'ПЛ-7', oneCDate: '2026-02-01', posted: true },
    });
    await attach(await place(), 'x', 'return', {});
    const { documents } = (await rest.get(`/v1/orders/${id}`)).body;
    expect(documents).toEqual([
      {
        id: 'p',
        operation: 'payment',
        name: 'Эквайринговая операция',
        number: '5',
        date: '2026-02-01',
        time: '10:00:00',
        amount: '211.00',
        currency: 'RUB',
        oneCNumber: 'ПЛ-7',
        oneCDate: '2026-02-01',
        posted: true,
        cancelled: false,
        deleted: false,
        updatedAt: expect.any(String),
      },
      expect.objectContaining({ id: 's', operation: 'shipment', amount: null, posted: null, deleted: true }),
    ]);
    const listed = (await rest.get('/v1/orders')).body.items;
    expect(listed.map((order: { documents: { id: string }[] }) => order.documents.map((one) => one.id))).toEqual([
      ['p', 's'],
      ['x'],
    ]);
    const lines = Array.from({ length: 3 }, () => ({ name: 'Чашка', quantity: '1' }));
    await rest.knex.raw(`update order_documents set content = content || ?::jsonb`, [JSON.stringify({ lines })]);
    const read = await readOrderDocuments(rest.knex, 'main', [id]);
    expect(read.get(id)?.map(({ content }) => Object.keys(content))).not.toContainEqual(
      expect.arrayContaining(['lines']),
    );
    const repeated = await rest.request('post', '/v1/orders', { body: ORDER, headers: { 'Idempotency-Key': key } });
    expect(repeated.body).toMatchObject({ id, documents: [] });
  });

  it('the payments that it lists: the shop’s own among them are marked, each once', async () => {
    const id = await place();
    const payments = [
      { number: 'K-1', amount: '50.00', method: 'Картой', methodId: '3' },
      { transaction: 'K-1', amount: '50' },
      { number: 'B-2', amount: '50', date: '2026-02-01T01:00:00' },
      { number: 'B-9', amount: '20' },
      { number: 'B-10' },
    ];
    await rest
      .knex('orders')
      .where({ order_id: id })
      .update({ one_c: JSON.stringify({ payments }) });
    const { body } = await rest.get(`/v1/orders/${id}`);
    expect(body.payments).toHaveLength(3);
    expect(body.oneC.payments).toEqual([
      { number: 'K-1', transaction: null, date: null, amount: '50.00', method: 'Картой', methodId: '3', ofShop: true },
      expect.objectContaining({ transaction: 'K-1', ofShop: true }),
      expect.objectContaining({ number: 'B-2', ofShop: false }),
      expect.objectContaining({ number: 'B-9', ofShop: false }),
      expect.objectContaining({ number: 'B-10', amount: null, ofShop: false }),
    ]);
  });
});
