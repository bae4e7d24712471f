import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmulatorProfile, runEmulator } from '../../src/emulator/index.js';
import { readExpected } from './support/catalogue-oracle.js';
import { goodsFolder, goodsId, range } from './support/goods.js';
import { Rest, type RestOrder, type RestProduct } from './support/rest.js';
import { emptyStore } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

const GOODS = 7;
const FIXTURE_31 = path.join(process.cwd(), 'fixtures', 'bitrix3-31');

interface Case {
  readonly profile: EmulatorProfile;
  /** Profile of the node that it exchanges with. */
  readonly node: 'utp' | 'trade' | 'unf' | 'bitrix3';
}

const CASES: readonly Case[] = [
  { profile: 'utp', node: 'utp' },
  { profile: 'trade', node: 'trade' },
  { profile: 'unf', node: 'unf' },
  { profile: 'unf-bitrix', node: 'unf' },
  { profile: 'bitrix3', node: 'bitrix3' },
];

const WAYS = [
  { zip: true, order: 'import-first' },
  { zip: false, order: 'offers-first' },
  { zip: true, order: 'offers-first' },
  { zip: false, order: 'import-first' },
] as const;
/** `npm test` lets every profile go one way, and each way is gone by one; `npm run test:long` all four by each. */
const waysOf = (index: number): readonly (typeof WAYS)[number][] =>
  process.env.UZEL_TEST_LONG === undefined ? WAYS.filter((_, way) => way === index % WAYS.length) : WAYS;

let uzel: Uzel;
let rest: Rest;
beforeAll(async () => {
  uzel = await Uzel.start();
  await uzel.cli('node', 'remove', '1c');
  rest = new Rest(uzel.url, await uzel.apiKey());
});
afterAll(async () => await uzel.dispose());

/**
 * Every profile exchanges as its 1C does: a catalogue in portions, with and without archives, whatever file comes first;
 * orders out, their fates back. It must stop nowhere and lose nothing without a word.
 */
describe.each(CASES)('a 1C of profile $profile', ({ profile, node }) => {
  let login: { login: string; password: string };
  let folder: string;

  beforeAll(async () => {
    login = await uzel.connect(node);
    // БУС cuts its files by kind; the others send the pair that every stock configuration sends.
    folder = profile === 'bitrix3' ? FIXTURE_31 : await goodsFolder({ goods: range(1, GOODS), withPictures: true });
  });
  afterAll(async () => {
    await emptyStore(uzel.env.DATABASE_URL ?? '');
    await uzel.cli('node', 'remove', 'shop1c');
    if (folder !== FIXTURE_31) await rm(folder, { recursive: true });
  });

  it.each(waysOf(CASES.findIndex((one) => one.profile === profile)))(
    'zip $zip, $order: catalogue in portions, orders out, fates back',
    async (way) => {
      await emptyStore(uzel.env.DATABASE_URL ?? '');
      const site = { url: `${uzel.url}/1c_exchange`, ...login, profile, importPauseMs: 0 };
      const catalogue = await runEmulator({ ...site, directory: folder, portion: 3, ...way });
      expect(catalogue).toMatchObject({ verdict: 'success', findings: notices(catalogue.findings) });
      await expectGoods(rest, folder);
      const placed: RestOrder[] = [];
      for (const number of range(1, 3)) placed.push(await rest.placeOrder(orderInput(number), `order-${number}`));

      const orders = await runEmulator({
        ...site,
        catalogue: false,
        orders: true,
        answerOrders: { paid: true, shipped: true },
        ...way,
      });
      expect(orders.findings).toEqual([]);
      expect(orders.verdict).toBe('success');
      expect(orders.orders.map((order) => order.number).sort()).toEqual(placed.map((order) => order.number).sort());
      for (const { id, total } of placed) {
        const told = await rest.get<RestOrder>(`/orders/${id}`);
        expect(told).toMatchObject({ paid: true, shipped: true, cancelled: false, total });
        expect(told.oneC.number).toBeTruthy();
        expect(told.lines.map((line) => line.externalId).slice(0, 1)).toEqual([goodsId(1)]);
      }
      const again = await runEmulator({ ...site, catalogue: false, orders: true });
      expect(again).toMatchObject({ verdict: 'success', orders: [], findings: notices(again.findings) });
    },
  );
});

/** What the files of the folder say, as another parser reads them, is what REST shows: products, variants, prices, pictures. */
async function expectGoods(rest: Rest, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
  const expected = readExpected(names.map((name) => path.join(folder, name)));
  const products = await rest.all<RestProduct>('/products?active=all');
  expect(products.length).toBeGreaterThan(0);
  expect(new Set(products.map((product) => product.externalId))).toEqual(new Set(expected.products.keys()));
  const offers = new Map(products.flatMap((product) => product.offers.map((offer) => [offer.externalId, offer])));
  for (const [id, wanted] of expected.offers) {
    const offer = offers.get(id);
    expect([id, offer?.prices.length]).toEqual([id, [...wanted.prices.values()].flat().length]);
    expect([id, offer?.stock.total === null]).toEqual([id, wanted.total === undefined && wanted.warehouses.size === 0]);
  }
  expect(products.some((product) => product.pictures.length > 0)).toBe(true);
}

/** What a 1C would only show; a finding that stops it or loses something fails the test. */
const notices = <T extends { readonly severity: string }>(findings: readonly T[]): T[] =>
  findings.filter((finding) => finding.severity === 'notice');

const orderInput = (number: number) => ({
  customer: {
    type: 'person',
    name: `Олена Ковальчук ${number}`,
    phone: '+380501112233',
    email: `olena${number}@example.com`,
  },
  currency: 'UAH',
  lines: [{ externalId: goodsId(1), name: 'Матрац 1 «Сон»', quantity: String(number), price: '100.50' }],
  delivery: { name: 'Кур’єр', price: '50' },
  payments: [{ name: 'Карткою на сайті', amount: '10', paidAt: '2026-11-20T10:00:00+02:00' }],
  comment: 'Подзвонити зранку',
  requisites: { Промокод: 'ОСІНЬ' },
});
