import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { runEmulator } from '../../src/emulator/index.js';
import { insertApiKey } from '../../src/store/nodes/api-keys.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { Rest, type RestOrder, type RestProduct } from '../acceptance/support/rest.js';
import { Uzel } from '../acceptance/support/uzel.js';
import { openChromium } from '../support/chromium.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { ExampleProcess } from '../support/example-process.js';

/** examples/storefront in Chromium when prices, goods or the server are not there; and one order after another. */

const login = { login: 'shop1c', password: 'password' };
/** Its prices are taken out of the example. */
const PRICELESS = 'TEA-SBT';

let database: TestDatabase;
let uzel: Uzel;
let rest: Rest;
let key: string;
let folder: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let url: string;
const shops: ExampleProcess[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  const node = { kind: 'one-c', settings: {}, profile: 'trade', timeZone: 'Europe/Kyiv', idSpace: 'main' } as const;
  await database.db.transaction(async (tx) => await insertNode(tx, 'main', { ...node, name: 'shop1c', ...login }));
  ({ key } = await insertApiKey(database.db.knex, 'main', 'storefront', { scopes: ['read', 'orders'] }));
  [uzel, browser, folder] = await Promise.all([Uzel.start({ database }), openChromium(), demo()]);
  rest = new Rest(uzel.url, key);
  await send();
  url = await openShop();
});
afterAll(async () => {
  await browser?.close();
  for (const shop of shops) await shop.kill();
  await uzel?.dispose();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU' });
  context.setDefaultTimeout(8000);
  page = await context.newPage();
});

async function openShop(env: Record<string, string> = {}): Promise<string> {
  const shop = new ExampleProcess('storefront', { UZEL_URL: uzel.url, UZEL_KEY: key, PORT: '0', ...env });
  shops.push(shop);
  return (await shop.start(/The shop is open: (http:\S+)/))[1] ?? '';
}

/** The example catalogue, in which one tea has no price. */
async function demo(): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'uzel-demo-'));
  await cp(path.join(process.cwd(), 'fixtures', 'demo'), copy, { recursive: true });
  await change(copy, 'offers.xml', 'Предложение', PRICELESS, (offer) => offer.replace(/<Цены>[\s\S]*<\/Цены>/, ''));
  return copy;
}

/** Changes the element with a SKU in a file of an export. */
async function change(where: string, name: string, element: string, sku: string, by: (text: string) => string) {
  const file = path.join(where, name);
  const text = await readFile(file, 'utf8');
  const pieces = text.split(new RegExp(`(<${element}>[\\s\\S]*?</${element}>)`));
  const changed = pieces.map((piece) => (piece.includes(`<Артикул>${sku}</Артикул>`) ? by(piece) : piece)).join('');
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
}

const send = async (): Promise<void> =>
  expect(
    await runEmulator({ url: `${uzel.url}/1c_exchange`, ...login, profile: 'trade', directory: folder }),
  ).toMatchObject({ verdict: 'success' });

