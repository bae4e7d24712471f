import { randomUUID } from 'node:crypto';
import { insertDuplicate } from './rows.js';
import { claimed } from './samples-orders.js';
import type { Special } from './specials.js';
import { ORDER, PREFIX, placeOrder, type World } from './world.js';

/** The same cases of POST /v1/orders and PATCH /v1/orders/{id}. */
const written = (gives: string, when: string, body: (world: World) => Promise<Body> | Body): Special[] => [
  {
    ...{ of: 'placeOrder', gives, when },
    given: async (world) => {
      const { undo, ...more } = await body(world);
      const headers = { 'idempotency-key': randomUUID() };
      return { headers, body: { ...ORDER, ...more }, ...(undo ? { undo } : {}) };
    },
  },
  {
    ...{ of: 'patchOrder', gives, when },
    given: async (world) => {
      const params = { id: await placeOrder(world) };
      const { undo, ...more } = await body(world);
      return { params, body: more, ...(undo ? { undo } : {}) };
    },
  },
];

type Body = object & { readonly undo?: () => Promise<void> };

/** An order that its customer has cancelled. */
async function cancelled(world: World): Promise<{ id: string }> {
  const id = await placeOrder(world);
  await world.made('POST', `/v1/orders/${id}/cancel`, { by: 'customer' });
  return { id };
}

/** A consumer whose next changes the log has forgotten. */
async function forgotten({ database }: World) {
  const consumer = randomUUID();
  await database.query(`insert into order_consumers (shop_id, consumer, after_no) values ('main', $1, 0)`, [consumer]);
  await database.query('update change_counters set forgotten = 1');
  const undo = async () => {
    await database.query('update change_counters set forgotten = 0');
  };
  return { consumer, undo };
}

/** As many consumers as a shop may have. @returns a name that none of them has */
async function crowded({ database }: World) {
  await database.query(
    `insert into order_consumers (shop_id, consumer, after_no) select 'main', 'many ' || n, 0 from generate_series(1, 100) n`,
  );
  const undo = async () => {
    await database.query(`delete from order_consumers where consumer like 'many %'`);
  };
  return { consumer: randomUUID(), undo };
}

