import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkNode } from '../../src/exchange/node-check/index.js';
import { addNode, alterNode } from '../../src/exchange/node-desk.js';
import { addJournal } from '../../src/store/exchanges/journal.js';
import { insertApiKey } from '../../src/store/nodes/api-keys.js';
import { insertShop, updateShop } from '../../src/store/nodes/shops.js';
import { insertExchange } from './exchange-rows.js';
import { openRest, type Rest } from './open-rest.js';

let rest: Rest;
let southKey = '';
const ids = { main: '', south: '' };
beforeAll(async () => {
  rest = await openRest();
  const { db } = rest.services;
  await db.transaction(async (tx) => await insertShop(tx, 'south', { name: 'Юг' }, 1));
  southKey = (await insertApiKey(db.knex, 'south', 'crm')).key;
  const input = {
    name: 'Основна',
    profile: 'utp',
    login: 'main',
    password: 'very secret',
    timeZone: 'Europe/Kyiv',
  } as const;
  const settings = { numberPrefix: 'A-', apiToken: 'token of another server' };
  ids.main = (await addNode(rest.services, 'main', { ...input, settings, priority: 3 })).node.nodeId;
  ids.south = (await addNode(rest.services, 'south', { ...input, login: 'south' })).node.nodeId;
});
afterAll(async () => await rest.close());

const south = async (url: string) => await rest.request('get', url, { key: southKey });

describe('GET /v1/nodes', () => {
  it('lists the nodes of the shop without secrets, and when each was heard', async () => {
    await insertExchange(rest.knex, ids.main, { last_seen_at: '2026-01-31T10:05:00Z' });
    const { body, text } = await rest.get('/v1/nodes');
    expect(body.items).toEqual([
      {
        id: ids.main,
        name: 'Основна',
        kind: 'one-c',
        profile: 'utp',
        login: 'main',
        idSpace: 'main',
        timeZone: 'Europe/Kyiv',
        state: 'active',
        priority: 3,
        receivesOrders: true,
        sendsOrders: true,
        receivesOnlyOwn: false,
        createsOrders: true,
        createsCustomers: true,
        settings: { numberPrefix: 'A-' },
        lastExchangeAt: '2026-01-31T10:05:00.000Z',
      },
    ]);
    expect(text).not.toMatch(/secret|token|scrypt/);
    expect((await south('/v1/nodes')).body.items).toMatchObject([{ id: ids.south, lastExchangeAt: null }]);
  });
});

describe('GET /v1/nodes/{id}', () => {
  it('counts what the node has', async () => {
    const order = {
      customer: JSON.stringify({ type: 'person', name: 'Олена' }),
      currency: 'UAH',
      lines: '[]',
      total: '1',
      placed_at: new Date(),
      shop_id: 'main',
    };
    const rows = [
      {},
      { acknowledged_version: 1 },
      { held: '[{"code":"x","text":"y"}]' },
      { locked_in_one_c: true },
      { locked_until: new Date(Date.now() + 60_000) },
      { locked_until: new Date(Date.now() - 60_000) },
    ].map((row, index) => ({
      ...order,
      order_id: crypto.randomUUID(),
      number: String(index),
      owner_node_id: ids.main,
      ...row,
    }));
    for (const row of rows) await rest.knex('orders').insert(row);
    const [first] = rows;
    const about = { shop_id: 'main', order_id: first?.order_id, node_id: ids.main };
    const conflict = { version: 1, field_group: 'status', fields: '{}', rule: 'site', winner: 'site', digest: 'd' };
    await rest.knex('order_conflicts').insert({ ...about, ...conflict, conflict_id: crypto.randomUUID() });
    const duplicate = { document_key: 'k', recognised_by: 'id', state: 'linked', content: '{}' };
    await rest.knex('order_duplicates').insert({ ...about, ...duplicate, duplicate_id: crypto.randomUUID() });
    const { body } = await rest.get(`/v1/nodes/${ids.main}`);
    expect(body.orders).toEqual({ owned: 6, waiting: 5, held: 1, locked: 2, conflicts: 1, duplicates: 1 });
    expect((await south(`/v1/nodes/${ids.south}`)).body.orders).toMatchObject({ owned: 0, conflicts: 0 });
  });

  it('knows no node of another shop', async () => {
    for (const path of ['', '/journal', '/check']) {
      expect((await rest.get(`/v1/nodes/${ids.south}${path}`)).body.code).toBe('UZ1507');
      expect((await rest.get(`/v1/nodes/none${path}`)).body.code).toBe('UZ1507');
    }
  });
});

