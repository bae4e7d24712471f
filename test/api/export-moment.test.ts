import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvWriter } from '../../src/exchange/export/csv.js';
import type { ExportTask } from '../../src/exchange/export/export-task.js';
import { writeExport } from '../../src/exchange/export/write-export.js';
import { type Channel, findChannel } from '../../src/store/channels/channels.js';
import { insertOffer, insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

const SHOP = 'main';
let rest: Rest;
let before: Channel;

beforeAll(async () => {
  rest = await openRest();
  await rest.knex('price_types').insert({
    ...{
      shop_id: SHOP,
      price_type_id: '01890a5d-ac96-774b-bcce-b302099a8057',
      id_space: 'main',
      external_id: 'retail',
    },
    currency: 'UAH',
  });
  await insertProduct(rest.knex, { external_id: 'a' });
  await insertOffer(rest.knex, { product_external_id: 'a', prices: { retail: [{ amount: '10.00' }] } });
  const made = { name: 'site', currency: 'USD', priceTypes: ['retail'] };
  expect((await rest.request('post', '/v1/channels', { body: made })).status).toBe(201);
  before = (await findChannel(rest.knex, SHOP, 'site')) as Channel;
});
afterAll(async () => await rest.close());

async function exported(
  channel: Channel,
): Promise<{ seq: number; lines: { offers: { channelPrice: object | null }[] }[] }> {
  const task: ExportTask = {
    ...{ databaseUrl: '', shopId: SHOP, publicUrl: undefined, active: 'true', channel, priceType: null },
    form: { format: 'ndjson', parts: { product: null, offer: null } },
  };
  let seq = -1;
  const pieces: Uint8Array[] = [];
  for await (const piece of writeExport(rest.services.db, task, (begun) => {
    seq = begun.seq;
  }))
    pieces.push(piece);
  const text = Buffer.concat(pieces).toString();
  return {
    seq,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}

describe('an export in a channel', () => {
  it('knows the channel as it is at its own moment, not as it was when it was asked for', async () => {
    expect((await exported(before)).lines[0]?.offers[0]?.channelPrice).toBeNull();
    const changed = await rest.request('patch', `/v1/channels/${before.channelId}`, { body: { currency: 'UAH' } });
    expect(changed.status).toBe(200);
    const { seq, lines } = await exported(before);
    const { last } = await rest.knex('change_counters').where({ shop_id: SHOP }).first('last');
    expect(seq).toBe(Number(last));
    expect(lines[0]?.offers[0]?.channelPrice).toMatchObject({ amount: '10.00', currency: 'UAH' });
  });

  it('is refused when the channel was removed meanwhile', async () => {
    await rest.request('delete', `/v1/channels/${before.channelId}`);
    await expect(exported(before)).rejects.toMatchObject({ code: 'UZ1507' });
  });
});

it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠a'])(
  'a table holds no formula in a name, nor in a currency of 1C: %j',
  (text) => {
    const scene = {
      ...{ groups: [], priceTypes: [], publicUrl: undefined, at: new Date(), currency: null },
      ...{ channel: null, priceType: 'retail' },
    };
    const offer = {
      ...{ id: 'o', externalId: 'o', name: text, sku: null, barcode: null, weight: null },
      ...{ characteristicValues: [], properties: [], pictures: [], stock: { total: null } },
      prices: [{ priceType: 'retail', priceTypeName: null, amount: '1', currency: text }],
    };
    const product = {
      ...{
        id: 'p',
        externalId: 'p',
        name: null,
        groups: [],
        properties: [],
        pictures: [],
        active: true,
        updatedAt: '',
      },
      offers: [offer],
    };
    const [line = ''] = csvWriter({ format: 'csv', bom: false }, scene).rows([JSON.stringify(product)]);
    expect(line.split(`'${text}`)).toHaveLength(3);
  },
);
