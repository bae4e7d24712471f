import { randomUUID } from 'node:crypto';
import { insertDuplicate } from './rows.js';
import type { Samples } from './samples.js';
import { ORDER, placeOrder, type World } from './world.js';

const fresh = async (world: World) => ({ id: await placeOrder(world) });

/** An order with all its goods shipped under the key `way`. */
export async function shipped(world: World): Promise<string> {
  const id = await placeOrder(world);
  await world.made('POST', `/v1/orders/${id}/shipments`, { key: 'way' });
  return id;
}

/** An order of which one piece came back, under the key `back`. */
async function returned(world: World): Promise<string> {
  const id = await shipped(world);
  const lines = [{ lineNo: 1, quantity: '1' }];
  await world.made('POST', `/v1/orders/${id}/returns`, { key: 'back', lines });
  return id;
}

/** A lot of changed orders that waits to be confirmed. @returns its id */
export async function claimed(world: World): Promise<string> {
  await placeOrder(world);
  const asked = { consumer: randomUUID(), begin: 'oldest', limit: 1 };
  return (await world.made('POST', '/v1/orders/changes/claim', asked)).claim;
}

/** What is written of orders, customers and their papers. */
export const orderSamples: Samples = {
  placeOrder: async () => ({ headers: { 'idempotency-key': randomUUID() }, body: ORDER }),
  patchOrder: async (world) => ({ params: await fresh(world), body: { comment: 'швидко' } }),
  lockOrder: async (world) => ({ params: await fresh(world), body: { seconds: 60 } }),
  moveOrder: async (world) => ({ params: await fresh(world), body: { node: 'південь' } }),
  cancelOrder: async (world) => ({ params: await fresh(world), body: {} }),
  commentOrder: async (world) => ({ params: await fresh(world), body: { comment: 'обережно' } }),
  addPayment: async (world) => ({ params: await fresh(world), body: { key: 'second', amount: '1.50' } }),
  removePayment: async (world) => ({ params: { ...(await fresh(world)), key: 'first' } }),
  addShipment: async (world) => ({ params: await fresh(world), body: { key: 'way' } }),
  removeShipment: async (world) => ({ params: { id: await shipped(world), key: 'way' } }),
  addReturn: async (world) => ({ params: { id: await shipped(world) }, body: { key: 'back' } }),
  removeReturn: async (world) => ({ params: { id: await returned(world), key: 'back' } }),
  setOrderStatuses: async (world) => ({ body: { items: [{ order: (await fresh(world)).id, status: 'Готово' }] } }),
  claimOrders: async () => ({ body: { consumer: 'склад' } }),
  claimOrdersByGet: async () => ({ query: { consumer: 'каса', begin: 'latest', lease: '600' } }),
  confirmOrders: async (world) => ({ body: { claim: await claimed(world) } }),
  decideDuplicate: async (world) => ({
    params: { id: await insertDuplicate(world.database, world.ids, 'open') },
    body: { decision: 'same' },
  }),
};