/** Of orders and of what 1C said of them. */
export const orderSpecials: readonly Special[] = [
  { of: 'placeOrder', gives: 'UZ1509', when: 'without an Idempotency-Key', given: async () => ({ body: ORDER }) },
  {
    ...{ of: 'placeOrder', gives: 'UZ1502', when: 'with the key of another order' },
    given: async (world) => {
      const headers = { 'idempotency-key': randomUUID() };
      await world.made('POST', '/v1/orders', ORDER, headers);
      return { headers, body: { ...ORDER, comment: 'another' } };
    },
  },
  {
    ...{ of: 'placeOrder', gives: 'UZ1520', when: 'for a node that is not there' },
    given: async () => ({ headers: { 'idempotency-key': randomUUID() }, body: { ...ORDER, owner: 'захід' } }),
  },
  ...written('UZ1503', 'with the number of another order', async ({ made, ids }) => ({
    number: (await made('GET', `/v1/orders/${ids.order}`)).number,
  })),
  ...written('UZ1504', 'with a number too long for 1C', () => ({ number: '123456789012' })),
  ...written('UZ1505', 'with a total that its lines do not have', () => ({ total: '7.77' })),
  ...written('UZ1517', 'with a promo code that is not in force, where they are refused', async ({ database }) => {
    const set = async (word: string) => {
      await database.query(
        `update shops set settings = coalesce(settings, '{}') || jsonb_build_object('promoCodes', $1::text)`,
        [word],
      );
    };
    await set('refuse');
    return { promoCodes: ['NONE'], undo: async () => await set('warn') };
  }),
  {
    ...{ of: 'patchOrder', gives: 'UZ1508', when: 'when 1C has seen its number' },
    given: async () => ({ body: { number: 'інший' } }),
  },
  {
    ...{ of: 'patchOrder', gives: 'UZ1519', when: 'to take back what the customer cancelled' },
    given: async (world) => ({ params: await cancelled(world), body: { cancelled: false } }),
  },
  {
    ...{ of: 'cancelOrder', gives: 'UZ1519', when: 'by the shop, when the customer has done it' },
    given: async (world) => ({ params: await cancelled(world), body: { by: 'shop' } }),
  },
  {
    ...{ of: 'lockOrder', gives: 'UZ1516', when: 'when another person edits it' },
    given: async (world) => {
      const id = await placeOrder(world);
      await world.made('POST', `/v1/orders/${id}/lock`, { seconds: 600, by: 'Олена' });
      return { params: { id }, body: { seconds: 60, by: 'Ірина' } };
    },
  },
  {
    ...{ of: 'moveOrder', gives: 'UZ1515', when: 'when a 1C may have it' },
    given: async () => ({ body: { node: null } }),
  },
  {
    ...{ of: 'moveOrder', gives: 'UZ1520', when: 'to a node that is not there' },
    given: async () => ({ body: { node: 'захід' } }),
  },
  {
    ...{ of: 'moveOrder', gives: 'UZ1504', when: 'when the node’s prefix makes its number too long' },
    given: async (world) => {
      const id = await placeOrder(world, { number: '1234567', owner: '1c' });
      const set = async (prefix: string) => {
        await world.database.query(
          `update nodes set settings = settings || jsonb_build_object('numberPrefix', $1::text) where node_id = $2`,
          [prefix, world.ids.south],
        );
      };
      await set(PREFIX);
      return { params: { id }, body: { node: world.ids.south }, undo: async () => await set('') };
    },
  },
  {
    ...{ of: 'claimOrders', gives: 'UZ1521', when: 'when the log has forgotten where it stands' },
    given: async (world) => {
      const { consumer, undo } = await forgotten(world);
      return { body: { consumer }, undo };
    },
  },
  {
    ...{ of: 'claimOrdersByGet', gives: 'UZ1521', when: 'when the log has forgotten where it stands' },
    given: async (world) => {
      const { consumer, undo } = await forgotten(world);
      return { query: { consumer }, undo };
    },
  },
  {
    ...{ of: 'claimOrders', gives: 'UZ1524', when: 'by a new name when there are 100' },
    given: async (world) => {
      const { consumer, undo } = await crowded(world);
      return { body: { consumer }, undo };
    },
  },
  {
    ...{ of: 'claimOrdersByGet', gives: 'UZ1524', when: 'by a new name when there are 100' },
    given: async (world) => {
      const { consumer, undo } = await crowded(world);
      return { query: { consumer }, undo };
    },
  },
  {
    ...{ of: 'confirmOrders', gives: 'UZ1522', when: 'when its time was over and the orders were given again' },
    given: async (world) => {
      const claim = await claimed(world);
      const { rows } = await world.database.query(
        `update order_consumers set until = now() - interval '1 second' where claim = $1 returning consumer`,
        [claim],
      );
      await world.made('POST', '/v1/orders/changes/claim', { consumer: rows[0].consumer });
      return { body: { claim } };
    },
  },
  {
    ...{ of: 'decideDuplicate', gives: 'UZ1518', when: 'when it was decided otherwise' },
    given: async ({ ids }) => ({
      params: { id: ids['duplicates-decided'] ?? '' },
      body: { decision: 'different' },
    }),
  },
  {
    ...{ of: 'decideDuplicate', gives: 'UZ1504', when: 'when no order can be made of the document' },
    given: async ({ database, ids }) => {
      const id = await insertDuplicate(database, ids, 'open');
      await database.query(
        `update order_duplicates set content = content || '{"counterparties": [], "amount": null}' where duplicate_id = $1`,
        [id],
      );
      return { params: { id }, body: { decision: 'different' } };
    },
  },
];
