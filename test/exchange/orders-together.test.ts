import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { type DocumentsWorld, openDocumentsWorld } from './documents-world.js';
import { BUYER, orderDocument, SHOP } from './orders-world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await openDocumentsWorld();
});
afterAll(() => world.close());

const ROUNDS = 10;
const repeated = async (work: (round: number) => Promise<unknown>) => {
  for (let round = 0; round < ROUNDS; round += 1) await work(round);
};

describe('everything that touches orders, at the same time', () => {
  it('never waits in a circle, and leaves each order with one number and one owner', async () => {
    const known = [await world.placeKnown(), await world.placeKnown(), await world.placeKnown()];
    const other = await world.node({ receivesOrders: false });
    // Whenever both receive orders, the owner is the first.
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, world.owner.nodeId, { priority: 1 }));
    // Numbers without letters are those that the shop's counter makes too.
    const births = (round: number) =>
      [3, 1, 2].map((n) =>
        orderDocument({
          id: `${round}-${n}`,
          number: `S-${n % 2 ? 10 * round + n : `A${round}${n}`}`,
          currency: 'UAH',
          ...BUYER,
        }),
      );
    const fates = (round: number) =>
      [...known].reverse().map(({ orderId }) => orderDocument({ id: orderId, fate: { paymentNumber: `${round}` } }));
    await Promise.all([
      repeated((round) => world.apply(world.owner, ...fates(round), ...births(round))),
      repeated(() => world.place()),
      repeated((round) => world.place({ number: `A${round}5` })),
      repeated((round) =>
        patchOrder(world.services.db, SHOP, known[round % 3]?.orderId ?? '', { comment: `${round}` }),
      ),
      repeated(() => world.exchangeOrders()),
      repeated((round) =>
        world.services.db.transaction((tx) => updateNode(tx, SHOP, other.nodeId, { receivesOrders: round % 2 === 0 })),
      ),
    ]);
    const rows = await world.knex('orders').select('number', 'owner_node_id', 'one_c_id', 'origin');
    // A document whose number 1C was offered meanwhile is of that order; any other made one.
    expect(rows.filter((row) => row.one_c_id !== null)).toHaveLength(3 * ROUNDS);
    expect(rows.filter((row) => row.origin === 'shop')).toHaveLength(3 + 2 * ROUNDS);
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length);
    expect(new Set(rows.map((row) => row.owner_node_id))).toEqual(new Set([world.owner.nodeId]));
  });
});
