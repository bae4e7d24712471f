import { describe, expect, it } from '@jest/globals';
import { compareCustomers, factsOf, sameness } from '../../src/exchange/orders-in/same-document.js';
import type { Order, OrderCustomer } from '../../src/orders.js';
import type { DocumentRecord } from '../../src/records.js';
import { GUID, OTHER_GUID } from './documents-world.js';
import { orderDocument } from './orders-world.js';

const person = (name: string, phone?: string) => ({
  type: 'person' as const,
  name,
  contacts: phone === undefined ? [] : [{ type: 'Телефон', value: phone }],
  extra: {},
});

/** Order 000001 of 5 January over 9990, of Anna. */
const order = (oneC: Order['oneC'] = { id: GUID }, customer: OrderCustomer = ANNA) =>
  ({ oneC, customer, total: '9990.00' }) as Order;

const ANNA: OrderCustomer = { type: 'person', name: 'Анна Иванова', phone: '+7 912 345-67-89' };
const RETAIL: OrderCustomer = { type: 'person', name: 'Розничный покупатель' };

const proof = (
  document: Partial<DocumentRecord>,
  { of = order(), sharesIds = true }: { of?: Order; sharesIds?: boolean } = {},
) => {
  const facts = { number: '000001', date: '2026-01-05', amount: '9990', ...document };
  return sameness(factsOf(orderDocument(facts)), { order: of, date: '2026-01-05', sharesIds }, 'RU');
};

describe('a document that has the number of another node’s order is that order', () => {
  it.each([
    [
      'by its facts, though it was entered anew',
      { id: OTHER_GUID, counterparties: [person('А. Иванова', '89123456789')] },
      'facts',
    ],
    ['by its facts, with a namesake, when it has no guid', { counterparties: [person('анна  ИВАНОВА')] }, 'facts'],
    [
      'by number and customer, though the sum has changed',
      { amount: '1', counterparties: [person('Анна', '8 (912) 345-67-89')] },
      'number',
    ],
    ['by number, day and sum, when it names nobody', {}, 'number'],
    [
      'by number, sum and the name, though the day differs',
      { date: '2026-01-09', counterparties: [person('Анна Иванова')] },
      'number',
    ],
  ] as const)('%s', (_, document, by) => {
    expect(proof(document as Partial<DocumentRecord>)).toBe(by);
  });
});

describe('two databases that know nothing of each other: number, day and sum may be the same by chance', () => {
  it.each([
    ['another customer', { id: OTHER_GUID, counterparties: [person('Пётр', '+79990000000')] }],
    ['another customer, and no guid to tell', { counterparties: [person('Пётр')] }],
    ['a namesake with another telephone', { counterparties: [person('Анна Иванова', '+79990000000')] }],
    ['a namesake in a document of another guid', { id: OTHER_GUID, counterparties: [person('Анна Иванова')] }],
    ['nobody named, another guid', { id: OTHER_GUID }],
    ['nobody named, another day', { date: '2026-01-06' }],
    ['nobody named, another sum', { amount: '9991' }],
    [
      'the same customer, another sum, another guid',
      { id: OTHER_GUID, amount: '1', counterparties: [person('Анна', '89123456789')] },
    ],
  ])('%s', (_, document) => {
    expect(proof(document)).toBeNull();
  });

  it('the retail customer of each', () => {
    const retail = { of: order({ id: GUID }, RETAIL) };
    expect(proof({ id: OTHER_GUID, counterparties: [person('Розничный покупатель')] }, retail)).toBeNull();
  });

  it('whose nodes have id spaces of their own, but for all the facts of one customer', () => {
    const apart = { sharesIds: false };
    expect(proof({}, apart)).toBeNull();
    expect(proof({ amount: '1', counterparties: [person('Анна', '89123456789')] }, apart)).toBeNull();
    expect(proof({ counterparties: [person('Анна', '89123456789')] }, apart)).toBe('facts');
  });
});

describe('the facts of a document', () => {
  it('take the number and date of 1C before those of the site, and know a guid from other ids', () => {
    const document = orderDocument({
      id: ` ${GUID}`,
      number: '17',
      date: '2025-12-31',
      fate: { oneCNumber: 'УТ-1', oneCDate: '2026-01-01T10:00:00' },
    });
    expect(factsOf(document)).toMatchObject({
      guid: GUID.toLowerCase(),
      numbers: ['УТ-1', '17'],
      year: 2026,
      date: '2026-01-01',
    });
    expect(factsOf(orderDocument({ id: '000000017', number: '' }))).toMatchObject({
      guid: null,
      numbers: [],
      key: '000000017',
    });
    expect(factsOf(orderDocument({ id: '00000000-0000-0000-0000-000000000000' })).guid).toBeNull();
    expect(factsOf(orderDocument({ number: 'УТ-1', date: '2026-01-01' })).key).toBe('ут-1 2026-01-01');
  });
});

describe('two mentions of a customer', () => {
  const company = (taxId: string, name: string): OrderCustomer => ({ type: 'company', taxId, name });

  it.each([
    [company('7701 234567', 'ООО «Ромашка»'), company('7701234567', 'Ромашка'), 'same'],
    [company('7701234567', 'Ромашка'), company('7709999999', 'Ромашка'), 'differs'],
    [{ ...ANNA, email: 'A@example.com' }, { ...RETAIL, email: 'a@EXAMPLE.com' }, 'same'],
    [{ ...RETAIL, id: GUID }, { ...ANNA, id: GUID.toLowerCase() }, 'same'],
    [{ ...RETAIL, id: '1' }, { ...RETAIL, id: '1' }, 'alike'],
    [RETAIL, ANNA, 'differs'],
    [null, ANNA, 'unknown'],
  ] as const)('%j and %j: %s', (one, other, verdict) => {
    expect(compareCustomers(one, other, 'RU')).toBe(verdict);
  });
});
