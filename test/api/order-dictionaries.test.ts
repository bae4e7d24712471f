import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { putEntry } from '../../src/store/customers/directories.js';
import { readOrderDictionary } from '../../src/store/orders/order-dictionary.js';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Олена' },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '1', price: '1' }],
};

describe('statuses, payment methods and deliveries', () => {
  let rest: Rest;
  let node = '';
  beforeAll(async () => {
    rest = await openRest();
    node = await insertNodeRow(rest.knex, { name: '1c' });
    const body = {
      ...ORDER,
      status: 'Новий',
      delivery: { name: 'Кур’єр' },
      payments: [{ name: 'Готівка', amount: '1' }],
    };
    await rest.request('post', '/v1/orders', { body, headers: { 'Idempotency-Key': uuid() } });
  });
  afterAll(async () => await rest.close());

  const words = async (path: string, query = ''): Promise<[string, string, boolean][]> =>
    (await rest.get(`/v1/${path}${query}`)).body.items.map(
      ({ key, source, active }: { key: string; source: string; active: boolean }) => [key, source, active],
    );
  const put = async (path: string, key: string, body: object = {}) =>
    await rest.request('put', `/v1/${path}/${encodeURIComponent(key)}`, { body });
  const remove = async (path: string, key: string) =>
    await rest.request('delete', `/v1/${path}/${encodeURIComponent(key)}`);

  it.each([
    ['order-statuses', 'Новий'],
    ['payment-methods', 'Готівка'],
    ['deliveries', 'Кур’єр'],
  ])('%s: those of the shop, then what only stands in orders', async (path, word) => {
    expect(await words(path)).toEqual([[word, 'orders', true]]);
    const { body } = await put(path, 'Наше <&>', { name: 'Наша назва', content: { colour: 'red' } });
    expect(body).toMatchObject({ key: 'Наше <&>', name: 'Наша назва', source: 'ours', content: { colour: 'red' } });
    expect(await words(path)).toEqual([
      ['Наше <&>', 'ours', true],
      [word, 'orders', true],
    ]);
    expect((await put(path, word)).body).toMatchObject({ key: word, name: word, source: 'ours' });
    expect(await words(path)).toHaveLength(2);
    expect((await remove(path, 'Наше <&>')).body.active).toBe(false);
    expect(await words(path)).toEqual([[word, 'ours', true]]);
    expect(await words(path, '?active=false')).toEqual([['Наше <&>', 'ours', false]]);
    expect((await remove(path, 'немає')).status).toBe(404);
  });

  it('reading writes nothing', async () => {
    await rest.knex.raw('truncate order_words');
    await words('order-statuses');
    expect(await rest.knex('order_words').count()).toEqual([{ count: '0' }]);
  });

  it('what a 1C keeps is not written over', async () => {
    const source = { nodeId: node, exchangeId: null };
    await rest.services.db.transaction(
      async (tx) => await putEntry(tx, 'main', 'deliveries', { key: 'Склад 1С', name: '' }, source),
    );
    const shown = (await rest.get('/v1/deliveries')).body.items.find(({ key }: { key: string }) => key === 'Склад 1С');
    expect(shown).toMatchObject({ source: '1c', name: 'Склад 1С', node: { id: node, name: '1c' } });
    expect((await put('deliveries', 'Склад 1С')).body).toMatchObject({ status: 409, code: 'UZ1528' });
    expect((await remove('deliveries', 'Склад 1С')).body).toMatchObject({ status: 409, code: 'UZ1528' });
  });

  it('1C is offered what is in use, and what orders have', async () => {
    await put('order-statuses', 'Відправлено');
    await put('order-statuses', 'Скасовано');
    await remove('order-statuses', 'Скасовано');
    const lists = await readOrderDictionary(rest.knex, 'main');
    expect(lists.statuses).toEqual(expect.arrayContaining(['Відправлено', 'Новий']));
    expect(lists.statuses).not.toContain('Скасовано');
    expect(lists.deliveries).toContain('Склад 1С');
  });

  it('there are at most 1,000, and each key is one word', async () => {
    await rest.knex.raw(
      `insert into directory_entries (shop_id, entry_id, directory, entry_key, written_key, name, content, active, created_at, updated_at)
       select 'main', gen_random_uuid(), 'payment-methods', 'm' || n, 'm' || n, '', '{}', true, now(), now() from generate_series(1, 998) n`,
    );
    expect((await put('payment-methods', 'one too many')).body).toMatchObject({ status: 409, code: 'UZ1524' });
    expect((await put('payment-methods', 'm7', { name: 'seven' })).status).toBe(200);
    expect((await put('payment-methods', ' ')).status).toBe(404);
    expect(rest.errors).toEqual([]);
  });
});
