import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { restore } from '../../src/exchange/history/restore.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { readChanges } from '../../src/store/changes/read-changes.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { findExchange } from '../../src/store/exchanges/exchanges.js';
import { type InboxWorld, openInboxWorld } from '../exchange/inbox-world.js';
import { catalogue, offer, pack, product, StepWorld } from '../exchange/step-world.js';

const prices = (amount: string) => ({ prices: [{ priceTypeId: 't', amount }] });
const stock = (quantity: string) => ({ stock: { warehouses: { w: quantity } } });

describe('the log of changes tells of an offer', () => {
  let world: StepWorld;
  let inbox: InboxWorld;
  let node: ExchangeNode;
  let made = 0;
  /** 1C id of the offer of each test. */
  let id: string;
  beforeAll(async () => {
    world = await StepWorld.open();
    inbox = await openInboxWorld();
    node = await world.addNode('one');
    await world.newExchange(node);
  });
  afterAll(async () => {
    await inbox.close();
    await world.database.close();
  });
  beforeEach(() => {
    made += 1;
    id = `k${made}`;
  });

  const newest = async () => (await readChanges(world.knex, 'main', { after: 0, limit: 1 })).newest;
  /** What the log tells of what happens in `work`: types and actions, of what stands in the order of the log. */
  const toldOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    const after = await newest();
    await work();
    const { items } = await readChanges(world.knex, 'main', { after, limit: 1000 });
    return items.map(({ type, action }) => (action === 'written' ? type : `${type} ${action}`));
  };
  const told = async (...records: FeedRecord[]) =>
    await toldOf(async () => await world.write([pack(true), ...records], node));
  const whole = () => offer(id, { name: 'name', ...prices('1'), ...stock('5') });

  it('that is new: itself and what its row says of its numbers', async () => {
    expect(await told(whole())).toEqual(['offer', 'price', 'stock']);
    expect(await told(offer(`${id}#1`, { name: 'n' }))).toContain('offer');
    expect(await told(offer(`${id}#2`, prices('1')))).toEqual(['offer', 'price']);
    expect(await told(offer(`${id}#3`, stock('1')))).toEqual(['offer', 'stock']);
  });

  it('that is new and deleted at once (it goes another way): the same', async () => {
    expect(await told(offer(id, { deleted: true, name: 'n', ...prices('1') }))).toEqual(['offer', 'price']);
  });

  it('by a feed of prices: its price alone', async () => {
    await told(whole());
    expect(await told(offer(id, prices('2')))).toEqual(['price']);
    expect(await told(offer(id, prices('2')))).toEqual([]);
  });

  it('by a feed of stock: its stock alone, also when only the total is another', async () => {
    await told(whole());
    expect(await told(offer(id, stock('6')))).toEqual(['stock']);
    expect(await told(offer(id, { stock: { total: '7', warehouses: { w: '6' } } }))).toEqual(['stock']);
    expect(await told(offer(id, { stock: { total: '7', warehouses: { w: '6' } } }))).toEqual([]);
  });

  it('by a feed of both: what is another of the two', async () => {
    await told(whole());
    expect(await told(offer(id, { ...prices('2'), ...stock('6') }))).toEqual(['price', 'stock']);
    expect(await told(offer(id, { ...prices('3'), ...stock('6') }))).toEqual(['price']);
    expect(await told(offer(id, { ...prices('3'), ...stock('9') }))).toEqual(['stock']);
  });

  it('that is said as a whole: what is another of it', async () => {
    await told(whole());
    expect(await told(whole())).toEqual([]);
    expect(await told(offer(id, { name: 'other', ...prices('1'), ...stock('5') }))).toEqual(['offer']);
    expect(await told(offer(id, { name: 'other', ...prices('4'), ...stock('5') }))).toEqual(['price']);
    expect(await told(offer(id, { name: 'third', ...prices('4'), ...stock('8') }))).toEqual(['offer', 'stock']);
    expect(await told(offer(id, { name: 'last', ...prices('7'), ...stock('0') }))).toEqual(['offer', 'price', 'stock']);
  });

  it('that is deleted: itself', async () => {
    await told(whole());
    expect(await told(offer(id, { deleted: true }))).toEqual(['offer']);
  });

  it('kind by kind when there are many, each in blocks of its own', async () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      offer(`${id}#${n}`, { name: 'n', ...prices('1'), ...stock('1') }),
    );
    const before = await newest();
    await told(...many);
    const blocks = await world.knex('changes').where('last_no', '>', before).orderBy('last_no').select('entity', 'at');
    expect(blocks.map(({ entity }) => entity)).toEqual(['offer', 'price', 'stock']);
    const next = await told(...many.map((one, n) => ({ ...one, ...(n % 2 ? prices('2') : stock('2')) })));
    expect(next).toEqual([...Array(15).fill('price'), ...Array(15).fill('stock')]);
  });

  it('with its product: nothing of the product when only its offer is another', async () => {
    await toldOf(async () => await world.write([catalogue(true), product(id, { name: 'p' })], node));
    await told(whole());
    expect(await told(offer(id, prices('11')))).toEqual(['price']);
  });

  it('that a restore puts back: itself where its row was another, and its numbers', async () => {
    await told(whole());
    const undo = async (...records: FeedRecord[]): Promise<string[]> => {
      const exchangeId = await world.newExchange(node);
      await world.write([pack(true), ...records], node);
      const exchange = await findExchange(world.knex, 'main', exchangeId);
      if (!exchange) throw new Error('no exchange');
      return await toldOf(async () => await restore({ ...inbox.services, db: world.database.db }, exchange, 1));
    };
    expect(await undo(offer(id, prices('2')))).toEqual(['price', 'stock']);
    expect(await undo(offer(id, { name: 'other' }))).toEqual(['offer']);
    expect(await undo(offer(id, { name: 'other', ...prices('9') }))).toEqual(['offer', 'price', 'stock']);
    expect(await undo(offer(`${id}#new`, { name: 'new', ...prices('9') }))).toContain('offer removed');
  });

  it('with a time that never goes back, though the transaction began before another', async () => {
    const after = await newest();
    const change = (entityId: string) => [{ entity: 'order', entityId, action: 'written' } as const];
    await world.database.db.transaction(async (early) => {
      await early.raw('select now()');
      await world.database.db.transaction(
        async (late) => await recordChanges(late, 'main', null, change('01890a5d-ac96-774b-bcce-b302099a8057')),
      );
      await recordChanges(early, 'main', null, change('01890a5d-ac96-774b-bcce-b302099a8058'));
    });
    const { items } = await readChanges(world.knex, 'main', { after, limit: 10 });
    expect(items).toHaveLength(2);
    expect(items[1]?.at.getTime()).toBeGreaterThanOrEqual(items[0]?.at.getTime() ?? Number.NaN);
  });
});
