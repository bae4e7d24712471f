import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('references of products', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const product = async (row = {}) => await insertProduct(rest.knex, { external_id: uuid(), ...row });
  const put = async (id: string, system: string, ref: unknown, headers = {}) =>
    await rest.request('put', `/v1/products/${id}/refs/${system}`, { body: { ref }, headers });
  const remove = async (id: string, system: string) =>
    await rest.request('delete', `/v1/products/${id}/refs/${system}`);
  const find = async (system: string, ref: string) => await rest.get(`/v1/refs/${system}/${encodeURIComponent(ref)}`);
  const code = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

  it('are written, read, found and taken away', async () => {
    const id = await product();
    const written = await put(id, 'Site', ' 17/a ü ');
    expect(written.status).toBe(200);
    expect(written.body).toEqual({ product: id, system: 'site', ref: '17/a ü', updatedAt: expect.any(String) });
    expect((await put(id, 'site', '17/a ü')).body).toEqual(written.body);
    expect((await rest.get(`/v1/products/${id}/refs/site`)).body).toEqual(written.body);
    expect((await find('site', '17/a ü')).body).toEqual(written.body);
    await put(id, 'crm', 'C-1');
    const all = (await rest.get(`/v1/products/${id}/refs`)).body.items;
    expect(all.map(({ system, ref }: { system: string; ref: string }) => [system, ref])).toEqual([
      ['crm', 'C-1'],
      ['site', '17/a ü'],
    ]);
    expect((await rest.get(`/v1/products/${id}/matches`)).body).toEqual({ sameAs: [], refs: all });

    expect((await remove(id, 'site')).status).toBe(204);
    expect(code(await remove(id, 'site'))).toEqual([404, 'UZ1507']);
    expect(code(await rest.get(`/v1/products/${id}/refs/site`))).toEqual([404, 'UZ1507']);
    expect(code(await find('site', '17/a ü'))).toEqual([404, 'UZ1507']);
  });

  it('may be written anew, and are one product’s in a system', async () => {
    const [one, other] = [await product(), await product()];
    await put(one, 'unique', '1');
    const refused = await put(other, 'unique', '1');
    expect(code(refused)).toEqual([409, 'UZ1526']);
    expect(refused.body.detail).toContain(one);
    expect((await put(other, 'elsewhere', '1')).status).toBe(200);
    expect((await put(one, 'unique', '2')).body.ref).toBe('2');
    expect((await put(other, 'unique', '1')).status).toBe(200);
    expect((await find('unique', '2')).body.product).toBe(one);
  });

  it('stay when 1C takes the product away, and are no change in the log', async () => {
    const changes = async () => await rest.knex('changes').count().first();
    const before = await changes();
    const id = await product({ active: false, deleted: true });
    await put(id, 'gone', '1');
    expect((await find('gone', '1')).body.product).toBe(id);
    expect(await changes()).toEqual(before);
  });

  it('are written by the thousand: all or none, and two may exchange theirs', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => await product()));
    const many = async (pairs: readonly (readonly [string | undefined, string])[]) =>
      await rest.request('put', '/v1/refs/many', { body: { items: pairs.map(([p, ref]) => ({ product: p, ref })) } });
    const [a, b, c] = ids;
    expect(
      (
        await many([
          [a, '1'],
          [b, '2'],
          [c, '3'],
        ])
      ).status,
    ).toBe(204);
    expect(
      (
        await many([
          [a, '2'],
          [b, '1'],
        ])
      ).status,
    ).toBe(204);
    const page = (await rest.get('/v1/refs/many?limit=2')).body;
    expect(page.items.map((one: { product: string; ref: string }) => [one.product, one.ref])).toEqual([
      [b, '1'],
      [a, '2'],
    ]);
    const rest2 = (await rest.get(`/v1/refs/many?limit=2&cursor=${page.next}`)).body;
    expect([rest2.items.map((one: { product: string }) => one.product), rest2.next]).toEqual([[c], null]);

    expect(
      code(
        await many([
          [ids[3], '9'],
          [ids[4], '3'],
        ]),
      ),
    ).toEqual([409, 'UZ1526']);
    const unknown = await many([
      [ids[3], '9'],
      [uuid(), '10'],
    ]);
    expect([...code(unknown), unknown.body.errors[0].path]).toEqual([422, 'UZ1501', 'items.1.product']);
    expect((await rest.get('/v1/refs/many')).body.items).toHaveLength(3);
    expect(
      code(
        await many([
          [a, '1'],
          [a, '2'],
        ]),
      ),
    ).toEqual([422, 'UZ1501']);
  });

  it('are written once for one Idempotency-Key', async () => {
    const id = await product();
    const headers = { 'Idempotency-Key': uuid() };
    const first = await put(id, 'keyed', '1', headers);
    await put(id, 'keyed', '2');
    const again = await put(id, 'keyed', '1', headers);
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
    expect((await find('keyed', '2')).status).toBe(200);
  });

  it('one of two products that ask for a ref at the same time gets it', async () => {
    const ids = [await product(), await product(), await product()];
    const answers = await Promise.all(ids.map(async (id) => (await put(id, 'race', 'x')).status));
    expect(answers.sort()).toEqual([200, 409, 409]);
  });

  it.each(["'; drop table product_refs; --", '%', '../..', 'сайт', 'a b', 'x'.repeat(64)])(
    'refuse the system %j',
    async (system) => {
      const id = await product();
      const answer = await put(id, encodeURIComponent(system), '1');
      expect([answer.status, answer.body.code, answer.body.errors?.[0].path]).toEqual([422, 'UZ1501', 'system']);
      expect((await rest.get(`/v1/refs/${encodeURIComponent(system)}`)).status).toBe(422);
    },
  );

  it.each([["'; drop table product_refs; --"], ['$1'], [':shop'], ['?'], ['\\'], ['{}'], ['a'.repeat(255)]])(
    'take the ref %j as it is',
    async (ref) => {
      const id = await product();
      expect((await put(id, 'odd', ref)).body.ref).toBe(ref);
      expect((await find('odd', ref)).body.product).toBe(id);
    },
  );

  it.each([[''], [' '], ['a'.repeat(256)], ['\u0000'], [5], [null]])('refuse the ref %j', async (ref) => {
    expect(code(await put(await product(), 'site', ref))).toEqual([422, 'UZ1501']);
  });

  it('of products that there are not are refused', async () => {
    const id = uuid();
    expect(code(await put(id, 'site', 'new'))).toEqual([404, 'UZ1507']);
    expect(code(await rest.get(`/v1/products/${id}/refs`))).toEqual([404, 'UZ1507']);
    expect(code(await rest.get(`/v1/products/${id}/matches`))).toEqual([404, 'UZ1507']);
    expect(code(await put('17', 'site', 'new'))).toEqual([404, 'UZ1507']);
  });
});
