import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { UzelError } from '../../src/errors.js';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { type ClaimedLot, claimOrders, confirmOrders } from '../../src/store/orders/order-consumers.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 30, long: 800, seed: 20_261_122 });
const ORDERS = Array.from({ length: 6 }, () => uuid());

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** What a queue of changed orders is, in a few lines: the log as a list, a place and at most one lot for each consumer. */
class Model {
  /** Ids of what changed, by number; null: no order. */
  readonly log: (string | null)[] = [];
  readonly consumers = new Map<string, { place: number; lot: { claim: string; to: number; over: boolean } | null }>();
  readonly acked = new Map<string, string>();

  of(name: string) {
    const known = this.consumers.get(name) ?? { place: 0, lot: null };
    this.consumers.set(name, known);
    return known;
  }

  /** The orders behind a place, each at its last change, until there would be more than `limit`. */
  lotBehind(place: number, limit: number): { orders: { orderId: string; seq: number }[]; to: number } {
    const seqs: Record<string, number> = {};
    let to = place;
    let isAll = true;
    for (let seq = place + 1; seq <= this.log.length && isAll; seq += 1) {
      const orderId = this.log[seq - 1];
      if (!orderId) continue;
      if (!(orderId in seqs) && Object.keys(seqs).length === limit) isAll = false;
      else {
        seqs[orderId] = seq;
        to = seq;
      }
    }
    if (isAll) to = this.log.length;
    const orders = Object.entries(seqs).map(([orderId, seq]) => ({ orderId, seq }));
    return { orders: orders.sort((one, other) => one.seq - other.seq), to };
  }
}

