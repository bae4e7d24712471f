import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyPassword } from '../../src/store/nodes/secrets.js';
import { insertExchange } from '../api/exchange-rows.js';
import { type CliWorld, openCliWorld } from './support/cli-world.js';

let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld({ empty: true, env: { FIRST_ORDER_NUMBER: '700' } });
});
afterAll(() => world.close());

interface NodeJson {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly password?: string;
}

const passwordOf = async (login: string): Promise<string> =>
  (await world.knex('nodes').where({ login }).first('password_hash')).password_hash;

describe('uzel node add', () => {
  it('makes a node on an empty database, shop and counters too, and does not repeat a given password', async () => {
    const words = ['node', 'add', 'shop1c', '--login', 'l1', '--password', 'p1-secret', '--profile', 'utp'];
    const node = await world.json<NodeJson>(...words);
    expect(node).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'shop1c',
      kind: 'one-c',
      profile: 'utp',
      login: 'l1',
      idSpace: 'main',
      timeZone: 'Europe/Kyiv',
      state: 'active',
      priority: 0,
      receivesOrders: true,
      sendsOrders: true,
      receivesOnlyOwn: false,
      createsOrders: true,
      createsCustomers: true,
      settings: {},
      ordersTooLong: [],
    });
    expect(await verifyPassword('p1-secret', await passwordOf('l1'))).toBe(true);
    expect(await world.knex('order_counters').select('next')).toEqual([{ next: '700' }]);
  });

  it('takes time zone, id space and that the node gets no orders; trade is the default', async () => {
    const words = ['--time-zone', 'Asia/Almaty', '--id-space', 'south', '--no-orders', '--password', 'p'];
    expect(await world.json('node', 'add', 'Склад Південь', '--login', 'l2', ...words)).toMatchObject({
      profile: 'trade',
      timeZone: 'Asia/Almaty',
      idSpace: 'south',
      receivesOrders: false,
    });
  });

  it('makes a password when none is given, and prints it once', async () => {
    const node = await world.json<NodeJson>('node', 'add', 'made', '--login', 'l3');
    expect(node.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(await verifyPassword(node.password ?? '', await passwordOf('l3'))).toBe(true);
    const { stdout } = await world.run('node', 'add', 'made too', '--login', 'l4');
    const password = /^Password: (\S+)$/m.exec(stdout)?.[1] ?? '';
    expect(await verifyPassword(password, await passwordOf('l4'))).toBe(true);
    expect((await world.run('node', 'list', '--json')).stdout).not.toContain(password);
  });

  it.each([
    [
      'a setting that does not fit the profile',
      ['x', '--login', 'x', '--profile', 'bitrix3', 'ordersEncoding=windows-1251'],
      /bitrix3.*UTF-8 only.*UZ1607/,
    ],
    ['a setting that is none', ['x', '--login', 'x', 'colour=red'], /no key "colour".*ordersFrom.*UZ1607/],
    ['a name that is taken', ['shop1c', '--login', 'x'], /"shop1c" exists already.*UZ1608/],
    ['a login that is taken', ['x', '--login', 'l1'], /"l1" is taken.*UZ1608/],
    ['a login with a colon', ['x', '--login', 'a:b'], /colon.*UZ1607/],
    ['an empty password', ['x', '--login', 'x', '--password', ''], /password is empty.*UZ1607/],
    ['a time zone that is none', ['x', '--login', 'x', '--time-zone', 'Kyiv'], /Europe\/Kyiv.*UZ1607/],
  ])('refuses %s', async (_, words, sentence) => {
    const { code, stdout, stderr } = await world.run('node', 'add', ...words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(await world.knex('nodes').where({ name: 'x' })).toEqual([]);
  });
});

describe('uzel node show', () => {
  it('shows what is set, and how the orders are written by it and by the profile', async () => {
    const words = [
      '--login',
      'l5',
      '--password',
      'p',
      '--profile',
      'bitrix3',
      'taxName=ПДВ',
      'paymentKinds.Долями=card',
      'requisites.Канал=Сайт',
    ];
    const added = await world.json<NodeJson & { settings: unknown }>('node', 'add', 'Сайт', ...words);
    expect(added.settings).toEqual({
      taxName: 'ПДВ',
      paymentKinds: { Долями: 'card' },
      requisites: { Канал: 'Сайт' },
    });
    expect(await world.json('node', 'show', 'Сайт')).toMatchObject({
      profile: 'bitrix3',
      settings: added.settings,
      orders: { schemaVersion: '3.1', ordersEncoding: 'utf-8', taxName: 'ПДВ', companyCodeElement: 'ОКПО' },
    });
    const { stdout } = await world.run('node', 'show', 'Сайт');
    expect(stdout).toMatch(/^paymentKinds\.Долями +card$/m);
    expect(stdout).toMatch(/^Its orders are written with:\nschemaVersion +3\.1$/m);
    expect(stdout).toMatch(/^requisites +.*Заказ оплачен.*,Канал/m);
    const help = (await world.run('node', 'set', '--help')).stdout;
    const shown = Array.from(stdout.matchAll(/^(taxName|requisites|paymentKinds)(?=[. ])/gm), ([, key]) => key ?? '');
    const inHelp = [...new Set(shown)].sort((a, b) => help.indexOf(`  ${a}`) - help.indexOf(`  ${b}`));
    expect(shown.slice(0, 3)).toEqual(inHelp);
    expect((await world.run('node', 'show', 'nobody')).stderr).toMatch(/no node "nobody".*\(UZ1507\)\n$/);
    expect(await world.json('node', 'remove', 'Сайт')).toMatchObject({ removed: true });
  });
});

