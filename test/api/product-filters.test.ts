import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertGroup, insertOffer, insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('GET /v1/products filters', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const found = async (query: string): Promise<string[]> => {
    const response = await rest.get(`/v1/products?${query}`);
    expect(response.status).toBe(200);
    return response.body.items.map((item: { externalId: string }) => item.externalId).sort();
  };

  it('group: by our id or 1C id, with all groups below it, in its id space, even a tree that bites its own tail', async () => {
    const { knex } = rest;
    const root = await insertGroup(knex, { external_id: 'root' });
    await insertGroup(knex, { external_id: 'sub', parent_external_id: 'root' });
    await insertGroup(knex, { external_id: 'leaf', parent_external_id: 'sub' });
    await insertGroup(knex, { external_id: 'root', parent_external_id: 'leaf', id_space: 'other' });
    await insertGroup(knex, { external_id: 'leaf', parent_external_id: 'root', id_space: 'other' });
    await insertProduct(knex, { external_id: 'in-root', group_ids: ['root'] });
    await insertProduct(knex, { external_id: 'in-leaf', group_ids: ['elsewhere', 'leaf'] });
    await insertProduct(knex, { external_id: 'in-none' });
    await insertProduct(knex, { external_id: 'in-late', group_ids: ['late'] });
    await insertProduct(knex, { external_id: 'in-other', group_ids: ['leaf'], id_space: 'other' });
    await insertProduct(knex, { external_id: 'in-sub-elsewhere', group_ids: ['sub'], id_space: 'other' });
    expect(await found(`group=${root}`)).toEqual(['in-leaf', 'in-root']);
    expect(await found(`group=${root.toUpperCase()}`)).toEqual(['in-leaf', 'in-root']);
    expect(await found('group=sub')).toEqual(['in-leaf', 'in-sub-elsewhere']);
    expect(await found('group=root')).toEqual(['in-leaf', 'in-other', 'in-root']);
    expect(await found('group=late')).toEqual(['in-late']);
    expect(await found('group=unknown')).toEqual([]);
  });

  it('q: part of name, sku or barcode in any case, of the product or its offers; % _ and \\ are letters', async () => {
    const { knex } = rest;
    await insertProduct(knex, { external_id: 'q1', name: 'Скидка 50% на ЁЖИКА' });
    await insertProduct(knex, { external_id: 'q2', sku: 'AB_77\\x' });
    await insertProduct(knex, { external_id: 'q3', barcode: '4600123' });
    await insertProduct(knex, { external_id: 'q4', name: 'просто 500 и ABx77' });
    await insertOffer(knex, { product_external_id: 'q4', characteristic_id: 'c', barcode: '2999888', sku: 'ВАР-1' });
    expect(await found(`q=${encodeURIComponent('ёжик')}`)).toEqual(['q1']);
    expect(await found(`q=${encodeURIComponent('50%')}`)).toEqual(['q1']);
    expect(await found('q=ab_77')).toEqual(['q2']);
    expect(await found(`q=${encodeURIComponent('77\\X')}`)).toEqual(['q2']);
    expect(await found('q=460012')).toEqual(['q3']);
    expect(await found('q=2999')).toEqual(['q4']);
    expect(await found(`q=${encodeURIComponent(' вар-1 ')}`)).toEqual(['q4']);
    expect(await found('q=nothing-of-that-kind')).toEqual([]);
  });

  it('active: what is on sale by default; a product marked as deleted is not', async () => {
    const { knex } = rest;
    await insertProduct(knex, { external_id: 's1', name: 'status' });
    await insertProduct(knex, { external_id: 's2', name: 'status', active: false });
    await insertProduct(knex, { external_id: 's3', name: 'status', deleted: true });
    expect(await found('q=status')).toEqual(['s1']);
    expect(await found('q=status&active=true')).toEqual(['s1']);
    expect(await found('q=status&active=false')).toEqual(['s2', 's3']);
    expect(await found('q=status&active=all')).toEqual(['s1', 's2', 's3']);
  });

  it('updatedAfter: what was written later, to the microsecond, itself or one of its offers', async () => {
    const { knex } = rest;
    const at = (micro: string) => `2001-05-05T10:00:00.${micro}Z`;
    await insertProduct(knex, { external_id: 'u1', name: 'upd', updated_at: at('000001') });
    await insertProduct(knex, { external_id: 'u2', name: 'upd', updated_at: at('000002') });
    await insertProduct(knex, { external_id: 'u3', name: 'upd', updated_at: at('000000') });
    await insertOffer(knex, { product_external_id: 'u3', updated_at: at('000003') });
    await insertOffer(knex, {
      product_external_id: 'u3',
      characteristic_id: 'gone',
      active: false,
      updated_at: at('000004'),
    });
    expect(await found(`q=upd&updatedAfter=${at('000000')}`)).toEqual(['u1', 'u2', 'u3']);
    expect(await found(`q=upd&updatedAfter=${at('000001')}`)).toEqual(['u2', 'u3']);
    expect(await found(`q=upd&updatedAfter=${at('000003')}`)).toEqual(['u3']);
    expect(await found(`q=upd&updatedAfter=${at('000004')}`)).toEqual([]);
    expect(await found(`q=upd&updatedAfter=${encodeURIComponent('2001-05-05T13:00:00.000001+03:00')}`)).toEqual([
      'u2',
      'u3',
    ]);
    const { body } = await rest.get(`/v1/products?q=upd&updatedAfter=${at('000000')}`);
    expect(
      body.items.map((item: { externalId: string; updatedAt: string }) => [item.externalId, item.updatedAt]),
    ).toEqual([
      ['u1', at('000001')],
      ['u2', at('000002')],
      ['u3', at('000004')],
    ]);
    const { body: plain } = await rest.get('/v1/products?q=upd');
    expect(plain.items.map((item: { updatedAt: string }) => item.updatedAt).sort()).toEqual([
      at('000001'),
      at('000002'),
      at('000004'),
    ]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['active=yes', 'active'],
    ['updatedAfter=yesterday', 'updatedAfter'],
    ['updatedAfter=2026-01-31', 'updatedAfter'],
    ['updatedAfter=2026-01-31T10:00:00', 'updatedAfter'],
    ['updatedAfter=2026-02-30T10:00:00Z', 'updatedAfter'],
    ['updatedAfter=2026-01-31T10:00:00+03:00', 'updatedAfter'],
    ['updatedAfter=0000-01-01T00:00:00Z', 'updatedAfter'],
    ['cursor=abc', 'cursor'],
    ['cursor=WyJwcm9kdWN0cyIseyJpZCI6IngifV0', 'cursor'],
    ['q=', 'q'],
    ['q=%00', 'q'],
    ['q=a&q=b', 'q'],
    ['group=%20', 'group'],
    ['updatedafter=2026-01-31T10:00:00Z', 'updatedafter'],
  ])('refuses %s and names the parameter', async (query, path) => {
    const response = await rest.get(`/v1/products?${query}`);
    expect(response.status).toBe(422);
    expect(response.body.code).toBe('UZ1501');
    expect(response.body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
    expect(rest.errors).toEqual([]);
  });

  it('takes zones beyond what PostgreSQL does, and refuses a cursor of another list or order', async () => {
    expect(
      (await rest.get(`/v1/products?updatedAfter=${encodeURIComponent('2001-01-01T00:00:00+23:59')}`)).status,
    ).toBe(200);
    const { next } = (await rest.get('/v1/products?limit=1')).body;
    expect((await rest.get(`/v1/products?cursor=${next}`)).status).toBe(200);
    expect((await rest.get(`/v1/offers?cursor=${next}`)).status).toBe(422);
    expect((await rest.get(`/v1/products?updatedAfter=2001-01-01T00:00:00Z&cursor=${next}`)).status).toBe(422);
  });
});
