import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { LONG } from '../support/property-runs.js';
import { goodsFolder, range } from './support/goods.js';
import { Rest } from './support/rest.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** `npm run test:long` takes the ten thousand of the acceptance. */
const EVENTS = LONG ? 10_000 : 300;
const GOODS = LONG ? 150 : 20;
const KILLS = LONG ? 8 : 2;
/** Of each reader. */
const RESTARTS = LONG ? 100 : 3;
const READER = path.join(process.cwd(), 'test', 'acceptance', 'api', 'feed-reader.mjs');
const ORDER = {
  customer: { type: 'person', name: 'Іван' },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '1', price: '10' }],
};

interface Line {
  readonly seq: number;
  readonly type: string;
  readonly id: string;
  readonly action: string;
  /** As the reader saw it behind the change. */
  readonly now: Thing | null;
}

type Thing = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a change of each type tells of: of an offer a change of its price tells of nothing else. */
const PARTS: Readonly<Record<string, (thing: Thing) => unknown>> = {
  product: ({ name, sku, active, externalId }) => ({ name, sku, active, externalId }),
  offer: ({ name, active, externalId }) => ({ name, active, externalId }),
  price: ({ prices }) => prices,
  stock: ({ stock }) => stock,
  order: ({ version, status }) => ({ version, status }),
};
const LISTS: Readonly<Record<string, string>> = {
  product: '/products?active=all',
  offer: '/offers?active=all',
  price: '/offers?active=all',
  stock: '/offers?active=all',
  order: '/orders',
};

/** A reader that is killed again and again while it works. */
class Reader {
  restarts = 0;
  private readonly child: { now?: ChildProcess } = {};
  private ended = false;
  private readonly life: Promise<void>;

  constructor(
    readonly road: 'changes' | 'events',
    private readonly words: readonly string[],
    readonly file: string,
    dice: () => number,
  ) {
    this.life = this.live(dice);
  }

  private async live(dice: () => number): Promise<void> {
    while (!this.ended && this.restarts < RESTARTS) {
      this.start();
      // It lives until it has read some more, and then for a moment that nobody knows.
      const before = await this.size();
      while (!this.ended && (await this.size()) === before) await sleep(10);
      await sleep(dice() * 200);
      await this.kill();
      this.restarts += 1;
    }
    if (!this.ended) this.start();
  }

  private start(): void {
    this.child.now = spawn(process.execPath, [READER, this.road, ...this.words, this.file], { stdio: 'inherit' });
  }

  private async kill(): Promise<void> {
    const { now } = this.child;
    if (!now) return;
    delete this.child.now;
    const exited = once(now, 'exit');
    now.kill('SIGKILL');
    await exited;
  }

  /** Lets it read on in peace up to this number. */
  async finish(last: number): Promise<Line[]> {
    this.ended = true;
    await this.life;
    await this.kill();
    this.start();
    try {
      for (let look = 0; look < 3000; look += 1) {
        const lines = await this.lines();
        if ((lines.at(-1)?.seq ?? 0) >= last) return lines;
        await sleep(50);
      }
      throw new Error(`${this.road}: ${(await this.lines()).length} lines, and no ${last}`);
    } finally {
      await this.kill();
    }
  }

  private async size(): Promise<number> {
    return (await stat(this.file).catch(() => ({ size: 0 }))).size;
  }

  private async lines(): Promise<Line[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1).trimEnd();
    return whole === '' ? [] : whole.split('\n').map((line) => JSON.parse(line) as Line);
  }
}

