import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NodeSettings } from '../src/nodes/exchange-node.js';
import { insertApiKey } from '../src/store/nodes/api-keys.js';
import { insertNode } from '../src/store/nodes/nodes.js';
import { OneCDatabase } from './acceptance/support/one-c-database.js';
import { Rest, type RestOrder } from './acceptance/support/rest.js';
import { Uzel } from './acceptance/support/uzel.js';
import { openTestDatabase, type TestDatabase } from './support/database.js';

/** Nodes of the examples do their work behind the built server. */
const CARD = '4600000000015';
const NODES: readonly [string, string, object][] = [
  ['crm', 'push-json', { token: 'secret' }],
  ['loyal', 'promo-and-bonus', { onlyKnownCards: 'true' }],
  ['north', 'split-by-warehouse', { ownWarehouses: 'north' }],
  ['south', 'split-by-warehouse', { ownWarehouses: 'south,west' }],
];

interface Received {
  readonly key: string;
  readonly authorization: string | undefined;
  readonly order: { readonly orderId: string; readonly version: number; readonly comment: string | null };
}

let database: TestDatabase;
let uzel: Uzel;
let rest: Rest;
let receiver: Server;
const received: Received[] = [];
/** What the receiver does with a request; absent: it takes the order. */
let answers: ((response: ServerResponse) => void)[] = [];
const opened: OneCDatabase[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { authorization, 'idempotency-key': key } = request.headers;
      received.push({ key: String(key), authorization, order: JSON.parse(body) });
      (answers.shift() ?? ((to: ServerResponse) => to.writeHead(200).end()))(response);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/orders`;
  database = await openTestDatabase();
  await database.db.transaction(async (tx) => {
    for (const [name, kind, own] of NODES) {
      const settings = (kind === 'push-json' ? { ...own, url } : own) as NodeSettings;
      const login = kind === 'push-json' ? {} : { login: name, password: 'password' };
      const node = {
        name,
        kind,
        settings,
        profile: 'trade',
        timeZone: 'Europe/Kyiv',
        idSpace: name,
        ...login,
      } as const;
      await insertNode(tx, 'main', node);
    }
  });
  const { key } = await insertApiKey(database.db.knex, 'main', 'test');
  const config = path.join(process.cwd(), 'test', 'examples.config.json');
  uzel = await Uzel.start({ database, env: { UZEL_CONFIG: config } });
  rest = new Rest(uzel.url, key);
}, 120_000);
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  for (const one of opened) await one.close();
  await uzel.dispose();
  await database.close();
});

interface KindOrder extends RestOrder {
  readonly owner: { readonly name: string } | null;
  readonly routing: { readonly reason: string };
  readonly held: readonly { readonly code: string }[];
}

let placed = 0;
async function place(more: object): Promise<KindOrder> {
  placed += 1;
  const lines = [{ name: 'Матрац', quantity: '1', price: '100' }];
  const customer = { type: 'person', name: 'Олена', phone: '+380501112233' };
  return (await rest.placeOrder({ currency: 'UAH', customer, lines, ...more }, `key-${placed}`)) as KindOrder;
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < 30_000; ) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen in time');
}

async function oneC(login: string): Promise<OneCDatabase> {
  const one = await OneCDatabase.open(`${uzel.url}/1c_exchange`, 'trade', { login, password: 'password' });
  opened.push(one);
  return one;
}

const numbersIn = async (one: OneCDatabase) => (await one.base.all()).map(({ order }) => order.number).sort();
const isAcknowledged = async (id: string, version: number): Promise<boolean> =>
  (await database.db.knex('orders').where({ order_id: id }).first('acknowledged_version')).acknowledged_version ===
  version;

describe('push-json behind the built server', () => {
  it('gives each version of an order once to a receiver that fails twice, though the server is killed meanwhile', async () => {
    const fails = (response: ServerResponse) => response.writeHead(500).end();
    const takesAndHangs = () => undefined;
    answers = [fails, fails, takesAndHangs];
    const { id } = await place({ owner: 'crm' });
    await until(() => received.length === 3);
    expect(await isAcknowledged(id, 1)).toBe(false);
    await uzel.kill();
    await uzel.launch();
    await until(() => isAcknowledged(id, 1));
    expect(received.map(({ key }) => key)).toEqual(Array(4).fill(`${id}-1`));
    expect(received.every(({ authorization }) => authorization === 'Bearer secret')).toBe(true);

    await rest.patchOrder(id, { comment: 'to the back door' });
    await until(() => isAcknowledged(id, 2));
    expect(received.slice(4)).toMatchObject([
      { key: `${id}-2`, order: { orderId: id, version: 2, comment: 'to the back door' } },
    ]);
    const codes = await database.db
      .knex('journal as j')
      .join('nodes as n', 'n.node_id', 'j.node_id')
      .where('n.name', 'crm')
      .orderBy('entry_id')
      .pluck('j.code');
    expect(codes).toEqual(['orders-not-delivered', 'orders-delivered', 'orders-delivered']);
  });
});

describe('promo-and-bonus behind the built server', () => {
  it('takes codes and cards from dictionaries of 1C, keeps unknown cards back, and writes requisites', async () => {
    const one = await oneC('loyal');
    const order = await place({ owner: 'loyal', bonus: { card: CARD, amount: '10.00' }, promoCodes: ['SPRING'] });
    expect(order.held.map(({ code }) => code)).toEqual(['bonus-card-unknown']);
    await one.fetch();
    expect(await numbersIn(one)).toEqual([]);

    const report = await one.sendDictionaries([
      {
        id: 'codes',
        name: 'Промокоды',
        items: [{ id: 'c1', values: { Наименование: 'SPRING', Скидка: '10', ДействуетПо: '2099-05-31' } }],
      },
      { id: 'cards', name: 'Бонусные карты', items: [{ id: 'c2', values: { Наименование: CARD } }] },
    ]);
    expect(report.verdict).toBe('success');
    const entries = await database.db.knex('directory_entries').orderBy('directory');
    expect(entries).toMatchObject([
      { directory: 'promo-and-bonus/bonus-cards', written_key: CARD },
      {
        directory: 'promo-codes',
        written_key: 'SPRING',
        content: { discount: '10' },
        valid_to: new Date('2099-05-31T23:59:59Z'),
      },
    ]);
    expect(await rest.all('/promo-codes')).toMatchObject([{ code: 'SPRING' }]);
    await one.fetch();
    const [stored] = await one.base.all();
    expect(stored?.order.requisites).toMatchObject({
      'Карта лояльности': CARD,
      'Списано бонусов': expect.stringMatching(/^10(\.0+)?$/),
      Акция: 'SPRING',
    });
  });
});

describe('split-by-warehouse behind the built server', () => {
  it('gives each of two 1C the orders of its own warehouses', async () => {
    const orders = [
      await place({ warehouse: 'north' }),
      await place({ warehouse: 'west' }),
      await place({ warehouse: 'south' }),
    ];
    expect(orders.map(({ owner }) => owner?.name)).toEqual(['north', 'south', 'south']);
    expect(orders[1]?.routing.reason).toBe('склад «west» наш');
    const [north, south] = [await oneC('north'), await oneC('south')];
    await north.fetch();
    await south.fetch();
    const [first, ...others] = orders.map(({ number }) => number);
    expect(await numbersIn(north)).toEqual([first]);
    expect(await numbersIn(south)).toEqual(others.sort());
  });
});
