import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue, classifier, feed, offers } from '../exchange/small-feeds.js';
import { insertQuickNode } from '../support/quick-node.js';
import { openRest, type Rest } from './open-rest.js';

/** What a channel takes of 1C, seen from outside: 1C sends files, and everything that shows a price or stock is read in the channel. */

type Seen = readonly [price: string | null, stock: string | null];

const UPDATES = ['both', 'price', 'stock'] as const;
const GOODS = feed(classifier(), catalogue([{ id: 'lamp', name: 'Лампа' }], false));
const offersFeed = (price: string, stock: string): string =>
  feed(
    offers([
      {
        id: 'lamp',
        name: 'Лампа',
        more: `<Цены><Цена><ИдТипаЦены>retail</ИдТипаЦены><ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу><Валюта>UAH</Валюта></Цена></Цены><Количество>${stock}</Количество>`,
      },
    ]),
  );

describe('what a channel takes from 1C', () => {
  let rest: Rest;
  const channels = new Map<string, string>();
  let product = '';
  let offer = '';

  const sent = async (method: 'post' | 'put' | 'patch', url: string, body: object) => {
    const answer = await rest.request(method, url, { body });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body;
  };
  /** As 1C's file would come: imported by the server itself. */
  async function from1C(name: string, xml: string): Promise<void> {
    const form = new FormData();
    form.set('node', '1c');
    form.set('file', new File([xml], name));
    const headers = { Authorization: `Bearer ${rest.key}` };
    const { id } = (await (await fetch(`${rest.url}/v1/feeds`, { method: 'POST', body: form, headers })).json()) as {
      id: string;
    };
    for (let look = 0; look < 600; look += 1) {
      const { body } = await rest.get(`/v1/feeds/${id}/progress`);
      if (body.finishedAt !== null) {
        if (body.state !== 'done') throw new Error(JSON.stringify(body));
        return;
      }
      await pause(50);
    }
    throw new Error('the import did not end');
  }
  const stated = async (): Promise<Seen> => {
    const { prices, stock } = (await rest.get(`/v1/offers/${offer}`)).body;
    return [prices[0].amount, stock.total];
  };

  beforeAll(async () => {
    rest = await openRest();
    await rest.services.db.transaction(
      async (tx) => await insertQuickNode(tx, 'main', { name: '1c', profile: 'trade', timeZone: 'Europe/Kyiv' }),
    );
    await from1C('import.xml', GOODS);
    await from1C('offers.xml', offersFeed('100', '5'));
    const [lamp] = (await rest.get('/v1/products')).body.items;
    product = lamp.id;
    offer = lamp.offers[0].id;
    for (const updates of UPDATES) {
      const fields = { name: updates, currency: 'UAH', priceTypes: ['retail'], updates };
      const { id } = await sent('post', '/v1/channels', fields);
      channels.set(updates, id);
      await sent('put', `/v1/channels/${id}/rules`, { rules: [{ action: { extra: '10' } }] });
    }
  });
  afterAll(async () => await rest.close());

  const exported = async (format: string, channel: string): Promise<string> => {
    const headers = { Authorization: `Bearer ${rest.key}`, 'Accept-Encoding': 'identity' };
    return await (await fetch(`${rest.url}/v1/export/products.${format}?channel=${channel}`, { headers })).text();
  };
  const of = (one: { channelPrice?: { amount: string } | null; channelStock?: string | null }): Seen => [
    one.channelPrice?.amount ?? null,
    one.channelStock ?? null,
  ];
  /** Price and stock in a channel, by everything that tells them. */
  async function everywhere(channel: string): Promise<Record<string, Seen>> {
    const get = async (url: string) =>
      (await rest.get(`${url}${url.includes('?') ? '&' : '?'}channel=${channel}`)).body;
    const [csvHead = '', csvRow = ''] = (await exported('csv', channel)).split('\r\n');
    const cell = (name: string) => csvRow.split(',')[csvHead.split(',').indexOf(name)] || null;
    const yml = await exported('yml', channel);
    const inYml = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(yml)?.[1] ?? null;
    const [cartPrice] = (await get(`/v1/prices?offers=${offer}`)).items;
    const [cartStock] = (await get(`/v1/stock?offers=${offer}`)).items;
    return {
      products: of((await get('/v1/products')).items[0].offers[0]),
      product: of((await get(`/v1/products/${product}`)).offers[0]),
      offers: of((await get('/v1/offers')).items[0]),
      offer: of(await get(`/v1/offers/${offer}`)),
      cart: [cartPrice.channelPrice?.amount ?? null, cartStock.channelStock ?? null],
      ndjson: of(JSON.parse(await exported('ndjson', channel)).offers[0]),
      csv: [cell('price'), cell('stock')],
      // An offer without a price is none there.
      yml: [inYml('price'), inYml('count')],
    };
  }
  const mustBe = async (updates: string, seen: Seen): Promise<void> => {
    const places = await everywhere(channels.get(updates) ?? '');
    const inYml: Seen = seen[0] === null ? [null, null] : seen;
    const expected = Object.keys(places).map((place) => [place, place === 'yml' ? inYml : seen]);
    expect([updates, places]).toEqual([updates, Object.fromEntries(expected)]);
  };

  it('is both, the price, or the stock; what is its own is nothing at first', async () => {
    expect(await stated()).toEqual(['100', '5']);
    await mustBe('both', ['110.00', '5']);
    await mustBe('price', ['110.00', null]);
    await mustBe('stock', [null, '5']);
  });

  it('what is its own holds when 1C sends another price and other stock, and the rest follows', async () => {
    for (const id of channels.values()) {
      await sent('put', `/v1/channels/${id}/offers/${offer}`, { price: '77.70', stock: '4' });
    }
    await mustBe('both', ['110.00', '5']);
    await mustBe('price', ['110.00', '4']);
    await mustBe('stock', ['77.70', '5']);
    const { last } = (await rest.get('/v1/changes?after=latest')).body;
    await from1C('offers.xml', offersFeed('120.50', '9'));
    expect(await stated()).toEqual(['120.50', '9']);
    await mustBe('both', ['130.50', '9']);
    await mustBe('price', ['130.50', '4']);
    await mustBe('stock', ['77.70', '9']);
    const { items } = (await rest.get(`/v1/changes?after=${last}&types=price,stock,channel`)).body;
    // The log tells what 1C changed, whatever channels make of it; who follows a channel reads the offer in it.
    expect(items.map(({ type, id }: { type: string; id: string }) => [type, id])).toEqual([
      ['price', offer],
      ['stock', offer],
    ]);
  });

  it('is another choice at once, told as a change of the channel', async () => {
    const id = channels.get('both') ?? '';
    const { last } = (await rest.get('/v1/changes?after=latest')).body;
    for (const [updates, seen] of [
      ['stock', ['77.70', '9']],
      ['price', ['130.50', '4']],
      ['both', ['130.50', '9']],
    ] as const) {
      await sent('patch', `/v1/channels/${id}`, { updates });
      await mustBe('both', seen);
    }
    const { items } = (await rest.get(`/v1/changes?after=${last}`)).body;
    expect(items.map((one: { type: string; id: string }) => [one.type, one.id])).toEqual(
      Array(3).fill(['channel', id]),
    );
  });

  it('is kept when 1C says that there is none left, and when it takes the product away', async () => {
    await from1C('offers.xml', offersFeed('120.50', '0'));
    await mustBe('both', ['130.50', '0']);
    await mustBe('price', ['130.50', '4']);
    await mustBe('stock', ['77.70', '0']);
    await from1C('import.xml', feed(classifier(), catalogue([{ id: 'lamp', name: 'Лампа', deleted: true }], true)));
    const inChannel = async (updates: string) => {
      const query = `offers=${offer}&channel=${channels.get(updates)}`;
      const [price] = (await rest.get(`/v1/prices?${query}`)).body.items;
      const [stock] = (await rest.get(`/v1/stock?${query}`)).body.items;
      return [price.channelPrice?.amount, stock.channelStock];
    };
    expect(await inChannel('stock')).toEqual(['77.70', '0']);
    expect(await inChannel('price')).toEqual(['130.50', '4']);
    expect(await exported('yml', channels.get('stock') ?? '')).not.toContain('<offer ');
  });
});
