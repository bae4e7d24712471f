import { describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  EMULATOR_PROFILES,
  type EmulatorProfile,
  fatesOf,
  type OrderFate,
  type ParsedOrder,
  parseFate,
  readOrders,
} from '../../src/emulator/index.js';
import { containerXml } from './container-xml.js';
import { orderXml } from './order-xml.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => LISTS.includes(name),
});
const LISTS = ['Документ', 'Контейнер', 'Товар', 'ЗначениеРеквизита', 'ПодчиненныйДокумент'];
const NOON = new Date('2024-06-01T12:00:00Z');

function orders(profile: EmulatorProfile): readonly ParsedOrder[] {
  return readOrders(profile === 'bitrix3' ? containerXml() : orderXml(), { profile }).orders;
}

function written(profile: EmulatorProfile, fate: OrderFate) {
  const bytes = fatesOf(orders(profile), profile, fate, NOON);
  const text = bytes.toString('utf8');
  expect(XMLValidator.validate(text.slice(1))).toBe(true);
  return { text, root: parser.parse(text.slice(1)).КоммерческаяИнформация };
}

const requisites = (document: {
  ЗначенияРеквизитов: { ЗначениеРеквизита: { Наименование: string; Значение: string }[] };
}): Record<string, string> =>
  Object.fromEntries(document.ЗначенияРеквизитов.ЗначениеРеквизита.map((one) => [one.Наименование, one.Значение]));

describe.each(EMULATOR_PROFILES)('%s', (profile) => {
  it('writes UTF-8 with a BOM and CRLF, and the same each time', () => {
    const { text } = written(profile, { paid: true, shipped: true });
    expect(text).toMatch(/^\ufeff<\?xml version="1\.0" encoding="UTF-8"\?>\r\n/);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(written(profile, { paid: true, shipped: true }).text).toBe(text);
    expect(text).toContain('ДатаФормирования="2024-06-01T12:00:00"');
  });
});

describe('the documents', () => {
  it.each([
    ['utp', undefined, '2.04'],
    ['trade', 'urn:1C.ru:commerceml_2', '2.07'],
    ['unf', 'urn:1C.ru:commerceml_210', '2.08'],
    ['unf-bitrix', 'urn:1C.ru:commerceml_210', '2.10'],
    ['bitrix3', 'urn:1C.ru:commerceml_3', '3.1'],
  ] as const)('%s has its own root', (profile, namespace, version) => {
    const { root } = written(profile, {});
    expect([root['@_xmlns'], root['@_ВерсияСхемы']]).toEqual([namespace, version]);
  });

  it('УТП: its guid, the number of the site, false values written, Время and СрокПлатежа', () => {
    const [document] = written('utp', { paid: true }).root.Документ;
    expect(document).toMatchObject({ Номер: '17', Дата: '2024-05-01', Время: '09:05:07', СрокПлатежа: '0001-01-01' });
    expect(document.Ид).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(document.Товары.Товар.map((line: { Ид: string }) => line.Ид)).toEqual(['a#b', 'ORDER_DELIVERY']);
    expect(requisites(document)).toMatchObject({
      'Номер по 1С': expect.stringMatching(/^ТЧ0\d{6}$/),
      'Дата по 1С': '2024-05-01T9:05:07',
      ПометкаУдаления: 'false',
      Проведен: 'true',
      'Дата оплаты по 1С': '2024-05-01',
    });
    expect(requisites(document)).not.toHaveProperty('Номер отгрузки по 1С');
  });

  it('BAS: what is false is left out, names as its interface has them', () => {
    const [document] = written('trade', { shipped: true, ukrainian: true, brief: true }).root.Документ;
    expect(Object.keys(requisites(document))).toEqual([
      'Номер за 1С',
      'Дата за 1С',
      'Проведен',
      'Номер відвантаження за 1С',
      'Дата відвантаження за 1С',
    ]);
    expect(document.ХозОперация).toBe('Замовлення товару');
    expect([document.Товары, document.Контрагенты]).toEqual([undefined, undefined]);
    expect(Object.keys(requisites(written('trade', { posted: false }).root.Документ[0]))).toEqual([
      'Номер по 1С',
      'Дата по 1С',
    ]);
  });

  it('УНФ: our Ид, states; «Битрикс» puts payment and shipment under the order', () => {
    const fate = { paid: true, shipped: true, status: 'В работе', statusId: 'P' };
    const [plain] = written('unf', fate).root.Документ;
    expect(plain.Ид).toBe('order-17');
    expect(requisites(plain)).toMatchObject({ Оплачен: 'true', Отгружен: 'true', 'Статус заказа': 'В работе' });
    expect(requisites(plain)).not.toHaveProperty('Статуса заказа ИД');
    expect(plain.ПодчиненныеДокументы).toBeUndefined();
    const settlement = { paymentMethod: 'Картой', deliveryMethod: 'Курьер', deliveryAddress: 'ул. Лесная, 5' };
    const settled = orders('unf').map((order) => ({ ...order, settlement }));
    expect(
      fatesOf(settled, 'unf')
        .toString('utf8')
        .match(/>(Картой|Курьер|ул\. Лесная, 5)</g),
    ).toHaveLength(3);
    const [bitrix] = written('unf-bitrix', fate).root.Документ;
    expect(requisites(bitrix)).toMatchObject({ 'Статуса заказа ИД': 'P' });
    expect(
      bitrix.ПодчиненныеДокументы.ПодчиненныйДокумент.map((one: { ХозОперация: string }) => one.ХозОперация),
    ).toEqual(['Выплата безналичных денег', 'Отпуск товара']);
  });

  it('БУС: one Контейнер for an order; payment and shipment by the ids that the site gave them', () => {
    const [container] = written('bitrix3', { paid: true, shipped: true }).root.Контейнер;
    const [order, payment, shipment] = container.Документ;
    expect(order).toMatchObject({ Ид: 'site-77', Номер: '77', Номер1С: expect.stringMatching(/^БС-\d{6}$/) });
    expect(payment).toMatchObject({ Ид: 'pay-1', ХозОперация: 'Эквайринговая операция', Основание: 'site-77' });
    expect(shipment).toMatchObject({ Ид: 'ship-1', ХозОперация: 'Отпуск товара', Основание: 'site-77' });
    expect(shipment.Товары.Товар[0].Цена).toBe('150');
  });

  it('cancelled and deleted are told', () => {
    for (const profile of ['utp', 'trade', 'unf'] as const) {
      const [document] = written(profile, { cancelled: true, deleted: true, posted: false }).root.Документ;
      expect(requisites(document)).toMatchObject({ Отменен: 'true', ПометкаУдаления: 'true' });
    }
    expect(written('bitrix3', { deleted: true }).root.Контейнер[0].Документ[0].ПометкаУдаления).toBe('true');
  });
});

describe('a fate as typed', () => {
  it('is made of words', () => {
    expect(parseFate('posted, paid,statusId=P,status=В работе')).toEqual({
      posted: true,
      paid: true,
      statusId: 'P',
      status: 'В работе',
    });
    expect(parseFate('unposted')).toEqual({ posted: false });
    expect(() => parseFate('payed')).toThrow(/not payed/);
  });
});
