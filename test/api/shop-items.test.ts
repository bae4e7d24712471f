import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MatchingWorld, openMatchingWorld } from './matching-world.js';

describe('items that a system had before', () => {
  let world: MatchingWorld;
  beforeAll(async () => {
    world = await openMatchingWorld();
  });
  afterAll(async () => await world.rest.close());

  const list = async (system: string, query = '') => (await world.rest.get(`/v1/shop-items/${system}?${query}`)).body;
  const nothing = { externalId: null, sku: null, barcode: null, code: null, name: null };

  it('are written and read in the order of their refs, page by page', async () => {
    await world.put('site', [{ ref: '2', name: 'Дрель' }, { ref: '10', sku: 'A', externalId: 'x' }, { ref: 'я' }]);
    const { items, next } = await list('site', 'limit=2');
    const updatedAt = expect.any(String);
    expect(items).toEqual([
      { ...nothing, ref: '10', sku: 'A', externalId: 'x', updatedAt },
      { ...nothing, ref: '2', name: 'Дрель', updatedAt },
    ]);
    expect(await list('site', `limit=2&cursor=${next}`)).toEqual({
      items: [{ ...nothing, ref: 'я', updatedAt }],
      next: null,
    });
    expect((await world.rest.get(`/v1/shop-items/other?cursor=${next}`)).status).toBe(422);
  });

  it('are written anew: the same changes nothing, what is left out is nothing', async () => {
    await world.put('anew', [{ ref: '1', sku: 'A', name: 'B' }]);
    const [before] = (await list('anew')).items;
    await world.put('anew', [{ ref: '1', sku: 'A', name: 'B' }]);
    expect((await list('anew')).items).toEqual([before]);
    await world.put('anew', [{ ref: '1', sku: 'C' }]);
    expect((await list('anew')).items).toEqual([{ ...before, sku: 'C', name: null, updatedAt: expect.any(String) }]);
  });

  it('are unmatched at first, or what their ref says', async () => {
    const id = await world.product({});
    await world.rest.request('put', `/v1/products/${id}/refs/first`, { body: { ref: '1' } });
    await world.put('first', [{ ref: '1' }, { ref: '2' }]);
    const { 1: one, 2: two } = await world.matches('system=first');
    expect([one?.state, one?.product?.id, one?.decision]).toEqual(['matched', id, 'ref']);
    expect([two?.state, two?.product, two?.decision]).toEqual(['unmatched', null, null]);
  });

  it('are removed with their matches; references stay', async () => {
    const id = await world.product({});
    await world.put('gone', [{ ref: '1' }, { ref: 'a/b' }, { ref: '3' }]);
    await world.rest.request('put', `/v1/products/${id}/refs/gone`, { body: { ref: '1' } });
    const remove = async (ref: string) => (await world.rest.request('delete', `/v1/shop-items/gone${ref}`)).status;
    expect([await remove('/a%2Fb'), await remove('/a%2Fb')]).toEqual([204, 404]);
    expect(Object.keys(await world.matches('system=gone')).sort()).toEqual(['1', '3']);
    // A ref that is empty, or that addresses fold away, is not the address of all items.
    expect([await remove('/'), await remove('/.'), await remove('/%2E')]).toEqual([404, 404, 404]);
    expect(Object.keys(await world.matches('system=gone')).sort()).toEqual(['1', '3']);
    expect([await remove(''), await remove('')]).toEqual([204, 204]);
    expect([await list('gone'), await world.matches('system=gone')]).toEqual([{ items: [], next: null }, {}]);
    expect((await world.rest.get('/v1/refs/gone/1')).body.product).toBe(id);
    const { items } = (await world.rest.get('/v1/shop-items')).body;
    expect(items).toContainEqual({ system: 'gone', items: 0, refs: 1 });
    expect(items).toContainEqual({ system: 'site', items: 3, refs: 0 });
  });

  it.each<[string, object, string]>([
    ['no item', { items: [] }, 'items'],
    ['a thousand and one', { items: Array.from({ length: 1001 }, (_, ref) => ({ ref: String(ref) })) }, 'items'],
    ['one ref twice', { items: [{ ref: '1' }, { ref: ' 1 ' }] }, 'items'],
    ['a blank name', { items: [{ ref: '1', name: ' ' }] }, 'items.0.name'],
    ['a price', { items: [{ ref: '1', price: '5' }] }, 'items.0.price'],
    ['no ref', { items: [{ name: 'x' }] }, 'items.0.ref'],
  ])('refuse %s', async (_what, body, path) => {
    const answer = await world.rest.request('put', '/v1/shop-items/site', { body });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });
});
