import { describe, expect, it } from '@jest/globals';
import { type FeedStep, readSteps } from '../../src/exchange/import/feed-steps.js';
import { unpackedItems } from '../../src/exchange/import/step-items.js';
import { hashOfItem } from '../../src/exchange/import/step-records.js';
import type { ProductRecord } from '../../src/records.js';
import { catalogue, feed, ids, offers, price } from './small-feeds.js';

async function stepsOf(text: string, batch = 1000): Promise<FeedStep[]> {
  const limits = { depth: 64, text: 1_000_000, attribute: 65_536 };
  const nothing = { known: async () => undefined, rewrite: async () => undefined };
  const task = {
    timeZone: 'Europe/Kyiv',
    limits,
    settings: {},
    done: 0,
    batch,
    fingerprintContext: null,
    distrusted: { products: [], offers: [] },
    asRecords: false,
  };
  const steps: FeedStep[] = [];
  for await (const step of readSteps(bytesOf(text), task, nothing)) steps.push(step);
  return steps;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const rowsOf = ({ items }: FeedStep) => {
  if (!('applied' in items)) throw new Error('rows were wanted');
  return unpackedItems(items);
};

const goods = (list: readonly string[], name = 'one') => list.map((id) => ({ id, name }));

describe('the steps of a feed', () => {
  it('have one row for a product that comes twice at once', async () => {
    const [step, ...more] = await stepsOf(
      feed(catalogue([...goods(['a']), { id: 'a', more: '<Артикул>S</Артикул>' }])),
    );
    if (!step) throw new Error('no step');
    const { products } = rowsOf(step);
    expect(more).toEqual([]);
    expect(products.products).toEqual(['a']);
    expect(Buffer.from(products.text).toString()).toContain('\tone\tS\t');
  });

  it('never have two rows for one: where it comes again behind many others a new step begins', async () => {
    const list = ids(40);
    const steps = await stepsOf(feed(catalogue([...goods(list), ...goods(list, 'two')])));
    expect(steps.map((step) => rowsOf(step).products.products)).toEqual([list, list]);
    expect(steps.map(({ position }) => position)).toEqual([41, 81]);
  });

  it('take the product and the offer of one id for two things', async () => {
    const list = ids(40);
    const both = [catalogue(goods(list)), offers(list.map((id) => ({ id, more: price('1') })))];
    const steps = await stepsOf(feed(...both));
    expect(steps.flatMap((step) => rowsOf(step).offers.products)).toEqual(list);
    expect(steps).toHaveLength(2);
  });

  it('lose nothing of two products whose hashes are one', async () => {
    const [one, other] = ['Aa', 'BB'];
    const hash = (productId: string) =>
      hashOfItem({ kind: 'product', productId, characteristicId: '' } as ProductRecord);
    expect(hash(one)).toBe(hash(other));
    const list = [one, ...ids(40), other];
    const steps = await stepsOf(feed(catalogue(goods(list))));
    expect(steps.flatMap((step) => rowsOf(step).products.products)).toEqual(list);
    expect(steps.at(-1)?.position).toBe(list.length + 1);
  });

  it('give each row once, whatever the batch', async () => {
    const list = ids(100);
    const steps = await stepsOf(feed(catalogue(goods(list))), 7);
    expect(steps.flatMap((step) => rowsOf(step).products.products)).toEqual(list);
    expect(steps.every((step) => rowsOf(step).products.count <= 7)).toBe(true);
  });
});

describe('the hash of an item', () => {
  it('is of its kind, its product and its characteristic', () => {
    const of = (kind: string, productId: string, characteristicId: string) =>
      hashOfItem({ kind, productId, characteristicId } as ProductRecord);
    expect(of('product', 'a', 'b')).toBe(of('product', 'a', 'b'));
    const others = [of('offer', 'a', 'b'), of('product', 'ab', ''), of('product', '', 'ab'), of('product', 'b', 'a')];
    expect(new Set([of('product', 'a', 'b'), ...others]).size).toBe(5);
  });
});
