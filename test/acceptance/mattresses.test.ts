import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmulatorReport, ParsedOrder, UserDictionary } from '../../src/emulator/index.js';
import { OneCDatabase } from './support/one-c-database.js';
import { Rest, type RestOrder } from './support/rest.js';
import { Uzel } from './support/uzel.js';

/** The order as the CRM of the case reads it. */
interface CrmOrder extends RestOrder {
  owner: { id: string; name: string } | null;
  comment: string | null;
  responsible: string | null;
  promoCodes: string[];
  bonus: { card?: string; amount?: string } | null;
  warnings: { code: string; text: string }[];
  held: { code: string; text: string }[];
  lockedInOneC: boolean;
  requisites: Record<string, string>;
}

const OKSANA = '0042';
const PETRO = '0077';

const DICTIONARIES: readonly UserDictionary[] = [
  {
    id: 'promo',
    name: 'Промокоды',
    items: [
      { id: 'p-1', values: { Наименование: 'Осінь', Промокод: 'МАТРАЦ10', 'Действует до': '2099-12-31' } },
      { id: 'p-2', values: { Наименование: 'Літо', Промокод: 'ЛІТО', 'Действует до': '2020-08-31' } },
    ],
  },
  {
    id: 'staff',
    name: 'Сотрудники',
    items: [
      { id: 'e-1', values: { Наименование: 'Гнатюк Оксана', 'Табельный номер': OKSANA } },
      { id: 'e-2', values: { Наименование: 'Кравець Петро', 'Табельный номер': PETRO } },
    ],
  },
];

/**
 * Acceptance 3: a maker of mattresses. Its shops in Львів and Одеса only send their orders to the CRM, its head office also gets those of
 * the CRM. Each 1C is an emulated one; the CRM is a client of REST.
 */
