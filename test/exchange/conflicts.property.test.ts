import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patchOrder } from '../../src/exchange/owners/order-desk.js';
import type { DocumentRecord } from '../../src/records.js';
import { LONG, propertyRuns } from '../support/property-runs.js';
import { documentLine } from './documents-world.js';
import { SHOP } from './orders-world.js';
import { openRulesWorld, type RulesWorld } from './rules-world.js';

const [PAST, FUTURE] = ['2020-01-01T00:00:00', '2090-01-01T00:00:00'];

/** What may be changed by both: a field of the order, the group that its rule stands under. */
const GROUPS = {
  status: 'status',
  cancelled: 'status',
  paid: 'payment',
  shipped: 'shipment',
  quantity: 'lines',
} as const;
type Field = keyof typeof GROUPS;
type Group = (typeof GROUPS)[Field];
type Value = string | boolean | number;
type Values = Partial<Record<Field, Value>>;
type Rule = '1c' | 'site' | 'newest';

const values = fc.record(
  {
    status: fc.constantFrom('a', 'b', 'c', 'd'),
    cancelled: fc.boolean(),
    paid: fc.boolean(),
    shipped: fc.boolean(),
    quantity: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Values>;

type Event =
  | { readonly does: 'patch'; readonly values: Values; readonly byCustomer: boolean }
  | { readonly does: 'tell'; readonly values: Values; readonly madeAt: string }
  | { readonly does: 'repeat'; readonly file: number }
  | { readonly does: 'exchange' };

const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('patch' as const), values, byCustomer: fc.boolean() }) },
  {
    weight: 7,
    arbitrary: fc.record({ does: fc.constant('tell' as const), values, madeAt: fc.constantFrom(PAST, FUTURE) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('repeat' as const), file: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.constant({ does: 'exchange' as const }) },
);
const rule = fc.constantFrom<Rule>('1c', 'site', 'newest');
const rules: fc.Arbitrary<Record<Group, Rule>> = fc.record({
  status: rule,
  payment: rule,
  shipment: rule,
  lines: rule,
});

/** What was contested, by whom it was won, over all runs: a property over nothing holds always. */
const tally = new Map<string, number>();
const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

/** One field by the rules: what the order has, what 1C said last, what the shop changed since 1C's word was taken. */
class Part {
  said: Value | undefined;
  changes: { former: Value; isKnown: boolean }[] = [];

  constructor(
    public value: Value,
    private readonly rule: Rule,
    private readonly isTimed: boolean,
  ) {
    this.said = typeof value === 'boolean' ? false : undefined;
  }

  patch(value: Value): boolean {
    if (value === this.value) return false;
    this.changes.push({ former: this.value, isKnown: false });
    this.value = value;
    return true;
  }

  hear(value: Value, madeAt: string): void {
    if (value === this.said) return;
    const isOld = madeAt === PAST;
    const seen = this.changes.filter((change) => !change.isKnown || (this.isTimed && isOld));
    const isPending = this.changes.some((change) => !change.isKnown);
    const isContested = isPending || (this.rule === 'newest' && isOld && seen.length > 0);
    if (value !== this.value && isContested) {
      const isEcho = seen.some((change) => change.former === value);
      const siteWins = this.rule === 'site' || (this.rule === 'newest' && isOld);
      count(isEcho ? 'echo' : `${siteWins ? 'site' : '1c'} by ${this.rule}`);
      if (isEcho) this.said = value;
      if (isEcho || siteWins) return;
    }
    if (value !== this.value) this.changes = [];
    this.said = value;
    this.value = value;
  }
}

class Run {
  private readonly parts: Record<Field, Part>;
  private readonly files: { readonly values: Values; readonly madeAt: string }[] = [];
  private byCustomer = false;

  constructor(
    private readonly world: RulesWorld,
    private readonly orderId: string,
    private readonly winners: Record<Group, Rule>,
  ) {
    const isTimed = Object.values(winners).includes('newest');
    const part = (field: Field, value: Value) => new Part(value, winners[GROUPS[field]], isTimed);
    this.parts = {
      status: part('status', 'a'),
      cancelled: part('cancelled', false),
      paid: part('paid', false),
      shipped: part('shipped', false),
      quantity: part('quantity', 1),
    };
  }

  async happen(event: Event): Promise<void> {
    if (event.does === 'patch') await this.patch(event.values, event.byCustomer);
    else if (event.does === 'exchange') await this.exchange();
    else {
      const former = event.does === 'repeat' ? this.files[event.file % Math.max(1, this.files.length)] : event;
      if (former) await this.tell(former.values, former.madeAt);
    }
    await this.check();
  }

  private async patch({ quantity, ...values }: Values, byCustomer: boolean): Promise<void> {
    const wish = this.byCustomer ? { ...values, cancelled: true } : values;
    const patch = {
      ...wish,
      ...(wish.cancelled && byCustomer ? { cancelledBy: 'customer' } : {}),
      ...(quantity === undefined ? {} : { lines: linesOf(quantity) }),
    };
    await patchOrder(this.world.services, SHOP, this.orderId, patch as Parameters<typeof patchOrder>[3]);
    for (const [field, value] of Object.entries({ ...wish, ...(quantity ? { quantity } : {}) })) {
      this.parts[field as Field].patch(value);
    }
    if (wish.cancelled === true && byCustomer) this.byCustomer = true;
  }

  private async exchange(): Promise<void> {
    await this.world.exchangeOrders();
    for (const part of Object.values(this.parts)) for (const change of part.changes) change.isKnown = true;
  }

  private async tell(values: Values, madeAt: string): Promise<void> {
    this.files.push({ values, madeAt });
    await this.send(values, madeAt);
    for (const [field, value] of Object.entries(values) as [Field, Value][]) {
      const part = this.parts[field];
      if (field === 'cancelled' && value === false && part.value === true && this.byCustomer && part.said !== false) {
        count('customer-cancelled');
        part.said = false;
      } else part.hear(value, madeAt);
    }
    await this.check();
    const before = await this.everything();
    expect(await this.send(values, madeAt)).toBe('unchanged');
    expect(await this.everything()).toEqual(before);
  }

  private async send({ quantity, ...fate }: Values, madeAt: string) {
    const goods = quantity === undefined ? {} : { lines: [lineOf(quantity)], amount: String(10 * Number(quantity)) };
    const document = { id: this.orderId, fate, ...goods } as Partial<DocumentRecord>;
    return await this.world.tellBy({ winners: this.winners }, document, madeAt);
  }

  /** What a repeated file must leave alone. */
  private async everything(): Promise<object> {
    const { knex, count: rows } = this.world;
    const { rows: orders } = await knex.raw('select *, xmin::text from orders where order_id = ?', [this.orderId]);
    return [orders, await rows('order_history'), await rows('order_conflicts'), await rows('journal')];
  }

  private async check(): Promise<void> {
    const { status, cancelled, cancelledBy, paid, shipped, lines, total } = await this.world.read(this.orderId);
    const model = Object.fromEntries(Object.entries(this.parts).map(([field, { value }]) => [field, value]));
    expect({ status, cancelled, paid, shipped, quantity: Number(lines[0]?.quantity) }).toEqual(model);
    expect(total).toBe(`${10 * Number(model.quantity)}.00`);
    if (this.byCustomer) expect([cancelled, cancelledBy]).toEqual([true, 'customer']);
  }
}

const linesOf = (quantity: Value) => [{ externalId: 'a', name: 'Матрац', quantity: String(quantity), price: '10' }];
const lineOf = (quantity: Value) =>
  documentLine({
    id: 'a',
    name: 'Матрац',
    quantity: String(quantity),
    price: '10',
    amount: String(10 * Number(quantity)),
  });

describe('what the shop and 1C change', () => {
  let world: RulesWorld;
  beforeAll(async () => {
    world = await openRulesWorld();
  });
  afterAll(() => world.close());

  it(
    'is kept as the rules protect it, whatever happens in whatever order, and a repeated file changes nothing',
    async () => {
      const property = fc.asyncProperty(
        fc.array(events, { minLength: 4, maxLength: 14 }),
        rules,
        async (all, winners) => {
          const { orderId } = await world.placeKnown({ status: 'a', lines: linesOf(1) });
          const run = new Run(world, orderId, winners);
          for (const event of all) await run.happen(event);
        },
      );
      const runs = propertyRuns({ short: 30, long: 1000, seed: 20_261_122 });
      await fc.assert(property, { ...runs, endOnFailure: !LONG });
      const met = ['echo', 'customer-cancelled', '1c by 1c', 'site by site', '1c by newest', 'site by newest'];
      expect(met.filter((what) => !tally.has(what))).toEqual([]);
    },
    LONG ? 1_800_000 : 120_000,
  );
});
