import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertNodeRow } from './catalogue-rows.js';
import { insertExchange, insertFeed, insertJob, insertJournal } from './exchange-rows.js';
import { openRest, type Rest } from './open-rest.js';

describe('GET /v1/exchanges', () => {
  let rest: Rest;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    rest = await openRest();
    const { knex } = rest;
    const node = await insertNodeRow(knex, { name: '1c' });
    const other = await insertNodeRow(knex, { name: 'склад' });
    Object.assign(ids, { node, other });
    ids.catalog = await insertExchange(knex, node, {
      opened_at: '2026-01-31T10:00:00Z',
      last_seen_at: '2026-01-31T10:05:00Z',
      ended_at: '2026-01-31T12:05:00Z',
      client_version: '2.09',
      cml_version: '2.08',
      user_agent: '1C+Enterprise/8.3',
    });
    ids.sale = await insertExchange(knex, other, { type: 'sale' });
    const catalog = ids.catalog;
    ids.zip = await insertFeed(knex, node, catalog, {
      name: 'v8.zip',
      content: 'zip',
      state: 'unpacked',
      size: '3000000000',
    });
    ids.xml = await insertFeed(knex, node, catalog, {
      name: 'import.xml',
      content: 'xml',
      state: 'closed',
      parent_feed_id: ids.zip,
    });
    await insertFeed(knex, node, catalog, { name: 'import_files/a.jpg', content: 'file', state: 'closed' });
    ids.bad = await insertFeed(knex, node, catalog, { name: 'offers.xml', content: 'xml', state: 'closed' });
    await insertJob(knex, node, catalog, ids.zip, { kind: 'unpack', state: 'done' });
    await insertJob(knex, node, catalog, ids.xml, {
      state: 'running',
      progress: 'Загружено 5 из 10',
      counts: JSON.stringify({ products: 5 }),
    });
    await insertJob(knex, node, catalog, ids.bad, { state: 'failed', error_code: 'UZ1301', error_text: 'Строка 3' });
    for (const [index, severity] of ['info', 'warning', 'error', 'warning'].entries()) {
      await insertJournal(knex, node, catalog, {
        severity,
        message: `Запись ${index}`,
        feed_id: ids.xml,
        line: index,
        detail: JSON.stringify({ index }),
      });
    }
  });
  afterAll(async () => await rest.close());

  it('lists them newest first, with their node and what happened', async () => {
    const { body } = await rest.get('/v1/exchanges');
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([ids.sale, ids.catalog]);
    expect(body.items[1]).toEqual({
      id: ids.catalog,
      node: { id: ids.node, name: '1c' },
      type: 'catalog',
      clientVersion: '2.09',
      cmlVersion: '2.08',
      userAgent: '1C+Enterprise/8.3',
      address: null,
      repeats: null,
      openedAt: '2026-01-31T10:00:00.000Z',
      lastSeenAt: '2026-01-31T10:05:00.000Z',
      endedAt: '2026-01-31T12:05:00.000Z',
      counts: { feeds: 4, warnings: 2, errors: 1 },
    });
  });

  it('filters by node (id or name) and type, and refuses a node that is not there', async () => {
    const found = async (query: string) =>
      (await rest.get(`/v1/exchanges?${query}`)).body.items.map((item: { id: string }) => item.id);
    expect(await found('node=1c')).toEqual([ids.catalog]);
    expect(await found(`node=${ids.other}`)).toEqual([ids.sale]);
    expect(await found('type=sale')).toEqual([ids.sale]);
    expect(await found('type=sale&node=1c')).toEqual([]);
    const refused = await rest.get('/v1/exchanges?node=2c');
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'node']);
    expect((await rest.get(`/v1/exchanges?node=${uuid()}`)).status).toBe(422);
  });

  it('shows one with its files, what was done with them, and its journal', async () => {
    const { body } = await rest.get(`/v1/exchanges/${ids.catalog}?limit=3`);
    expect(body).toMatchObject({ id: ids.catalog, counts: { feeds: 4 }, node: { name: '1c' } });
    const done = { progress: null, counts: {}, error: null };
    expect(body.feeds.map(({ receivedAt: _, ...feed }: { receivedAt: string }) => feed)).toEqual([
      {
        id: ids.zip,
        name: 'v8.zip',
        content: 'zip',
        state: 'unpacked',
        size: 3_000_000_000,
        archiveId: null,
        job: { kind: 'unpack', state: 'done', ...done },
      },
      {
        id: ids.xml,
        name: 'import.xml',
        content: 'xml',
        state: 'closed',
        size: 0,
        archiveId: ids.zip,
        job: { kind: 'import', state: 'running', progress: 'Загружено 5 из 10', counts: { products: 5 }, error: null },
      },
      {
        id: ids.bad,
        name: 'offers.xml',
        content: 'xml',
        state: 'closed',
        size: 0,
        archiveId: null,
        job: { kind: 'import', state: 'failed', ...done, error: { code: 'UZ1301', message: 'Строка 3' } },
      },
    ]);
    expect(body.journal.items.map((entry: { message: string }) => entry.message)).toEqual([
      'Запись 0',
      'Запись 1',
      'Запись 2',
    ]);
    expect(body.journal.items[1]).toMatchObject({
      severity: 'warning',
      code: 'test',
      feedId: ids.xml,
      line: 1,
      detail: { index: 1 },
    });
    const next = await rest.get(`/v1/exchanges/${ids.catalog}?limit=3&cursor=${body.journal.next}`);
    expect(next.body.journal.items.map((entry: { message: string }) => entry.message)).toEqual(['Запись 3']);
    expect(next.body.journal.next).toBeNull();
  });

  it('knows no exchange of an unknown id, and no journal page of another exchange', async () => {
    expect((await rest.get(`/v1/exchanges/${uuid()}`)).status).toBe(404);
    const { body } = await rest.get(`/v1/exchanges/${ids.catalog}?limit=1`);
    expect((await rest.get(`/v1/exchanges/${ids.sale}?cursor=${body.journal.next}`)).status).toBe(422);
  });
});