/** Acceptance 2 of issue 6. */
describe(`${EVENTS} changes of three writers, while server and readers are killed`, () => {
  let uzel: Uzel;
  let rest: Rest;
  let folder: string;
  const logins: { login: string; password: string }[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'uzel-changes-'));
    uzel = await Uzel.start({ env: { RATE_PER_MINUTE: '10000000', IMPORT_BATCH: '10', CHANGES_DAYS: '30' } });
    rest = new Rest(uzel.url, uzel.printed.key);
    logins.push(uzel.printed.login, await uzel.connect('trade', 'second'));
  });
  afterAll(async () => {
    await uzel.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const lastNumber = async (): Promise<number> =>
    await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
      const { rows } = await client.query<{ last: string }>('select last from change_counters');
      return Number(rows[0]?.last ?? 0);
    });

  /** A 1C that sends full exports of changing goods and prices until there is enough; what fails it sends again. */
  async function import1C(login: (typeof logins)[number], writer: number, enough: () => boolean): Promise<void> {
    for (let round = 1; !enough(); round += 1) {
      const goods = range(1, GOODS).filter((n) => (n + round + writer) % 7 !== 0);
      const directory = await goodsFolder({ goods, priceOf: (n) => `${n * 100 + round * 2 + writer}.50` });
      const options = { url: `${uzel.url}/1c_exchange`, ...login, profile: 'trade' as const, directory };
      for (let success = false; !success; ) {
        const report = await runEmulator({ ...options, timeoutMs: 20_000 }).catch(() => undefined); // killed
        success = report?.verdict === 'success';
        if (!success) await sleep(50);
      }
      await rm(directory, { recursive: true });
    }
  }

  /** A shop that places orders and changes them; a request that died is sent again under its key. */
  async function placeOrders(enough: () => boolean): Promise<void> {
    for (let n = 1; !enough(); n += 1) {
      const { id } = await again(async () => await rest.placeOrder(ORDER, `order-${n}`));
      for (const status of ['Збираємо', 'Їде']) await again(async () => await rest.patchOrder(id, { status }));
      await sleep(20);
    }
  }

  it(
    'each reader has what the store has; no number is missing, none came otherwise',
    async () => {
      const dice = diceOf(20_261_122);
      const reader = (road: 'changes' | 'events'): Reader =>
        new Reader(road, [uzel.url, uzel.printed.key], path.join(folder, road), dice);
      const readers = [reader('changes'), reader('events')];
      let written = 0;
      const enough = (): boolean => written >= EVENTS;
      const writers = [
        ...logins.map(async (login, writer) => await import1C(login, writer, enough)),
        placeOrders(enough),
      ];
      for (let kills = 0; !enough(); ) {
        await sleep(100 + dice() * 100);
        written = await lastNumber();
        if (kills < KILLS && written > ((kills + 1) * EVENTS) / (KILLS + 1)) {
          kills += 1;
          await uzel.kill();
          await uzel.launch();
        }
      }
      await Promise.all(writers);
      const last = await settled(lastNumber);

      for (const one of readers) {
        const lines = await one.finish(last);
        expect([one.road, lines.map(({ seq }) => seq)]).toEqual([one.road, range(1, last)]);
        for (const [type, part] of Object.entries(PARTS)) {
          const things = await rest.all<Thing>(LISTS[type] ?? '');
          const store = things.map((thing) => [thing.id, part(thing)] as const);
          expect([one.road, type, copyOf(lines, type)]).toEqual([one.road, type, new Map(store)]);
          expect(store.length).toBeGreaterThan(0);
        }
      }
      const [pages, events] = readers.map(({ restarts }) => restarts);
      process.stdout.write(`changes: ${JSON.stringify({ last, kills: KILLS, restarts: { pages, events } })}\n`);
      // A test in which nothing died shows nothing.
      expect(Math.min(pages ?? 0, events ?? 0)).toBeGreaterThan(2);
    },
    LONG ? 15 * 60_000 : 120_000,
  );
});

/** What a reader knows who heard only of changes of this type. */
function copyOf(lines: readonly Line[], type: string): Map<string, unknown> {
  const copy = new Map<string, unknown>();
  for (const line of lines) if (line.type === type && line.now) copy.set(line.id, PARTS[type]?.(line.now));
  return copy;
}

/** Tries until the server is there again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 1600) throw error;
      await sleep(50);
    }
  }
}

async function settled(read: () => Promise<number>): Promise<number> {
  for (let last = await read(), same = 0; ; ) {
    await sleep(100);
    const now = await read();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same === 5) return last;
  }
}

/** The same throws each time (Park and Miller). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % (2 ** 31 - 1);
    return state / (2 ** 31 - 1);
  };
}