describe('a CRM and three 1C of a maker of mattresses', () => {
  let uzel: Uzel;
  let crm: Rest;
  let office: OneCDatabase;
  let lviv: OneCDatabase;
  let odesa: OneCDatabase;

  beforeAll(async () => {
    uzel = await Uzel.start();
    await uzel.cli('node', 'remove', '1c');
    crm = new Rest(uzel.url, await uzel.apiKey());
    const url = `${uzel.url}/1c_exchange`;
    office = await OneCDatabase.open(url, 'bitrix3', await uzel.connect('bitrix3', 'office'));
    lviv = await OneCDatabase.open(url, 'trade', await uzel.connect('trade', 'lviv'));
    odesa = await OneCDatabase.open(url, 'unf', await uzel.connect('unf', 'odesa'));
    await uzel.cli('node', 'set', 'office', 'promoCodeDictionary=Промокоды', 'employeeDictionary=Сотрудники');
    for (const shop of ['lviv', 'odesa']) {
      await uzel.cli('node', 'set', shop, 'receivesOrders=false', 'sendsOrders=true', 'employeeDictionary=Сотрудники');
    }
    await uzel.cli('shop', 'set', 'main', 'promoCodes=refuse', 'language=uk');
  });
  afterAll(async () => {
    for (const one of [office, lviv, odesa]) await one.close();
    await uzel.dispose();
  });

  const place = async (key: string, more: object = {}): Promise<CrmOrder> =>
    (await crm.placeOrder({ ...orderInput(), ...more }, key)) as CrmOrder;
  const read = async (id: string) => await crm.get<CrmOrder>(`/orders/${id}`);
  const ordersOf = async (filter = '') => await crm.all<CrmOrder>(`/orders${filter && `?${filter}`}`);
  const numbersIn = async (one: OneCDatabase) => (await one.base.all()).map(({ order }) => order.number).sort();

  it('promo codes and employees come from dictionaries of 1C and can be chosen in the CRM', async () => {
    went(await office.sendDictionaries(DICTIONARIES));
    const codes = await crm.all<{ code: string; name: string; node: { name: string } }>('/promo-codes');
    expect(codes.map(({ code, name, node }) => [code, name, node.name]).sort()).toEqual([
      ['ЛІТО', 'Літо', 'office'],
      ['МАТРАЦ10', 'Осінь', 'office'],
    ]);
    const now = encodeURIComponent(new Date().toISOString());
    const inForce = await crm.all<{ code: string }>(`/promo-codes?validAt=${now}`);
    expect(inForce.map(({ code }) => code)).toEqual(['МАТРАЦ10']);
    const people = await crm.all<{ personnelNumber: string; name: string }>('/employees');
    expect(people.map(({ personnelNumber, name }) => [personnelNumber, name]).sort()).toEqual([
      [OKSANA, 'Гнатюк Оксана'],
      [PETRO, 'Кравець Петро'],
    ]);
  });

  it('all three send orders into the CRM; each belongs to its 1C, also when a copy of that database sends it', async () => {
    went(await office.make([made(1, 'БС-000001')]));
    went(await lviv.make([made(2, '00УТ-000001'), made(3, '00УТ-000002')], { responsible: OKSANA }));
    went(await odesa.make([made(4, 'НФНФ-000001')], { paid: true }));
    const [seen] = await lviv.base.all();
    went(await odesa.tell(seen ? [seen.order] : [], { cancelled: true }));

    expect((await ordersOf()).length).toBe(4);
    for (const [node, count] of [
      ['office', 1],
      ['lviv', 2],
      ['odesa', 1],
    ] as const) {
      const owned = await ordersOf(`owner=${node}`);
      expect([node, owned.length, owned.some(({ cancelled }) => cancelled)]).toEqual([node, count, false]);
    }
    expect((await ordersOf('owner=odesa'))[0]).toMatchObject({ paid: true, oneC: { number: 'НФНФ-000001' } });
  });

  it('employees see their own orders, wherever these were made', async () => {
    const placed = await place('oksana', { responsible: OKSANA });
    const hers = await ordersOf(`responsible=${OKSANA}`);
    expect(hers.map(({ owner }) => owner?.name).sort()).toEqual(['lviv', 'lviv', 'office']);
    expect(hers.map(({ id }) => id)).toContain(placed.id);
  });

  it('only the one that receives is given orders of the CRM', async () => {
    const placed = await place('for the office');
    expect(placed.owner?.name).toBe('office');
    const [born] = await ordersOf('owner=lviv');
    await crm.patchOrder(born?.id ?? '', { comment: 'Подзвонити до обіду' });
    for (const shop of [lviv, odesa]) expect((await shop.fetch()).orders).toEqual([]);
    went(await office.fetch());
    expect(await numbersIn(office)).toContain(placed.number);
    expect(await numbersIn(lviv)).toEqual(['00УТ-000001', '00УТ-000002']);
  });

  it('promo code, bonus card, bonuses and the responsible person travel in the requisites', async () => {
    const placed = await place('all of it', {
      promoCodes: ['матрац10'],
      bonus: { card: '2900000012345', amount: '150.50' },
      responsible: OKSANA,
    });
    went(await office.fetch());
    const stored = await office.base.find(placed.number);
    expect(stored?.order.requisites).toMatchObject({
      Промокод: 'матрац10',
      'Номер бонусной карты': '2900000012345',
      'Оплачено бонусами': '150.50',
      'Табельный номер ответственного': OKSANA,
    });
  });

  it('an order with an unknown or expired promo code is refused, or warned of, as the shop likes', async () => {
    for (const code of ['НЕМАЄ', 'ЛІТО']) {
      const refused = await crm.request(
        'POST',
        '/orders',
        { ...orderInput(), promoCodes: [code] },
        {
          'idempotency-key': encodeURIComponent(`refused ${code}`),
        },
      );
      expect([code, refused.status, await refused.json()]).toEqual([
        code,
        expect.any(Number),
        expect.objectContaining({ code: 'UZ1517' }),
      ]);
      expect(refused.status).toBeGreaterThanOrEqual(400);
    }
    await uzel.cli('shop', 'set', 'main', 'promoCodes=warn');
    const unknown = await place('warned, unknown', { promoCodes: ['НЕМАЄ'] });
    const expired = await place('warned, expired', { promoCodes: ['ЛІТО'] });
    expect(unknown.warnings).toEqual([{ code: 'promo-code-unknown', text: expect.stringContaining('НЕМАЄ') }]);
    expect(expired.warnings).toEqual([{ code: 'promo-code-expired', text: expect.stringContaining('ЛІТО') }]);
    expect((await place('without a warning', { promoCodes: ['МАТРАЦ10'] })).warnings).toEqual([]);
    went(await office.fetch());
    expect(await numbersIn(office)).toEqual(expect.arrayContaining([unknown.number, expired.number]));
  });

  it('the responsible person is the same on both sides, whoever changes it', async () => {
    const placed = await place('handed over', { responsible: OKSANA });
    went(await office.fetch());
    went(await office.tellOf(placed.number, { responsible: PETRO }));
    expect(await read(placed.id)).toMatchObject({ responsible: PETRO });
    expect((await ordersOf(`responsible=${PETRO}`)).map(({ id }) => id)).toEqual([placed.id]);
    await crm.patchOrder(placed.id, { responsible: OKSANA });
    went(await office.fetch());
    const stored = await office.base.find(placed.number);
    expect(stored?.order.requisites['Табельный номер ответственного']).toBe(OKSANA);
    const { items } = await crm.get<{ items: unknown[] }>(`/orders/${placed.id}/history`);
    expect(items).toMatchObject([
      { version: 2, source: 'node', node: 'office', changes: { responsible: { from: OKSANA, to: PETRO } } },
      { version: 3, source: 'api', changes: { responsible: { from: PETRO, to: OKSANA } } },
    ]);
  });

  it('an order that is locked in 1C is not changed there until it is unlocked', async () => {
    const placed = await place('locked in 1C');
    went(await office.fetch());
    await office.base.lock(placed.number, true);
    went(await office.tellOf(placed.number, { locked: true }));
    expect(await read(placed.id)).toMatchObject({ lockedInOneC: true });
    const comment = 'Доставити в суботу';
    const changed = (await crm.patchOrder(placed.id, { comment })) as CrmOrder;
    expect(changed.comment).toBe(comment);
    went(await office.fetch()); // that 1C would break off if the order came
    expect((await office.base.find(placed.number))?.loads).toBe(1);

    await office.base.lock(placed.number, false);
    went(await office.tellOf(placed.number, { locked: false }));
    went(await office.fetch());
    expect(await office.base.find(placed.number)).toMatchObject({ loads: 2, order: { comment } });
    expect(await read(placed.id)).toMatchObject({ lockedInOneC: false, comment, held: [] });
  });

  it('an order that is being edited in the CRM is not offered, and what 1C says of it waits', async () => {
    const placed = await place('being edited');
    went(await office.fetch());
    await crm.request('POST', `/orders/${placed.id}/lock`, { seconds: 600, by: 'Оксана' });
    await crm.patchOrder(placed.id, { comment: 'ще не все' });
    went(await office.fetch());
    went(await office.tellOf(placed.number, { paid: true }));
    expect((await office.base.find(placed.number))?.loads).toBe(1);
    expect(await read(placed.id)).toMatchObject({ paid: false });

    await crm.request('DELETE', `/orders/${placed.id}/lock`);
    expect(await read(placed.id)).toMatchObject({ paid: true, comment: 'ще не все' });
    went(await office.fetch());
    expect((await office.base.find(placed.number))?.order.comment).toBe('ще не все');
  });

  it('every exchange can be read afterwards, with the feed itself', async () => {
    const exchanges = await crm.all<{ id: string; type: string; node: { name: string }; counts: { feeds: number } }>(
      '/exchanges',
    );
    expect(new Set(exchanges.map(({ node }) => node.name))).toEqual(new Set(['office', 'lviv', 'odesa']));
    const reference = exchanges.find(({ type, counts }) => type === 'reference' && counts.feeds > 0);
    const sale = exchanges.find(
      ({ type, node, counts }) => type === 'sale' && node.name === 'lviv' && counts.feeds > 0,
    );
    expect(await feedText(uzel, reference?.id)).toContain('<Значение>МАТРАЦ10</Значение>');
    expect(await feedText(uzel, sale?.id)).toContain('<Номер>00УТ-000001</Номер>');
  });

  it('in the end each order is in exactly one 1C', async () => {
    went(await office.fetch());
    const orders = await ordersOf();
    const places = await Promise.all([office, lviv, odesa].map(async (one) => await one.base.all()));
    const stored: ParsedOrder[] = places.flat().map(({ order }) => order);
    const known = (each: CrmOrder) => stored.filter(({ id, number }) => id === each.id || number === each.oneC.number);
    for (const each of orders) expect([each.number, known(each).length]).toEqual([each.number, 1]);
    expect(stored.length).toBe(orders.length);
  });
});

/** Nothing stopped that 1C, and it lost nothing. */
function went(report: EmulatorReport): void {
  expect(report.findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
  expect(report.verdict).toBe('success');
}

/** The bytes of an exchange's only feed, as `uzel exchange feed` gives them. */
async function feedText(uzel: Uzel, exchangeId: string | undefined): Promise<string> {
  const shown = await uzel.cli<{ feeds: { id: string; name: string }[] }>('exchange', 'show', exchangeId ?? '');
  const feed = shown.feeds.find(({ name }) => name.endsWith('.xml'));
  return await uzel.text('exchange', 'feed', feed?.id ?? '');
}

const made = (n: number, number: string) => ({
  guid: `91777ce0-81cc-11e4-a522-${String(n).padStart(12, '0')}`,
  number,
  customer: `Покупець ${n}`,
  goods: 'Матрац «Сон» 160×200',
  price: '5400',
});

const orderInput = () => ({
  customer: { type: 'person', name: 'Олена Ковальчук', phone: '+380501112233', email: 'olena@example.com' },
  currency: 'UAH',
  lines: [{ name: 'Матрац «Сон» 160×200', quantity: '1', price: '5400' }],
});
