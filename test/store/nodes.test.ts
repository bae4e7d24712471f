import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Profile } from '../../src/nodes/exchange-node.js';
import { openExchange, seeExchange } from '../../src/store/exchanges/exchanges.js';
import {
  findNode,
  findNodeByLogin,
  getNode,
  insertNode,
  listNodes,
  type NewNode,
  type NodeChanges,
  removeNode,
  setPassword,
  updateNode,
} from '../../src/store/nodes/nodes.js';
import { verifyPassword } from '../../src/store/nodes/secrets.js';
import { insertShop } from '../../src/store/nodes/shops.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => await test.close());

let count = 0;
const insert = async (node: Partial<NewNode> = {}) => {
  count += 1;
  const defaults = {
    name: `node ${count}`,
    login: `login${count}`,
    password: 'p',
    profile: 'utp',
    timeZone: 'Europe/Kyiv',
  } as const;
  return await test.db.transaction(async (tx) => await insertNode(tx, 'main', { ...defaults, ...node }));
};
const update = async (nodeId: string, changes: NodeChanges) =>
  await test.db.transaction(async (tx) => await updateNode(tx, 'main', nodeId, changes));
const remove = async (nodeId: string) => await test.db.transaction(async (tx) => await removeNode(tx, 'main', nodeId));
const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