const consumer = fc.constantFrom('crm', 'mail');
const command = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      orders: fc.array(fc.nat(7), { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('claim' as const), consumer, limit: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ack' as const), which: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), consumer }) },
);

describe('the queue of changed orders', () => {
  it('gives each consumer each changed order, one lot at a time, until it is confirmed (model)', async () => {
    let given = 0;
    let repeated = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
        const shop = uuid();
        await database.db.knex('shops').insert({ shop_id: shop, name: shop });
        await database.db.knex('change_counters').insert({ shop_id: shop });
        const model = new Model();
        const claims: { claim: string; consumer: string }[] = [];
        const done = new Map<string, Set<number>>();

        const claim = async (name: string, limit: number): Promise<ClaimedLot> =>
          await database.db.transaction(
            async (tx) => await claimOrders(tx, shop, { consumer: name, limit, lease: 3600 }),
          );
        const claimOf = async (name: string, limit: number): Promise<void> => {
          const known = model.of(name);
          const lot = await claim(name, limit);
          if (known.lot && !known.lot.over) {
            expect(lot).toEqual({ claim: null, orders: [], until: expect.any(Date) });
            return;
          }
          const { orders, to } = model.lotBehind(known.place, limit);
          expect(lot.orders).toEqual(orders);
          if (orders.length === 0) {
            expect(lot).toEqual({ claim: null, orders: [], until: null });
            known.lot = null;
            known.place = model.log.length;
            return;
          }
          if (known.lot) repeated += 1;
          given += orders.length;
          known.lot = { claim: lot.claim ?? '', to, over: false };
          claims.push({ claim: lot.claim ?? '', consumer: name });
        };
        const ackOf = async (which: number): Promise<void> => {
          const asked = claims.at(-1 - which);
          if (!asked) return;
          const known = model.of(asked.consumer);
          const ack = database.db.transaction(async (tx) => await confirmOrders(tx, shop, asked.claim));
          if (known.lot?.claim === asked.claim) {
            for (let seq = known.place + 1; seq <= known.lot.to; seq += 1) {
              if (model.log[seq - 1]) done.set(asked.consumer, (done.get(asked.consumer) ?? new Set()).add(seq));
            }
            known.place = known.lot.to;
            known.lot = null;
            model.acked.set(asked.consumer, asked.claim);
          }
          if (model.acked.get(asked.consumer) === asked.claim) {
            expect(await ack).toEqual({ consumer: asked.consumer, last: expect.any(Number) });
          } else {
            refused += 1;
            await expect(ack).rejects.toMatchObject({ code: 'UZ1522' });
          }
        };

        for (const one of commands) {
          if (one.do === 'change') {
            const changes = one.orders.map((n) => {
              const orderId = ORDERS[n];
              model.log.push(orderId ?? null);
              return orderId
                ? ({ entity: 'order', entityId: orderId, action: 'written' } as const)
                : ({ entity: 'product', entityId: uuid(), action: 'written' } as const);
            });
            await database.db.transaction(async (tx) => await recordChanges(tx, shop, null, changes));
          } else if (one.do === 'claim') await claimOf(one.consumer, one.limit);
          else if (one.do === 'ack') await ackOf(one.which);
          else {
            const known = model.of(one.consumer);
            if (known.lot) known.lot.over = true;
            await database.db.knex.raw(
              `update order_consumers set until = now() - interval '1 second' where shop_id = ? and consumer = ? and claim is not null`,
              [shop, one.consumer],
            );
          }
        }
        // In the end each consumer takes what is left: then it has had every change of an order, and confirmed it.
        for (const name of ['crm', 'mail']) {
          const known = model.of(name);
          for (let turn = 0; turn < 200; turn += 1) {
            if (known.lot) {
              claims.push({ claim: known.lot.claim, consumer: name });
              await ackOf(0);
            }
            await claimOf(name, 3);
            if (!known.lot) break;
          }
          // Whatever was claimed before is over, or was confirmed last.
          for (let which = 0; which < claims.length; which += 1) await ackOf(which);
          const all = model.log.flatMap((orderId, index) => (orderId ? [index + 1] : []));
          expect([...(done.get(name) ?? [])].sort((one, other) => one - other)).toEqual(all);
        }
      }),
      RUNS,
    );
    expect([given > 100, repeated > 5, refused > 2]).toEqual([true, true, true]);
  });

  it('gives a lot to one of many who ask at once', async () => {
    const shop = uuid();
    await database.db.knex('shops').insert({ shop_id: shop, name: shop });
    const change = { entity: 'order', entityId: uuid(), action: 'written' } as const;
    await database.db.transaction(async (tx) => await recordChanges(tx, shop, null, [change]));
    const asked = { consumer: 'crm', limit: 5, lease: 60 };
    const lots = await Promise.all(
      Array.from(
        { length: 8 },
        async () => await database.db.transaction(async (tx) => await claimOrders(tx, shop, asked)),
      ),
    );
    expect(lots.filter(({ claim }) => claim !== null)).toHaveLength(1);
  });

  it('tells a consumer whose changes are kept no more, and lets it begin anew', async () => {
    const shop = uuid();
    const { knex } = database.db;
    await knex('shops').insert({ shop_id: shop, name: shop });
    const change = () => ({ entity: 'order', entityId: uuid(), action: 'written' }) as const;
    const record = async (count: number) =>
      await database.db.transaction(
        async (tx) => await recordChanges(tx, shop, null, Array.from({ length: count }, change)),
      );
    const claim = async (consumer: string, begin?: 'oldest' | 'latest') =>
      await database.db.transaction(
        async (tx) => await claimOrders(tx, shop, { consumer, limit: 10, lease: 60, begin }),
      );
    await record(4);
    await knex('order_consumers').insert([
      { shop_id: shop, consumer: 'late', after_no: 1 },
      { shop_id: shop, consumer: 'later', after_no: 1 },
      { shop_id: shop, consumer: 'edge', after_no: 2 },
    ]);
    await knex('changes')
      .where({ shop_id: shop })
      .update({ first_no: 3, entity_ids: [uuid(), uuid()] });
    await knex('change_counters').where({ shop_id: shop }).update({ forgotten: 2 });

    const refusal = await claim('late').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UzelError);
    expect(refusal).toMatchObject({ code: 'UZ1521' });
    expect((await claim('late', 'oldest')).orders.map(({ seq }) => seq)).toEqual([3, 4]);
    expect((await claim('later', 'latest')).orders).toEqual([]);
    expect((await claim('edge')).orders.map(({ seq }) => seq)).toEqual([3, 4]);
    expect((await claim('new')).orders.map(({ seq }) => seq)).toEqual([3, 4]);
    expect((await claim('from now on', 'latest')).orders).toEqual([]);
    await record(1);
    expect((await claim('from now on')).orders.map(({ seq }) => seq)).toEqual([5]);
    expect((await claim('later')).orders.map(({ seq }) => seq)).toEqual([5]);
  });
});
