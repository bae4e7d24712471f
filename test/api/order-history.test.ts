import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { applyDocument } from '../../src/exchange/orders-in/order-documents.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { openExchange } from '../../src/store/exchanges/exchanges.js';
import { findNode } from '../../src/store/nodes/nodes.js';
import { orderDocument } from '../exchange/orders-world.js';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const ORDER = {
  customer: { type: 'person', name: 'Анна' },
  currency: 'RUB',
  lines: [{ name: 'Стол', quantity: '1', price: '5' }],
};

describe('the lock and the history of an order over REST', () => {
  let rest: Rest;
  let node = '';

  beforeAll(async () => {
    rest = await openRest();
    node = await insertNodeRow(rest.knex, { name: '1c' });
  });
  afterAll(async () => await rest.close());

  const place = async (): Promise<string> => {
    const headers = { 'Idempotency-Key': uuid(), 'Content-Type': 'application/json' };
    return (await rest.request('post', '/v1/orders', { body: { ...ORDER, status: 'new' }, headers })).body.id;
  };
  const patch = async (id: string, body: object) => await rest.request('patch', `/v1/orders/${id}`, { body });
  const lock = async (id: string, body: object) => await rest.request('post', `/v1/orders/${id}/lock`, { body });

  /** 1C names a status. @returns its exchange */
  const tell = async (id: string, status: string): Promise<string> => {
    const owner = await findNode(rest.knex, 'main', node);
    if (!owner) throw new Error('no node');
    const { exchange } = await openExchange(rest.knex, { shopId: 'main', nodeId: node, type: 'sale' });
    const changes: Change[] = [];
    const { exchangeId } = exchange;
    await rest.services.db.transaction(async (tx) => {
      const context = { services: rest.services, node: owner, exchangeId, feedId: uuid(), changes };
      await applyDocument(tx, context, orderDocument({ id, fate: { status } }));
      await recordChanges(tx, 'main', exchangeId, changes);
    });
    return exchangeId;
  };

  it('is locked, prolonged, refused to another, and unlocked', async () => {
    const id = await place();
    const locked = await lock(id, { seconds: 60, by: 'anna' });
    expect([locked.status, locked.headers.etag]).toEqual([200, '"1"']);
    expect(locked.body).toMatchObject({ id, version: 1, lock: { by: 'anna' } });
    const longer = await lock(id, { seconds: 3600, by: 'anna' });
    expect(longer.body.lock.until > locked.body.lock.until).toBe(true);
    const refused = await lock(id, { seconds: 60, by: 'boris' });
    expect([refused.status, refused.body.code]).toEqual([409, 'UZ1516']);
    await tell(id, 'Открыт');
    const free = await rest.request('delete', `/v1/orders/${id}/lock`);
    expect([free.status, free.body]).toMatchObject([200, { lock: null, status: 'Открыт', version: 2 }]);
    expect((await rest.request('delete', `/v1/orders/${id}/lock`)).status).toBe(200);
  });

  it('takes 1 to 86400 seconds, of an order that there is', async () => {
    const id = await place();
    for (const body of [{}, { seconds: 0 }, { seconds: 86_401 }, { seconds: 1.5 }, { seconds: 5, by: ' ' }]) {
      expect((await lock(id, body)).status).toBe(422);
    }
    expect((await lock(uuid(), { seconds: 5 })).status).toBe(404);
    expect((await rest.request('delete', `/v1/orders/${uuid()}/lock`)).status).toBe(404);
    expect((await lock(id, { seconds: 86_400, by: null })).body.lock).toMatchObject({ by: null });
  });

  it('tells who changed what, and what both sides changed, page by page', async () => {
    const id = await place();
    const first = await tell(id, 'Открыт');
    await patch(id, { status: 'packed' });
    await rest.knex('orders').where({ order_id: id }).update({ acknowledged_version: 2 });
    const second = await tell(id, 'Закрыт');
    await patch(id, { comment: 'x' });
    const { body } = await rest.get(`/v1/orders/${id}/history`);
    expect(body.next).toBeNull();
    expect(body.items).toMatchObject([
      { version: 2, source: 'node', node: '1c', exchange: first, changes: { status: { from: 'new', to: 'Открыт' } } },
      { version: 3, source: 'api', node: null, exchange: null, changes: { status: { from: 'Открыт', to: 'packed' } } },
      { version: 4, source: 'api', changes: { comment: { from: null, to: 'x' } } },
    ]);
    const conflict = { version: 3, group: 'status', rule: 'site', winner: 'site', exchange: second };
    expect(body.conflicts).toMatchObject([
      { ...conflict, node: { id: node, name: '1c' }, fields: { status: { site: 'packed', oneC: 'Закрыт' } } },
    ]);
    expect((await rest.get(`/v1/orders/${id}`)).body.conflicts).toBe(1);

    const pages: { items: object[]; conflicts: object[] }[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await rest.get(`/v1/orders/${id}/history?limit=1${next ? `&cursor=${next}` : ''}`);
      pages.push(page.body);
      next = page.body.next;
    }
    expect(pages.map((page) => page.items.length)).toEqual([1, 1, 1]);
    expect(pages.flatMap((page) => page.items)).toEqual(body.items);
    expect(pages.map((page) => page.conflicts.length)).toEqual([0, 1, 0]);
    expect((await rest.get(`/v1/orders/${id}/history?cursor=abc`)).status).toBe(422);
    expect((await rest.get(`/v1/orders/${uuid()}/history`)).status).toBe(404);
  });
});
