import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertOffer, insertProduct, insertProperty } from './catalogue-rows.js';
import { makeListing } from './listing-of.js';
import { openRest, type Rest } from './open-rest.js';
import { CASES, OFFERS, SHELF } from './search-cases.js';

describe('GET /v1/products?q=', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
    await insertProperty(rest.knex, { external_id: 'colour', name: 'Цвет', variants: { warm: 'Тёплый белый' } });
    for (const [external_id, row] of Object.entries(SHELF)) await insertProduct(rest.knex, { external_id, ...row });
    for (const offer of OFFERS) await insertOffer(rest.knex, offer);
    await makeListing(rest);
  });
  afterAll(async () => await rest.close());

  async function found(query: Record<string, string>): Promise<string[]> {
    const response = await rest.get(`/v1/products?${new URLSearchParams(query)}`);
    expect([query, response.status]).toEqual([query, 200]);
    return response.body.items.map((item: { externalId: string }) => item.externalId);
  }

  it.each(CASES)('%j finds «%s»: %s', async (q, expected) => {
    expect((await found({ q })).sort()).toEqual(expected.split(' ').filter(Boolean).sort());
    expect(rest.errors).toEqual([]);
  });

  it('has what fits best first: names before other texts, short ones before long ones, whole codes before all', async () => {
    expect((await found({ q: 'кухня' }))[0]).toBe('tables');
    expect(await found({ q: '220' })).toEqual(['battery']);
    const twin = { name: 'Стол', description: 'просто стол' };
    await insertProduct(rest.knex, { external_id: 'plain', ...twin });
    await insertProduct(rest.knex, { external_id: 'told', name: 'Скатерть', description: 'на стол' });
    await insertProduct(rest.knex, { external_id: 'coded', name: 'Ножка', sku: 'стол' });
    await makeListing(rest);
    const all = await found({ q: 'стол' });
    expect([all[0], all.at(-1)]).toEqual(['plain', 'told']);
    expect(all).toHaveLength(5);
  });

  it('goes page by page, in its own order and in others, with filters', async () => {
    for (const query of [{ q: 'стол' }, { q: 'стол', sort: 'name' }, { q: 'стол', sort: 'id', active: 'all' }]) {
      const whole = await found(query as Record<string, string>);
      const pages: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const parts = new URLSearchParams({ ...query, limit: '1', ...(cursor && { cursor }) } as Record<
          string,
          string
        >);
        const { body } = await rest.get(`/v1/products?${parts}`);
        pages.push(...body.items.map((item: { externalId: string }) => item.externalId));
        cursor = body.next;
      }
      expect([query, pages]).toEqual([query, whole]);
      expect(new Set(whole).size).toBe(whole.length);
    }
    expect(await found({ q: 'стол', active: 'false' })).toEqual(['gone']);
    expect(await found({ q: 'стол', brand: 'Мебельщик' })).toEqual(['table']);
    expect(await found({ q: 'стол', sku: 'ст-1200', sort: 'relevance' })).toEqual(['table']);
    expect(await found({ q: 'стул', updatedAfter: '2001-01-01T00:00:00Z' })).toHaveLength(2);
    expect(await found({ q: 'стол', updatedAfter: '2901-01-01T00:00:00Z' })).toEqual([]);
  });

  it('refuses the cursor of another search, and an order by fitness of nothing', async () => {
    const { next } = (await rest.get(`/v1/products?limit=1&q=${encodeURIComponent('стол')}`)).body;
    for (const [query, path] of [
      [`q=other&cursor=${next}`, 'cursor'],
      [`cursor=${next}`, 'cursor'],
      ['sort=relevance', 'q'],
    ]) {
      const response = await rest.get(`/v1/products?${query}`);
      expect([query, response.status, response.body.errors[0].path]).toEqual([query, 422, path]);
    }
    const [list, place] = JSON.parse(Buffer.from(next, 'base64url').toString());
    for (const key of ['x', '-1', '1e9', '99999999999']) {
      const forged = Buffer.from(JSON.stringify([list, { ...place, key }])).toString('base64url');
      expect((await rest.get(`/v1/products?limit=1&q=${encodeURIComponent('стол')}&cursor=${forged}`)).status).toBe(
        422,
      );
    }
    expect(rest.errors).toEqual([]);
  });

  it('takes whatever people type', async () => {
    for (const q of [
      'a'.repeat(200),
      "'".repeat(200),
      '\\',
      '&|!():*<->',
      'ж'.repeat(200),
      '🔥'.repeat(80),
      'а б в г д е '.repeat(16),
      '½ ﷺ ǅ',
      'ﬃ',
      '\u202eabc',
      "x' or 1=1 --",
    ])
      expect((await rest.get(`/v1/products?q=${encodeURIComponent(q)}`)).status).toBe(200);
    expect(rest.errors).toEqual([]);
  });
});
