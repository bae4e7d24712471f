import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applyWaiting, applyWaitingOfNode } from '../../src/exchange/orders-in/apply-waiting.js';
import { lockOrder, unlockOrder } from '../../src/exchange/orders-in/order-locks.js';
import { patchOrder } from '../../src/exchange/owners/order-desk.js';
import { SHOP } from './orders-world.js';
import { openRulesWorld, type RulesWorld } from './rules-world.js';

let world: RulesWorld;
beforeAll(async () => {
  world = await openRulesWorld();
});
afterAll(() => world.close());

const codes = async (): Promise<string[]> => (await world.told()).map((entry) => entry.code);
const waiting = async (): Promise<number> => await world.count('waiting_documents');
const lock = async (orderId: string, seconds = 60, by?: string) =>
  await lockOrder(world.services, SHOP, orderId, { seconds, by });
const unlock = async (orderId: string) => await unlockOrder(world.services, SHOP, orderId);
/** The lock runs out now. */
const expire = async (orderId: string) =>
  await world
    .knex('orders')
    .where({ order_id: orderId })
    .update({ locked_until: new Date(Date.now() - 1000) });

describe('an order that is being edited in the shop', () => {
  it('keeps its version; its time and the change feed move', async () => {
    const before = await world.placeKnown();
    const change = await world.lastChange();
    const locked = await lock(before.orderId, 60, 'anna');
    expect(locked).toMatchObject({ version: 1, lock: { by: 'anna' } });
    expect(Math.abs(Number(locked.lock?.until) - Date.now() - 60_000)).toBeLessThan(10_000);
    expect(locked.updatedAt > before.updatedAt).toBe(true);
    expect(await world.lastChange()).toBe(change + 1);
    expect(await unlock(before.orderId)).toMatchObject({ version: 1, lock: null });
    expect(await world.lastChange()).toBe(change + 2);
    await unlock(before.orderId);
    expect(await world.lastChange()).toBe(change + 2);
  });

  it('is locked by one at a time: the same prolongs, another is refused until the lock ends', async () => {
    const { orderId } = await world.placeKnown();
    await lock(orderId, 60, 'anna');
    expect(Number((await lock(orderId, 600, 'anna')).lock?.until)).toBeGreaterThan(Date.now() + 500_000);
    await expect(lock(orderId, 60, 'boris')).rejects.toMatchObject({ code: 'UZ1516' });
    await expect(lock(orderId)).rejects.toMatchObject({ code: 'UZ1516' });
    await expire(orderId);
    expect(await lock(orderId, 60, 'boris')).toMatchObject({ lock: { by: 'boris' } });
    await unlock(orderId);
    await expect(lock('no-order')).rejects.toMatchObject({ code: 'UZ1507' });
  });

  it('has 1C wait: of one document the newest, each told once, in their order at the end', async () => {
    const { orderId } = await world.placeKnown();
    await world.told();
    await lock(orderId, 60, 'anna');
    const payment = { id: 'pay-1', operation: 'payment', basis: orderId, amount: '211', fate: { paid: true } } as const;
    expect(await world.tell({ id: orderId, fate: { status: 'Открыт', paid: false } })).toEqual(['waits']);
    expect(await world.tell(payment)).toEqual(['waits']);
    expect(await world.tell({ id: orderId, fate: { status: 'Закрыт' }, line: 7 })).toEqual(['waits']);
    expect(await world.tell({ id: orderId, fate: { status: 'Закрыт' }, line: 8 })).toEqual(['waits']);
    expect([await waiting(), await codes()]).toEqual([2, ['document-waits', 'document-waits', 'document-waits']]);
    expect(await world.read(orderId)).toMatchObject({ status: null, paid: false, version: 1 });
    await applyWaiting(world.services);
    expect([await waiting(), (await world.read(orderId)).version]).toEqual([2, 1]);
    const after = await unlock(orderId);
    expect(after).toMatchObject({ status: 'Закрыт', paid: true, lock: null });
    expect(await waiting()).toBe(0);
    const history = await world.knex('order_history').where({ order_id: orderId }).orderBy('version');
    expect(history.map((row) => Object.keys(row.changes).sort())).toEqual([['documents', 'paid'], ['status']]);
    expect(await world.tell({ id: orderId, fate: { status: 'Закрыт' } })).toEqual(['unchanged']);
  });

  it('ends by itself: the sweeper takes the lock off, applies what waits exactly once, and tells the change feed', async () => {
    const { orderId } = await world.placeKnown();
    await lock(orderId);
    await world.tell({ id: orderId, fate: { status: 'Открыт' } });
    await expire(orderId);
    const change = await world.lastChange();
    await Promise.all([applyWaiting(world.services), applyWaiting(world.services)]);
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт', version: 2, lock: null });
    expect(await world.knex('orders').where({ order_id: orderId }).first('locked_until')).toEqual({
      locked_until: null,
    });
    expect(await world.lastChange()).toBeGreaterThanOrEqual(change + 2);
    expect(await waiting()).toBe(0);
  });

  it('a document that comes after the lock ran out goes behind those that wait; a newer version replaces its former', async () => {
    const { orderId } = await world.placeKnown();
    await lock(orderId);
    const payment = { id: 'pay-2', operation: 'payment', basis: orderId, amount: '211', fate: { paid: true } } as const;
    await world.tell({ id: orderId, fate: { status: 'Старый', shipped: true } });
    await world.tell(payment);
    await expire(orderId);
    expect(await world.tell({ id: orderId, fate: { status: 'Новый' } })).toEqual(['applied']);
    expect(await world.read(orderId)).toMatchObject({ status: 'Новый', paid: true, shipped: false });
    expect(await waiting()).toBe(0);
  });

  it('is caught up with before its node is answered which orders there are', async () => {
    const { orderId } = await world.placeKnown();
    await lock(orderId);
    await world.tell({ id: orderId, fate: { status: 'Открыт' } });
    await expire(orderId);
    await applyWaitingOfNode(world.services, SHOP, world.owner.nodeId);
    expect([(await world.read(orderId)).status, await waiting()]).toEqual(['Открыт', 0]);
  });

  it('that was moved meanwhile is not changed by what its former 1C said', async () => {
    const { orderId } = await world.placeKnown();
    const other = await world.node();
    await lock(orderId);
    await world.tell({ id: orderId, fate: { status: 'Открыт' } });
    await world.knex('orders').where({ order_id: orderId }).update({ owner_node_id: other.nodeId });
    await world.told();
    expect(await unlock(orderId)).toMatchObject({ status: null, version: 1 });
    expect([await codes(), await waiting()]).toEqual([['order-of-another-node'], 0]);
  });

  it('a crash while what waits is applied loses and repeats nothing', async () => {
    await applyWaiting(world.services); // no other lock is left to take off
    const { orderId } = await world.placeKnown({ owner: world.owner.name });
    await lock(orderId);
    await world.tell({ id: orderId, fate: { status: 'Открыт' } });
    await expire(orderId);
    // The first transaction takes the lock off, the second applies.
    const broken = { ...world.services.db, transaction: crashingAtTheEndOf(2, world) };
    expect(await applyWaiting({ ...world.services, db: broken })).toBe(0);
    expect([(await world.read(orderId)).status, await waiting()]).toEqual([null, 1]);
    await applyWaiting(world.services);
    expect(await world.read(orderId)).toMatchObject({ status: 'Открыт', version: 2 });
  });
});