const productOf = async (sku: string): Promise<RestProduct> => {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const answer = await rest.request('GET', `/products?sku=${sku}&active=all&include=prices`);
    const { items = [] } = (await answer.json()) as { items?: RestProduct[] };
    if (items[0]) return items[0];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${sku} is not found`);
};
const fill = async (on = page): Promise<void> => {
  await on.getByLabel('Имя и фамилия').fill('Олена Ковальчук');
  await on.getByLabel('Телефон').fill('+380 50 111 22 33');
};
/** Puts a product into the cart, on its page. */
const put = async (sku: string, on = page): Promise<void> => {
  await on.goto(`${url}/product/${(await productOf(sku)).id}`);
  await on.getByRole('button', { name: 'В корзину' }).click();
};
const orders = async (): Promise<RestOrder[]> => await rest.all<RestOrder>('/orders');
const linesOf = (order: RestOrder | undefined): unknown[] => (order as unknown as { lines: unknown[] }).lines;
const cartFor = async (shop: string, offer: string): Promise<{ quote?: string; lines: unknown[] }> => {
  const body = JSON.stringify({ lines: [{ offer, quantity: 1 }] });
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(`${shop}/api/cart`, { method: 'POST', headers, body })).json()) as never;
};

describe('examples/storefront in trouble', () => {
  it('sells at the price type that it is told, in the list, on the page, in the cart and in the order', async () => {
    const wholesale = await openShop({ PRICE_TYPE: 'Оптовая' });
    const product = await productOf('TEA-THY');
    await page.goto(`${wholesale}/?q=${encodeURIComponent('Чабрец')}`);
    await page.locator('.card .price', { hasText: /2,24.€/ }).waitFor();
    await page.goto(`${wholesale}/product/${product.id}`);
    await page.locator('.big-price', { hasText: /^2,24.€$/ }).waitFor();
    await page.getByRole('button', { name: 'В корзину' }).click();
    await page.goto(`${wholesale}/cart`);
    await page.locator('#total', { hasText: /^2,24.€$/ }).waitFor();
    await fill();
    await page.getByRole('button', { name: 'Заказать' }).click();
    await page.getByText('Спасибо! Заказ №').waitFor();
    expect(linesOf((await orders()).at(-1))).toMatchObject([{ quantity: '1', price: '2.24' }]);
    await page.goto(`${url}/?q=${encodeURIComponent('Чабрец')}`);
    await page.locator('.card .price', { hasText: /2,80.€/ }).waitFor();
  });

  it('sells nothing at a price type that is not there', async () => {
    const mistaken = await openShop({ PRICE_TYPE: 'Нет такого' });
    const product = await productOf('TEA-THY');
    await page.goto(`${mistaken}/product/${product.id}`);
    await page.getByText('Цена по запросу').waitFor();
    expect(await page.getByRole('button', { name: 'В корзину' }).count()).toBe(0);
    const cart = await cartFor(mistaken, product.offers[0]?.id ?? '');
    expect(cart).not.toHaveProperty('quote');
    expect(cart.lines).toMatchObject([{ problem: 'no-price' }]);
    expect(shops.at(-1)?.output).toContain('There is no price type Нет такого');
  });

  it('takes one order after another: each with its key, and what was put in meanwhile stays in the cart', async () => {
    const before = (await orders()).length;
    await put('TEA-THY');
    await page.goto(`${url}/cart`);
    await fill();
    // The answer is lost after the order was placed, and the page is closed.
    const keys: unknown[] = [];
    const placed = new Promise<void>((resolve) => {
      void page.route('**/api/orders', async (route) => {
        keys.push(route.request().postDataJSON().quote);
        await route.fetch();
        resolve();
      });
    });
    await page.getByRole('button', { name: 'Заказать' }).click();
    await placed;
    await page.close();

    page = await context.newPage();
    await put('TEA-ASM');
    const sent = page.waitForRequest('**/api/orders');
    await page.goto(`${url}/cart`);
    keys.push((await sent).postDataJSON().quote);
    const first = (await orders()).at(-1);
    await page.getByText(`Спасибо! Заказ № ${first?.number} принят`).waitFor();
    expect(await orders()).toHaveLength(before + 1);
    expect(keys[1]).toBe(keys[0]);

    await page.getByRole('link', { name: 'Корзина 1' }).click();
    await page.locator('.line').waitFor();
    expect(await page.locator('.line').count()).toBe(1);
    await fill();
    const next = page.waitForRequest('**/api/orders');
    await page.getByRole('button', { name: 'Заказать' }).click();
    expect((await next).postDataJSON().quote).not.toBe(keys[0]);
    await page.getByText(`Спасибо! Заказ № ${Number(first?.number) + 1} принят`).waitFor();
    const [one, two, ...others] = (await orders()).slice(before);
    expect(others).toEqual([]);
    expect(linesOf(one)).toMatchObject([{ name: expect.stringContaining('Чабрец'), quantity: '1' }]);
    expect(linesOf(two)).toMatchObject([{ name: expect.stringContaining('Ассам'), quantity: '1' }]);
    await page.getByRole('link', { name: 'Корзина', exact: true }).click();
    await page.getByText('Корзина пуста').waitFor();
  });

  it('gives the same order to who comes back after the prices have passed, and no new one at old prices', async () => {
    const hasty = await openShop({ QUOTE_MINUTES: '0.05' });
    const offer = (await productOf('TEA-THY')).offers[0]?.id ?? '';
    const [{ quote: first }, { quote: never }] = [await cartFor(hasty, offer), await cartFor(hasty, offer)];
    const place = async (quote: string | undefined) => {
      const body = JSON.stringify({ quote, customer: { name: 'Олена', phone: '+380501112233' } });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${hasty}/api/orders`, { method: 'POST', headers, body });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    const placed = await place(first);
    expect(placed.status).toBe(201);
    const count = (await orders()).length;
    await page.waitForTimeout(3100);
    expect(await place(first)).toMatchObject({ status: 201, number: (placed as unknown as { number: string }).number });
    expect(await place(never)).toEqual({ status: 409, code: 'quote-old' });
    expect(await orders()).toHaveLength(count);
  });

  it('keeps the cart when the order is refused', async () => {
    await put('TEA-THY');
    await page.goto(`${url}/cart`);
    await fill();
    const refuse = { status: 429, contentType: 'application/json', body: '{"code":"too-many"}' };
    await page.route('**/api/orders', async (route) => await route.fulfill(refuse));
    await page.getByRole('button', { name: 'Заказать' }).click();
    await page.getByText('Слишком много заказов подряд').waitFor();
    await page.reload();
    await page.locator('.line').waitFor();
    expect(await page.locator('.to-cart').textContent()).toBe('Корзина1');
  });

  it('says that goods have no price or are sold no more, and orders the rest', async () => {
    const priceless = await productOf(PRICELESS);
    await page.goto(`${url}/product/${priceless.id}`);
    await page.getByText('Цена по запросу').waitFor();
    expect(await page.getByRole('button', { name: 'В корзину' }).count()).toBe(0);

    await put('TEA-SEN');
    await put('TEA-THY');
    const gone = await productOf('TEA-SEN');
    for (const [file, element] of [
      ['import.xml', 'Товар'],
      ['offers.xml', 'Предложение'],
    ] as const) {
      const marked = (text: string) => text.replace(`<${element}>`, `<${element} Статус="Удален">`);
      await change(folder, file, element, 'TEA-SEN', marked);
    }
    await send();
    await page.goto(`${url}/product/${gone.id}`);
    await page.getByText('Такой страницы нет').waitFor();
    await page.goto(`${url}/cart`);
    await page.getByText('Этого товара больше нет').waitFor();
    expect(await page.getByRole('button', { name: 'Заказать' }).isDisabled()).toBe(true);
    await page.locator('.line.wrong').getByRole('button', { name: 'Убрать' }).click();
    await page.getByRole('button', { name: 'Заказать', disabled: false }).waitFor();
    expect(await page.locator('#total').textContent()).toMatch(/^2,80.€$/);
    expect(await cartFor(url, priceless.offers[0]?.id ?? '')).not.toHaveProperty('quote');
  });

  it('waits for a server that is away: an order that is looked at stays, one that is sent is placed once', async () => {
    const before = await orders();
    await put('TEA-THY');
    await page.goto(`${url}/cart`);
    await fill();
    await uzel.kill();
    await page.getByRole('button', { name: 'Заказать' }).click();
    await page.getByText('Связь прервалась').waitFor();
    const other = await context.newPage();
    await other.goto(`${url}/?q=x`);
    await other.getByText('Магазин не отвечает').waitFor();
    await uzel.launch();
    // By itself, or, when that took too long, by the button that is offered then.
    const thanks = page.getByText('Спасибо! Заказ №');
    const again = page.getByRole('button', { name: 'Попробовать ещё раз' });
    await thanks.or(again).waitFor({ timeout: 20_000 });
    if (await again.isVisible()) await again.click();
    await thanks.waitFor();
    expect(await orders()).toHaveLength(before.length + 1);
    await other.getByRole('link', { name: 'К товарам' }).click();
    await other.locator('.card').first().waitFor();

    await uzel.kill();
    const failed = await page.waitForResponse((answer) => answer.url().includes('/api/orders/') && !answer.ok());
    expect(failed.status()).toBe(502);
    await page.waitForTimeout(300);
    expect(await page.getByText('Спасибо! Заказ №').count()).toBe(1);
    await uzel.launch();
    await page.waitForResponse((answer) => answer.url().includes('/api/orders/') && answer.ok());
    expect(await page.getByText('Спасибо! Заказ №').count()).toBe(1);
  });
});
