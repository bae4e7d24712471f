import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, goodsId, range } from './support/goods.js';
import { Rest, type RestOffer, type RestProduct } from './support/rest.js';
import { rowVersions } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** Acceptance 2: repeats write nothing; a full export in portions removes exactly what is missing from all, at its end. */
describe('full exports', () => {
  let uzel: Uzel;
  let rest: Rest;
  let login: { login: string; password: string };

  beforeAll(async () => {
    uzel = await Uzel.start({ env: { FULL_RUN_QUIET_MINUTES: '0.03', IMPORT_BATCH: '7' } });
    login = await uzel.connect();
    rest = new Rest(uzel.url, await uzel.apiKey());
  }, 90_000);
  afterAll(() => uzel.dispose());

  const send = async (folder: string, options: { portion?: number } = {}) => {
    const report = await runEmulator({
      url: `${uzel.url}/1c_exchange`,
      ...login,
      profile: 'trade',
      directory: folder,
      ...options,
    });
    expect(report).toMatchObject({ verdict: 'success' });
    return report;
  };
  const active = async () => {
    const products = await rest.all<RestProduct>('/products');
    return products.map((product) => product.externalId).sort();
  };
  const openRuns = async () =>
    (await uzelQuery('select count(*)::int as n from full_runs where state = $1', ['open']))[0]?.n;
  const uzelQuery = async (sql: string, values: unknown[]) => {
    const { withClient } = await import('./support/store-state.js');
    return withClient(uzel.env.DATABASE_URL ?? '', async (client) => (await client.query(sql, values)).rows);
  };
  const runEnds = async () => {
    for (let i = 0; i < 200 && (await openRuns()) > 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await openRuns()).toBe(0);
  };

  it('the same exchange again writes no row and no change number', async () => {
    const folder = await goodsFolder({ goods: range(1, 20), withPictures: true });
    await send(folder);
    await runEnds();
    const before = await rowVersions(uzel.env.DATABASE_URL ?? '');
    expect(Number(before.lastChange)).toBeGreaterThan(40);
    await send(folder);
    await runEnds();
    expect(await rowVersions(uzel.env.DATABASE_URL ?? '')).toEqual(before);
  }, 60_000);

  it('three portions, each in its own exchange, deactivate nothing that is in any of them, and what is missing from all', async () => {
    const folder = await goodsFolder({ goods: range(3, 20), withPictures: true });
    const report = await send(folder, { portion: 6 });
    expect(report.steps.filter((step) => step.mode === 'checkauth').length).toBeGreaterThanOrEqual(3);
    expect(await active()).toEqual(range(1, 20).map(goodsId));
    await runEnds();
    expect(await active()).toEqual(range(3, 20).map(goodsId));
    const offers = await rest.all<RestOffer>('/offers');
    expect(offers.map((offer) => offer.externalId).sort()).toEqual(range(3, 20).map(goodsId));
  }, 60_000);

  it('what comes again is active again', async () => {
    await send(await goodsFolder({ goods: range(1, 20), withPictures: true }));
    await runEnds();
    expect(await active()).toEqual(range(1, 20).map(goodsId));
  }, 60_000);

  it('a run that 1C broke off removes nothing', async () => {
    const folder = await goodsFolder({ goods: range(1, 10) });
    const controller = new AbortController();
    const stopped = runEmulator(
      {
        url: `${uzel.url}/1c_exchange`,
        ...login,
        profile: 'trade',
        directory: folder,
        portion: 5,
        signal: controller.signal,
      },
      (step) => {
        if (step.mode === 'import') controller.abort();
      },
    );
    await stopped.catch(() => undefined);
    await runEnds();
    expect(await active()).toEqual(range(1, 20).map(goodsId));
    const journal = await uzelQuery('select code, message from journal where code = $1', ['removal-held']);
    expect(journal).toHaveLength(1);
  }, 60_000);

  it('a held removal is carried out when a person confirms it', async () => {
    const [held] = await uzelQuery('select last_exchange_id as id from full_runs where state = $1', ['held']);
    await uzel.cli('exchange', 'confirm', held.id);
    // The broken run had shown its first portion and no more.
    expect(await active()).toEqual(range(1, 5).map(goodsId));
    await send(await goodsFolder({ goods: range(1, 20) }));
    expect((await active()).length).toBe(20);
  }, 60_000);

  it('a removal of more than 30 % of a catalogue of over 100 is held', async () => {
    await send(await goodsFolder({ goods: range(1, 150) }));
    await runEnds();
    await send(await goodsFolder({ goods: range(1, 100) }));
    await runEnds();
    expect((await active()).length).toBe(150);
    await send(await goodsFolder({ goods: range(1, 110) }));
    await runEnds();
    expect((await active()).length).toBe(110);
  }, 60_000);

  it('changes touch only what they name', async () => {
    await send(await goodsFolder({ goods: [5], onlyChanges: true, priceOf: () => '77.70' }));
    await runEnds();
    expect((await active()).length).toBe(110);
    const [product] = (await rest.all<RestProduct>(`/products?q=${encodeURIComponent('M-5')}`)).filter(
      (p) => p.sku === 'M-5',
    );
    expect(product?.offers[0]?.prices[0]?.amount).toMatch(/^77\.70?$/);
  }, 60_000);
});
