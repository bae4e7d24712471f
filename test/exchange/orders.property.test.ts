import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { LONG, propertyRuns } from '../support/property-runs.js';
import { BUYER, type OrdersWorld, openOrdersWorld, orderDocument, SHOP, seenIn } from './orders-world.js';

const EXCHANGES = 3;

/** One thing that happens; numbers choose among what there is, modulo. */
type Event =
  | { readonly does: 'place' | 'born' | 'appear' }
  | { readonly does: 'patch' | 'stranger'; readonly order: number }
  | { readonly does: 'document'; readonly order: number; readonly payment: number; readonly by: 'id' | 'number' }
  | { readonly does: 'query' | 'success' | 'crash'; readonly exchange: number };

const order = fc.nat(5);
const exchange = fc.nat(EXCHANGES - 1);
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('place' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('born' as const, 'appear' as const) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('patch' as const), order }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('stranger' as const), order }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('document' as const),
      order,
      payment: fc.nat(2),
      by: fc.constantFrom('id' as const, 'number' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('query' as const), exchange }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('success' as const), exchange }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('crash' as const), exchange }) },
);

/** An order as the rules have it: who must hear of which version, and who has. */
interface ModelOrder {
  readonly id: string;
  readonly number: string;
  /** With the prefix, unless 1C made the order. */
  readonly numberIn1c: string;
  version: number;
  due: number;
  acknowledged: number;
  offered: boolean;
  payment: number | null;
}

interface ModelBatch {
  readonly orders: readonly { readonly order: ModelOrder; readonly version: number }[];
  /** On the clock of the run. */
  readonly offeredAt: number;
  acknowledgedAt: number | null;
}

/** How often each thing happened with effect, over all runs: a property over nothing holds always. */
const tally = new Map<string, number>();
const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

/** A shop and the rules it must keep, side by side. */
class Run {
  private readonly orders: ModelOrder[] = [];
  private readonly batches: (ModelBatch | null)[] = Array.from({ length: EXCHANGES }, () => null);
  /** Of all exchanges that ever were. */
  private readonly everyBatch: ModelBatch[] = [];
  private clock = 0;
  private readonly exchanges: (Exchange | null)[] = Array.from({ length: EXCHANGES }, () => null);
  private owner: ExchangeNode | null = null;
  private stranger: ExchangeNode | null = null;
  private births = 0;

  constructor(private readonly world: OrdersWorld) {}

  async happen(event: Event): Promise<void> {
    switch (event.does) {
      case 'place':
        return await this.place();
      case 'born':
        return await this.bear();
      case 'appear':
        return await this.appear();
      case 'patch':
        return await this.patch(this.pick(event.order));
      case 'stranger':
        return await this.strangerTells(this.pick(event.order));
      case 'document':
        return await this.tell(this.pick(event.order), event.payment, event.by);
      case 'query':
        return await this.query(event.exchange);
      case 'success':
        return await this.success(event.exchange);
      case 'crash':
        this.exchanges[event.exchange] = null;
        this.batches[event.exchange] = null;
    }
  }

  private readonly pick = (index: number): ModelOrder | undefined =>
    this.orders.length === 0 ? undefined : this.orders[index % this.orders.length];

  private async place(): Promise<void> {
    const { orderId, number } = await this.world.place();
    this.orders.push({
      id: orderId,
      number,
      numberIn1c: `П${number}`,
      version: 1,
      due: 1,
      acknowledged: 0,
      offered: false,
      payment: null,
    });
  }

  private async appear(): Promise<void> {
    if (this.owner) return;
    this.owner = await this.world.node({ settings: { numberPrefix: 'П' } });
    this.stranger = await this.world.node({ receivesOrders: false });
    for (const each of this.orders) {
      each.version += 1;
      each.due = each.version;
    }
  }

  private async bear(): Promise<void> {
    if (!this.owner) return;
    this.births += 1;
    count('born');
    const [outcome] = await this.world.apply(
      this.owner,
      orderDocument({ id: `guid-${this.births}`, number: `1C-${this.births}`, currency: 'UAH', ...BUYER }),
    );
    expect(outcome).toBe('created');
    const row = await this.world
      .knex('orders')
      .where({ one_c_id: `guid-${this.births}` })
      .first();
    this.orders.push({
      id: row.order_id,
      number: row.number,
      numberIn1c: row.number,
      version: 1,
      due: 0,
      acknowledged: 0,
      offered: false,
      payment: null,
    });
  }

  private async patch(of: ModelOrder | undefined): Promise<void> {
    if (!of) return;
    count(of.due > of.acknowledged ? 'patched while due' : 'patched');
    of.version += 1;
    of.due = of.version;
    const patched = await patchOrder(this.world.services.db, SHOP, of.id, { comment: `зміна ${of.version}` });
    expect(patched.version).toBe(of.version);
  }

  private async tell(of: ModelOrder | undefined, payment: number, by: 'id' | 'number'): Promise<void> {
    if (!of || !this.owner || (by === 'number' && !of.offered)) return;
    const name = by === 'id' ? { id: of.id } : { number: of.numberIn1c };
    const outcome = await this.world.apply(
      this.owner,
      orderDocument({ ...name, fate: { paid: true, paymentNumber: `ПЛ-${payment}` } }),
    );
    const isNew = of.payment !== payment;
    count(isNew ? `told by ${by}` : 'told again');
    of.payment = payment;
    if (isNew) of.version += 1;
    expect(outcome).toEqual([isNew ? 'applied' : 'unchanged']);
  }

