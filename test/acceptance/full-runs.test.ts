import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, goodsId, range } from './support/goods.js';
import { Rest, type RestOffer, type RestProduct } from './support/rest.js';
import { rowVersions, withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** A server with one 1C, and what the tests do to it. */
class FullExports {
  private constructor(
    readonly uzel: Uzel,
    readonly login: { login: string; password: string },
    readonly rest: Rest,
  ) {}

  static async open(): Promise<FullExports> {
    const uzel = await Uzel.start({ env: { FULL_RUN_QUIET_MINUTES: '5', IMPORT_BATCH: '7' } });
    const login = await uzel.connect();
    return new FullExports(uzel, login, new Rest(uzel.url, await uzel.apiKey()));
  }

  get options() {
    return { url: `${this.uzel.url}/1c_exchange`, ...this.login, profile: 'trade' as const };
  }

  async send(directory: string, options: { portion?: number } = {}) {
    const report = await runEmulator({ ...this.options, directory, ...options });
    expect(report).toMatchObject({ verdict: 'success' });
    return report;
  }

  async active(): Promise<string[]> {
    const products = await this.rest.all<RestProduct>('/products');
    return products.map((product) => product.externalId).sort();
  }

  async query(sql: string, values: unknown[]) {
    return await withClient(this.uzel.env.DATABASE_URL ?? '', async (client) => (await client.query(sql, values)).rows);
  }

  /** 1C has been quiet for long enough: not before it is said here, however slowly a test goes on. */
  async runEnds(): Promise<void> {
    const quiet = `settings || '{"fullRunQuietMinutes": 0.001}'`;
    await this.query(`update nodes set settings = ${quiet}`, []);
    const open = async () =>
      (await this.query('select count(*)::int as n from full_runs where state = $1', ['open']))[0]?.n;
    for (let i = 0; i < 200 && (await open()) > 0; i += 1) await sleep(100);
    await this.query(`update nodes set settings = settings - 'fullRunQuietMinutes'`, []);
    expect(await open()).toBe(0);
  }

  dispose(): Promise<void> {
    return this.uzel.dispose();
  }
}

/** Acceptance 2: repeats write nothing; a full export in portions removes exactly what is missing from all, at its end. */
describe('full exports', () => {
  let shop: FullExports;
  let large: Promise<FullExports>;
  let largeRemoval: Promise<void>;

  beforeAll(async () => {
    shop = await FullExports.open();
    // The largest of them: the others go on meanwhile.
    large = FullExports.open();
    largeRemoval = large.then(removeMuch);
    largeRemoval.catch(() => undefined); // the test that awaits it tells of it
  });
  afterAll(async () => {
    await Promise.allSettled([largeRemoval]);
    await shop.dispose();
    await (await large).dispose();
  });

  it('the same exchange again writes no row and no change number', async () => {
    const folder = await goodsFolder({ goods: range(1, 20), withPictures: true });
    await shop.send(folder);
    await shop.runEnds();
    const before = await rowVersions(shop.uzel.env.DATABASE_URL ?? '');
    expect(Number(before.lastChange)).toBeGreaterThan(40);
    await shop.send(folder);
    await shop.runEnds();
    expect(await rowVersions(shop.uzel.env.DATABASE_URL ?? '')).toEqual(before);
  });

  it('three portions, each in its own exchange, deactivate nothing that is in any of them, and what is missing from all', async () => {
    const folder = await goodsFolder({ goods: range(3, 20), withPictures: true });
    const report = await shop.send(folder, { portion: 6 });
    expect(report.steps.filter((step) => step.mode === 'checkauth').length).toBeGreaterThanOrEqual(3);
    expect(await shop.active()).toEqual(range(1, 20).map(goodsId));
    await shop.runEnds();
    expect(await shop.active()).toEqual(range(3, 20).map(goodsId));
    const offers = await shop.rest.all<RestOffer>('/offers');
    expect(offers.map((offer) => offer.externalId).sort()).toEqual(range(3, 20).map(goodsId));
  });

  it('what comes again is active again', async () => {
    await shop.send(await goodsFolder({ goods: range(1, 20), withPictures: true }));
    await shop.runEnds();
    expect(await shop.active()).toEqual(range(1, 20).map(goodsId));
  });

  it('a run that 1C broke off removes nothing', async () => {
    const folder = await goodsFolder({ goods: range(1, 10) });
    const controller = new AbortController();
    const stopped = runEmulator(
      { ...shop.options, directory: folder, portion: 5, signal: controller.signal },
      (step) => {
        if (step.mode === 'import') controller.abort();
      },
    );
    await stopped.catch(() => undefined);
    await shop.runEnds();
    expect(await shop.active()).toEqual(range(1, 20).map(goodsId));
    const journal = await shop.query('select code, message from journal where code = $1', ['removal-held']);
    expect(journal).toHaveLength(1);
  });

  it('a held removal is carried out when a person confirms it', async () => {
    const [held] = await shop.query('select last_exchange_id as id from full_runs where state = $1', ['held']);
    await shop.uzel.cli('exchange', 'confirm', held.id);
    // The broken run had shown its first portion and no more.
    expect(await shop.active()).toEqual(range(1, 5).map(goodsId));
    await shop.send(await goodsFolder({ goods: range(1, 20) }));
    expect((await shop.active()).length).toBe(20);
  });

  it('a removal of more than 30 % of a catalogue of over 100 is held', async () => await largeRemoval);

  it('changes touch only what they name', async () => {
    await largeRemoval;
    const catalogue = await large;
    await catalogue.send(await goodsFolder({ goods: [5], onlyChanges: true, priceOf: () => '77.70' }));
    await catalogue.runEnds();
    expect((await catalogue.active()).length).toBe(110);
    const [product] = await catalogue.rest.all<RestProduct>(`/products?externalId=${encodeURIComponent(goodsId(5))}`);
    expect(product?.offers[0]?.prices[0]?.amount).toMatch(/^77\.70?$/);
  });
});

/** In the catalogue of 150, of which a third and then a little more than a quarter is not there any more. */
async function removeMuch(shop: FullExports): Promise<void> {
  await shop.send(await goodsFolder({ goods: range(1, 150) }));
  await shop.runEnds();
  await shop.send(await goodsFolder({ goods: range(1, 100) }));
  await shop.runEnds();
  expect((await shop.active()).length).toBe(150);
  await shop.send(await goodsFolder({ goods: range(1, 110) }));
  await shop.runEnds();
  expect((await shop.active()).length).toBe(110);
}
