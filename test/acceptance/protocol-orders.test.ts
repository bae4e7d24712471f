import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { zipBytes } from '../exchange/zip-bytes.js';
import { importXml, range } from './support/goods.js';
import { type Answer, cut, type Login, openSession, type Session } from './support/one-c.js';
import { Rest, type RestOrder } from './support/rest.js';
import { rowVersions } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** query, success, and the files of orders. */

let uzel: Uzel;
let login: Login;
let rest: Rest;
let session: Session;
let placed = 0;

beforeAll(async () => {
  uzel = await Uzel.start();
  await uzel.cli('node', 'remove', '1c');
  login = await uzel.connect();
  rest = new Rest(uzel.url, await uzel.apiKey());
});
afterAll(() => uzel.dispose());
beforeEach(async () => {
  session = await openSession(uzel.url, login, 'sale');
});

const place = async () => {
  placed += 1;
  return await rest.placeOrder(
    {
      customer: { type: 'person', name: 'Олена «Ковальчук»', phone: '+380501112233' },
      currency: 'UAH',
      lines: [{ name: 'Матрац', quantity: '2', price: '100.50' }],
    },
    `key-${placed}`,
  );
};
const order = async ({ id }: RestOrder) => await rest.get<RestOrder>(`/orders/${id}`);
const versions = () => rowVersions(uzel.env.DATABASE_URL ?? '');
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, isArray: (name) => name === 'Документ' });
const numbersIn = (answer: Answer): string[] => {
  const root = parser.parse(answer.text).КоммерческаяИнформация;
  expect(root['@_ВерсияСхемы']).toMatch(/^2\.\d\d$/);
  return (root.Документ ?? []).map((one: { Номер: string }) => one.Номер);
};
const due = async () => numbersIn(await (await openSession(uzel.url, login, 'sale')).ask('query'));
const settle = async () => {
  const all = await openSession(uzel.url, login, 'sale');
  await all.ask('query');
  expect((await all.ask('success')).text).toBe('success');
};

/** An order that this 1C has fetched: it speaks of no others. */
const known = async () => {
  const one = await place();
  await settle();
  return one;
};

describe('query', () => {
  it('without orders is a whole document in the encoding of the profile, named in header and declaration', async () => {
    await settle();
    const answer = await session.ask('query');
    expect(answer.status).toBe(200);
    expect(answer.bytes.subarray(0, 5).toString('latin1')).toBe('<?xml');
    expect(answer.text).toMatch(/^<\?xml version="1\.0" encoding="windows-1251"\?>/i);
    expect(answer.headers['content-type']).toMatch(/^application\/xml; ?charset=windows-1251$/);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(numbersIn(answer)).toEqual([]);
    expect((await session.ask('success')).text).toBe('success');
  });

  it('needs no init, and gives the same frozen bytes again though orders came and changed meanwhile', async () => {
    const one = await place();
    const first = await session.ask('query');
    expect(numbersIn(first)).toEqual([one.number]);
    const two = await place();
    await rest.patchOrder(one.id, { comment: 'Подзвонити зранку' });
    expect((await session.ask('query')).bytes.equals(first.bytes)).toBe(true);
    expect((await session.ask('query', '', { method: 'POST' })).bytes.equals(first.bytes)).toBe(true);
    expect((await session.ask('success')).text).toBe('success');
    expect(numbersIn(await session.ask('query'))).toEqual([one.number, two.number]);
    await settle();
  });

  it('marks nothing as sent: without success the next exchange gives the same orders again', async () => {
    const one = await place();
    expect(numbersIn(await session.ask('query'))).toEqual([one.number]);
    expect(await due()).toEqual([one.number]);
    await settle();
    expect(await due()).toEqual([]);
  });
});

describe('success', () => {
  it('acknowledges the batch of its own exchange; repeated it is success again and takes nothing more', async () => {
    const one = await place();
    await session.ask('query');
    const two = await place();
    for (const _ of range(1, 3)) expect((await session.ask('success')).text).toBe('success');
    expect((await order(one)).number).toBe(one.number);
    expect(await due()).toEqual([two.number]);
    await settle();
  });

  it('without a query is a failure', async () => {
    const answer = await session.ask('success');
    expect([answer.status, answer.text]).toEqual([200, expect.stringMatching(/^failure\n.*\[UZ1401]$/)]);
  });

  it('by Basic alone needs exactly one open batch', async () => {
    await uzel.connect('trade', 'basic');
    const node = { login: 'basic-login', password: 'basic-password' };
    await uzel.cli('node', 'remove', 'shop1c');
    const one = await place();
    const [first, second] = [await openSession(uzel.url, node, 'sale'), await openSession(uzel.url, node, 'sale')];
    const alone = await openSession(uzel.url, node, 'sale', { cookie: false });
    for (const by of [first, second]) expect(numbersIn(await by.ask('query'))).toEqual([one.number]);
    const refused = await alone.ask('success');
    expect([refused.status, refused.text]).toEqual([200, expect.stringMatching(/^failure\n.*\[UZ1402]$/)]);
    const third = await openSession(uzel.url, node, 'sale');
    expect(numbersIn(await third.ask('query'))).toEqual([one.number]);
    for (const by of [first, second]) expect((await by.ask('success')).text).toBe('success');
    expect((await alone.ask('success')).text).toBe('success');
    expect((await alone.ask('success')).text).toBe('success');
    expect(numbersIn(await alone.ask('query'))).toEqual([]);
    expect((await alone.ask('success')).text).toBe('success');
    login = node;
  });
});

