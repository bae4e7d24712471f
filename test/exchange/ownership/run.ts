import { expect } from '@jest/globals';
import { UzelError } from '../../../src/errors.js';
import { alterNode } from '../../../src/exchange/node-desk.js';
import { lockOrder, unlockOrder } from '../../../src/exchange/orders-in/order-locks.js';
import { acknowledge, queryOrders } from '../../../src/exchange/orders-out/exporter.js';
import { moveOrder } from '../../../src/exchange/owners/move-order.js';
import { patchOrder, placeOrder, resendOrder } from '../../../src/exchange/owners/order-desk.js';
import { routeUnowned } from '../../../src/exchange/owners/routing-again.js';
import { BUYER, orderDocument, orderInput } from '../orders-world.js';
import type { Confirmation, Event, NodePlan, Reception, Simple } from './events.js';
import { checkShop } from './invariants.js';
import { ModelOrder, type Tally } from './model-order.js';
import { OneC, readAnswer, type SeenOrder, type Slot } from './one-c.js';
import type { OwnershipWorld } from './world.js';

const PREFIXES = ['', 'П-', 'N'];
const SITES = ['north', 'south', 'east'];

/** A shop, its 1C, and what is known of the orders by what was done to them. */
export class Run {
  readonly orders: ModelOrder[] = [];
  private births = 0;
  private placings = 0;
  private patches = 0;

  private constructor(
    readonly world: OwnershipWorld,
    readonly shopId: string,
    readonly ones: readonly OneC[],
    private readonly tally: Tally,
  ) {}

  static async begin(world: OwnershipWorld, plans: readonly NodePlan[], tally: Tally): Promise<Run> {
    const shopId = await world.shop();
    const first: NodePlan = { receives: true, onlyOwn: false, priority: 0, site: false };
    const ones: OneC[] = [];
    for (const [index, { receives, onlyOwn, priority, site }] of [first, ...plans].entries()) {
      const name = `1c-${index}`;
      const settings = site ? { orderSites: [SITES[index % SITES.length] ?? ''] } : {};
      const flags = { receivesOrders: receives, receivesOnlyOwn: onlyOwn };
      ones.push(new OneC(name, await world.node(shopId, { name, priority, settings, ...flags })));
    }
    return new Run(world, shopId, ones, tally);
  }

  async happen(event: Event): Promise<void> {
    if (event.does === 'both') await this.together(event.one, event.other);
    else if (event.does === 'dies') await this.dying(event.during, event.after);
    else await this.simple(event);
    await checkShop(this);
  }

