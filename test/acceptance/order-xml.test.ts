import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { readOrders } from '../commerceml/order-reader.js';
import { schemaErrors, schemasPresent } from '../commerceml/order-schemas.js';
import { Rest, type RestOrder } from './support/rest.js';
import { Uzel } from './support/uzel.js';

const ORDERS = [
  {
    customer: {
      type: 'person',
      name: 'Пётр "Ёж" & сыновья <ООО>',
      phone: '+79001112233',
      email: 'p@example.com',
      address: { text: '101000, Москва, Тверская, 1', postalCode: '101000', city: 'Москва' },
    },
    currency: 'RUB',
    lines: [
      { name: 'Матрас «Сон» — ½ ☀', quantity: '3', price: '0.10' },
      { name: 'Подушка', quantity: '2', price: '199.99', discount: '10' },
    ],
    delivery: { name: 'Курьер', price: '300' },
    comment: 'Позвонить\nзаранее',
    requisites: { Промокод: 'ОСЕНЬ', 'Бонусная карта': '0012' },
  },
  {
    customer: { type: 'company', name: 'ООО Ромашка', taxId: '7701234567' },
    currency: 'RUB',
    lines: [{ name: 'Стол', quantity: '1', price: '10000' }],
  },
];

/** Acceptance 4: what the built server gives to 1C, against the official schemas and an independent reader. */
// The official schemas lie beside the checkout and are not ours to copy: without them there is no judge. CI fails on a skip.
(schemasPresent ? describe : describe.skip)('order XML over HTTP (skipped where ../shared/data/xsd is absent)', () => {
  let uzel: Uzel;
  let login: { login: string; password: string };
  const placed: RestOrder[] = [];

  beforeAll(async () => {
    uzel = await Uzel.start({ env: { DEFAULT_TIME_ZONE: 'Europe/Moscow' } });
    await uzel.cli('node', 'remove', '1c');
    login = await uzel.connect();
    const rest = new Rest(uzel.url, await uzel.apiKey());
    for (const [i, order] of ORDERS.entries()) placed.push(await rest.placeOrder(order, `k${i}`));
  });
  afterAll(() => uzel.dispose());

  it.each(['2.05', '2.10'] as const)('is valid against %s and reads back to the same orders', async (version) => {
    await uzel.cli('node', 'set', 'shop1c', `schemaVersion=${version}`);
    const report = await runEmulator({
      url: `${uzel.url}/1c_exchange`,
      ...login,
      profile: 'trade',
      catalogue: false,
      orders: true,
      sendSuccess: false,
    });
    expect(report.verdict).toBe('success');
    const xml = report.receivedXml ?? Buffer.alloc(0);
    expect(xml.subarray(0, 45).toString('latin1')).toContain('<?xml version="1.0" encoding="windows-1251"?>');
    expect(schemaErrors(xml, version)).toEqual([]);
    const { orders } = readOrders(xml);
    expect(orders.map(({ fields }) => [fields.Ид, fields.Номер, Number(fields.Сумма)])).toEqual(
      placed.map((order) => [order.id, order.number, Number(order.total)]),
    );
    expect(orders[0]?.lines.map((line) => [line.name, Number(line.quantity), Number(line.amount)])).toEqual([
      ['Матрас «Сон» — ½ ☀', 3, 0.3],
      ['Подушка', 2, 389.98],
      ['Доставка заказа', 1, 300],
    ]);
    expect(orders[0]?.customer.Наименование).toBe('Пётр "Ёж" & сыновья <ООО>');
    expect(orders[0]?.requisites).toMatchObject({ Промокод: 'ОСЕНЬ', 'Бонусная карта': '0012' });
    expect(orders[0]?.contacts.map(([, value]) => value)).toEqual(['+79001112233', 'p@example.com']);
    expect(orders[1]?.customer).toMatchObject({ ОфициальноеНаименование: 'ООО Ромашка', ИНН: '7701234567' });
  });
});
