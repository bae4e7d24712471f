import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { insertGroup, insertOffer, insertProduct } from './catalogue-rows.js';
import { type ChannelsWorld, openChannelsWorld } from './channels-world.js';

interface Item {
  offer: { id: string; externalId: string };
  product: { id: string };
  before: { amount: string } | null;
  after: { amount: string } | null;
  rules: { place: number; id: string | null; name: string | null; before: object; after: object }[];
}

const percent = (value: string) => ({ change: { by: 'percent', value } });

describe('a preview of prices', () => {
  let world: ChannelsWorld;
  beforeAll(async () => {
    world = await openChannelsWorld();
  });
  afterAll(async () => await world.rest.close());

  const preview = async (channel: string, body: object, query = '') =>
    await world.rest.request('post', `/v1/channels/${channel}/preview${query}`, { body });
  const items = async (channel: string, body: object): Promise<Item[]> => (await preview(channel, body)).body.items;
  const uah = (amount: string) => ({ amount, currency: 'UAH' });

  it('of a product shows each offer before and after, rule by rule', async () => {
    const channel = await world.channel({ mode: 'all' });
    await world.rules(channel, [
      { name: 'toys', scope: { groups: ['toys'] }, action: percent('50') },
      { name: 'ten', action: percent('10') },
      { name: 'five', action: { round: { step: '5', how: 'up' } } },
    ]);
    const [, ten, five] = (await world.rest.get(`/v1/channels/${channel}/rules`)).body.items;
    const answer = await preview(channel, { product: world.drill });
    expect([answer.status, answer.body.next]).toEqual([200, null]);
    expect(answer.body.items).toEqual([
      {
        offer: { id: world.red, externalId: 'drill#red', name: null },
        product: { id: world.drill, name: 'drill' },
        before: uah('100.00'),
        after: uah('110.00'),
        rules: [
          { place: 2, id: ten.id, name: 'ten', before: uah('100.00'), after: uah('110.00') },
          { place: 3, id: five.id, name: 'five', before: uah('110.00'), after: uah('110.00') },
        ],
      },
      {
        offer: { id: world.blue, externalId: 'drill#blue', name: null },
        product: { id: world.drill, name: 'drill' },
        before: uah('250.00'),
        after: uah('275.00'),
        rules: [
          { place: 2, id: ten.id, name: 'ten', before: uah('250.00'), after: uah('275.00') },
          { place: 3, id: five.id, name: 'five', before: uah('275.00'), after: uah('275.00') },
        ],
      },
    ]);
  });

  it('of a draft shows what it would make, and changes nothing', async () => {
    const channel = await world.channel();
    await world.rules(channel, [{ action: percent('10') }]);
    const draft = { rules: [{ action: { floor: '150' } }, { action: { extra: '1' } }], product: world.drill };
    const first = await items(channel, draft);
    expect(first.map(({ after, rules }) => [after?.amount, rules.map((rule) => [rule.place, rule.id])])).toEqual([
      ['150.00', [[1, null]]],
      ['250.00', [[1, null]]],
    ]);
    const all = await items(channel, { ...draft, mode: 'all' });
    expect(all.map(({ after, rules }) => [after?.amount, rules.length])).toEqual([
      ['151.00', 2],
      ['251.00', 2],
    ]);
    const kept = await items(channel, { product: world.drill });
    expect(kept.map(({ after }) => after?.amount)).toEqual(['110.00', '275.00']);
    const bad = await preview(channel, { rules: [{ action: { extra: '-1' } }] });
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, 'rules.0.action.extra']);
  });

  it('of a group has all below it, page by page', async () => {
    const channel = await world.channel();
    const group = { group: 'tools' };
    expect((await items(channel, group)).map(({ offer }) => offer.id)).toEqual([
      ...[world.red, world.blue],
      world.sawOffer,
    ]);
    expect((await items(channel, { group: 'toys' })).map(({ offer }) => offer.id)).toEqual([world.bearOffer]); // not come
    expect(await items(channel, { group: uuid() })).toEqual([]);
    const first = (await preview(channel, group, '?limit=1')).body;
    const second = (await preview(channel, group, `?limit=1&cursor=${first.next}`)).body;
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    expect((await preview(channel, { group: 'toys' }, `?cursor=${first.next}`)).status).toBe(422);
  });

  it('is as of a moment', async () => {
    const channel = await world.channel();
    await world.rules(channel, [
      { action: percent('-20'), validFrom: '2031-11-28T00:00:00Z', validTo: '2031-11-30T00:00:00Z' },
    ]);
    const priceAt = async (at?: string) =>
      (await items(channel, { product: world.drill, ...(at && { at }) })).map((item) => item.after?.amount);
    expect(await priceAt()).toEqual(['100.00', '250.00']);
    expect(await priceAt('2031-11-28T00:00:00Z')).toEqual(['80.00', '200.00']);
    expect(await priceAt('2031-11-30T00:00:00.001Z')).toEqual(['100.00', '250.00']);
  });

  it('of very many offers of one product is on several pages, and on more where many rules add up', async () => {
    const { knex } = world.rest;
    await insertGroup(knex, { external_id: 'many' });
    const many = await insertProduct(knex, { external_id: 'many', name: 'many', group_ids: ['many'] });
    const behind = await insertProduct(knex, { external_id: 'behind', name: 'behind', group_ids: ['many'] });
    await knex.raw(
      `with made as (
         insert into offers (shop_id, offer_id, id_space, product_external_id, characteristic_id)
         select 'main', gen_random_uuid(), 'main', 'many', cast(n as text) from generate_series(1, 1100) n returning offer_id)
       insert into offer_numbers (shop_id, offer_id, prices, stock_total)
       select 'main', offer_id, '{"retail": [{"amount": "10"}]}', 1 from made`,
    );
    const last = await insertOffer(knex, { product_external_id: 'behind', prices: { retail: [{ amount: '5' }] } });
    const channel = await world.channel({ mode: 'all' });
    const pagesOf = async (body: object, query = 'limit=500') => {
      const pages: Item[][] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { status: number; body: { items: Item[]; next: string | null } } = await preview(
          channel,
          body,
          `?${query}${cursor && `&cursor=${cursor}`}`,
        );
        expect(page.status).toBe(200);
        pages.push(page.body.items);
        cursor = page.body.next;
      }
      return pages;
    };
    const one = await pagesOf({ group: 'many', rules: [{ action: { extra: '1' } }] });
    expect(one.map((page) => page.length)).toEqual([1000, 101]);
    expect(new Set(one.flat().map((item) => item.offer.id)).size).toBe(1101);
    expect([one[0]?.[0]?.after?.amount, one[1]?.at(-1)?.offer.id, one[1]?.at(-1)?.after?.amount]).toEqual([
      ...['11.00', last],
      '6.00',
    ]);
    const rules = Array.from({ length: 50 }, () => ({ action: { extra: '1' } }));
    const added: Item[] = [];
    for (let cursor = ''; added.length < 400; ) {
      const { items: page, next } = (await preview(channel, { product: many, rules }, `?${cursor}`)).body;
      expect([page.length, page[0].after.amount, page[0].rules.length]).toEqual([200, '60.00', 50]);
      added.push(...page);
      cursor = `cursor=${next}`;
    }
    expect(new Set(added.map((item) => item.offer.id)).size).toBe(400);
    const first = await pagesOf({ product: many, rules, mode: 'first' }, 'limit=1');
    expect(first.map((page) => page.length)).toEqual([1000, 100]);
    await knex('offers').where({ product_external_id: 'many' }).update({ active: false });
    expect((await pagesOf({ group: 'many' }, 'limit=1')).flat().map((item) => item.product.id)).toEqual([behind]);
    await knex('offers').where({ product_external_id: 'behind' }).update({ active: false });
    await knex('products').whereIn('product_id', [many, behind]).update({ active: false });
  });

  it('refuses a cursor that it did not give', async () => {
    const channel = await world.channel();
    const { next } = (await preview(channel, {}, '?limit=1')).body;
    const forged = (place: object) =>
      Buffer.from(JSON.stringify([JSON.parse(Buffer.from(next, 'base64url').toString())[0], place])).toString(
        'base64url',
      );
    for (const place of [{ id: world.drill }, { id: world.drill, key: 'x' }, { id: world.drill, key: `${uuid()}'` }]) {
      expect((await preview(channel, {}, `?cursor=${forged(place)}`)).status).toBe(422);
    }
    expect((await preview(channel, {}, `?cursor=${forged({ id: world.drill, key: uuid() })}`)).status).toBe(200);
  });

  it('says the same as a read, of everything', async () => {
    const channel = await world.channel({ mode: 'all' });
    await world.rules(channel, [
      { action: { currency: { from: 'USD', rate: '41.37' } } },
      { scope: { priceFrom: '200' }, action: { ...percent('-7.5'), round: { ending: '9.90', how: 'down' } } },
      { scope: { manufacturers: ['Makita'] }, action: { extra: '12', ceiling: '400' } },
    ]);
    const read: { id: string; channelPrice: { amount: string; rules: string[] } | null }[] = (
      await world.rest.get(`/v1/offers?channel=${channel}`)
    ).body.items;
    const shown = (await items(channel, {})).map((item) => [
      item.offer.id,
      item.after?.amount,
      item.rules.map((rule) => rule.id),
    ]);
    expect(shown).toHaveLength(4);
    const expected = read.map((offer) => [offer.id, offer.channelPrice?.amount, offer.channelPrice?.rules ?? []]);
    expect(shown.sort()).toEqual(expected.sort());
  });

  it('of a channel with prices of its own shows what the rules would make', async () => {
    const channel = await world.channel({ updates: 'stock' });
    await world.rules(channel, [{ action: percent('10') }]);
    expect((await items(channel, { product: world.drill })).map((item) => item.after?.amount)).toEqual([
      '110.00',
      '275.00',
    ]);
    expect((await preview(uuid(), {})).status).toBe(404);
  });
});
