import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, goodsId, range } from './support/goods.js';
import { Rest, type RestOrder } from './support/rest.js';
import { rowVersions } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** Acceptance 3: the whole life of an order, with each profile, with mode=import and without. */
describe.each([
  { profile: 'trade', import: true },
  { profile: 'trade', import: false },
  { profile: 'utp', import: true },
] as const)('an order and a 1C of profile $profile, import $import', ({ profile, import: callsImport }) => {
  let uzel: Uzel;
  let rest: Rest;
  let login: { login: string; password: string };
  let order: RestOrder;

  beforeAll(async () => {
    uzel = await Uzel.start();
    await uzel.cli('node', 'remove', '1c');
    login = await uzel.connect(profile);
    rest = new Rest(uzel.url, await uzel.apiKey());
    const folder = await goodsFolder({ goods: range(1, 3) });
    const report = await runEmulator({ url: `${uzel.url}/1c_exchange`, ...login, profile, directory: folder });
    expect(report).toMatchObject({ verdict: 'success' });
  });
  afterAll(() => uzel.dispose());

  const fetchOrders = (sendSuccess: boolean, ordersToSend: string[] = []) =>
    runEmulator({
      url: `${uzel.url}/1c_exchange`,
      ...login,
      profile,
      catalogue: false,
      orders: true,
      sendSuccess,
      ordersToSend,
      import: callsImport,
    });

  it('is placed by REST, offered until it is acknowledged, and then no more', async () => {
    order = await rest.placeOrder(
      {
        customer: { type: 'person', name: 'Олена Ковальчук', phone: '+380501112233', email: 'olena@example.com' },
        currency: 'UAH',
        lines: [
          { externalId: goodsId(1), name: 'Матрац 1', quantity: '2', price: '100.50' },
          { externalId: goodsId(2), name: 'Матрац 2', quantity: '1', price: '10' },
        ],
        requisites: { Промокод: 'ОСІНЬ' },
      },
      'key-1',
    );
    expect(order.total).toBe('211.00');
    const lost = await fetchOrders(false);
    const again = await fetchOrders(true);
    expect(lost.orders.map((one) => one.number)).toEqual([order.number]);
    expect(again.orders.map((one) => one.number)).toEqual([order.number]);
    expect(again.warnings).toEqual([]);
    const after = await fetchOrders(true);
    expect(after).toMatchObject({ verdict: 'success', orders: [] });
  });

  it('is due again when the shop changes it', async () => {
    await rest.patchOrder(order.id, { comment: 'Подзвонити зранку' });
    expect((await fetchOrders(true)).orders.map((one) => one.number)).toEqual([order.number]);
    expect((await fetchOrders(true)).orders).toEqual([]);
  });

  it('comes back paid and shipped, is not offered again, and the same file twice changes nothing', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'uzel-fate-'));
    const file = path.join(folder, profile === 'utp' ? '1cbitrix-1.xml' : 'orders-1_1.xml');
    await writeFile(file, fateXml(order));
    expect(await fetchOrders(true, [file])).toMatchObject({ verdict: 'success' });
    const told = await rest.get<RestOrder>(`/orders/${order.id}`);
    expect(told).toMatchObject({ paid: true, shipped: true, cancelled: false, oneC: { number: 'БА-000017' } });
    expect(told.version).toBeGreaterThan(order.version);
    const before = await rowVersions(uzel.env.DATABASE_URL ?? '');
    expect(await fetchOrders(true, [file])).toMatchObject({ verdict: 'success', orders: [] });
    expect(await rowVersions(uzel.env.DATABASE_URL ?? '')).toEqual(before);
    expect(await rest.get<RestOrder>(`/orders/${order.id}`)).toEqual(told);
  });
});

/** What a BAS or УТП writes about an order (one-c-client.md §6): its own guid, the site's number, requisites. */
const fateXml = (order: RestOrder): string => `\ufeff<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.05" ДатаФормирования="2026-11-02T09:05:01">
<Документ><Ид>91777ce0-81cc-11e4-a522-0050569c5934</Ид><Номер>${order.number}</Номер><Дата>2026-11-01</Дата>
<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>UAH</Валюта><Курс>1</Курс><Сумма>211</Сумма>
<Контрагенты><Контрагент><Ид>5a4fc6dc-8034-11e4-a522-0050569c5934</Ид><Наименование>Олена Ковальчук</Наименование>
<ПолноеНаименование>Олена Ковальчук</ПолноеНаименование><Роль>Покупатель</Роль></Контрагент></Контрагенты>
<Время>10:00:00</Время><СрокПлатежа>0001-01-01</СрокПлатежа>
<ЗначенияРеквизитов>
<ЗначениеРеквизита><Наименование>Номер по 1С</Наименование><Значение>БА-000017</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Дата по 1С</Наименование><Значение>2026-11-01T9:51:39</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>ПометкаУдаления</Наименование><Значение>false</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Проведен</Наименование><Значение>true</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Номер оплаты по 1С</Наименование><Значение>ПЛ-1</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Дата оплаты по 1С</Наименование><Значение>2026-11-02</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Номер отгрузки по 1С</Наименование><Значение>РН-1</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Дата отгрузки по 1С</Наименование><Значение>2026-11-02</Значение></ЗначениеРеквизита>
</ЗначенияРеквизитов></Документ></КоммерческаяИнформация>`;
