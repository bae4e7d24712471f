import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSession, runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, goodsId, importXml, offersXml, range } from './support/goods.js';
import { Rest, type RestOrder, type RestProduct } from './support/rest.js';
import { emptyStore, storeContent, withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

const POINTS = 20;
/** `npm test` dies at six of them, over the whole of an exchange; `npm run test:long` at each. */
const TRIED = process.env.UZEL_TEST_LONG === undefined ? [1, 4, 9, 14, 17, 20] : range(1, POINTS);
/** Small steps and pieces, so that there are many moments to die in. */
const ENV = { IMPORT_BATCH: '5', FILE_LIMIT: '16K', FULL_RUN_QUIET_MINUTES: '600' };

/** Acceptance 5: kill -9 anywhere, and side by side exchanges. */
describe('a server that dies in the middle of an exchange', () => {
  let folder: string;
  let uzel: Uzel;
  let undisturbed: { content: unknown; order: unknown; steps: number; ms: number };

  const prepare = async () => {
    await emptyStore(uzel.env.DATABASE_URL ?? '');
    const { login, key } = uzel.printed;
    const rest = new Rest(uzel.url, key);
    const order = await rest.placeOrder(
      {
        customer: { type: 'person', name: 'Іван' },
        currency: 'UAH',
        lines: [{ externalId: goodsId(1), name: 'Матрац', quantity: '1', price: '10' }],
      },
      'only',
    );
    const ordersFile = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-sale-')), 'orders-1_1.xml');
    await writeFile(ordersFile, paidXml(order.number));
    const options = {
      url: `${uzel.url}/1c_exchange`,
      ...login,
      profile: 'trade' as const,
      directory: folder,
      orders: true,
      ordersToSend: [ordersFile],
      timeoutMs: 20_000,
    };
    return { rest, order, options };
  };

  const outcome = async (rest: Rest, order: RestOrder) => {
    const content = await storeContent(uzel.env.DATABASE_URL ?? '');
    const { paid, total, number, oneC } = await rest.get<RestOrder>(`/orders/${order.id}`);
    const orders = await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
      const { rows } = await client.query(
        'select number, due_version > acknowledged_version as due, (select count(*)::int from orders) as orders from orders',
      );
      return rows;
    });
    return { content, order: { paid, total, number, oneC, orders } };
  };

  beforeAll(async () => {
    folder = await goodsFolder({ goods: range(1, 40), withPictures: true });
    uzel = await Uzel.start({ env: ENV });
    const { rest, order, options } = await prepare();
    const began = Date.now();
    const report = await runEmulator(options);
    const ms = Date.now() - began;
    expect(report).toMatchObject({ verdict: 'success' });
    undisturbed = { ...(await outcome(rest, order)), steps: report.steps.length, ms };
  }, 120_000);
  afterAll(async () => await uzel.dispose());

  it.each(TRIED)(
    'kill %i of 20: the store ends equal to an undisturbed run',
    async (point) => {
      const { rest, order, options } = await prepare();
      // Odd points die after a step, even points at a moment of the clock, wherever that is.
      const atStep = point % 2 === 1 ? Math.ceil((undisturbed.steps * point) / (POINTS + 1)) : Number.POSITIVE_INFINITY;
      const timer =
        point % 2 === 0 ? setTimeout(() => void uzel.kill(), (undisturbed.ms * point) / (POINTS + 1)) : undefined;
      let steps = 0;
      const broken = await runEmulator(options, () => {
        steps += 1;
        if (steps === atStep) void uzel.kill();
      }).catch((error: unknown) => ({ verdict: 'failure', message: String(error) }));
      clearTimeout(timer);
      await uzel.kill();
      if (atStep < undisturbed.steps) expect(broken.verdict).toBe('failure');
      await uzel.launch();
      expect(await runEmulator(options)).toMatchObject({ verdict: 'success' });
      expect(await outcome(rest, order)).toEqual({ content: undisturbed.content, order: undisturbed.order });
    },
    120_000,
  );

  it('and is up again: goods and orders at once disturb nothing', async () => {
    await emptyStore(uzel.env.DATABASE_URL ?? '');
    const { login, key } = uzel.printed;
    const rest = new Rest(uzel.url, key);
    const numbers: string[] = [];
    for (const n of range(1, 5)) {
      const order = await rest.placeOrder(
        {
          customer: { type: 'person', name: 'Іван' },
          currency: 'UAH',
          lines: [{ name: 'Матрац', quantity: '1', price: '10' }],
        },
        `key-${n}`,
      );
      numbers.push(order.number);
    }
    const both = { url: `${uzel.url}/1c_exchange`, ...login, profile: 'trade' as const };
    const directory = await goodsFolder({ goods: range(1, 60), withPictures: true });
    const [goods, orders] = await Promise.all([
      runEmulator({ ...both, directory }),
      runEmulator({ ...both, catalogue: false, orders: true }),
    ]);
    expect(goods).toMatchObject({ verdict: 'success' });
    expect(orders).toMatchObject({ verdict: 'success' });
    expect(orders.orders.map((order) => order.number).sort()).toEqual(numbers.sort());
    expect((await rest.all<RestProduct>('/products')).length).toBe(60);
    expect((await runEmulator({ ...both, catalogue: false, orders: true })).orders).toEqual([]);
  });
});