  /** Two at once; what each of them has to say of a failure is said. */
  private async together(one: Simple, other: Simple): Promise<void> {
    this.tally.count('both');
    const [first, second] = await Promise.allSettled([this.simple(one), this.simple(other)]);
    for (const outcome of [first, second]) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Whoever asked the server for it asks again when it is back, as shops and 1C do; a 1C begins its session anew. */
  private async dying(during: Simple, after: number): Promise<void> {
    const died = await this.world.death.during(after, async () => await this.simple(during));
    if (!died) return;
    this.tally.count(`died during ${during.does}`);
    if (during.does === 'query' || during.does === 'success' || during.does === 'bareSuccess') {
      this.one(during.node).forget();
    } else await this.again(during);
  }

  private async again(event: Simple): Promise<void> {
    if (event.does === 'place') this.placings -= 1;
    if (event.does === 'bear') this.births -= 1;
    await this.simple(event);
  }

  private async simple(event: Simple): Promise<void> {
    switch (event.does) {
      case 'place':
        return await this.place(SITES[event.site % SITES.length] ?? '');
      case 'patch':
        return await this.patch(this.order(event.order));
      case 'resend':
      case 'lock':
      case 'unlock':
        return await this.byShop(event.does, this.order(event.order));
      case 'copy':
        return await this.copy(this.order(event.order), this.one(event.node));
      case 'tell':
        return await this.tell(this.order(event.order), event.payment, event.by);
      case 'bear':
        return await this.bear(this.one(event.node));
      case 'bearCopy':
        return await this.bearCopy(this.one(event.node));
      case 'crash':
        return this.one(event.node).forget();
      case 'toggle':
        return await this.toggle(this.one(event.node));
      case 'bareSuccess':
        return await this.bareSuccess(this.one(event.node));
      case 'query':
        return await this.query(this.one(event.node), event.slot, event.how);
      case 'success':
        return await this.success(this.one(event.node), event.slot, event.how);
      case 'settings':
        return await this.settings(this.one(event.node), PREFIXES[event.prefix % PREFIXES.length] ?? '');
      case 'move':
        return await this.move(this.order(event.order), event.node, event.force);
    }
  }

  private one(index: number): OneC {
    const one = this.ones[index % this.ones.length];
    if (!one) throw new Error('there are no nodes');
    return one;
  }

  private readonly order = (index: number): ModelOrder | undefined =>
    this.orders.length === 0 ? undefined : this.orders[index % this.orders.length];

  readonly known = (id: string): ModelOrder | undefined =>
    this.orders.find((each) => each.id === id || each.guid === id);

  // The shop.

  private async place(site: string): Promise<void> {
    this.placings += 1;
    const key = { key: `key-${this.placings}`, bodyHash: 'same' };
    const { order } = await placeOrder(this.world.services, this.shopId, { ...orderInput(), site }, key);
    this.orders.push(new ModelOrder({ id: order.orderId, number: order.number, guid: null, bornIn: null }));
    this.tally.count('placed');
  }

  private async patch(of: ModelOrder | undefined): Promise<void> {
    if (!of) return;
    this.patches += 1;
    const comment = `v${this.patches}`;
    await patchOrder(this.world.services, this.shopId, of.id, { comment });
    of.written.add(comment);
    this.tally.count('patched');
  }

  private async byShop(does: 'resend' | 'lock' | 'unlock', of: ModelOrder | undefined): Promise<void> {
    if (!of) return;
    const { services } = this.world;
    // From when it is asked for; and which of a lock and an unlock at once came last, nobody can tell.
    if (does === 'resend') await resendOrder(services, this.shopId, of.id);
    if (does === 'unlock') {
      of.locked = false;
      of.unlocks += 1;
      of.unlocking += 1;
      await unlockOrder(services, this.shopId, of.id).finally(() => {
        of.unlocking -= 1;
      });
    }
    if (does === 'lock') {
      const { unlocks, unlocking } = of;
      await lockOrder(services, this.shopId, of.id, { seconds: 600, by: 'Оксана' });
      of.locked = unlocking === 0 && of.unlocks === unlocks;
      of.everLocked = true;
    }
    this.tally.count(does);
  }

  private async toggle(one: OneC): Promise<void> {
    const state = one.paused ? 'active' : 'paused';
    const { node } = await alterNode(this.world.services, this.shopId, one.node.nodeId, () => ({ state }));
    one.node = node;
    one.paused = !one.paused;
    this.tally.count(state);
  }

  private async settings(one: OneC, numberPrefix: string): Promise<void> {
    const change = ({ settings }: OneC['node']) => {
      const { numberPrefix: _former, ...others } = settings;
      return { settings: numberPrefix === '' ? others : { ...others, numberPrefix } };
    };
    const { node } = await alterNode(this.world.services, this.shopId, one.node.nodeId, change);
    one.node = node;
    this.tally.count('settings');
  }

  private async move(of: ModelOrder | undefined, index: number, force: boolean): Promise<void> {
    if (!of) return;
    const to = index === this.ones.length ? null : this.one(index);
    const before = this.ones.filter((one) => one !== to && one.has(of.id));
    of.mayBeTaken ||= force;
    try {
      const order = await moveOrder(this.world.services, this.shopId, of.id, { node: to?.name ?? null, force });
      if (order.routing?.by !== 'moved') return; // it was there already
    } catch (error) {
      if (!(error instanceof UzelError) || !['UZ1515', 'UZ1520'].includes(error.code)) throw error;
      this.tally.count(`move refused ${error.code}`);
      return;
    }
    of.moved = true;
    of.forced ||= force;
    this.tally.count(force ? (before.length > 0 ? 'moved by force though known' : 'moved by force') : 'moved');
  }

  // The 1C.

  private async query(one: OneC, place: number, how: Reception): Promise<void> {
    if (one.paused) return;
    const slot = one.slots[place] ?? (await this.newSlot(one));
    if (slot.underWay.successes > 0) return;
    one.slots[place] = slot;
    const former = slot.answer;
    const locked = this.orders.filter((each) => each.locked);
    slot.underWay.queries += 1;
    const { body } = await queryOrders(this.world.services, slot.exchange, one.node).finally(() => {
      slot.underWay.queries -= 1;
    });
    const orders = readAnswer(body).map((seen) => ({ ...seen, id: this.known(seen.id)?.id ?? `unknown ${seen.id}` }));
    if (former?.body.equals(body) === false) this.tally.count('queried again, otherwise');
    if (!former?.body.equals(body)) {
      const given = locked.filter((each) => each.locked && orders.some(({ id }) => id === each.id));
      expect({ lockedButGiven: given.map(({ id }) => id) }).toEqual({ lockedButGiven: [] });
    }
    this.tally.count(former ? 'queried again' : orders.length > 0 ? `queried ${how}` : 'queried for nothing');
    if (how === 'lost') {
      one.slots[place] = null;
      return;
    }
    one.see(orders);
    if (how === 'half') {
      one.store(orders.slice(0, Math.floor(orders.length / 2)));
      one.forget();
      return;
    }
    slot.answer = { body, orders, isStored: how === 'stored' };
    if (how === 'stored') one.store(orders);
  }

  private async newSlot(one: OneC): Promise<Slot> {
    return {
      exchange: await this.world.login(one.node),
      answer: null,
      underWay: { queries: 0, successes: 0 },
    };
  }

  private async success(one: OneC, place: number, how: Confirmation): Promise<void> {
    const slot = one.slots[place];
    if (one.paused || !slot?.answer || slot.underWay.queries > 0) return;
    this.tally.count(`success ${how}`);
    if (how === 'unsent') {
      one.slots[place] = null;
      return;
    }
    if (!slot.answer.isStored) {
      if (slot.answer.orders.some((seen) => isNewer(one.has(seen.id), seen)))
        this.tally.count('stored an older version last');
      one.store(slot.answer.orders);
    }
    one.confirm(slot);
    slot.underWay.successes += 1;
    const said = async () => await acknowledge(this.world.services, slot.exchange, one.node);
    await (how === 'doubled' ? said().then(said) : said()).finally(() => {
      slot.underWay.successes -= 1;
    });
    slot.answer = null;
    if (how === 'unheard') one.slots[place] = null;
  }

  /** A `success` in a session that queried nothing. */
  private async bareSuccess(one: OneC): Promise<void> {
    if (one.paused) return;
    const exchange = await this.world.login(one.node);
    const refusal = await acknowledge(this.world.services, exchange, one.node).catch((error: unknown) => error);
    if (!(refusal instanceof UzelError)) throw refusal ?? new Error('a success without a query was taken');
    expect(refusal.code).toBe('UZ1401');
    this.tally.count('success of nothing');
  }

  private async tell(of: ModelOrder | undefined, payment: number, by: 'id' | 'number'): Promise<void> {
    const one = of && this.ones.find((each) => !each.paused && each.has(of.id) && !of.forced);
    const seen = of && one?.has(of.id);
    if (!of || !one || !seen) return;
    const paymentNumber = `ПЛ-${payment}`;
    // Of what was made in it a 1C always tells the guid.
    const name = by === 'id' || of.guid ? { id: of.guid ?? of.id, number: seen.number } : { number: seen.number };
    const [outcome] = await this.world.upload(one.node, [
      orderDocument({ ...name, fate: { paid: true, paymentNumber } }),
    ]);
    if (outcome === 'ignored' && of.mayBeTaken) return; // at the same moment
    expect(['applied', 'unchanged', 'waits']).toContain(outcome);
    if (outcome === 'waits') of.payingLater = true;
    else of.paid = true;
    this.tally.count(`told by ${by}: ${outcome}`);
  }

  /** The same document by another database, which has it by copying: nothing may come of it. */
  private async copy(of: ModelOrder | undefined, one: OneC): Promise<void> {
    const owner = of && this.ones.find((each) => each.has(of.id));
    const seen = of && owner?.has(of.id);
    if (!of || !owner || !seen || one.paused || one.has(of.id) || of.moved) return;
    const document = orderDocument({ id: of.guid ?? of.id, number: seen.number, fate: { cancelled: true } });
    expect(await this.world.upload(one.node, [document])).toEqual(['ignored']);
    this.tally.count('told by a copy');
  }

  private async bear(one: OneC): Promise<void> {
    if (one.paused) return;
    this.births += 1;
    const guid = `91777ce0-81cc-11e4-a522-${String(this.births).padStart(12, '0')}`;
    const number = `1С-${this.births}`;
    one.base.set(number, { id: guid, number, comment: '' });
    const stored = async () =>
      await this.world.services.db.knex('orders').where({ shop_id: this.shopId, one_c_id: guid }).first();
    // Of one that is told again the former may have been committed before the server died.
    const before = await stored();
    const [outcome] = await this.world.upload(one.node, [bornDocument(guid, number)]);
    expect(outcome).toBe(before ? 'unchanged' : 'created');
    const row = await stored();
    this.orders.push(new ModelOrder({ id: row.order_id, number, guid, bornIn: one }));
    one.base.set(number, { id: row.order_id, number, comment: '' });
    this.tally.count('born');
  }

  private async bearCopy(one: OneC): Promise<void> {
    const of = this.orders.find(({ bornIn, moved }) => bornIn !== null && bornIn !== one && !moved);
    if (one.paused || !of?.guid) return;
    expect(await this.world.upload(one.node, [bornDocument(of.guid, of.number)])).toEqual(['ignored']);
    this.tally.count('born again in a copy');
  }

  /** What it says of orders, for whoever looks into a failure. */
  async journal(): Promise<string> {
    const { knex } = this.world.services.db;
    const rows = await knex('journal').where({ shop_id: this.shopId }).orderBy('entry_id');
    const names = new Map(this.ones.map(({ node, name }) => [node.nodeId, name]));
    return rows.map((row) => `${names.get(row.node_id)} ${row.code}: ${row.message}`).join('\n');
  }

  /** All goes on, nothing fails any more: each 1C exchanges until it is told nothing new. */
  async settle(): Promise<void> {
    const { services } = this.world;
    for (const one of this.ones) {
      one.forget();
      if (one.paused) await this.toggle(one);
    }
    for (const each of this.orders) if (each.everLocked) await this.byShop('unlock', each);
    await routeUnowned(services, this.shopId);
    for (let round = 1; ; round += 1) {
      let told = 0;
      for (const one of this.ones) {
        await this.query(one, 0, 'stored');
        told += one.slots[0]?.answer?.orders.length ?? 0;
        await this.success(one, 0, 'heard');
        one.forget();
      }
      await checkShop(this);
      if (told === 0) return;
      expect(round).toBeLessThan(5);
    }
  }
}

/** The comments of the shop are counted: v1, v2, … */
const isNewer = (kept: SeenOrder | undefined, seen: SeenOrder): boolean =>
  kept !== undefined && Number(kept.comment.slice(1) || 0) > Number(seen.comment.slice(1) || 0);

const bornDocument = (id: string, number: string) => orderDocument({ id, number, currency: 'UAH', ...BUYER });