describe('uzel node list', () => {
  it('shows the nodes, and when each 1C was heard last', async () => {
    const { node_id } = await world.knex('nodes').where({ name: 'shop1c' }).first('node_id');
    await insertExchange(world.knex, node_id, { last_seen_at: new Date('2026-07-01T09:30:00Z') });
    await insertExchange(world.knex, node_id, { last_seen_at: new Date('2026-06-01T09:30:00Z') });
    await insertExchange(world.knex, node_id, { type: 'import', last_seen_at: new Date('2026-08-01T09:30:00Z') });
    const { items } = await world.json<{ items: Record<string, unknown>[] }>('node', 'list');
    expect(items.map(({ name, lastExchangeAt }) => [name, lastExchangeAt])).toEqual([
      ['shop1c', '2026-07-01T09:30:00.000Z'],
      ['Склад Південь', null],
      ['made', null],
      ['made too', null],
    ]);
    const { stdout } = await world.run('node', 'list');
    const lines = stdout.split('\n');
    const place = lines[0]?.indexOf('LAST EXCHANGE') ?? -1;
    expect(lines[1]?.slice(place)).toBe('2026-07-01 12:30:00'); // TZ of the process is Europe/Kyiv
    expect(lines[2]?.slice(place)).toBe('never');
    expect(lines[2]).toMatch(/^Склад Південь +trade +l2 +active +sends +0 +south +Asia\/Almaty/);
  });
});

describe('uzel node password', () => {
  it('replaces the password by a given one, or by one that it makes', async () => {
    expect(await world.json('node', 'password', 'made', '--password', 'another')).toEqual({
      name: 'made',
      login: 'l3',
    });
    expect(await verifyPassword('another', await passwordOf('l3'))).toBe(true);
    const { password } = await world.json<NodeJson>('node', 'password', 'made');
    expect(await verifyPassword(password ?? '', await passwordOf('l3'))).toBe(true);
    expect(await verifyPassword('another', await passwordOf('l3'))).toBe(false);
  });

  it('refuses an unknown node', async () => {
    const { code, stderr } = await world.run('node', 'password', 'nobody');
    expect(code).toBe(1);
    expect(stderr).toMatch(/no node "nobody".*\(UZ1507\)\n$/);
  });
});

describe('uzel node remove', () => {
  it('ends the login and tells what happens to the orders', async () => {
    const { node_id } = await world.knex('nodes').where({ name: 'shop1c' }).first('node_id');
    const order = { customer: '{}', currency: 'UAH', lines: '[]', total: '1', placed_at: new Date() };
    await world.knex('orders').insert([
      { ...order, shop_id: 'main', order_id: crypto.randomUUID(), number: '1', owner_node_id: node_id },
      {
        ...order,
        shop_id: 'main',
        order_id: crypto.randomUUID(),
        number: '2',
        owner_node_id: node_id,
        acknowledged_version: 1,
      },
    ]);
    const { code, stdout } = await world.run('node', 'remove', 'shop1c');
    expect(code).toBe(0);
    expect(stdout).toMatch(/login l1 works no more/);
    expect(stdout).toMatch(/orders \(2; 1 of them its 1C has not confirmed\) stay its own/);
    expect(await world.knex('nodes').where({ name: 'shop1c' }).whereNull('removed_at')).toEqual([]);
    expect(await world.knex('orders').where({ owner_node_id: node_id }).count({ count: '*' })).toEqual([
      { count: '2' },
    ]);
    expect(await world.knex('exchanges').where({ node_id }).whereNull('ended_at')).toEqual([]);
  });

  it('prints a document, and refuses the second time', async () => {
    expect(await world.json('node', 'remove', 'made')).toEqual({
      name: 'made',
      removed: true,
      orders: { owned: 0, waiting: 0, held: 0, locked: 0, conflicts: 0, duplicates: 0 },
    });
    expect(await world.run('node', 'remove', 'made')).toMatchObject({ code: 1, stdout: '' });
  });
});
