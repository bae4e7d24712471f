import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { v7 as uuid } from 'uuid';
import { openRest, type Rest } from './open-rest.js';

const percent = (value: string) => ({ change: { by: 'percent', value } });

describe('channels', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const input = (name: string) => ({ name, currency: 'UAH', priceTypes: ['retail'] });
  const make = async (name: string) => (await rest.request('post', '/v1/channels', { body: input(name) })).body;
  const put = async (url: string, body: object, headers = {}) => await rest.request('put', url, { body, headers });
  const patch = async (url: string, body: object, headers = {}) => await rest.request('patch', url, { body, headers });
  const paths = (response: Response) => response.body.errors?.map(({ path }: { path: string }) => path);
  const told = async (): Promise<number> =>
    (await rest.knex('changes').where({ entity: 'channel' }).select('entity_ids')).flatMap((row) => row.entity_ids)
      .length;

  it('are made, read, changed and removed', async () => {
    const made = await rest.request('post', '/v1/channels', { body: input(' Rozetka ') });
    const { id } = made.body;
    const url = `/v1/channels/${id}`;
    const fields = { ...input('Rozetka'), mode: 'first', updates: 'both', version: 1 };
    expect([made.status, made.headers.location, made.headers.etag]).toEqual([201, url, '"1"']);
    expect(made.body).toEqual({ id, ...fields, createdAt: expect.any(String), updatedAt: made.body.createdAt });
    expect((await rest.get(url)).body).toEqual(made.body);
    expect((await rest.get('/v1/channels')).body.items).toEqual([made.body]);

    const changed = await patch(url, { mode: 'all', priceTypes: ['a', 'b'] }, { 'If-Match': '"1"' });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    expect(changed.body).toMatchObject({ ...fields, mode: 'all', priceTypes: ['a', 'b'], version: 2 });
    expect((await rest.get(url)).body).toEqual(changed.body);

    const gone = await rest.request('delete', url, { headers: { 'If-Match': '"2"' } });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await rest.get(url)).status).toBe(404);
    expect((await rest.request('delete', url)).status).toBe(404);
  });

  it('are changed by who knows their version', async () => {
    const { id } = await make('versions');
    const stale = { 'If-Match': '"7"' };
    const refusals = [
      await patch(`/v1/channels/${id}`, { mode: 'all' }, stale),
      await put(`/v1/channels/${id}/rules`, { rules: [] }, stale),
      await rest.request('delete', `/v1/channels/${id}`, { headers: stale }),
    ];
    expect(refusals.map((each) => [each.status, each.body.code])).toEqual(Array(3).fill([412, 'UZ1506']));
    expect((await rest.get(`/v1/channels/${id}`)).body).toMatchObject({ mode: 'first', version: 1 });
  });

  it('are changed by one of two at the same time', async () => {
    const { id } = await make('race');
    const both = ['1', '2'].map((extra) =>
      put(`/v1/channels/${id}/rules`, { rules: [{ action: { extra } }] }, { 'If-Match': '"1"' }),
    );
    const [one, other] = await Promise.all(both);
    expect([one?.status, other?.status].sort()).toEqual([200, 412]);
    const won = one?.status === 200 ? one : other;
    expect((await rest.get(`/v1/channels/${id}/rules`)).body).toEqual(won?.body);
  });

  it('have a name of their own, in any case', async () => {
    await make('Кактус');
    const { id } = await make('Фіалка');
    const again = await rest.request('post', '/v1/channels', { body: input('КАКТУС ') });
    const renamed = await patch(`/v1/channels/${id}`, { name: 'кактус' });
    expect([again, renamed].map((each) => [each.status, each.body.code])).toEqual(Array(2).fill([409, 'UZ1608']));
    expect((await patch(`/v1/channels/${id}`, { name: 'ФІАЛКА' })).body.name).toBe('ФІАЛКА');
  });

  it('are told to who follows the log, and to nobody when nothing was changed', async () => {
    const count = await told();
    const { id } = await make('told');
    const rules = { rules: [{ action: percent('10') }] };
    await patch(`/v1/channels/${id}`, { updates: 'stock' });
    await put(`/v1/channels/${id}/rules`, rules);
    expect(await told()).toBe(count + 3);
    await patch(`/v1/channels/${id}`, { updates: 'stock' });
    await patch(`/v1/channels/${id}`, {});
    const same = await put(`/v1/channels/${id}/rules`, rules);
    expect([same.headers.etag, await told()]).toEqual(['"3"', count + 3]);
    await rest.request('delete', `/v1/channels/${id}`);
    expect(await told()).toBe(count + 4);
    const last = await rest.knex('changes').where({ entity: 'channel' }).orderBy('last_no', 'desc').first();
    expect([last.action, last.entity_ids]).toEqual(['removed', [id]]);
  });

  it('are made once for one Idempotency-Key', async () => {
    const options = { body: input('once'), headers: { 'Idempotency-Key': uuid() } };
    const made = await rest.request('post', '/v1/channels', options);
    const again = await rest.request('post', '/v1/channels', options);
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, made.body, 'true']);
  });

  it('keep their rules in the order of the list, and the ids of those that stay', async () => {
    const { id } = await make('rules');
    const url = `/v1/channels/${id}/rules`;
    const one = { name: 'one', action: percent('10'), scope: { groups: ['tools'] } };
    const two = { name: 'two', action: { round: { step: '5', how: 'up' } }, validTo: '2030-01-31T23:59:59+02:00' };
    const first = await put(url, { rules: [one, two] });
    const [oneId, twoId] = first.body.items.map((rule: { id: string }) => rule.id);
    expect(first.body.items).toEqual([
      { ...one, id: oneId, active: true, validFrom: null, validTo: null },
      { ...two, id: twoId, active: true, validFrom: null, validTo: '2030-01-31T21:59:59.000Z', scope: {} },
    ]);
    expect((await rest.get(url)).body).toEqual(first.body);

    const three = { action: {}, active: false };
    const turned = await put(url, { rules: [two, three, { ...one, id: oneId, name: 'uno' }] }, { 'If-Match': '"2"' });
    const [secondId, thirdId, firstId] = turned.body.items.map((rule: { id: string }) => rule.id);
    expect([secondId, firstId, turned.headers.etag]).toEqual([twoId, oneId, '"3"']);
    expect([oneId, twoId]).not.toContain(thirdId);
    expect((await rest.get(url)).headers.etag).toBe('"3"');
    expect((await rest.get(url)).body).toEqual(turned.body);
    expect((await put(url, { rules: [] })).body.items).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a rule that does not say what it does', {}, 'rules.0.action'],
    ['a JSON number', { action: { extra: 5 } }, 'rules.0.action.extra'],
    ['more than all taken away', { action: percent('-100.01') }, 'rules.0.action.change.value'],
    ['per cent in words', { action: percent('ten') }, 'rules.0.action.change.value'],
    ['a step of nothing', { action: { round: { step: '0.00', how: 'up' } } }, 'rules.0.action.round.step'],
    ['a step and an ending', { action: { round: { step: '1', ending: '9', how: 'up' } } }, 'rules.0.action.round'],
    ['neither step nor ending', { action: { round: { how: 'up' } } }, 'rules.0.action.round'],
    ['an ending that is none', { action: { round: { ending: '-9', how: 'up' } } }, 'rules.0.action.round.ending'],
    ['a floor above the ceiling', { action: { floor: '10.01', ceiling: '10' } }, 'rules.0.action.ceiling'],
    ['a rate of nothing', { action: { currency: { from: 'USD', rate: '0' } } }, 'rules.0.action.currency.rate'],
    ['an empty band', { action: {}, scope: { priceFrom: '5', priceBelow: '5.00' } }, 'rules.0.scope.priceBelow'],
    ['a band below zero', { action: {}, scope: { priceBelow: '0' } }, 'rules.0.scope.priceBelow'],
    ['a floor that is no number', { action: { floor: 'x', ceiling: '10' } }, 'rules.0.action.floor'],
    ['a band that is none', { action: {}, scope: { priceFrom: 'x' } }, 'rules.0.scope.priceFrom'],
    ['no group', { action: {}, scope: { groups: [] } }, 'rules.0.scope.groups'],
    ['a scope that there is not', { action: {}, scope: { brand: ['x'] } }, 'rules.0.scope.brand'],
    [
      'an end before its beginning',
      { action: {}, validFrom: '2026-02-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' },
      'rules.0.validTo',
    ],
  ])('refuse %s', async (_what, rule, path) => {
    const { id } = await make(`refuses ${_what}`);
    const refused = await put(`/v1/channels/${id}/rules`, { rules: [rule] });
    expect([refused.status, refused.body.code, paths(refused)]).toEqual([422, 'UZ1501', [path]]);
  });

  it('refuse two rules of one id, and what a channel cannot be', async () => {
    const { id } = await make('refusals');
    const twice = { id: uuid(), action: {} };
    expect(paths(await put(`/v1/channels/${id}/rules`, { rules: [twice, twice] }))).toEqual(['rules']);
    const bad = { name: ' ', currency: 'hryvnia', priceTypes: [], mode: 'some' };
    const refused = await rest.request('post', '/v1/channels', { body: bad });
    expect(paths(refused).sort()).toEqual(['currency', 'mode', 'name', 'priceTypes']);
    expect((await put(`/v1/channels/${uuid()}/rules`, { rules: [] })).status).toBe(404);
    expect((await rest.get('/v1/channels/none/rules')).status).toBe(404);
  });

  it('are each shop’s own', async () => {
    await rest.knex('shops').insert({ shop_id: 'two', name: 'two' });
    const channel_id = uuid();
    await rest.knex('channels').insert({
      ...{ shop_id: 'two', channel_id, name: 'x', name_key: 'x', currency: 'UAH', price_types: ['retail'] },
      ...{ mode: 'first', updates: 'both', told_until: new Date() },
    });
    expect((await rest.get(`/v1/channels/${channel_id}`)).status).toBe(404);
    expect((await rest.get(`/v1/channels/${channel_id}/rules`)).status).toBe(404);
    expect((await rest.get('/v1/products?channel=x')).body.code).toBe('UZ1501');
  });

  it('are a hundred at most', async () => {
    const { body } = await rest.get('/v1/channels');
    for (let more = body.items.length; more < 100; more += 1) await make(`one of many ${more}`);
    const refused = await rest.request('post', '/v1/channels', { body: input('one too many') });
    expect([refused.status, refused.body.code]).toEqual([409, 'UZ1524']);
  });
});
