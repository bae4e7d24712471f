import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { confirmHeld, endRuns, sweepQuietRuns } from '../../src/exchange/import/full-runs.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { NodeKinds } from '../../src/nodes/node-kind.js';
import { LONG, propertyRuns } from '../support/property-runs.js';
import { insertQuickNode } from '../support/quick-node.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';
import { ModelNode } from './presence-model.js';
import { catalogue, classifier, feed, offers } from './small-feeds.js';

const RUNS = propertyRuns({ short: 20, long: 600, seed: 77 });
const TIMEOUT = LONG ? 1_800_000 : 120_000;
const IDS = ['p1', 'p2', 'p3', 'p4', 'p5'];
const NODES = 2;

interface Sent {
  readonly node: number;
  readonly catalogue: 'C' | 'D';
  readonly kind: 'goods' | 'offers';
  readonly onlyChanges: boolean | undefined;
  readonly withClassifier: boolean;
  readonly items: readonly string[];
  readonly deleted: readonly string[];
  readonly fails: boolean;
}

type Event =
  | ({ readonly does: 'feed' } & Sent)
  | { readonly does: 'again'; readonly node: number }
  | { readonly does: 'end'; readonly node: number; readonly by: 'deactivate' | 'complete'; readonly busy: boolean }
  | { readonly does: 'quiet'; readonly busy: readonly number[] }
  | { readonly does: 'confirm'; readonly node: number };

const node = fc.constantFrom(0, 0, 0, 1);
const some = fc.subarray(IDS, { minLength: 1 });
const BASIC = { node, catalogue: fc.constantFrom('C' as const, 'C' as const, 'C' as const, 'D' as const) };
const sent = fc.record({
  ...BASIC,
  kind: fc.constantFrom('goods' as const, 'offers' as const),
  onlyChanges: fc.constantFrom(false, false, true, undefined),
  withClassifier: fc.boolean(),
  items: some,
  deleted: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(IDS, { maxLength: 2 }) },
  ),
  fails: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const ends = (of: number): fc.Arbitrary<Event> =>
  fc.constantFrom(
    { does: 'quiet' as const, busy: [] },
    { does: 'end' as const, node: of, by: 'deactivate' as const, busy: false },
    { does: 'end' as const, node: of, by: 'complete' as const, busy: false },
  );
const single: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: sent.map((one) => ({ does: 'feed' as const, ...one })) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('again' as const), node }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('end' as const),
      node,
      by: fc.constantFrom('deactivate' as const, 'complete' as const),
      busy: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('quiet' as const), busy: fc.subarray([0, 1]) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('confirm' as const), node }) },
);

/** A full export as 1C makes one, and how it comes to its end: by itself these events would seldom meet in this order. */
const exported: fc.Arbitrary<readonly Event[]> = fc
  .record({ ...BASIC, goods: some, offered: some, offersSay: fc.constantFrom(false, false, true), comes: fc.nat(5) })
  .chain(({ goods, offered, offersSay, comes, ...of }) => {
    const feedOf = { does: 'feed' as const, ...of, withClassifier: true, deleted: [], fails: false };
    const import_ = { ...feedOf, kind: 'goods' as const, onlyChanges: false, items: goods };
    const offers_ = { ...feedOf, kind: 'offers' as const, onlyChanges: offersSay, items: offered, fails: comes === 2 };
    const confirm = { does: 'confirm' as const, node: of.node };
    const again = { does: 'again' as const, node: of.node };
    return fc.tuple(ends(of.node), fc.array(single, { maxLength: 2 })).map(([end, between]) => {
      if (comes <= 1) return [import_, end, ...between, confirm];
      return comes === 2 ? [import_, offers_, ...between, again, end] : [import_, offers_, end];
    });
  });

/** How often things happened with effect: a property over nothing holds always. */
const tally = new Map<string, number>();
const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

const events = fc.oneof({ weight: 3, arbitrary: fc.tuple(single) }, { weight: 2, arbitrary: exported });

let world: InboxWorld;
let made = 0;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());

/** A shop and the model, side by side. */
class Pair {
  private readonly models = Array.from({ length: NODES }, () => new ModelNode());
  private readonly failed: (Sent | undefined)[] = [];
  private number = 0;
  private removals = 0;

