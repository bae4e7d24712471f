import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmulatorProfile, openOrderBase } from '../../src/emulator/index.js';
import { range } from './support/goods.js';
import { OneCProcess } from './support/one-c-process.js';
import { Rest, type RestOrder } from './support/rest.js';
import { Uzel } from './support/uzel.js';

const LONG = process.env.UZEL_TEST_LONG !== undefined;
/** `npm run test:long` places the thousand of the acceptance, `npm test` as many as the deaths need to come between. */
const ORDERS = LONG ? 1000 : 300;
/** Milliseconds between two deaths of a 1C, at least and at most: within the time that so many orders take. */
const LIFE_MS = LONG ? { least: 1500, most: 4000 } : { least: 500, most: 1300 };
/** Every so many-th order is changed by the shop as soon as it is placed, or some time later. */
const CHANGED_EVERY = 7;
const AT_ONCE = 6;
const NODES: readonly (readonly [node: 'trade' | 'utp' | 'unf' | 'bitrix3', emulator: EmulatorProfile])[] = [
  ['trade', 'trade'],
  ['trade', 'trade'],
  ['trade', 'trade'],
  ['utp', 'utp'],
  ['utp', 'utp'],
  ['unf', 'unf'],
  ['unf', 'unf-bitrix'],
  ['bitrix3', 'bitrix3'],
];
/** These die twice each. */
const DYING = [0, 3, 7];

/** What of an order is compared: with it an order of the shop and the one in a 1C are the same. */
interface Placed {
  readonly id: string;
  readonly number: string;
  comment: string;
}

/** Acceptance 2: eight 1C in processes of their own, 1,000 orders (300 in `npm test`), three of the 1C killed at random moments. */
describe('eight 1C that fetch orders at the same time', () => {
  let uzel: Uzel;
  let rest: Rest;
  let folder: string;
  let ones: OneCProcess[];

  beforeAll(async () => {
    uzel = await Uzel.start();
    await uzel.cli('node', 'remove', '1c');
    folder = await mkdtemp(path.join(tmpdir(), 'uzel-race-'));
    rest = new Rest(uzel.url, await uzel.apiKey());
    const url = `${uzel.url}/1c_exchange`;
    const logins = await Promise.all(NODES.map(([profile], index) => uzel.connect(profile, nameOf(index))));
    ones = logins.map(
      (login, index) =>
        new OneCProcess({
          url,
          ...login,
          profile: NODES[index]?.[1] ?? 'trade',
          base: path.join(folder, nameOf(index)),
        }),
    );
  });
  afterAll(async () => {
    await Promise.all(ones.map((one) => one.kill()));
    await uzel.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('have each order in exactly one of them, as the shop has it, though three are killed meanwhile', async () => {
    const placed: Placed[] = [];
    const isPlaced = () => placed.length === ORDERS;
    for (const one of ones) one.start();
    const killing = Promise.all(DYING.map((index) => dieTwice(ones[index], isPlaced)));
    let next = 0;
    await Promise.all(
      range(1, AT_ONCE).map(async () => {
        while (next < ORDERS) placed.push(await placeOne(rest, ++next));
      }),
    );
    const deaths = (await killing).flat();
    expect(deaths).toHaveLength(DYING.length * 2);
    await changeSome(rest, placed);

    const inBases = await quiet(placed);
    await Promise.all(ones.map((one) => one.stop()));
    expect(ones.flatMap((one) => one.errors)).toEqual([]);
    expect(await read()).toEqual(inBases); // nothing comes after the last

    const wanted = [...placed].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(inBases.map(({ id, number, comment }) => ({ id, number, comment }))).toEqual(wanted);
    for (const index of NODES.keys()) {
      const owned = await rest.all<RestOrder>(`/orders?owner=${nameOf(index)}`);
      const there = inBases.filter(({ node }) => node === index);
      expect([index, owned.map(({ id }) => id).sort()]).toEqual([index, there.map(({ id }) => id).sort()]);
      // By load: each has about an eighth, and none is left out.
      expect([index, owned.length > ORDERS / NODES.length / 2]).toEqual([index, true]);
    }
  }, 180_000);

  /** Waits until every 1C has what the shop has of its orders; what they have when the time is over is compared by the test. */
  async function quiet(placed: readonly Placed[]): Promise<InBase[]> {
    const comments = new Map(placed.map(({ id, comment }) => [id, comment]));
    for (const deadline = Date.now() + 60_000; ; await sleep(300)) {
      const there = await read();
      const known = there.filter(({ id, comment }) => comments.get(id) === comment);
      if (known.length >= ORDERS || Date.now() > deadline) return there;
    }
  }

  interface InBase extends Placed {
    readonly node: number;
  }

  /** All orders of all 1C, by id. */
  async function read(): Promise<InBase[]> {
    const bases = await Promise.all(
      ones.map(async ({ plan }, node) => {
        const stored = await (await openOrderBase(plan.base)).all();
        return stored.map(({ order }) => ({ node, id: order.id, number: order.number, comment: order.comment ?? '' }));
      }),
    );
    return bases.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
  }
});

const nameOf = (index: number): string => `base${index + 1}`;

/** Kills it at two moments of the placing, wherever that is, and lets it begin anew over what it has stored. */
async function dieTwice(one: OneCProcess | undefined, isOver: () => boolean): Promise<number[]> {
  const deaths: number[] = [];
  while (one && deaths.length < 2) {
    const after = LIFE_MS.least + Math.random() * (LIFE_MS.most - LIFE_MS.least);
    for (const began = Date.now(); Date.now() - began < after && !isOver(); ) await sleep(5);
    await one.kill();
    deaths.push(after);
    one.start();
  }
  return deaths;
}

async function placeOne(rest: Rest, place: number): Promise<Placed> {
  const body = {
    customer: { type: 'person', name: `Покупець ${place}`, phone: '+380501112233' },
    currency: 'UAH',
    lines: [{ externalId: `p-${place % 20}`, name: 'Матрац', quantity: '1', price: String(100 + place) }],
    comment: `замовлення ${place}`,
  };
  const order = await rest.placeOrder(body, `order-${place}`);
  const placed: Placed = { id: order.id, number: order.number, comment: body.comment };
  if (place % CHANGED_EVERY === 0) await change(rest, placed);
  return placed;
}

/** Orders that most 1C have by now. */
async function changeSome(rest: Rest, placed: readonly Placed[]): Promise<void> {
  for (const each of placed.filter((_, index) => index % (CHANGED_EVERY * 3) === 0)) await change(rest, each);
}

async function change(rest: Rest, placed: Placed): Promise<void> {
  const comment = `${placed.comment}, змінено`;
  await rest.patchOrder(placed.id, { comment });
  placed.comment = comment;
}
