import fc from 'fast-check';

/** How an answer to a query comes through to its 1C. `slow`: it stores it when it comes to its `success`; `half`: it stored half of it and died. */
export type Reception = 'stored' | 'slow' | 'lost' | 'half';

/** What becomes of a `success`: it never came; it came, but its answer was lost; it came twice. */
export type Confirmation = 'heard' | 'unsent' | 'unheard' | 'doubled';

/** One thing that happens. Numbers choose among what there is, modulo. */
export type Simple =
  | { readonly does: 'place'; readonly site: number }
  | { readonly does: 'patch' | 'resend' | 'lock' | 'unlock' | 'copy'; readonly order: number; readonly node: number }
  | { readonly does: 'tell'; readonly order: number; readonly payment: number; readonly by: 'id' | 'number' }
  | { readonly does: 'bear' | 'bearCopy' | 'crash' | 'toggle' | 'bareSuccess'; readonly node: number }
  | { readonly does: 'query'; readonly node: number; readonly slot: number; readonly how: Reception }
  | { readonly does: 'success'; readonly node: number; readonly slot: number; readonly how: Confirmation }
  | { readonly does: 'settings'; readonly node: number; readonly prefix: number }
  | { readonly does: 'move'; readonly order: number; readonly node: number; readonly force: boolean };

/** `both`: at the same time. `dies`: the server dies after so many statements of it, and starts again. */
export type Event =
  | Simple
  | { readonly does: 'both'; readonly one: Simple; readonly other: Simple }
  | { readonly does: 'dies'; readonly during: Simple; readonly after: number };

/** A node as a run begins with it. The first of all receives whatever the others do not want. */
export interface NodePlan {
  readonly receives: boolean;
  readonly onlyOwn: boolean;
  readonly priority: number;
  readonly site: boolean;
}

export interface Plan {
  readonly nodes: readonly NodePlan[];
  readonly events: readonly Event[];
}

const order = fc.nat(7);
const node = fc.nat(3);
const slot = fc.nat(1);
const are = <const T extends string>(...names: readonly T[]) => fc.constantFrom(...names);

const query = fc.record({
  does: are('query'),
  node,
  slot,
  how: fc.oneof({ weight: 5, arbitrary: are('stored') }, { weight: 3, arbitrary: are('slow', 'lost', 'half') }),
});
const success = fc.record({
  does: are('success'),
  node,
  slot,
  how: fc.oneof({ weight: 5, arbitrary: are('heard') }, { weight: 3, arbitrary: are('unsent', 'unheard', 'doubled') }),
});
const place = fc.record({ does: are('place'), site: fc.nat(2) });
const patch = fc.record({ does: are('patch'), order, node });
const tell = fc.record({ does: are('tell'), order, payment: fc.nat(2), by: are('id', 'number') });
const move = fc.record({ does: are('move'), order, node: fc.nat(4), force: fc.constantFrom(false, false, true) });

const simple: fc.Arbitrary<Simple> = fc.oneof(
  { weight: 6, arbitrary: place },
  { weight: 9, arbitrary: query },
  { weight: 8, arbitrary: success },
  { weight: 5, arbitrary: patch },
  { weight: 4, arbitrary: tell },
  { weight: 4, arbitrary: move },
  { weight: 2, arbitrary: fc.record({ does: are('resend', 'lock', 'unlock', 'copy'), order, node }) },
  { weight: 2, arbitrary: fc.record({ does: are('bear', 'bearCopy'), node }) },
  { weight: 2, arbitrary: fc.record({ does: are('crash', 'toggle', 'bareSuccess'), node }) },
  { weight: 1, arbitrary: fc.record({ does: are('settings'), node, prefix: fc.nat(2) }) },
);

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: simple },
  {
    weight: 4,
    arbitrary: fc.record({
      does: are('both'),
      one: fc.oneof({ weight: 3, arbitrary: query }, { weight: 1, arbitrary: simple }),
      other: simple,
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: are('dies'), during: simple, after: fc.nat(20) }) },
);

/** Two sessions of one 1C pass each other, and the shop writes in between: what chance alone brings together seldom. */
const passing: fc.Arbitrary<Event[]> = fc
  .record({ node, orders: fc.tuple(order, order, order), how: are('slow', 'stored'), again: fc.boolean() })
  .map(({ node: of, orders, how, again }): Event[] => [
    { does: 'query', node: of, slot: 0, how },
    ...orders.map((each) => ({ does: 'patch' as const, order: each, node: of })),
    { does: 'query', node: of, slot: 1, how: 'stored' },
    { does: 'success', node: of, slot: 1, how: 'heard' },
    ...(again ? [{ does: 'query' as const, node: of, slot: 0, how: 'stored' as const }] : []),
    { does: 'success', node: of, slot: 0, how: 'heard' },
  ]);

const nodePlan: fc.Arbitrary<NodePlan> = fc.record({
  receives: fc.constantFrom(true, true, true, false),
  onlyOwn: fc.constantFrom(false, false, false, true),
  priority: fc.constantFrom(0, 0, 5),
  site: fc.boolean(),
});

/** Nodes and what happens to them. @param length how many things happen, at least and at most */
export const plans = (length: { readonly min: number; readonly max: number }): fc.Arbitrary<Plan> =>
  fc.record({
    nodes: fc.array(nodePlan, { minLength: 1, maxLength: 2 }),
    events: fc
      .array(fc.oneof({ weight: 12, arbitrary: event.map((one) => [one]) }, { weight: 1, arbitrary: passing }), {
        minLength: length.min,
        maxLength: length.max,
      })
      .map((all) => all.flat()),
  });
