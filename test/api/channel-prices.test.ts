import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { type ChannelsWorld, openChannelsWorld } from './channels-world.js';

interface InChannel {
  id: string;
  channelPrice: { amount: string; currency: string; before: object | null; rules: string[] } | null;
  channelStock: string | null;
}

const percent = (value: string) => ({ change: { by: 'percent', value } });
const FROM_USD = { currency: { from: 'USD', rate: '40' } };

describe('offers in a channel', () => {
  let world: ChannelsWorld;
  beforeAll(async () => {
    world = await openChannelsWorld();
  });
  afterAll(async () => await world.rest.close());

  const offersIn = async (channel: string): Promise<Map<string, InChannel>> => {
    const { body } = await world.rest.get(`/v1/offers?channel=${encodeURIComponent(channel)}`);
    return new Map(body.items.map((offer: InChannel) => [offer.id, offer]));
  };
  /** Price and stock of the red and the blue drill, the saw and the bear. */
  const seen = async (channel: string) => {
    const offers = await offersIn(channel);
    return [world.red, world.blue, world.sawOffer, world.bearOffer].map((id) => {
      const { channelPrice, channelStock } = offers.get(id) as InChannel;
      return [channelPrice?.amount ?? null, channelStock];
    });
  };
  const putOwn = async (channel: string, items: readonly object[]) =>
    await world.rest.request('put', `/v1/channels/${channel}/offers`, { body: { items } });

  it('cost what 1C says while there are no rules, if it is the channel’s currency', async () => {
    const offers = await offersIn(await world.channel({ name: 'Bare' }));
    expect(offers.get(world.red)).toMatchObject({
      channelPrice: {
        ...{ amount: '100.00', currency: 'UAH', rules: [] },
        before: { amount: '100.00', currency: 'UAH' },
      },
      channelStock: '5',
    });
    expect(await seen('bare')).toEqual([
      ['100.00', '5'],
      ['250.00', '7'], // the price of one, not of ten
      [null, '1'], // dollars, and no rule for them
      [null, '3'],
    ]);
  });

  it('cost what the rules make, wherever they are read', async () => {
    const channel = await world.channel({ mode: 'all' });
    await world.rules(channel, [
      { name: 'dollars', action: FROM_USD },
      { name: 'tools', scope: { groups: [world.tools] }, action: percent('10') },
      { name: 'bosch', scope: { manufacturers: ['bosch'] }, action: { round: { ending: '9', how: 'up' } } },
    ]);
    expect(await seen(channel)).toEqual([
      ['119.00', '5'],
      ['279.00', '7'],
      ['444.40', '1'],
      [null, '3'],
    ]);
    const rules = (await world.rest.get(`/v1/channels/${channel}/rules`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
    const saw = (await offersIn(channel)).get(world.sawOffer);
    expect(saw?.channelPrice).toEqual({
      ...{ amount: '444.40', currency: 'UAH', rules: rules.slice(0, 2) },
      before: { amount: '10.10', currency: 'USD' },
    });

    const one = (await world.rest.get(`/v1/offers/${world.sawOffer}?channel=${channel}`)).body;
    const product = (await world.rest.get(`/v1/products/${world.saw}?channel=${channel}`)).body;
    const list = (await world.rest.get(`/v1/products?channel=${channel}`)).body.items;
    const listed = list.find(({ id }: { id: string }) => id === world.saw);
    for (const offer of [one, product.offers[0], listed.offers[0]]) {
      expect([offer.channelPrice, offer.channelStock]).toEqual([saw?.channelPrice, '1']);
    }
  });

  it('begin with the first price type that they have, by our id of it too', async () => {
    const channel = await world.channel({ priceTypes: ['import', world.retail.toUpperCase()] });
    await world.rules(channel, [
      { scope: { priceTypes: [world.retail] }, action: { extra: '1' } },
      { scope: { priceTypes: ['import'] }, action: FROM_USD },
    ]);
    expect((await seen(channel)).map(([price]) => price)).toEqual(['80.00', '251.00', '404.00', null]);
  });

  it('are converted from a currency however its code is written', async () => {
    const channel = await world.channel();
    await world.rules(channel, [{ action: { currency: { from: ' usd ', rate: '40' } } }]);
    expect((await seen(channel)).map(([price]) => price)).toEqual(['100.00', '250.00', '404.00', null]);
    const [rule] = (await world.rest.get(`/v1/channels/${channel}/rules`)).body.items;
    expect(rule.action.currency).toEqual({ from: 'USD', rate: '40' });
  });

  it('have a price for products by either id, and for a group that has not come', async () => {
    const channel = await world.channel();
    await world.rules(channel, [
      { scope: { products: ['saw'] }, action: FROM_USD },
      { scope: { products: [world.drill], priceFrom: '200' }, action: percent('-50') },
      { scope: { groups: ['drills'] }, action: { extra: '7' } },
    ]);
    expect((await seen(channel)).map(([price]) => price)).toEqual(['107.00', '125.00', '404.00', null]);
  });

  it('are meant by our ids in capitals too, in rules and in addresses; by 1C’s ids as they are', async () => {
    const channel = await world.channel({ mode: 'all', priceTypes: [world.retail.toUpperCase(), 'import'] });
    const mixed = world.saw.replace(/[a-f]/, (letter) => letter.toUpperCase());
    const rules = [
      { scope: { priceTypes: [world.retail.toUpperCase()] }, action: { extra: '1' } },
      { scope: { products: [world.drill.toUpperCase(), world.drill], priceFrom: '200' }, action: { extra: '10' } },
      { scope: { groups: [world.tools.toUpperCase()] }, action: { extra: '100' } },
      { scope: { products: [mixed] }, action: FROM_USD },
      ...[{ products: ['DRILL'] }, { groups: ['TOOLS'] }, { priceTypes: ['RETAIL'] }].map((scope) => ({
        scope,
        action: { extra: '1000' },
      })),
    ];
    const put = await world.rest.request('put', `/v1/channels/${channel.toUpperCase()}/rules`, { body: { rules } });
    expect([put.status, put.body.items[1].scope.products[0]]).toEqual([200, world.drill.toUpperCase()]);
    for (const name of [channel, channel.toUpperCase()]) {
      expect((await seen(name)).map(([price]) => price)).toEqual(['201.00', '361.00', '404.00', null]);
    }
    const url = `/v1/channels/${channel.toUpperCase()}`;
    await world.rest.request('put', `${url}/offers/${world.red.toUpperCase()}`, { body: { stock: '1' } });
    await putOwn(channel, [{ offer: world.blue, stock: '2' }]);
    const first = (await world.rest.get(`${url}/offers?limit=1`)).body;
    const second = await world.rest.get(`/v1/channels/${channel}/offers?limit=1&cursor=${first.next}`);
    expect([first.items[0].offer, second.body.items?.[0].offer]).toEqual([world.red, world.blue].sort());
    const draft = { rules: rules.slice(0, 3), product: world.drill.toUpperCase() };
    const preview = await world.rest.request('post', `${url}/preview`, { body: draft });
    expect(preview.body.items.map((item: { after: { amount: string } }) => item.after.amount)).toEqual([
      '201.00',
      '361.00',
    ]);
  });

  it('have no price of a type whose name only looks like one', async () => {
    const channel = await world.channel({ priceTypes: ['__proto__', 'constructor', 'toString'] });
    expect((await seen(channel)).map(([price]) => price)).toEqual([null, null, null, null]);
  });

  it('have nothing of a channel when none is asked for, and a refusal when there is none of that name', async () => {
    const { body } = await world.rest.get(`/v1/offers/${world.red}`);
    expect(Object.keys(body)).not.toContain('channelPrice');
    for (const url of ['/v1/offers', '/v1/products', `/v1/offers/${world.red}`, `/v1/products/${world.drill}`]) {
      const refused = await world.rest.get(`${url}?channel=none`);
      expect([refused.status, refused.body.errors?.[0].path]).toEqual([422, 'channel']);
    }
  });

  it('cost the channel’s own where only the stock follows 1C, and nothing that was not set', async () => {
    const channel = await world.channel({ updates: 'stock' });
    await world.rules(channel, [{ action: percent('10') }]);
    expect((await seen(channel)).map(([price]) => price)).toEqual([null, null, null, null]);
    const set = await putOwn(channel, [
      { offer: world.red, price: '99.5', stock: '4' },
      { offer: world.bearOffer, price: '300' },
    ]);
    expect(set.status).toBe(204);
    expect(await seen(channel)).toEqual([
      ['99.50', '5'],
      [null, '7'],
      [null, '1'],
      ['300.00', '3'],
    ]);
    expect((await offersIn(channel)).get(world.red)?.channelPrice).toMatchObject({ before: null, rules: [] });
  });

  it('are as many as the channel says where only the price follows 1C', async () => {
    const channel = await world.channel({ updates: 'price' });
    await world.rules(channel, [{ action: percent('10') }]);
    await putOwn(channel, [{ offer: world.red, price: '1', stock: '4' }]);
    expect(await seen(channel)).toEqual([
      ['110.00', '4'],
      ['275.00', null],
      [null, null],
      [null, null],
    ]);
  });

  it('keep what is their own of a channel that follows 1C, unseen; and lose the price with the currency', async () => {
    const channel = await world.channel();
    const url = `/v1/channels/${channel}`;
    const own = `${url}/offers/${world.red}`;
    const set = await world.rest.request('put', own, { body: { price: '77.70', stock: '2' } });
    expect(set.body).toEqual({ offer: world.red, price: '77.70', currency: 'UAH', stock: '2' });
    expect((await seen(channel))[0]).toEqual(['100.00', '5']);
    await world.rest.request('patch', url, { body: { updates: 'stock' } });
    expect((await seen(channel))[0]).toEqual(['77.70', '5']);
    await world.rest.request('patch', url, { body: { currency: 'EUR' } });
    expect((await seen(channel))[0]).toEqual([null, '5']);
    const half = await world.rest.request('put', own, { body: { price: null } });
    expect(half.body).toEqual({ offer: world.red, price: null, currency: null, stock: '2' });
    expect((await world.rest.request('put', own, { body: {} })).body).toEqual(half.body);
    await world.rest.request('put', own, { body: { stock: null } });
    expect((await world.rest.get(`${url}/offers`)).body).toEqual({ items: [], next: null });
  });

  it('have what is their own listed page by page, and set all or none', async () => {
    const channel = await world.channel();
    const count = async () => Number((await world.rest.knex('change_counters').first()).last);
    const before = await count();
    const refused = await putOwn(channel, [
      { offer: world.red, price: '1' },
      { offer: uuid(), price: '2' },
    ]);
    expect([refused.status, refused.body.errors[0].path, await count()]).toEqual([422, 'items.1.offer', before]);
    const one = await world.rest.request('put', `/v1/channels/${channel}/offers/${uuid()}`, { body: { price: '1' } });
    expect(one.status).toBe(404);
    const twice = await putOwn(channel, Array(2).fill({ offer: world.red, price: '1' }));
    expect(twice.body.errors?.[0].path).toBe('items');
    const offers = [world.red, world.blue, world.sawOffer];
    await putOwn(
      channel,
      offers.map((offer) => ({ offer, stock: '1' })),
    );
    expect(await count()).toBe(before + 1);
    const first = (await world.rest.get(`/v1/channels/${channel}/offers?limit=2`)).body;
    const second = (await world.rest.get(`/v1/channels/${channel}/offers?limit=2&cursor=${first.next}`)).body;
    const all = [...first.items, ...second.items].map(({ offer }: { offer: string }) => offer);
    expect([all, second.next]).toEqual([[...offers].sort(), null]);
    const other = await world.channel();
    expect((await world.rest.get(`/v1/channels/${other}/offers?cursor=${first.next}`)).status).toBe(422);
  });

  it('are frozen at what they cost, and stay so when 1C and the rules say something else', async () => {
    const channel = await world.channel({ mode: 'all', updates: 'stock' });
    await world.rules(channel, [{ action: FROM_USD }, { action: percent('10') }]);
    await putOwn(channel, [{ offer: world.bearOffer, price: '1' }]);
    const frozen = await world.rest.request('post', `/v1/channels/${channel}/freeze`, {
      body: { prices: true, stock: false },
    });
    expect([frozen.status, frozen.body]).toEqual([200, { offers: 4 }]);
    await world.rules(channel, []);
    await world.rest.knex('offer_numbers').where({ offer_id: world.red }).update({ stock_total: '6' });
    expect(await seen(channel)).toEqual([
      ['110.00', '6'],
      ['275.00', '7'],
      ['444.40', '1'],
      [null, '3'],
    ]);
    const nothing = { body: { prices: false, stock: false } };
    expect((await world.rest.request('post', `/v1/channels/${channel}/freeze`, nothing)).status).toBe(422);
  });
});
