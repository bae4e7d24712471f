import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { matchCustomer } from '../../src/exchange/directories/customers.js';
import type { CustomerRule } from '../../src/nodes/exchange-node.js';
import type { OrderCustomer } from '../../src/orders.js';
import type { CustomerLink } from '../../src/store/customers/customer-links.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const SHOP = 'main';
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.db
    .knex('shops')
    .where({ shop_id: SHOP })
    .update({ settings: { country: 'UA' } });
});
afterAll(() => database.close());

type Person = Partial<OrderCustomer>;

const match = async (
  person: Person,
  rules?: readonly CustomerRule[],
  over: { create?: boolean; links?: CustomerLink[] } = {},
): Promise<string | null> =>
  await database.db.transaction(
    async (tx) =>
      await matchCustomer(tx, SHOP, { type: 'person', name: 'Олена', ...person }, rules, {
        create: over.create ?? true,
        nodeId: null,
        onLink: (link) => over.links?.push(link),
      }),
  );

const known = async (person: Person): Promise<string> => {
  const id = await match(person);
  if (id === null) throw new Error('no customer was made');
  return id;
};

const row = async (customerId: string) =>
  await database.db.knex('customers').where({ customer_id: customerId }).first();
const links = async (customerId: string) =>
  await database.db
    .knex('customer_links')
    .where({ customer_id: customerId })
    .orWhere({ other_id: customerId })
    .select('matched_by')
    .orderBy('matched_by');

describe('customers', () => {
  it('are found again by any of what is known of them, however it is written', async () => {
    const id = await known({ id: 'c-1', taxId: '7701234567', phone: '050 111-22-33', email: 'Olena@Example.com' });
    expect(await match({ id: ' c-1 ' })).toBe(id);
    expect(await match({ taxId: '77 01 234567' })).toBe(id);
    expect(await match({ phone: '+38 (050) 111 22 33' })).toBe(id);
    expect(await match({ email: ' olena@example.COM ' })).toBe(id);
    expect(await match({ phone: '0501112234' })).not.toBe(id);
  });

  it('keep what they have, and get what they lack', async () => {
    const id = await known({ phone: '0671000001', name: 'Перша назва' });
    expect(await match({ phone: '+380671000001', email: 'first@x.ua', name: 'Інша' })).toBe(id);
    expect(await match({ email: 'first@x.ua', phone: '0671000002', id: 'late' })).toBe(id);
    expect(await row(id)).toMatchObject({
      name: 'Перша назва',
      phone: '0671000001',
      phone_key: '+380671000001',
      email: 'first@x.ua',
      external_id: 'late',
    });
    const before = await row(id);
    expect(await match({ email: 'other@x.ua', phone: '0671000001' })).toBe(id);
    expect(await row(id)).toEqual(before);
  });

  it('are looked for by the rules of the node, in their order', async () => {
    const byPhone = await known({ phone: '0671000010' });
    const byMail = await known({ email: 'rules@x.ua' });
    const both = { phone: '0671000010', email: 'rules@x.ua' };
    expect(await match(both)).toBe(byPhone);
    expect(await match(both, ['email', 'phone'])).toBe(byMail);
    expect(await match({ ...both, email: 'nobody@x.ua' }, ['email'], { create: false })).toBeNull();
  });

  it('that rules disagree about are linked once, told of once, and never merged', async () => {
    const one = await known({ id: 'l-1', phone: '0671000020' });
    const other = await known({ id: 'l-2', email: 'l@x.ua' });
    const told: CustomerLink[] = [];
    const both = { id: 'l-2', phone: '0671000020', email: 'l@x.ua' };
    expect(await match(both, undefined, { links: told })).toBe(other);
    expect(told).toEqual([{ customerId: other, otherId: one, matchedBy: 'phone' }]);
    expect(await match(both, undefined, { links: told })).toBe(other);
    expect(await match(both, ['phone', 'email'], { links: told })).toBe(one);
    expect(told).toHaveLength(1);
    expect(await links(one)).toEqual([{ matched_by: 'phone' }]);
    expect((await row(one)).email).toBeNull(); // another's
    expect((await row(other)).email).toBe('l@x.ua');
  });

  it('of several that one rule finds the oldest is taken, and all are linked to it', async () => {
    const first = await known({ id: 's-1', phone: '0671000030' });
    const second = await match({ id: 's-2', phone: '0671000030' }, ['id']);
    expect(second).not.toBe(first);
    const told: CustomerLink[] = [];
    expect(await match({ phone: '067 100 00 30' }, undefined, { links: told })).toBe(first);
    expect(told).toEqual([{ customerId: first, otherId: second, matchedBy: 'phone' }]);
  });

  it('with different tax ids are different, whatever telephone they share: linked, not merged', async () => {
    const phone = '0671000050';
    const one = await known({ type: 'company', taxId: '1111111111', phone });
    const told: CustomerLink[] = [];
    const other = await match({ type: 'company', taxId: '2222222222', phone }, undefined, { links: told });
    expect(other).not.toBe(one);
    expect(told).toEqual([{ customerId: other, otherId: one, matchedBy: 'phone' }]);
    expect(await match({ type: 'company', taxId: '2222222222', phone }, undefined, { links: told })).toBe(other);
    expect(told).toHaveLength(1);
    expect(await match({ type: 'company', taxId: '3333333333', phone }, undefined, { create: false })).toBeNull();
    expect(await match({ phone })).toBe(one);
    const untaxed = await known({ email: 'untaxed@x.ua' });
    expect(await match({ taxId: '4444444444', email: 'untaxed@x.ua' })).toBe(untaxed);
  });

  it('are not made where the node makes none, and not when nobody could find them again', async () => {
    expect(await match({ phone: '0671000040' }, undefined, { create: false })).toBeNull();
    const count = async () => Number((await database.db.knex('customers').count({ n: '*' }))[0]?.n);
    const before = await count();
    expect(await match({ name: 'Розничный покупатель' })).toBeNull();
    expect(await match({ phone: '0671000040' }, ['taxId'])).toBeNull();
    expect(await count()).toBe(before);
  });

  it('that many orders name at the same time for the first time are one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const phone = `067200000${round}`;
      const email = `rush-${round}@x.ua`;
      const people: Person[] = [
        { phone, email },
        { phone: `+38${phone}`, email: email.toUpperCase() },
        { email, phone },
        { phone, email, id: `rush-${round}` },
      ];
      const found = await Promise.all([...people, ...people].map(async (person) => await match(person)));
      expect(new Set(found).size).toBe(1);
      expect(await database.db.knex('customers').where({ email_key: email })).toHaveLength(1);
    }
  });
});