describe('a node', () => {
  it('is made with what is given and the defaults of the rest', async () => {
    const node = await insert({ name: ' Основна ', login: ' kyiv ', settings: { numberPrefix: 'К-' } });
    expect(node).toEqual({
      shopId: 'main',
      nodeId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      name: 'Основна',
      kind: 'one-c',
      profile: 'utp',
      login: 'kyiv',
      idSpace: 'main',
      timeZone: 'Europe/Kyiv',
      state: 'active',
      priority: 0,
      receivesOrders: true,
      sendsOrders: true,
      receivesOnlyOwn: false,
      createsOrders: true,
      createsCustomers: true,
      settings: { numberPrefix: 'К-' },
    });
    expect(await findNode(test.db.knex, 'main', node.nodeId)).toEqual(node);
    expect(await findNode(test.db.knex, 'main', 'Основна')).toEqual(node);
    expect(await findNode(test.db.knex, 'other', 'Основна')).toBeNull();
    expect((await findNodeByLogin(test.db.knex, 'kyiv'))?.node).toEqual(node);
    expect(await listNodes(test.db.knex, 'main')).toContainEqual(node);
  });

  it('has its password stored hashed, and changed', async () => {
    const node = await insert({ password: 'first secret' });
    const hash = async () => (await findNodeByLogin(test.db.knex, node.login ?? ''))?.passwordHash ?? '';
    expect(await hash()).not.toContain('first secret');
    expect(await verifyPassword('first secret', await hash())).toBe(true);
    await setPassword(test.db.knex, 'main', node.nodeId, 'second');
    expect(await verifyPassword('first secret', await hash())).toBe(false);
    expect(await verifyPassword('second', await hash())).toBe(true);
  });

  it('loses the sessions that were opened with its former password', async () => {
    const [node, other] = [await insert(), await insert()];
    const open = async (of: { nodeId: string }) =>
      (await openExchange(test.db.knex, { shopId: 'main', nodeId: of.nodeId, type: 'catalog' })).cookie;
    const [cookie, foreign] = [await open(node), await open(other)];
    expect(await seeExchange(test.db.knex, cookie, 120)).not.toBeNull();
    await setPassword(test.db.knex, 'main', node.nodeId, 'changed');
    expect(await seeExchange(test.db.knex, cookie, 120)).toBeNull();
    expect(await seeExchange(test.db.knex, foreign, 120)).not.toBeNull();
  });

  it('is changed in what is said alone', async () => {
    const node = await insert({ settings: { numberPrefix: 'A' }, idSpace: 'shared' });
    const changed = await update(node.nodeId, { timeZone: 'Asia/Almaty', state: 'paused', name: undefined });
    expect(changed).toEqual({ ...node, timeZone: 'Asia/Almaty', state: 'paused' });
    expect(await update(node.nodeId, {})).toEqual(changed);
    expect((await update(node.nodeId, { settings: {} })).settings).toEqual({});
  });

  it('shares neither its name nor its login', async () => {
    const [one, two] = [await insert(), await insert()];
    expect(await codeOf(insert({ name: one.name }))).toBe('UZ1608');
    expect(await codeOf(insert({ login: one.login ?? '' }))).toBe('UZ1608');
    expect(await codeOf(update(two.nodeId, { name: one.name }))).toBe('UZ1608');
    expect(await codeOf(update(two.nodeId, { login: one.login ?? '' }))).toBe('UZ1608');
  });

  it.each<[string, Partial<NewNode>, string]>([
    ['a login with a colon', { login: 'a:b' }, 'UZ1607'],
    ['a login with a line feed', { login: 'a\nb' }, 'UZ1607'],
    ['a blank login', { login: ' ' }, 'UZ1607'],
    ['a blank name', { name: ' ' }, 'UZ1607'],
    ['a name with NUL', { name: 'a\0b' }, 'UZ1607'],
    ['an empty password', { password: '' }, 'UZ1607'],
    ['an unknown time zone', { timeZone: 'Europe/Nowhere' }, 'UZ1607'],
    ['a blank id space', { idSpace: '' }, 'UZ1607'],
    ['an unknown profile', { profile: 'sap' as Profile }, 'UZ1607'],
  ])('is refused with %s', async (_, node, code) => {
    const before = await listNodes(test.db.knex, 'main');
    expect(await codeOf(insert(node))).toBe(code);
    expect(await listNodes(test.db.knex, 'main')).toEqual(before);
  });

  it('takes each profile', async () => {
    const node = await insert();
    for (const profile of ['utp', 'unf', 'bitrix3', 'trade'] as const) {
      expect(await update(node.nodeId, { profile })).toMatchObject({ profile });
    }
  });

  it('when removed, frees its name and login, ends its exchanges, and keeps its row', async () => {
    const node = await insert();
    const { cookie } = await openExchange(test.db.knex, { shopId: 'main', nodeId: node.nodeId, type: 'catalog' });
    await remove(node.nodeId);
    expect(await findNode(test.db.knex, 'main', node.nodeId)).toBeNull();
    expect(await findNodeByLogin(test.db.knex, node.login ?? '')).toBeNull();
    expect(await seeExchange(test.db.knex, cookie, 120)).toBeNull();
    expect(await test.db.knex('nodes').where({ node_id: node.nodeId }).first()).toMatchObject({
      state: 'paused',
      name: node.name,
    });
    const heir = await insert({ name: node.name, login: node.login ?? '' });
    expect(heir.nodeId).not.toBe(node.nodeId);
    await remove(heir.nodeId);
    expect(await codeOf(remove(heir.nodeId))).toBe('UZ1507');
  });

  it('that is unknown is an error to get, change, remove, or give a password', async () => {
    const nobody = '0190a000-0000-7000-8000-000000000001';
    expect(await codeOf(getNode(test.db.knex, 'main', 'nobody'))).toBe('UZ1507');
    expect(await codeOf(update(nobody, { state: 'paused' }))).toBe('UZ1507');
    expect(await codeOf(remove(nobody))).toBe('UZ1507');
    expect(await codeOf(setPassword(test.db.knex, 'main', nobody, 'x'))).toBe('UZ1507');
  });

  it('keeps its flags and priority, and what a kind has set of its own', async () => {
    const flags = { sendsOrders: false, receivesOnlyOwn: true, createsOrders: false, createsCustomers: false };
    const settings = { numberPrefix: 'P-', url: 'https://crm.example' };
    const node = await insert({ kind: 'push', priority: 7, ...flags, settings });
    expect(node).toMatchObject({ kind: 'push', priority: 7, ...flags, settings });
    expect(await update(node.nodeId, { priority: -7, sendsOrders: true })).toEqual({
      ...node,
      priority: -7,
      sendsOrders: true,
    });
  });

  it('that the server calls has neither login nor password', async () => {
    const [one, two] = [await insert({ login: undefined, password: undefined }), await insert({ login: undefined })];
    expect([one.login, two.login]).toEqual([null, null]);
    const { password_hash } = await test.db.knex('nodes').where({ node_id: one.nodeId }).first('password_hash');
    expect(password_hash).toBeNull();
  });

  it('has its login to itself on the whole server, and its name in its shop', async () => {
    await test.db.transaction(async (tx) => await insertShop(tx, 'other', {}, 1));
    const node = await insert();
    const same = { name: node.name, profile: 'utp', password: 'p', timeZone: 'UTC' } as const;
    const elsewhere = async (login: string) =>
      await test.db.transaction(async (tx) => await insertNode(tx, 'other', { ...same, login }));
    expect(await codeOf(elsewhere(node.login ?? ''))).toBe('UZ1608');
    const other = await elsewhere('elsewhere');
    expect((await findNodeByLogin(test.db.knex, 'elsewhere'))?.node).toEqual(other);
    expect([other.shopId, other.name]).toEqual(['other', node.name]);
    expect(await findNode(test.db.knex, 'main', node.name)).toEqual(node);
    expect(await listNodes(test.db.knex, 'other')).toEqual([other]);
  });
});