  private async strangerTells(of: ModelOrder | undefined): Promise<void> {
    if (!of || !this.stranger) return;
    count('told by a stranger');
    expect(await this.world.apply(this.stranger, orderDocument({ id: of.id, fate: { cancelled: true } }))).toEqual([
      'ignored',
    ]);
  }

  private async exchangeAt(index: number, node: ExchangeNode): Promise<Exchange> {
    const open = this.exchanges[index] ?? (await this.world.exchange(node));
    this.exchanges[index] = open;
    return open;
  }

  private async query(index: number): Promise<void> {
    if (!this.owner) return;
    const open = await this.exchangeAt(index, this.owner);
    const former = this.batches[index];
    const given = this.everyBatch.flatMap((batch) => batch.orders);
    const outrun =
      former?.acknowledgedAt === null &&
      former.orders.some((old) => given.some(({ order, version }) => order === old.order && version > old.version));
    if (outrun) {
      count('queried when a later version was given');
      for (const { order, version } of former?.orders ?? []) order.acknowledged = Math.min(order.acknowledged, version);
    }
    if (!former || former.acknowledgedAt !== null || outrun) {
      const due = this.orders.filter((each) => each.due > each.acknowledged);
      this.clock += 1;
      const batch: ModelBatch = {
        orders: due.map((each) => ({ order: each, version: each.version })),
        offeredAt: this.clock,
        acknowledgedAt: null,
      };
      this.batches[index] = batch;
      this.everyBatch.push(batch);
      for (const each of due) each.offered = true;
    } else count('queried again');
    count(this.batches[index]?.orders.length ? 'queried' : 'queried for nothing');
    const seen = seenIn((await queryOrders(this.world.services, open, this.owner)).body);
    const frozen = this.batches[index]?.orders.map((each) => ({ id: each.order.id, number: each.order.numberIn1c }));
    expect(seen.map(({ id, number }) => ({ id, number }))).toEqual(frozen);
  }

  private async success(index: number): Promise<void> {
    if (!this.owner) return;
    const open = await this.exchangeAt(index, this.owner);
    const batch = this.batches[index];
    const acknowledging = acknowledge(this.world.services, open, this.owner);
    count(!batch ? 'success without query' : batch.acknowledgedAt !== null ? 'success again' : 'success');
    if (!batch) return await expect(acknowledging).rejects.toMatchObject({ code: 'UZ1401' });
    await acknowledging;
    if (batch.acknowledgedAt !== null) return;
    this.clock += 1;
    batch.acknowledgedAt = this.clock;
    if (batch.orders.some((each) => each.order.acknowledged > each.version)) count('late success');
    const confirmedSince = this.everyBatch.flatMap((other) =>
      other !== batch && (other.acknowledgedAt ?? 0) > batch.offeredAt ? other.orders : [],
    );
    for (const { order, version } of batch.orders) {
      const since = confirmedSince.flatMap((other) => (other.order === order ? other.version : []));
      order.acknowledged = Math.min(version, ...since);
    }
  }

  /** The store says of every order what the rules say. */
  async check(): Promise<void> {
    const rows = await this.world.knex('orders').orderBy('order_id');
    const told = rows.map((row) => [
      row.order_id,
      row.number,
      row.version,
      row.due_version,
      row.acknowledged_version,
      row.owner_node_id,
    ]);
    const owner = this.owner?.nodeId ?? null;
    const rules = this.orders.map((each) => [each.id, each.number, each.version, each.due, each.acknowledged, owner]);
    expect(told).toEqual(rules.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
    expect(new Set(this.orders.map((each) => each.number)).size).toBe(this.orders.length);
    const history = await this.world.knex('order_history').count({ n: '*' });
    expect(Number(history[0]?.n)).toBe(this.orders.reduce((sum, each) => sum + each.version - 1, 0));
  }

  /** Whatever happened: one more exchange brings 1C all that it must hear, and the next one nothing. */
  async settle(): Promise<void> {
    await this.appear();
    for (const index of [0, 0]) {
      await this.happen({ does: 'crash', exchange: index });
      await this.query(index);
      await this.success(index);
    }
    expect(this.batches[0]?.orders).toEqual([]);
    await this.check();
  }
}

describe('orders between a shop and its 1C', () => {
  it(
    'are offered until acknowledged and not again unless changed, whatever happens in whatever order',
    async () => {
      const property = fc.asyncProperty(
        fc.array(events, { minLength: 20, maxLength: LONG ? 80 : 40 }),
        async (happening) => {
          const world = await openOrdersWorld();
          try {
            const run = new Run(world);
            for (const event of happening) await run.happen(event);
            await run.check();
            await run.settle();
          } finally {
            await world.close();
          }
        },
      );
      const runs = propertyRuns({ short: 12, long: 150, seed: 20_261_121 });
      await fc.assert(property, { ...runs, endOnFailure: !LONG });
      const kinds = [
        'born',
        'patched',
        'patched while due',
        'told by id',
        'told by number',
        'told again',
        'told by a stranger',
      ];
      const outcomes = [
        'queried',
        'queried again',
        'success',
        'success again',
        'success without query',
        'late success',
        'queried when a later version was given',
      ];
      expect([...kinds, ...outcomes].filter((what) => !tally.has(what))).toEqual([]);
    },
    LONG ? 1_800_000 : 120_000,
  );
});
