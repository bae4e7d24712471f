import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertOffer, insertPriceType } from './catalogue-rows.js';
import { type ChannelsWorld, openChannelsWorld } from './channels-world.js';
import { numbersFrom } from './product-query-world.js';

type Json = Record<string, unknown>;
type PriceJson = { priceType: string; minQuantity: string | null; amount: string };

describe('a cart', () => {
  let world: ChannelsWorld;
  let offers: string[];
  let unsold: string;
  let ours: string;
  beforeAll(async () => {
    world = await openChannelsWorld();
    const { knex } = world.rest;
    ours = await insertPriceType(knex, { external_id: 'bulk', name: 'Опт', currency: 'EUR' });
    const next = numbersFrom(5);
    const made: string[] = [];
    for (let at = 0; at < 30; at += 1) {
      const steps = ['10', '2.5', '0', '100'].slice(0, 1 + next(4)).map((minQuantity, index) => ({
        amount: `${next(90)}.${10 + index}`,
        ...(minQuantity !== '0' && { minQuantity }),
      }));
      made.push(
        await insertOffer(knex, {
          ...{ product_external_id: 'drill', characteristic_id: `v${at}` },
          prices: { ...(next(4) > 0 && { retail: steps }), ...(next(2) > 0 && { bulk: steps.slice(0, 2) }) },
          stock: next(2) > 0 ? { north: '2.5' } : {},
          stock_total: next(3) > 0 ? '2.5' : null,
        }),
      );
    }
    unsold = await insertOffer(knex, { product_external_id: 'drill', characteristic_id: 'gone', active: false });
    offers = [...made, unsold, world.sawOffer];
  });
  afterAll(async () => await world.rest.close());

  const get = async (url: string) => await world.rest.get(url);
  /** Of the prices of one type: the last step that the quantity reaches, else the first. Steps here have few digits, floats hold them. */
  const held = (prices: readonly PriceJson[], quantity: number | null): PriceJson | undefined => {
    const sorted = [...prices].sort((one, other) => Number(one.minQuantity ?? 0) - Number(other.minQuantity ?? 0));
    if (quantity === null) return sorted[0];
    return sorted.filter((price) => Number(price.minQuantity ?? 0) <= quantity).at(-1) ?? sorted[0];
  };

  it('costs what its offers cost by themselves, in the order that is asked for', async () => {
    const single = new Map<string, Json>();
    for (const id of offers) single.set(id, (await get(`/v1/offers/${id}`)).body);
    const next = numbersFrom(8);
    for (let run = 0; run < 20; run += 1) {
      const asked = offers.filter(() => next(3) === 0).reverse();
      if (asked.length === 0) continue;
      const quantities = [null, ['1'], ['2.5'], asked.map(() => String([1, 3, 10, 150][next(4)]))][next(4)] ?? null;
      const type = [undefined, 'retail', 'bulk', ours.toUpperCase()][next(4)];
      const query = `${quantities ? `&quantity=${quantities.join()}` : ''}${type ? `&priceType=${type}` : ''}`;
      const { status, body } = await get(`/v1/prices?offers=${asked.join()}${query}`);
      expect([query, status]).toEqual([query, 200]);
      const expected = asked.map((id, at) => {
        const { externalId, active, prices } = single.get(id) as Json & { prices: PriceJson[] };
        const quantity = quantities === null ? null : Number(quantities[at] ?? quantities[0]);
        const types = [...new Set(prices.map((price) => price.priceType))].filter(
          (one) => type === undefined || one === type || (one === 'bulk' && type === ours.toUpperCase()),
        );
        const of = types.map((one) =>
          held(
            prices.filter((price) => price.priceType === one),
            quantity,
          ),
        );
        return { offer: id, externalId, active, prices: of };
      });
      expect([query, body]).toEqual([query, { items: expected, missing: [] }]);
    }
    expect([...single.values()].map(({ active }) => active)).toContain(false);
  });

  it('has the stock that its offers have by themselves', async () => {
    const asked = [unsold, ...offers.slice(3, 12)];
    const { body } = await get(`/v1/stock?offers=${asked.join()}`);
    const expected = [];
    for (const id of asked) {
      const { externalId, active, stock } = (await get(`/v1/offers/${id}`)).body;
      expected.push({ offer: id, externalId, active, stock });
    }
    expect(body).toEqual({ items: expected, missing: [] });
  });

  it('costs in a channel what the rules make of the price for the quantity', async () => {
    const channel = await world.channel();
    await world.rules(channel, [{ scope: {}, action: { change: { by: 'percent', value: '50' } } }]);
    const asked = `offers=${world.blue},${world.bearOffer}&channel=${channel}`;
    const priceOf = async (quantity: string) =>
      (await get(`/v1/prices?${asked}&quantity=${quantity}`)).body.items.map(
        (item: { channelPrice: { amount: string; currency: string } | null }) =>
          item.channelPrice && [item.channelPrice.amount, item.channelPrice.currency],
      );
    // 250.00 a piece, 200 from ten on; and half as much again.
    expect(await priceOf('1')).toEqual([['375.00', 'UAH'], null]);
    expect(await priceOf('10,1')).toEqual([['300.00', 'UAH'], null]);
    const alone = (await get(`/v1/offers/${world.blue}?channel=${channel}`)).body;
    const [inCart] = (await get(`/v1/prices?${asked}`)).body.items;
    expect(inCart.channelPrice).toEqual(alone.channelPrice);
    const [stock] = (await get(`/v1/stock?${asked}`)).body.items;
    expect([stock.channelStock, stock.stock]).toEqual([alone.channelStock, alone.stock]);
  });

  it('names what is missing, and refuses what is no cart', async () => {
    const [lost, upper] = [uuid(), world.red.toUpperCase()];
    for (const list of ['prices', 'stock']) {
      const { body } = await get(`/v1/${list}?offers=${lost},${upper}&offers=${world.saw}`);
      expect([list, body.missing, body.items.map(({ offer }: { offer: string }) => offer)]).toEqual([
        list,
        [lost, world.saw],
        [world.red],
      ]);
      const many = Array.from({ length: 200 }, () => uuid()).join();
      expect((await get(`/v1/${list}?offers=${many}`)).body.missing).toHaveLength(200);
      const refused = [
        '',
        '?offers=',
        '?offers=x',
        `?offers=${many},${lost}`,
        `?offers=${lost},${lost.toUpperCase()}`,
        `?offers=${lost}&channel=no`,
      ];
      for (const query of refused) {
        const answer = await get(`/v1/${list}${query}`);
        expect([list, query, answer.status, answer.body.code]).toEqual([list, query, 422, 'UZ1501']);
      }
    }
    for (const quantity of ['0', 'x', '1,2', '-1', '']) {
      const answer = await get(`/v1/prices?offers=${world.red}&quantity=${quantity}`);
      expect([quantity, answer.status]).toEqual([quantity, 422]);
    }
  });

  it('takes one statement for the offers, however many', async () => {
    let statements = 0;
    world.rest.knex.on('query', () => {
      statements += 1;
    });
    await get(`/v1/stock?offers=${offers.join()}`);
    expect(statements).toBe(2); // with that of the key
  });
});
