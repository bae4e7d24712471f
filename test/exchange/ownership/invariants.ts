import { expect } from '@jest/globals';
import type { ModelOrder } from './model-order.js';
import type { Run } from './run.js';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly owner: string | null;
  readonly comment: string | null;
  readonly paid: boolean;
  readonly cancelled: boolean;
  readonly held: object | null;
  readonly due: number;
  readonly acknowledged: number;
}

interface Acknowledgement {
  readonly order: string;
  readonly node: string;
  readonly exchange: string;
}

/** What must hold whenever nothing is under way. */
export async function checkShop(run: Run): Promise<void> {
  const rows = await ordersOf(run);
  checkOrders(run, rows);
  checkBases(run, rows);
  checkAcknowledgements(run, await acknowledgementsOf(run));
}

/** No order is made twice, none is lost, and no change is undone. */
function checkOrders(run: Run, rows: ReadonlyMap<string, Row>): void {
  expect([...rows.keys()].sort()).toEqual(run.orders.map(({ id }) => id).sort());
  for (const each of run.orders) {
    const row = rows.get(each.id);
    const comment = row?.comment ?? '';
    expect(each.written.size > 0 ? [...each.written] : [each.comment]).toContain(comment);
    each.comment = comment;
    each.written.clear();
    if (each.payingLater && row?.paid) each.paid = true;
    expect([each.id, row?.paid, row?.cancelled]).toEqual([each.id, each.paid, false]);
  }
  expect(new Set([...rows.values()].map(({ number }) => number)).size).toBe(rows.size);
}

/** An order lies in one 1C at most, the one that owns it, unless somebody moved it by force. */
function checkBases(run: Run, rows: ReadonlyMap<string, Row>): void {
  for (const each of run.orders) {
    const places = run.ones.filter((one) => one.has(each.id));
    const copies = run.ones.flatMap((one) => [...one.base.values()].filter(({ id }) => id === each.id));
    expect([each.id, copies.length]).toEqual([each.id, places.length]);
    if (each.forced) continue;
    expect([each.id, places.map(({ name }) => name)]).toEqual([each.id, places.slice(0, 1).map(({ name }) => name)]);
    const [place] = places;
    if (place) expect([each.id, nameOf(run, rows.get(each.id)?.owner ?? null)]).toEqual([each.id, place.name]);
  }
  for (const one of run.ones) {
    const foreign = [...one.base.values()].filter(({ id }) => !rows.has(id));
    expect([one.name, foreign]).toEqual([one.name, []]);
  }
}

/** Acknowledged is what its 1C has said `success` to after it had stored it, and nothing else; by one node, unless moved by force. */
function checkAcknowledgements(run: Run, all: readonly Acknowledgement[]): void {
  const nodes = new Map<string, Set<string>>();
  for (const { order, node, exchange } of all) {
    const one = run.ones.find((each) => each.node.nodeId === node);
    const confirmed = one?.confirmed.get(exchange)?.has(order) ?? false;
    expect({ order, node: one?.name, confirmed }).toEqual({ order, node: one?.name, confirmed: true });
    nodes.set(order, (nodes.get(order) ?? new Set()).add(node));
  }
  for (const each of run.orders) {
    if (!each.forced) expect([each.id, (nodes.get(each.id)?.size ?? 0) <= 1]).toEqual([each.id, true]);
  }
}

/** When all is quiet: every 1C has the last version of each of its orders, and each forced move stands in the journal. */
export async function checkQuiet(run: Run): Promise<void> {
  const rows = await ordersOf(run);
  for (const each of run.orders) {
    const row = rows.get(each.id);
    if (each.payingLater && !each.moved) expect([each.id, row?.paid]).toEqual([each.id, true]);
    const owner = run.ones.find((one) => one.node.nodeId === row?.owner);
    if (!owner) {
      expect([each.id, each.moved]).toEqual([each.id, true]); // taken away by a person
      continue;
    }
    if (!owner.node.receivesOrders) continue;
    expect([each.id, row?.held, row && row.due <= row.acknowledged]).toEqual([each.id, null, true]);
    const kept = owner.has(each.id);
    if (each.bornIn !== owner || each.comment !== '') expect([each.id, kept?.comment]).toEqual([each.id, each.comment]);
  }
  await checkMoves(run, run.orders);
}

async function checkMoves(run: Run, orders: readonly ModelOrder[]): Promise<void> {
  const moved = orders.filter((each) => each.moved).map(({ id }) => id);
  const told = await run.world.services.db
    .knex('journal')
    .where({ shop_id: run.shopId, code: 'order-moved' })
    .distinct<{ id: string }[]>(run.world.services.db.knex.raw(`detail ->> 'orderId' as id`));
  expect(told.map(({ id }) => id).sort()).toEqual(moved.sort());
}

const nameOf = (run: Run, nodeId: string | null): string | undefined =>
  run.ones.find((one) => one.node.nodeId === nodeId)?.name;

async function ordersOf({ world, shopId }: Run): Promise<Map<string, Row>> {
  const { rows } = await world.services.db.knex.raw<{ rows: Row[] }>(
    `select order_id as id, number, owner_node_id as owner, comment, paid, cancelled, held, due_version as due,
       acknowledged_version as acknowledged from orders where shop_id = ?`,
    [shopId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function acknowledgementsOf({ world, shopId }: Run): Promise<Acknowledgement[]> {
  const { rows } = await world.services.db.knex.raw<{ rows: Acknowledgement[] }>(
    `select o.order_id as order, b.node_id as node, b.exchange_id as exchange from batch_orders o
     join batches b on b.shop_id = o.shop_id and b.batch_id = o.batch_id
     where o.shop_id = ? and o.acknowledged_at is not null`,
    [shopId],
  );
  return rows;
}