describe('a file of orders', () => {
  it('that is not whole waits; whole it is applied before its success; a following import applies nothing twice', async () => {
    const one = await known();
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = cut(fate(one), 700);
    await session.init();
    expect((await session.file('1cbitrix-1.xml', first)).text).toBe('success');
    expect(await order(one)).toMatchObject({ paid: false, version: one.version });
    const rest_ = Buffer.concat([second, ...cut(fate(one), 700).slice(2)]);
    expect((await session.file('1cbitrix-1.xml', rest_)).text).toBe('success');
    expect(await order(one)).toMatchObject({ paid: true, oneC: { number: oneCNumber(one) } });
    const before = await versions();
    expect((await session.import('1cbitrix-1.xml')).last.text).toBe('success');
    expect((await session.import('/tmp/1cbitrix-1.xml')).last.text).toBe('success');
    expect(await versions()).toEqual(before);
    expect(await due()).toEqual([]);
    session = await openSession(uzel.url, login, 'sale');
    expect((await session.file('1cbitrix-2.xml', fate(one))).text).toBe('success');
    expect((await session.import('1cbitrix-2.xml')).last.text).toBe('success');
    expect(await versions()).toEqual(before);
  });

  it('in a ZIP, in pieces, is applied with the last of them', async () => {
    const one = await known();
    await session.init();
    const bytes = zipBytes([{ name: 'orders-1_1.xml', data: fate(one) }]);
    for (const [i, piece] of cut(bytes, Math.ceil(bytes.length / 3)).entries()) {
      expect((await order(one)).paid).toBe(false);
      expect((await session.file('v8_2B_1.zip', piece)).text).toBe('success');
      if (i === 0) await openSession(uzel.url, login, 'sale');
    }
    expect((await order(one)).paid).toBe(true);
    const before = await versions();
    expect((await session.import('orders-1_1.xml')).last.text).toBe('success');
    expect(await versions()).toEqual(before);
  });

  it('is taken by Basic alone, and as a form', async () => {
    for (const asForm of [false, true]) {
      const one = await known();
      const alone = await openSession(uzel.url, login, 'sale', { cookie: false });
      const body = asForm
        ? `--b\r\nContent-Disposition: form-data; name="f"; filename="o.xml"\r\n\r\n${fate(one)}\r\n--b--\r\n`
        : fate(one);
      const headers: Record<string, string> = asForm ? { 'content-type': 'multipart/form-data; boundary=b' } : {};
      expect((await alone.file('orders-1.xml', body, { headers })).text).toBe('success');
      expect((await order(one)).paid).toBe(true);
    }
  });

  it('that cannot be read: failure that names the line; sent again right it is applied', async () => {
    const one = await known();
    const wrong = await session.file('orders-2.xml', fate(one).replace('</Валюта>', '</Валюты>'));
    expect([wrong.status, wrong.text]).toEqual([
      200,
      expect.stringMatching(/^failure\n.*orders-2\.xml.*строк\S+ \d+.*\[UZ1301]$/),
    ]);
    expect((await session.file('orders-2.xml', fate(one))).text).toBe('success');
    expect((await order(one)).paid).toBe(true);
  });

  it('comes in while the same node imports its goods in another exchange', async () => {
    const one = await known();
    const catalogue = await openSession(uzel.url, login, 'catalog');
    await catalogue.file('import.xml', importXml({ goods: range(1, 1500), onlyChanges: true }));
    const importing = catalogue.import('import.xml');
    expect((await session.file('orders-3.xml', fate(one))).text).toBe('success');
    expect((await order(one)).paid).toBe(true);
    expect((await importing).last.text).toBe('success');
  });
});

