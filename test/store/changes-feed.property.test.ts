import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { FeedRecord } from '../../src/records.js';
import { readChanges, type SeenChange } from '../../src/store/changes/read-changes.js';
import type { ChangeType } from '../../src/store/changes/record-changes.js';
import { catalogue, offer, pack, product, StepWorld } from '../exchange/step-world.js';
import { propertyRuns } from '../support/property-runs.js';

const RUNS = propertyRuns({ short: 4, long: 60, seed: 20_261_122 });

/** What an offer says, by the type of change that tells of it. */
const PARTS = { offer: ['name', 'active'], price: ['prices'], stock: ['stock', 'stock_total'] } as const;
type Part = keyof typeof PARTS;
/** What a part of an offer is that nobody has told of. */
const UNTOLD: Record<Part, string | undefined> = {
  offer: undefined,
  price: '{"prices": {}}',
  stock: '{"stock": {}, "stock_total": null}',
};

let world: StepWorld;
/** Two of one id space, whose steps wait for each other, and one beside them. */
let nodes: readonly ExchangeNode[];
beforeAll(async () => {
  world = await StepWorld.open();
  const apart = await world.addNode('three');
  await world.knex('nodes').where({ node_id: apart.nodeId }).update({ id_space: 'apart' });
  nodes = [await world.addNode('one'), await world.addNode('two'), { ...apart, idSpace: 'apart' }];
  await world.newExchange(nodes[0] as ExchangeNode);
});
afterAll(() => world.database.close());

/** The parts of offers as the store has them now. */
async function partOf(part: Part, ids?: readonly string[]): Promise<Map<string, string>> {
  const columns = PARTS[part].map((name) => `'${name}', ${name}`).join(', ');
  const { rows } = await world.knex.raw(
    `select offer_id as id, jsonb_build_object(${columns})::text as said from offers join offer_numbers using (shop_id, offer_id)
     where ${ids ? 'offer_id = any(:ids)' : 'true'}`,
    ids ? { ids } : {},
  );
  return new Map(rows.map(({ id, said }: { id: string; said: string }) => [id, said]));
}

/**
 * A copy that is kept up by the log alone: of each change it reads only the part that the change names. It is killed now and then, and
 * goes on from what it had kept.
 */
class Follower {
  readonly parts: Record<Part, Map<string, string>> = { offer: new Map(), price: new Map(), stock: new Map() };
  readonly seqs: number[] = [];
  kept = 0;
  restarts = 0;

  constructor(
    readonly types: readonly ChangeType[] | undefined,
    readonly dice: () => number,
  ) {}

  /** @returns whether there was nothing more */
  async readOn(): Promise<boolean> {
    const limit = 1 + Math.floor(this.dice() * 60);
    const page = await readChanges(world.knex, 'main', { after: this.kept, limit, types: this.types });
    const dies = this.dice() < 0.3 && page.items.length > 0;
    const items = dies ? page.items.slice(0, Math.floor(this.dice() * page.items.length)) : page.items;
    await this.#apply(items);
    if (dies) {
      this.restarts += 1;
      if (this.dice() < 0.5) return false; // killed before it kept its place: the same comes once more
    }
    this.seqs.push(...items.map(({ seq }) => seq));
    this.kept = dies ? (items.at(-1)?.seq ?? this.kept) : page.last;
    return !dies && page.items.length < limit;
  }

  async #apply(items: readonly SeenChange[]): Promise<void> {
    for (const part of ['offer', 'price', 'stock'] as const) {
      const ids = items.filter(({ type }) => type === part).map(({ id }) => id);
      for (const [id, said] of await partOf(part, ids)) this.parts[part].set(id, said);
    }
  }
}

