import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { type CliWorld, openCliWorld } from './support/cli-world.js';

let world: CliWorld;
let node: ExchangeNode;
beforeAll(async () => {
  world = await openCliWorld();
  const input = { name: 'shop', profile: 'trade', login: 'shop', password: 'p', timeZone: 'Europe/Kyiv' } as const;
  node = await world.db.transaction((tx) => insertNode(tx, 'main', input));
});
afterAll(() => world.close());

const stored = async () => await world.knex('nodes').where({ node_id: node.nodeId }).first();

describe('uzel node set', () => {
  it('sets what a node has of its own and every setting, as values of their types', async () => {
    const set = await world.json<{ settings: unknown }>(
      ...[
        'node',
        'set',
        'shop',
        'profile=utp',
        'idSpace=south',
        'timeZone=Asia/Almaty',
        'receivesOrders=no',
        'state=active',
      ],
      ...[
        'numberPrefix=A-',
        'ordersEncoding=utf-8',
        'schemaVersion=2.10',
        'currencySpelling.rub=руб',
        'defaultCurrency=uah',
      ],
      ...['currencySpelling.UAH=грн', 'removalAction=nothing', 'keepFields=name, price', 'fullRunQuietMinutes=5'],
      ...[
        'removalLimitPercent=50',
        'missingAttributeMeans=full',
        'requisites.Сайт=https://shop.example/?a=b',
        'requisites.v1.0=x',
      ],
    );
    const settings = {
      numberPrefix: 'A-',
      ordersEncoding: 'utf-8',
      schemaVersion: '2.10',
      currencySpelling: { RUB: 'руб', UAH: 'грн' },
      defaultCurrency: 'UAH',
      removalAction: 'nothing',
      keepFields: ['name', 'price'],
      fullRunQuietMinutes: 5,
      removalLimitPercent: 50,
      missingAttributeMeans: 'full',
      requisites: { Сайт: 'https://shop.example/?a=b', 'v1.0': 'x' },
    };
    expect(set).toMatchObject({
      name: 'shop',
      profile: 'utp',
      idSpace: 'south',
      timeZone: 'Asia/Almaty',
      state: 'active',
      receivesOrders: false,
      settings,
    });
    expect((await stored()).settings).toEqual(settings);
  });

  it('without key=value shows what is set, in the words that set it', async () => {
    const { code, stdout } = await world.run('node', 'set', 'shop');
    expect(code).toBe(0);
    const pairs = Object.fromEntries(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    );
    expect(pairs).toMatchObject({
      name: 'shop',
      receivesOrders: 'false',
      keepFields: 'name,price',
      'currencySpelling.RUB': 'руб',
      'requisites.v1.0': 'x',
    });
  });

  it('an empty value goes back to the default, of one name or of all', async () => {
    const words = ['numberPrefix=', 'currencySpelling.RUB=', 'requisites=', 'keepFields=', 'profile=', 'timeZone='];
    const set = await world.json<{ settings: Record<string, unknown> }>('node', 'set', 'shop', ...words, 'idSpace=');
    expect(set).toMatchObject({ profile: 'trade', timeZone: 'Europe/Kyiv', idSpace: 'main' });
    expect(set.settings).toMatchObject({ currencySpelling: { UAH: 'грн' }, schemaVersion: '2.10' });
    expect(Object.keys(set.settings)).not.toEqual(expect.arrayContaining(['numberPrefix']));
    for (const gone of ['numberPrefix', 'requisites', 'keepFields']) expect(set.settings).not.toHaveProperty(gone);
    const last = await world.json<{ settings: object }>('node', 'set', 'shop', 'currencySpelling.UAH=');
    expect(last.settings).not.toHaveProperty('currencySpelling');
  });

  it('renames; the node is found by its new name', async () => {
    expect(await world.json('node', 'set', 'shop', 'name=Магазин №1')).toMatchObject({ name: 'Магазин №1' });
    expect((await world.run('node', 'set', 'shop', 'state=paused')).stderr).toMatch(/\(UZ1507\)/);
    expect(await world.json('node', 'set', 'Магазин №1', 'name=shop')).toMatchObject({ name: 'shop' });
  });

  it.each([
    ['a wrong setting', 'schemaVersion=2.1', /2\.04 to 2\.10.*\(UZ1607\)\n$/],
    ['a wrong value of its own', 'timeZone=Kyiv', /Europe\/Kyiv.*\(UZ1607\)\n$/],
    ['settings that do not fit the profile', 'profile=bitrix3', /no orders in 2\.10.*\(UZ1607\)\n$/],
  ])('refuses %s with a sentence and stores nothing of the command', async (_, wrong, sentence) => {
    const before = await stored();
    const { code, stdout, stderr } = await world.run('node', 'set', 'shop', 'idSpace=elsewhere', wrong);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    expect(await stored()).toEqual(before);
  });

  it('loses none of two changes that are made at once', async () => {
    await Promise.all([
      world.json('node', 'set', 'shop', 'requisites.one=1'),
      world.json('node', 'set', 'shop', 'requisites.two=2'),
    ]);
    expect((await stored()).settings.requisites).toEqual({ one: '1', two: '2' });
  });
});