describe('what is said to keep an order back', () => {
  it.each([
    ['is ended', unlock],
    [
      'has run out',
      async (orderId: string) => {
        await expire(orderId);
        await applyWaiting(world.services);
      },
    ],
  ])('names the lock no more when that %s', async (_what, end) => {
    const { orderId } = await world.placeKnown({ owner: world.owner.name });
    await lock(orderId, 60, 'anna');
    const { held } = await patchOrder(world.services, SHOP, orderId, { comment: 'x' });
    expect(held.map(({ code }) => code)).toEqual(['order-locked']);
    await end(orderId);
    expect(await world.read(orderId)).toMatchObject({ lock: null, held: [] });
  });
});

describe('a document that cannot be applied', () => {
  /** Two orders for which one document each waits; the first cannot be read. */
  const twoWaiting = async () => {
    const [bad, good] = [await world.placeKnown(), await world.placeKnown()];
    for (const { orderId } of [bad, good]) {
      await lock(orderId);
      await world.tell({ id: orderId, fate: { status: 'Открыт' } });
      await expire(orderId);
    }
    await world
      .knex('waiting_documents')
      .where({ order_id: bad.orderId })
      .update({ document: JSON.stringify({ operation: 'order' }) });
    return { bad, good };
  };
  const forget = async () => await world.knex('waiting_documents').del();

  it('stays, and keeps no other order waiting', async () => {
    const { good } = await twoWaiting();
    expect(await applyWaiting(world.services)).toBe(1);
    expect([(await world.read(good.orderId)).status, await waiting()]).toEqual(['Открыт', 1]);
    await forget();
  });

  it('does not keep a 1C without its orders', async () => {
    const { bad } = await twoWaiting();
    await world.place();
    await world.exchangeOrders();
    expect(await world.knex('orders').whereRaw('due_version > acknowledged_version')).toHaveLength(0);
    expect([(await world.read(bad.orderId)).status, await waiting()]).toEqual([null, 1]);
    await forget();
  });

  it('because its node’s kind is not loaded waits for the kind', async () => {
    const { orderId } = await world.placeKnown();
    await lock(orderId);
    await world.tell({ id: orderId, fate: { status: 'Открыт' } });
    await expire(orderId);
    const kindIs = async (kind: string) => await world.knex('nodes').update({ kind });
    await kindIs('not-loaded');
    expect([await applyWaiting(world.services), await waiting()]).toEqual([0, 1]);
    await kindIs('one-c');
    expect([await applyWaiting(world.services), await waiting()]).toEqual([1, 0]);
  });
});

/** The transaction of that number does its work and dies before its commit. */
function crashingAtTheEndOf(number: number, { services }: RulesWorld): typeof services.db.transaction {
  let begun = 0;
  return async (work) => {
    begun += 1;
    const isLast = begun === number;
    return await services.db.transaction(async (tx) => {
      const done = await work(tx);
      if (isLast) throw new Error('power cut');
      return done;
    });
  };
}