const itemId = fc.constantFrom('a', 'b', 'a#x', 'a#y', 'b#x', 'c', 'd#z');
const money = fc.constantFrom('1.50', '2', '3', '100000000000000000.01');
const offerRecord = fc
  .record({
    id: itemId,
    name: fc.option(fc.constantFrom('один', 'два', null), { nil: undefined }),
    price: fc.option(money, { nil: undefined }),
    quantity: fc.option(money, { nil: undefined }),
    dies: fc.nat(9),
  })
  .map(({ id, name, price, quantity, dies }) =>
    offer(id, {
      ...(name === undefined ? {} : { name }),
      ...(price === undefined ? {} : { prices: [{ priceTypeId: 't', amount: price }] }),
      ...(quantity === undefined ? {} : { stock: { warehouses: { w: quantity } } }),
      deleted: dies === 0,
    }),
  );
const step = fc.record({
  goods: fc.array(itemId, { maxLength: 3 }),
  offers: fc.uniqueArray(offerRecord, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
  isTakenBack: fc.nat(6).map((one) => one === 0),
  restMs: fc.nat(4),
});
const given = fc.record({
  writers: fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 3, maxLength: 3 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
});

/** Even throws (arbitraries of fast-check lean to their ends): Park and Miller's generator. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % (2 ** 31 - 1);
    return state / (2 ** 31 - 1);
  };
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function write(node: ExchangeNode, steps: readonly Step[]): Promise<void> {
  for (const { goods, offers, isTakenBack, restMs } of steps) {
    const records: FeedRecord[] = [
      catalogue(true),
      ...goods.map((id) => product(id, { name: `${id} ${restMs}` })),
      pack(true),
      ...offers,
    ];
    const takenBack = new Error('taken back');
    await world.database.db
      .transaction(async (tx) => {
        await world.writeIn(tx, records, node);
        await tx.raw('select pg_sleep(?)', [restMs / 1000]);
        if (isTakenBack) throw takenBack;
      })
      .catch((error: unknown) => {
        if (error !== takenBack) throw error;
      });
    await sleep(restMs);
  }
}

describe('who follows the log of changes', () => {
  it('has what the store has, while three write at once and it is killed again and again; no number is missed or told twice', async () => {
    let restarts = 0;
    let told = 0;
    await fc.assert(
      fc.asyncProperty(given, async ({ writers, seed }) => {
        const roll = diceOf(seed);
        const before = (await readChanges(world.knex, 'main', { after: 0, limit: 1 })).newest;
        const all = new Follower(undefined, roll);
        const numbers = new Follower(['price', 'stock'], roll);
        for (const follower of [all, numbers]) {
          follower.kept = before;
          for (const part of ['offer', 'price', 'stock'] as const) {
            for (const [id, said] of await partOf(part)) follower.parts[part].set(id, said);
          }
        }
        let writing = true;
        const done = Promise.all(writers.map((steps, index) => write(nodes[index] as ExchangeNode, steps))).finally(
          () => {
            writing = false;
          },
        );
        while (writing) for (const follower of [all, numbers]) await follower.readOn();
        await done;
        for (const follower of [all, numbers]) {
          for (;;) if (await follower.readOn()) break;
          for (const part of ['price', 'stock'] as const) expectSame(follower.parts[part], await partOf(part), part);
          restarts += follower.restarts;
        }
        expectSame(all.parts.offer, await partOf('offer'), 'offer');
        expect(all.seqs).toEqual(all.seqs.map((_, index) => before + 1 + index));
        expect(all.kept).toBe((await readChanges(world.knex, 'main', { after: 0, limit: 1 })).newest);
        expect(numbers.seqs).toEqual([...new Set(numbers.seqs)].sort((one, other) => one - other));
        told += all.seqs.length;
      }),
      { ...RUNS, endOnFailure: true }, // the runs share one database: a smaller one would be another
    );
    expect(restarts).toBeGreaterThan(10);
    expect(told).toBeGreaterThan(100);
  }, 120_000);
});

function expectSame(copy: ReadonlyMap<string, string>, store: ReadonlyMap<string, string>, part: Part): void {
  const known = new Map([...store].filter(([id, said]) => copy.has(id) || said !== UNTOLD[part]));
  expect(new Map([...copy].sort())).toEqual(new Map([...known].sort()));
}
