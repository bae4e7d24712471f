import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { putEntries, putEntry } from '../../src/store/customers/directories.js';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('directories', () => {
  let rest: Rest;
  let node = '';
  beforeAll(async () => {
    rest = await openRest();
    node = await insertNodeRow(rest.knex, { name: '1c' });
  });
  afterAll(async () => await rest.close());

  const put = async (url: string, body: object) => await rest.request('put', url, { body });
  const items = async (url: string) => (await rest.get(url)).body.items;
  const paths = (response: { body: { errors?: { path: string }[] } }) => response.body.errors?.map(({ path }) => path);
  const by1c = () => ({ nodeId: node, exchangeId: null });

  it('employees are put, read, put again and taken out of use by their personnel number', async () => {
    const url = '/v1/employees/0000-00012';
    const body = {
      name: ' Іван Петренко ',
      email: 'ivan@shop.ua',
      phone: '+380501112233',
      content: { Відділ: 'Продажі' },
    };
    const made = await put(url, body);
    expect([made.status, made.body]).toEqual([
      200,
      {
        ...{ ...body, name: 'Іван Петренко', personnelNumber: '0000-00012', active: true, node: null },
        updatedAt: expect.any(String),
      },
    ]);
    expect((await put(url, body)).body).toEqual(made.body); // also its time: nothing was written
    expect((await rest.get(url)).body).toEqual(made.body);
    const short = await put(url, { name: 'Іван', active: true });
    expect(short.body).toMatchObject({ name: 'Іван', email: null, phone: null, content: {} });
    expect(short.body.updatedAt > made.body.updatedAt).toBe(true);
    const gone = await rest.request('delete', url);
    expect([gone.status, gone.body.active]).toEqual([200, false]);
    expect((await rest.request('delete', url)).body).toEqual(gone.body);
    expect(await items('/v1/employees')).toEqual([]);
    expect(await items('/v1/employees?active=all')).toEqual([gone.body]);
    expect((await put(url, { name: 'Іван' })).body.active).toBe(true);
  });

  it('a personnel number keeps its case and its zeros', async () => {
    await put('/v1/employees/a1', { name: 'small' });
    await put('/v1/employees/A1', { name: 'large' });
    expect((await rest.get('/v1/employees/a1')).body.name).toBe('small');
    expect((await rest.get('/v1/employees/0a1')).status).toBe(404);
  });

  it('a promo code is one in any case, and is kept as it was written last', async () => {
    const body = { name: 'Весна', validFrom: '2026-03-01T00:00:00+02:00', validTo: null };
    const made = await put('/v1/promo-codes/%D0%92%D0%B5%D1%81%D0%BD%D0%B0%2F10%25', body);
    expect(made.body).toMatchObject({ code: 'Весна/10%', validFrom: '2026-02-28T22:00:00.000Z', validTo: null });
    const url = `/v1/promo-codes/${encodeURIComponent('ВЕСНА/10%')}`;
    expect((await rest.get(url)).body).toEqual(made.body);
    expect((await put(url, body)).body.code).toBe('ВЕСНА/10%');
    expect(await items('/v1/promo-codes')).toHaveLength(1);
    expect((await rest.request('delete', url.toLowerCase())).body).toMatchObject({ code: 'ВЕСНА/10%', active: false });
    expect((await rest.get('/v1/promo-codes/none')).body.code).toBe('UZ1507');
    expect((await rest.request('delete', '/v1/promo-codes/none')).status).toBe(404);
  });

  it('promo codes are listed by what was in force at a moment', async () => {
    const limits = { validFrom: '2030-01-01T00:00:00Z', validTo: '2030-01-31T23:59:59.999Z' };
    await put('/v1/promo-codes/JANUARY', limits);
    await put('/v1/promo-codes/EVER', {});
    const at = async (moment: string) =>
      (await items(`/v1/promo-codes?validAt=${moment}`)).map(({ code }: { code: string }) => code);
    expect(await at('2030-01-01T00:00:00Z')).toEqual(['JANUARY', 'EVER']);
    expect(await at('2030-01-31T23:59:59.999Z')).toEqual(['JANUARY', 'EVER']);
    expect(await at('2029-12-31T23:59:59.999Z')).toEqual(['EVER']);
    expect(await at('2030-02-01T00:00:00%2B02:00')).toEqual(['JANUARY', 'EVER']);
    expect(await at('2030-02-01T00:00:00Z')).toEqual(['EVER']);
  });

  it.each<[string, string, object, string]>([
    ['an employee without a name', '/v1/employees/1', {}, 'name'],
    ['a time after the last year', '/v1/promo-codes/x', { validTo: '9999-12-31T23:59:59-05:00' }, 'validTo'],
    ['a time before the first year', '/v1/promo-codes/x', { validFrom: '0001-01-01T00:00:00+14:00' }, 'validFrom'],
    ['a time without a zone', '/v1/promo-codes/x', { validTo: '2026-01-01T00:00:00' }, 'validTo'],
    ['a day', '/v1/promo-codes/x', { validFrom: '2026-01-01' }, 'validFrom'],
    ['a word, and say it once', '/v1/promo-codes/x', { validFrom: '2026-01-01T00:00:00Z', validTo: 'x' }, 'validTo'],
    [
      'an end before its beginning',
      '/v1/promo-codes/x',
      { validFrom: '2026-02-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' },
      'validTo',
    ],
    ['content that is no text', '/v1/promo-codes/x', { content: { discount: 10 } }, 'content.discount'],
    ['an unknown field', '/v1/promo-codes/x', { valid_to: null }, 'valid_to'],
  ])('refuse %s', async (_what, url, body, path) => {
    const refused = await put(url, body);
    expect([refused.status, refused.body.code, paths(refused)]).toEqual([422, 'UZ1501', [path]]);
  });

  it('say what is wrong with the name of a field', async () => {
    const { body } = await put('/v1/promo-codes/x', { content: { ' ': 'x' } });
    expect(body.errors).toEqual([{ path: 'content. ', message: 'This text must not be blank.' }]);
  });

  it('say which 1C wrote an entry last', async () => {
    const entry = { key: 'FROM-1C', name: 'x', content: { Скидка: ['5', '10'], depth: { of: 1 } } };
    await rest.services.db.transaction(async (tx) => await putEntry(tx, 'main', 'promo-codes', entry, by1c()));
    expect((await rest.get('/v1/promo-codes/from-1c')).body).toMatchObject({
      node: { id: node, name: '1c' },
      content: entry.content,
    });
    expect((await put('/v1/promo-codes/from-1c', {})).body.node).toBeNull();
  });

  it('of node kinds are listed with their entries, page by page', async () => {
    const entries = Array.from({ length: 7 }, (_, at) => ({ key: `card-${at}`, name: `Card ${at}`, active: at !== 3 }));
    await rest.services.db.transaction(async (tx) => await putEntries(tx, 'main', 'bonus/cards', entries, by1c()));
    expect(await items('/v1/directories')).toEqual([
      { kind: 'bonus', name: 'cards', entries: 7, active: 6, updatedAt: expect.any(String) },
    ]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { key: string }[]; next: string | null } } = await rest.get(
        `/v1/directories/bonus/cards?active=all&limit=3&updatedAfter=2020-01-01T00:00:00Z${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map(({ key }) => key));
      cursor = body.next;
    }
    expect(seen).toEqual(entries.map(({ key }) => key));
    expect(await items('/v1/directories/bonus/cards?active=false')).toMatchObject([{ key: 'card-3' }]);
    expect(await items('/v1/directories/bonus/none')).toEqual([]);
    const foreign = (await rest.get('/v1/directories/bonus/cards?limit=1')).body.next;
    expect((await rest.get(`/v1/promo-codes?cursor=${foreign}`)).status).toBe(422);
  });

  it('are each shop’s own', async () => {
    await rest.knex('shops').insert({ shop_id: 'two', name: 'two' });
    await rest.services.db.transaction(
      async (tx) =>
        await putEntry(tx, 'two', 'employees', { key: 'only-two', name: 'x' }, { nodeId: null, exchangeId: null }),
    );
    expect((await rest.get('/v1/employees/only-two')).status).toBe(404);
  });
});