describe('exchanges of one node side by side', () => {
  it("a portion's checkauth while the former portion is importing disturbs nothing", async () => {
    const uzel = await Uzel.start({
      env: { ...ENV, FILE_LIMIT: '10M', IMPORT_HOLD_SECONDS: '0.1', IMPORT_BATCH: '1' },
    });
    try {
      const { login, key } = uzel.printed;
      const options = { url: `${uzel.url}/1c_exchange`, ...login, profile: 'trade' as const };
      const first = openSession(options, 'catalog');
      await first.checkauth();
      await first.init();
      await first.sendFile('import0_1.xml', feed(importXml({ goods: range(1, 150) })), 0);
      expect(await first.importOnce('import0_1.xml')).toBe(false);
      const second = openSession(options, 'catalog');
      await second.checkauth();
      await second.init();
      await second.sendFile('import0_2.xml', feed(importXml({ goods: range(151, 160), onlyChanges: true })), 0);
      await second.sendFile('offers0_1.xml', feed(offersXml({ goods: range(1, 160) })), 0);
      await Promise.all([first.importFile('import0_1.xml'), second.importFile('import0_2.xml')]);
      await second.importFile('offers0_1.xml');
      const rest = new Rest(uzel.url, key);
      const products = await rest.all<RestProduct>('/products');
      expect(products.map((product) => product.externalId).sort()).toEqual(range(1, 160).map(goodsId));
      expect(products.every((product) => product.offers.length === 1)).toBe(true);
    } finally {
      await uzel.dispose();
    }
  });
});

const feed = (xml: string) => ({ content: Buffer.from(xml) });

const paidXml = (number: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.05" ДатаФормирования="2026-11-02T09:05:01"><Документ>
<Ид>91777ce0-81cc-11e4-a522-0050569c5934</Ид><Номер>${number}</Номер><Дата>2026-11-01</Дата><ХозОперация>Заказ товара</ХозОперация>
<Роль>Продавец</Роль><Валюта>UAH</Валюта><Курс>1</Курс><Сумма>10</Сумма><ЗначенияРеквизитов>
<ЗначениеРеквизита><Наименование>Номер по 1С</Наименование><Значение>БА-000018</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Номер оплаты по 1С</Наименование><Значение>ПЛ-2</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Дата оплаты по 1С</Наименование><Значение>2026-11-02</Значение></ЗначениеРеквизита>
</ЗначенияРеквизитов></Документ></КоммерческаяИнформация>`;
