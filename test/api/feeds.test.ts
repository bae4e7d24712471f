import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import { packFeeds } from '../../src/exchange/feeds/pack-feeds.js';
import { addRequests } from '../../src/store/exchanges/exchange-requests.js';
import { type Exchange, openExchange } from '../../src/store/exchanges/exchanges.js';
import { insertNodeRow } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const BYTES = Buffer.from(
  `<?xml version="1.0"?>\n<КоммерческаяИнформация>${'товар '.repeat(30_000)}</КоммерческаяИнформация>\n`,
);

let rest: Rest;
let exchange: Exchange;
let feedId: string;
beforeAll(async () => {
  rest = await openRest();
  const nodeId = await insertNodeRow(rest.knex, { name: '1c' });
  const input = { shopId: 'main', nodeId, type: 'catalog', address: '10.0.0.7' } as const;
  exchange = (await openExchange(rest.knex, input)).exchange;
  const body = Readable.from([BYTES], { objectMode: false });
  feedId = (await receiveFile(rest.services, exchange, 'папка/import.xml', body)).feedId;
});
afterAll(async () => await rest.close());

describe('GET /v1/feeds/{id}', () => {
  const expectBytes = async (): Promise<void> => {
    const { status, headers, text } = await rest.get(`/v1/feeds/${feedId}`);
    expect([status, headers['content-type'], Number(headers['content-length'])]).toEqual([
      200,
      'application/xml',
      BYTES.length,
    ]);
    expect(headers['content-disposition']).toBe('attachment; filename="import.xml"');
    expect(text).toBe(BYTES.toString('utf8'));
  };

  it('gives the file as 1C sent it, loose and packed', async () => {
    await expectBytes();
    await rest.knex('feeds').where({ feed_id: feedId }).update({ state: 'closed', updated_at: '2020-01-01' });
    for (let round = 0; round < 2; round += 1) {
      await packFeeds(rest.services, new AbortController().signal, new Set());
    }
    expect((await rest.knex('feeds').where({ feed_id: feedId }).first()).stored_as).toMatch(/^packed\//);
    await expectBytes();
    const { headers, text } = await rest.request('head', `/v1/feeds/${feedId}`);
    expect([headers.etag, text]).toEqual([`"${createHash('sha256').update(BYTES).digest('hex')}"`, undefined]);
    await rest.leave(`/v1/feeds/${feedId}`);
    expect(rest.errors).toEqual([]);
  });

  it('knows no other, and says when its bytes are gone', async () => {
    expect((await rest.get(`/v1/feeds/${uuid()}`)).status).toBe(404);
    await rest.knex('feeds').where({ feed_id: feedId }).update({ state: 'expired' });
    expect((await rest.get(`/v1/feeds/${feedId}`)).body).toMatchObject({ status: 410, code: 'UZ1612' });
  });
});

describe('GET /v1/exchanges/{id}/requests', () => {
  it('tells what 1C asked, page by page', async () => {
    const { shopId, exchangeId } = exchange;
    const asked = { method: 'GET', type: 'catalog', file: null, status: 200, answer: 'success', address: '10.0.0.7' };
    const answered = { shopId, exchangeId, at: new Date(), bytesIn: 1, bytesOut: 2, ms: 3, errorCode: null };
    await addRequests(
      rest.knex,
      ['checkauth', 'init', 'import'].map((mode) => ({ ...asked, ...answered, mode })),
    );
    const { body } = await rest.get(`/v1/exchanges/${exchangeId}/requests?limit=2`);
    const second = await rest.get(`/v1/exchanges/${exchangeId}/requests?limit=2&cursor=${body.next}`);
    const modes = [...body.items, ...second.body.items].map(({ mode }: { mode: string }) => mode);
    expect([modes, second.body.next]).toEqual([['checkauth', 'init', 'import'], null]);
    expect(body.items[0]).toMatchObject({
      answer: 'success',
      bytesIn: 1,
      bytesOut: 2,
      ms: 3,
      address: '10.0.0.7',
      error: null,
    });
    expect((await rest.get(`/v1/exchanges/${exchangeId}`)).body).toMatchObject({ address: '10.0.0.7', repeats: null });
    expect((await rest.get(`/v1/exchanges/${uuid()}/requests`)).status).toBe(404);
  });
});