describe('GET /v1/nodes/{id}/journal', () => {
  it('tells what was decided about the node, newest first, and of its exchanges when asked', async () => {
    const exchangeId = await insertExchange(rest.knex, ids.main, {});
    const entry = {
      shopId: 'main',
      nodeId: ids.main,
      exchangeId,
      severity: 'info',
      code: 'feed-received',
      message: 'Файл',
    } as const;
    await addJournal(rest.knex, entry);
    await alterNode(rest.services, 'main', 'Основна', () => ({ state: 'paused' }));
    await alterNode(rest.services, 'main', 'Основна', () => ({
      state: 'active',
      priority: 4,
      settings: { site: 's' },
    }));
    await alterNode(rest.services, 'main', 'Основна', () => ({ state: 'active' }));
    const codes = async (query: string): Promise<string[]> => {
      const { body } = await rest.get(`/v1/nodes/${ids.main}/journal${query}`);
      return body.items.map((each: { code: string; exchangeId: string | null }) => `${each.code} ${each.exchangeId}`);
    };
    expect(await codes('')).toEqual(['node-changed null', 'node-resumed null', 'node-paused null']);
    expect((await codes('?exchanges=true')).at(-1)).toBe(`feed-received ${exchangeId}`);
    const { body } = await rest.get(`/v1/nodes/${ids.main}/journal`);
    expect(body.items[0]).toMatchObject({
      severity: 'info',
      detail: { keys: ['apiToken', 'numberPrefix', 'priority', 'site'] },
    });
    expect(body.items[0].message).not.toContain('token of another server');
  });

  it('is read in pages', async () => {
    const first = (await rest.get(`/v1/nodes/${ids.main}/journal?limit=2`)).body;
    const second = (await rest.get(`/v1/nodes/${ids.main}/journal?limit=2&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual([
      'node-changed',
      'node-resumed',
      'node-paused',
    ]);
    expect(second.next).toBeNull();
    const elsewhere = await rest.get(`/v1/nodes/${ids.main}/journal?exchanges=true&cursor=${first.next}`);
    expect(elsewhere.body.code).toBe('UZ1501');
  });
});

describe('GET /v1/nodes/{id}/check', () => {
  it('says what `uzel node test` says', async () => {
    const { body } = await rest.get(`/v1/nodes/${ids.main}/check`);
    const { findings } = await checkNode(rest.services, 'main', ids.main);
    expect(body.findings).toEqual(findings);
    expect(body.errors + body.warnings).toBe(findings.filter(({ severity }) => severity !== 'ok').length);
    expect(body.warnings).toBeGreaterThan(0);
  });
});

describe('GET /v1/shop', () => {
  it('is the shop of the key, with its settings and their defaults', async () => {
    const { db } = rest.services;
    const changes = { name: 'Магазин', settings: { language: 'uk', duplicates: 'ask', country: 'UA' } as const };
    await db.transaction(async (tx) => await updateShop(tx, 'main', changes));
    expect((await rest.get('/v1/shop')).body).toEqual({
      id: 'main',
      name: 'Магазин',
      language: 'uk',
      settings: { duplicates: 'ask', promoCodes: 'warn', country: 'UA' },
      thumbnails: true,
    });
    expect((await south('/v1/shop')).body).toEqual({
      id: 'south',
      name: 'Юг',
      language: 'ru',
      settings: { duplicates: 'link', promoCodes: 'warn', country: null },
      thumbnails: true,
    });
  });
});