describe('info', () => {
  interface Element {
    Ид: string;
    Название: string;
    ТипОплаты?: string;
  }
  const lists = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Элемент' });
  const info = async (by = session) => {
    const answer = await by.ask('info', `&sessid=${by.sessid}`);
    expect(answer.bytes.subarray(0, 5).toString('latin1')).toBe('<?xml');
    const charset = /^application\/xml; ?charset=([\w-]+)$/.exec(answer.headers['content-type'] ?? '')?.[1];
    const text = new TextDecoder(charset).decode(answer.bytes);
    expect(text.toLowerCase()).toContain(`encoding="${charset}"`);
    const root = lists.parse(text).Справочник || {};
    const of = (name: string): Element[] => root[name]?.Элемент ?? [];
    // The first letter of the statuses is a Latin C.
    return {
      charset,
      statuses: of('\u0043татусы'),
      payments: of('ПлатежныеСистемы'),
      deliveries: of('СлужбыДоставки'),
    };
  };
  const placeWith = async (status: string, payment: string, delivery: string) => {
    placed += 1;
    return await rest.placeOrder(
      {
        customer: { type: 'person', name: 'Олена', phone: '+380501112233' },
        currency: 'UAH',
        status,
        lines: [{ name: 'Матрац', quantity: '1', price: '10' }],
        delivery: { name: delivery, price: '5' },
        payments: [{ name: payment, amount: '15' }],
      },
      `key-${placed}`,
    );
  };

  it('lists what the orders carry, each word its own id, with one of three kinds of payment', async () => {
    await placeWith('Прийнято «так»', 'Готівка кур’єру', 'Нова Пошта');
    await placeWith('В роботі', 'Картка онлайн', 'Самовивіз');
    await placeWith('В роботі', 'Рахунок для юросіб', 'Самовивіз');
    const { charset, statuses, payments, deliveries } = await info();
    expect(charset).toBe('windows-1251');
    for (const { Ид, Название } of [...statuses, ...payments, ...deliveries]) expect(Ид).toBe(Название);
    const ids = (list: Element[]) => list.map(({ Ид }) => Ид).sort();
    expect(ids(statuses)).toEqual(['В роботі', 'Прийнято «так»']);
    expect(ids(deliveries)).toEqual(['Нова Пошта', 'Самовивіз']);
    expect(Object.fromEntries(payments.map(({ Ид, ТипОплаты }) => [Ид, ТипОплаты]))).toEqual({
      'Готівка кур’єру': 'Наличная оплата',
      'Картка онлайн': 'Эквайринговая оплата',
      'Рахунок для юросіб': 'Безналичная оплата',
    });
    expect((await session.ask('info', '', { method: 'POST' })).bytes.equals((await session.ask('info')).bytes)).toBe(
      true,
    );
  });

  it('the ids are those of the orders of УНФ, and stay when the last order has left them', async () => {
    const before = await info();
    const one = await placeWith('Скоро зміниться', 'LiqPay', 'Meest');
    await info();
    await rest.patchOrder(one.id, { status: 'Змінився' });
    const after = await info();
    expect(after.statuses.map(({ Ид }) => Ид)).toEqual(expect.arrayContaining(['Скоро зміниться', 'Змінився']));
    for (const list of ['statuses', 'payments', 'deliveries'] as const)
      expect(after[list]).toEqual(expect.arrayContaining(before[list]));
    await uzel.cli('node', 'remove', 'basic');
    const login_ = { login: 'unf', password: 'unf' };
    await uzel.cli(
      'node',
      'add',
      'unf',
      '--login',
      'unf',
      '--password',
      'unf',
      '--profile',
      'unf',
      'paymentKinds.LiqPay=cash',
    );
    await placeWith('Скоро зміниться', 'LiqPay', 'Meest');
    const unf = await openSession(uzel.url, login_, 'sale');
    const sent = parser.parse((await unf.ask('query')).text).КоммерческаяИнформация.Документ.at(-1);
    const requisites: { Наименование: string; Значение: string }[] = sent.ЗначенияРеквизитов.ЗначениеРеквизита;
    const carried = (name: RegExp) => requisites.find(({ Наименование }) => name.test(Наименование))?.Значение;
    const { statuses, payments, deliveries } = await info(unf);
    expect(statuses.map(({ Ид }) => Ид)).toContain(carried(/^Статуса заказа ИД$/));
    expect(deliveries.map(({ Ид }) => Ид)).toContain(carried(/^(Метод|Способ) доставки ИД$/));
    expect(payments.find(({ Ид }) => Ид === carried(/^Метод оплаты ИД$/))).toMatchObject({
      ТипОплаты: 'Наличная оплата',
    });
    login = login_;
  });
});

const oneCNumber = (order: RestOrder): string => `БА-${order.number.padStart(6, '0')}`;

/** What 1C writes about an order that was paid (one-c-client.md §6). */
function fate(order: RestOrder): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.05" ДатаФормирования="2026-11-02T09:05:01">
<Документ><Ид>91777ce0-81cc-11e4-a522-${order.number.padStart(12, '0')}</Ид><Номер>${order.number}</Номер><Дата>2026-11-01</Дата>
<ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>UAH</Валюта><Курс>1</Курс><Сумма>201</Сумма>
<Время>10:00:00</Время><ЗначенияРеквизитов>
<ЗначениеРеквизита><Наименование>Номер по 1С</Наименование><Значение>${oneCNumber(order)}</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Дата по 1С</Наименование><Значение>2026-11-01T9:51:39</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Номер оплаты по 1С</Наименование><Значение>ПЛ-1</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Дата оплаты по 1С</Наименование><Значение>2026-11-02</Значение></ЗначениеРеквизита>
</ЗначенияРеквизитов></Документ></КоммерческаяИнформация>`;
}
