import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { CHANGE_TYPES } from '../../src/api/schemas/change.js';
import { createChangeWatch } from '../../src/store/changes/change-watch.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { insertApiKey } from '../../src/store/nodes/api-keys.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Анна' },
  currency: 'RUB',
  lines: [{ name: 'Чашка', quantity: '1', price: '1' }],
};

describe('GET /v1/changes', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest({ STREAMS_PER_KEY: '2' });
  });
  afterAll(async () => await rest.close());

  const record = async (...changes: Change[]) =>
    await rest.services.db.transaction(async (tx) => await recordChanges(tx, 'main', null, changes));
  const one = (entity: Change['entity'], entityId = uuid()): Change => ({ entity, entityId, action: 'written' });
  const get = async (query: string, key = rest.key) => await rest.request('get', `/v1/changes${query}`, { key });
  let last: number;
  beforeEach(async () => {
    last = (await get('?after=latest')).body.last;
  });

  it('gives what changed behind a number by pages, with the number to go on from, and is not to be kept', async () => {
    const changes = [one('product'), one('offer'), one('order'), one('order'), one('group')];
    await record(...changes);
    const first = await get(`?after=${last}&limit=3`);
    expect([first.status, first.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(first.body).toMatchObject({ last: last + 3, more: true });
    const second = await get(`?after=${first.body.last}&limit=3`);
    expect(second.body).toMatchObject({ last: last + 5, more: false });
    const items = [...first.body.items, ...second.body.items];
    expect(items.map(({ seq, type, id }) => [seq, type, id])).toEqual(
      changes.map(({ entity, entityId }, index) => [last + 1 + index, entity, entityId]),
    );
    expect(items[0]).toMatchObject({ action: 'written', exchange: null, externalId: null, idSpace: null });
    expect((await get(`?after=${last + 5}`)).body).toEqual({ items: [], last: last + 5, more: false });
    expect((await get('?after=latest')).body).toEqual({ items: [], last: last + 5, more: false });
  });

  it('of given types alone, and passes over the rest', async () => {
    await record(one('product'), one('order'), one('product'), one('group'));
    const { body } = await get(`?after=${last}&types=order,group`);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual(['order', 'group']);
    await record(one('product'));
    expect((await get(`?after=${last + 4}&types=order`)).body).toEqual({ items: [], last: last + 5, more: false });
  });

  it('says what 1C calls each thing', async () => {
    const { knex } = rest;
    const ids = Object.fromEntries(
      [
        'product',
        'offer',
        'bare',
        'group',
        'property',
        'priceType',
        'warehouse',
        'unit',
        'dictionary',
        'item',
        'counterparty',
        'file',
      ].map((name) => [name, uuid()]),
    );
    const space = { shop_id: 'main', id_space: 'main' };
    await knex('products').insert({ ...space, product_id: ids.product, external_id: 'P' });
    await knex('offers').insert([
      { ...space, offer_id: ids.offer, product_external_id: 'P', characteristic_id: 'X' },
      { ...space, offer_id: ids.bare, product_external_id: 'Q', characteristic_id: '' },
    ]);
    await knex('groups').insert({ ...space, group_id: ids.group, external_id: 'G' });
    await knex('properties').insert({ ...space, property_id: ids.property, external_id: 'R' });
    await knex('price_types').insert({ ...space, price_type_id: ids.priceType, external_id: 'T' });
    await knex('warehouses').insert({ ...space, warehouse_id: ids.warehouse, external_id: 'W' });
    await knex('units').insert({ ...space, unit_id: ids.unit, external_id: 'U' });
    await knex('dictionaries').insert({ ...space, dictionary_id: ids.dictionary, external_id: 'D' });
    await knex('dictionary_items').insert({
      ...{ ...space, item_id: ids.item },
      ...{ dictionary_external_id: 'D', external_id: 'I' },
    });
    await knex('counterparties').insert({ ...space, counterparty_id: ids.counterparty, external_id: 'C' });
    const bytes = { sha256: 'x', size: 1, content_type: 'image/png' };
    await knex('files').insert({ ...space, ...bytes, file_id: ids.file, path: 'a/b.png' });
    const change = (entity: Change['entity'], id: string | undefined, of?: Change['of']): Change => ({
      ...one(entity, id),
      of,
    });
    await record(
      change('product', ids.product),
      change('offer', ids.offer, ['itself', 'price', 'stock']),
      change('offer', ids.bare, ['price']),
      ...(['group', 'property', 'priceType', 'warehouse', 'unit', 'dictionary'] as const).map((name) =>
        change(name, ids[name]),
      ),
      change('dictionaryItem', ids.item),
      change('counterparty', ids.counterparty),
      change('file', ids.file),
      change('product', uuid()),
    );
    const { items } = (await get(`?after=${last}`)).body;
    expect(items.map((item: Record<string, string>) => `${item.type} ${item.externalId} ${item.idSpace}`)).toEqual([
      'product P main',
      'offer P#X main',
      'price P#X main',
      'price Q main',
      'stock P#X main',
      ...['group G main', 'property R main', 'priceType T main', 'warehouse W main', 'unit U main'],
      ...[
        'dictionary D main',
        'dictionaryItem I main',
        'counterparty C main',
        'file a/b.png main',
        'product null null',
      ],
    ]);
  });

  it('tells of what the API itself does', async () => {
    const headers = { 'Idempotency-Key': uuid() };
    const { id } = (await rest.request('post', '/v1/orders', { body: ORDER, headers })).body;
    expect((await get(`?after=${last}`)).body.items).toMatchObject([{ type: 'order', id, action: 'written' }]);
  });

  it('refuses what it cannot read, with what is wrong', async () => {
    for (const [query, path] of [
      ['after=-1', 'after'],
      ['after=x', 'after'],
      ['after=1e3', 'after'],
      ['after=9999999999999999999', 'after'],
      ['after=', 'after'],
      ['limit=0', 'limit'],
      ['limit=1001', 'limit'],
      ['types=', 'types'],
      ['types=order,prise', 'types'],
      ['wait=31', 'wait'],
      ['since=1', 'since'],
    ]) {
      const { status, body } = await get(`?${query}`);
      expect([query, status, body.code, body.errors[0].path]).toEqual([query, 422, 'UZ1501', path]);
    }
  });

  it('behind what is forgotten, and before what was never given, is gone (410)', async () => {
    await record(one('order'));
    const ahead = await get(`?after=${last + 2}`);
    expect([ahead.status, ahead.body.code]).toEqual([410, 'UZ1521']);
    expect(ahead.body.detail).toContain(`the last one is ${last + 1}`);
    await rest.knex('change_counters').where({ shop_id: 'main' }).update({ forgotten: last });
    const behind = await get(`?after=${last - 1}`);
    expect([behind.status, behind.body.code]).toEqual([410, 'UZ1521']);
    expect(behind.body.detail).toContain('Uzel-Seq');
    expect((await get(`?after=${last}`)).status).toBe(200);
    expect((await get('?after=latest')).status).toBe(200);
    await rest.knex('change_counters').where({ shop_id: 'main' }).update({ forgotten: 0 });
  });

  it('to a key without the scope `orders` tells nothing of orders and counterparties', async () => {
    const { key } = await insertApiKey(rest.knex, 'main', 'reader', { scopes: ['read'], ratePerMinute: null });
    await record(one('order'), one('product'), one('counterparty'), one('group'));
    const { body } = await get(`?after=${last}`, key);
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual(['product', 'group']);
    expect(body.last).toBe(last + 4);
    const refused = await get(`?after=${last}&types=product,order`, key);
    expect([refused.status, refused.body.code]).toEqual([403, 'UZ1008']);
    expect((await get(`?after=${last}&types=product`, key)).body.items).toHaveLength(1);
  });

  it('knows every type that can be recorded', async () => {
    const entities = CHANGE_TYPES.filter((type) => type !== 'price' && type !== 'stock');
    await record(...entities.map((entity) => one(entity as Change['entity'])));
    expect((await get(`?after=${last}`)).body.items).toHaveLength(entities.length);
  });

  describe('with wait', () => {
    const timed = async (query: string) => {
      const begun = Date.now();
      const { status, body } = await get(query);
      return { status, body, ms: Date.now() - begun };
    };

    it('answers when another process makes a change, long before the time it was asked for', async () => {
      const waiting = timed(`?after=${last}&wait=20`);
      await sleep(500);
      const written = Date.now();
      await record(one('order')); // past the router, which would wake the watch
      const { body } = await waiting;
      expect(Date.now() - written).toBeLessThan(15_000);
      expect(body.items).toHaveLength(1);
    });

    it('at once when there is something, or when the time has passed', async () => {
      await record(one('order'));
      expect((await timed(`?after=${last}&wait=20`)).ms).toBeLessThan(5000);
      const { body, ms } = await timed(`?after=${last + 1}&wait=1`);
      expect(body).toEqual({ items: [], last: last + 1, more: false });
      expect(ms).toBeGreaterThanOrEqual(990);
    });

    it('goes on waiting when others changed, and passes over them', async () => {
      const waiting = timed(`?after=${last}&types=group&wait=20`);
      await sleep(100);
      await record(one('order'), one('order'));
      await sleep(400);
      await record(one('group'));
      const { body, ms } = await waiting;
      expect(body).toMatchObject({ items: [{ seq: last + 3 }], last: last + 3 });
      expect(ms).toBeGreaterThanOrEqual(500);
    });

    it('holds no connection of the pool', async () => {
      const { key } = await insertApiKey(rest.knex, 'main', 'waits', { scopes: ['read'], ratePerMinute: null });
      const waiting = [timed(`?after=${last}&wait=20`), get(`?after=${last}&wait=20`, key)];
      await sleep(300);
      const { pool } = rest.knex.client as { pool: { numUsed(): number } };
      // The watch itself borrows one for each of its looks; who waits with one in hand never comes to none.
      for (const end = Date.now() + 10_000; pool.numUsed() > 0 && Date.now() < end; ) await sleep(10);
      expect(pool.numUsed()).toBe(0);
      await record(one('product'));
      await Promise.all(waiting);
    });

    it('as many wait with one key as STREAMS_PER_KEY says; a place is free again when one has its answer', async () => {
      const waiting = [timed(`?after=${last}&wait=20`), timed(`?after=${last}&wait=20`)];
      await sleep(1000);
      const refused = await get(`?after=${last}&wait=20`);
      expect([refused.status, refused.body.code]).toEqual([409, 'UZ1524']);
      expect((await get(`?after=${last}`)).status).toBe(200);
      await record(one('order'));
      await Promise.all(waiting);
      expect((await get(`?after=${last}&wait=20`)).status).toBe(200);
    });

    it('a client that has gone gives its place back', async () => {
      const gone = new AbortController();
      const headers = { Authorization: `Bearer ${rest.key}` };
      const left = [1, 2].map(
        async () => await fetch(`${rest.url}/v1/changes?after=${last}&wait=30`, { headers, signal: gone.signal }),
      );
      await sleep(300);
      gone.abort();
      expect((await Promise.allSettled(left)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      await sleep(200);
      await record(one('order'));
      expect((await get(`?after=${last}&wait=20`)).status).toBe(200);
    });

    it('ends at once when the server begins to stop', async () => {
      const other = await openRest();
      const waiting = other.get('/v1/changes?after=latest&wait=30');
      await sleep(500);
      const begun = Date.now();
      await other.close(); // fires `closing` first, and waits for requests
      expect(Date.now() - begun).toBeLessThan(15_000);
      expect((await waiting).body).toMatchObject({ items: [], more: false });
    });
  });

  it('the watch of another server of the same shop sees it too', async () => {
    const watch = createChangeWatch(rest.services);
    const waiting = watch.wait('main', last, 15_000, new AbortController().signal);
    await record(one('order'));
    expect(await waiting).toBe(true);
  });
});