  private constructor(
    private readonly space: string,
    private readonly nodes: readonly ExchangeNode[],
  ) {}

  static async open(): Promise<Pair> {
    made += 1;
    const space = `space-${made}`;
    const nodes: ExchangeNode[] = [];
    for (let i = 0; i < NODES; i += 1) {
      const name = `${space}-${i}`;
      const input = { name, login: name, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv' } as const;
      const settings = { fullRunQuietMinutes: 0 };
      nodes.push(
        await world.services.db.transaction((tx) => insertQuickNode(tx, SHOP, { ...input, idSpace: space, settings })),
      );
    }
    return new Pair(space, nodes);
  }

  private at(index: number): { node: ExchangeNode; model: ModelNode } {
    const [one, model] = [this.nodes[index], this.models[index]];
    if (!one || !model) throw new Error('no such node');
    return { node: one, model };
  }

  async happen(event: Event): Promise<void> {
    switch (event.does) {
      case 'feed':
        return await this.send(event);
      case 'again': {
        const last = this.failed[event.node];
        if (!last) return;
        this.failed[event.node] = undefined;
        count('a failed feed again');
        return await this.send({ ...last, fails: false });
      }
      case 'end': {
        const { node: one, model } = this.at(event.node);
        await endRuns(world.services, one, event.by, event.busy);
        for (const of of model.catalogues.values()) {
          if (event.busy && of.run) of.run.ending = event.by;
          if (!event.busy) this.removing(() => model.end(of, event.by));
        }
        return;
      }
      case 'quiet': {
        const busy = new Set(event.busy.map((index) => this.at(index).node.nodeId));
        const strangers = (nodeId: string) => !this.nodes.some((one) => one.nodeId === nodeId);
        await sweepQuietRuns(world.services, (nodeId) => busy.has(nodeId) || strangers(nodeId), new Date(0));
        this.models.forEach((model, index) => {
          if (event.busy.includes(index)) return;
          for (const of of model.catalogues.values()) this.removing(() => model.end(of, of.run?.ending ?? 'quiet'));
        });
        return;
      }
      case 'confirm':
        return await this.confirm(event.node);
    }
  }

  private async send(feedOf: Sent): Promise<void> {
    const { node: one, model } = this.at(feedOf.node);
    this.number += 1;
    const { number } = this;
    const name = feedOf.kind === 'goods' ? `import_${feedOf.catalogue}.xml` : `offers_${feedOf.catalogue}.xml`;
    model.feeds.push({ number, name, whole: !feedOf.fails });
    if (feedOf.fails) this.failed[feedOf.node] = feedOf;

    const items = feedOf.items.map((id) => ({ id, name: id, deleted: feedOf.deleted.includes(id) }));
    const section = feedOf.kind === 'goods' ? catalogue : offers;
    const body = feed(feedOf.withClassifier ? classifier() : '', section(items, feedOf.onlyChanges, feedOf.catalogue));
    await importInto(one, name, feedOf.fails ? body.slice(0, body.lastIndexOf('</')) : body, feedOf.fails);

    const of = model.catalogue(feedOf.catalogue);
    if (feedOf.kind === 'goods') {
      if (feedOf.onlyChanges === false) model.open(of, number, { catalogueFull: true });
      else if (feedOf.onlyChanges === true && feedOf.withClassifier) {
        this.removing(() => model.end(of, 'changes', number), count);
      }
    } else if (feedOf.onlyChanges === false) model.open(of, number, { offersFull: true });
    else if (of.run) of.run.offersImported = true;
    const entity = feedOf.kind === 'goods' ? 'product' : 'offer';
    for (const { id, deleted } of items) {
      if (deleted) of.loses(`${entity} ${id}`);
      else of.sees(`${entity} ${id}`);
    }
  }

  private async confirm(index: number): Promise<void> {
    const { node: one, model } = this.at(index);
    const held = await world.knex('full_runs').where({ node_id: one.nodeId, state: 'held' }).orderBy('run_id').first();
    if (!held) {
      expect([...model.catalogues.values()].filter((of) => of.held)).toEqual([]);
      return;
    }
    const of = model.catalogue(held.catalogue_id);
    const expected = this.removing(() => {
      for (const what of of.held?.missing ?? []) of.loses(what);
      of.held = null;
    });
    count('confirmed');
    const done = await confirmHeld(world.services, SHOP, held.last_exchange_id);
    expect(done).toEqual({ runs: 1, removed: expected });
    expect(await confirmHeld(world.services, SHOP, held.last_exchange_id)).toEqual({ runs: 0, removed: 0 });
  }

  /** Does to the model what may remove, and counts what became inactive by it: each is one `removed` in the log of changes. */
  private removing(does: () => void, note = count): number {
    const before = this.active();
    const heldBefore = this.heldRuns();
    does();
    const removed = [...before].filter((what) => !this.active().has(what)).length;
    if (removed > 0) note('removed');
    if (this.heldRuns() > heldBefore) note('held');
    this.removals += removed;
    return removed;
  }

  private active(): Set<string> {
    return new Set(this.models.flatMap((model) => [...model.catalogues.values()].flatMap((of) => [...of.has])));
  }

  private heldRuns(): number {
    return this.models.flatMap((model) => [...model.catalogues.values()].filter((of) => of.held)).length;
  }

  async compare(): Promise<void> {
    const { rows } = await world.knex.raw(
      `select
         (select array_agg('product ' || external_id) from products where id_space = :space and active and not deleted) as products,
         (select array_agg('offer ' || product_external_id) from offers where id_space = :space and active and not deleted) as offers,
         (select count(*)::int from full_runs where node_id = any(:nodes) and state = 'open') as open,
         (select count(*)::int from full_runs where node_id = any(:nodes) and state = 'held') as held,
         (select count(*)::int from changes c cross join unnest(c.entity_ids) as id where action = 'removed' and (
            exists (select from products p where p.product_id = id and p.id_space = :space)
            or exists (select from offers o where o.offer_id = id and o.id_space = :space))) as removals,
         (select count(*)::int from run_missing m join full_runs r using (shop_id, run_id) where r.state <> 'held') as leftover`,
      { space: this.space, nodes: this.nodes.map((one) => one.nodeId) },
    );
    const [real] = rows;
    const open = this.models.flatMap((model) => [...model.catalogues.values()].filter((of) => of.run)).length;
    expect({ ...real, active: [...(real.products ?? []), ...(real.offers ?? [])].sort() }).toMatchObject({
      active: [...this.active()].sort(),
      open,
      held: this.heldRuns(),
      removals: this.removals,
      leftover: 0,
    });
  }
}

/**
 * A feed that fails has all its records committed, each in a step of its own, before it is found to be cut off: so none of them may be
 * recognised, since these are committed with the next that is read.
 */
async function importInto(one: ExchangeNode, name: string, body: string, fails: boolean): Promise<void> {
  const { services } = world;
  const config = { ...services.config, IMPORT_BATCH: fails ? 1 : 1000 };
  const reading: NodeKinds = {
    ...services.kinds,
    of: (node) => ({ ...services.kinds.of(node), products: async (_, records) => records }),
  };
  const kinds = fails ? reading : services.kinds;
  const done = importFeed(world, one, name, body, { ...services, config, kinds });
  if (fails) await expect(done).rejects.toMatchObject({ code: 'UZ1301' });
  else await done;
}

it(
  'runs of two nodes that share their ids do to the shop what the model says, whatever happens in whatever order',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 4, maxLength: 9, size: 'max' }), async (list) => {
        const pair = await Pair.open();
        const [items, deleted] = [IDS, []];
        const all = { does: 'feed' as const, onlyChanges: true, withClassifier: false, items, deleted, fails: false };
        const beginning: Event[] = [0, 0, 1].flatMap((of, index) => {
          const feedOf = { ...all, node: of, catalogue: index === 1 ? ('D' as const) : ('C' as const) };
          return [
            { ...feedOf, kind: 'goods' as const },
            { ...feedOf, kind: 'offers' as const },
          ];
        });
        for (const event of [...beginning.slice(0, list.length % 2 === 0 ? 2 : 6), ...list.flat()]) {
          await pair.happen(event);
          await pair.compare();
        }
      }),
      { ...RUNS, endOnFailure: !LONG },
    );
    for (const what of ['removed', 'held', 'confirmed', 'a failed feed again']) {
      expect([what, (tally.get(what) ?? 0) > 0]).toEqual([what, true]);
    }
  },
  TIMEOUT,
);
