import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, range } from './support/goods.js';
import { Rest, type RestProduct } from './support/rest.js';
import { storeContent } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

const ORDER = {
  customer: { type: 'person', name: 'Іван Франко' },
  currency: 'UAH',
  lines: [{ name: 'Матрац', quantity: '1', price: '10' }],
};

/** Acceptance 6: the embedded PostgreSQL under kill -9, and the way to one's own. */
describe('the embedded database', () => {
  // The second server waits for seconds for the first one to end: the other tests go on meanwhile.
  let besideAnother: Promise<void>;
  beforeAll(() => {
    besideAnother = stoppedBesideAnother();
    besideAnother.catch(() => undefined); // the test that awaits it tells of it
  });
  afterAll(async () => await Promise.allSettled([besideAnother]));

  it('loses no acknowledged row when server and postmaster are killed, and starts again without a hand', async () => {
    const uzel = await Uzel.start({ database: 'embedded' });
    try {
      const login = await uzel.connect();
      const rest = new Rest(uzel.url, await uzel.apiKey());
      const options = { url: `${uzel.url}/1c_exchange`, ...login, profile: 'trade' as const };
      const directory = await goodsFolder({ goods: range(1, 30), withPictures: true });
      expect(await runEmulator({ ...options, directory })).toMatchObject({ verdict: 'success' });
      const placed = await rest.placeOrder(ORDER, 'before the kill');
      const postmaster = Number((await readFile(await postmasterPid(uzel.dataDir), 'utf8')).split('\n')[0]);
      await uzel.kill();
      process.kill(postmaster, 'SIGKILL');
      await uzel.launch();
      expect((await rest.all<RestProduct>('/products')).length).toBe(30);
      expect(await rest.get(`/orders/${placed.id}`)).toEqual(placed);
      // And the server alone: its postmaster goes on and is taken over.
      await uzel.kill();
      await uzel.launch();
      expect((await rest.all<RestProduct>('/products')).length).toBe(30);
      const next = await rest.placeOrder(ORDER, 'after the kill');
      expect(Number(next.number)).toBe(Number(placed.number) + 1);
    } finally {
      await uzel.dispose();
    }
  }, 120_000);

  it('is copied to another PostgreSQL: equal content, the next number follows, no order is given twice', async () => {
    const source = await Uzel.start({ database: 'embedded' });
    const target = await Uzel.start();
    try {
      await source.cli('node', 'remove', '1c');
      const login = await source.connect();
      const rest = new Rest(source.url, await source.apiKey());
      const options = { ...login, profile: 'trade' as const };
      const directory = await goodsFolder({ goods: range(1, 30), withPictures: true });
      expect(await runEmulator({ ...options, url: `${source.url}/1c_exchange`, directory })).toMatchObject({
        verdict: 'success',
      });
      const first = await rest.placeOrder(ORDER, 'one');
      const fetched = await runEmulator({
        ...options,
        url: `${source.url}/1c_exchange`,
        catalogue: false,
        orders: true,
      });
      expect(fetched.orders.map((order) => order.number)).toEqual([first.number]);
      const second = await rest.placeOrder(ORDER, 'two');
      const sourceUrl = (await source.cli<{ url: string }>('migrate')).url;
      const before = await storeContent(sourceUrl);
      expect(before.products?.rows).toBe(30);
      expect(await source.stop()).toBe(0);
      const url = target.env.DATABASE_URL ?? '';
      await target.stop();
      await emptied(url);
      await source.cli('copy', '--to', url);
      expect(await storeContent(url)).toEqual(before);
      const moved = await Uzel.start({ database: { url } });
      try {
        const key = new Rest(moved.url, await moved.apiKey());
        expect((await key.all<RestProduct>('/products')).length).toBe(30);
        const given = await runEmulator({
          ...options,
          url: `${moved.url}/1c_exchange`,
          catalogue: false,
          orders: true,
        });
        expect(given.orders.map((order) => order.number)).toEqual([second.number]);
        const third = await key.placeOrder(ORDER, 'three');
        expect(Number(third.number)).toBe(Number(second.number) + 1);
      } finally {
        await moved.dispose();
      }
    } finally {
      await source.dispose();
      await target.dispose();
    }
  }, 120_000);

  it('stops within 10 s of SIGTERM with exit code 0, and refuses a second server on the same folder', async () => {
    await besideAnother;
  }, 120_000);
});

async function stoppedBesideAnother(): Promise<void> {
  const uzel = await Uzel.start({ database: 'embedded' });
  try {
    const second = Uzel.start({ database: 'embedded', env: { DATA_DIR: uzel.dataDir } });
    await expect(second).rejects.toThrow(/UZ1602/);
    const began = Date.now();
    expect(await uzel.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
  } finally {
    await uzel.dispose();
  }
}

async function postmasterPid(dataDir: string): Promise<string> {
  const { readdir } = await import('node:fs/promises');
  const found = (await readdir(dataDir, { recursive: true })).find((name) => path.basename(name) === 'postmaster.pid');
  if (!found) throw new Error('no postmaster.pid');
  return path.join(dataDir, found);
}

async function emptied(url: string): Promise<void> {
  const { withClient } = await import('./support/store-state.js');
  await withClient(url, async (client) => {
    await client.query('drop schema public cascade');
    await client.query('create schema public');
  });
}
