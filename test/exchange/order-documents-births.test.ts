import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DocumentRecord } from '../../src/records.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { type DocumentsWorld, documentLine, GUID, openDocumentsWorld } from './documents-world.js';
import { orderDocument, SHOP } from './orders-world.js';

let world: DocumentsWorld;
beforeEach(async () => {
  world = await openDocumentsWorld();
});
afterEach(() => world.close());

describe('an order that was made in 1C', () => {
  const document: Partial<DocumentRecord> = {
    id: GUID,
    number: 'УТ-00000077',
    date: '2026-07-01',
    time: '12:30:00',
    currency: 'UAH',
    amount: '55.5',
    counterparties: [
      { type: 'company', name: 'Ми', role: 'Продавец', contacts: [], extra: {} },
      {
        type: 'person',
        id: 'k-1',
        name: 'Іван',
        role: 'Покупатель',
        taxId: '123',
        address: 'Київ',
        contacts: [
          { type: 'Электронная почта', value: 'i@example.com' },
          { type: 'Телефон рабочий', value: '+380' },
        ],
        extra: {},
      },
    ],
    lines: [documentLine({ id: 'a', name: 'Матрац', quantity: '1', price: '55.5', amount: '55.5' })],
    fate: { status: 'Открыт', paid: true },
  };

  it('is not made of a document that tells only how an order fares', async () => {
    const minimal = { id: GUID, number: '92', requisites: [], fate: { oneCNumber: 'БА-1', paid: true } };
    expect(await world.tell(minimal)).toEqual(['ignored']);
    expect(await world.tell({ ...minimal, amount: '0', lines: [] })).toEqual(['ignored']);
    expect(await world.count('orders')).toBe(0);
    expect((await world.told()).map((entry) => `${entry.code} ${entry.severity}`)).toEqual([
      'document-unmatched info',
      'document-unmatched info',
    ]);
    await world.tell({ ...minimal, amount: '0', lines: [] });
    expect(await world.told()).toEqual([]);
    expect(await world.knex('other_records')).toMatchObject([
      { name: 'Документ', external_id: `order:${GUID}`, content: { number: '92', fate: { oneCNumber: 'БА-1' } } },
    ]);
    expect(await world.tell({ ...minimal, amount: '5', currency: 'UAH' })).toEqual(['created']);
  });

  it.each([{ role: 'Покупець' }, { role: 'Постачальник', roles: ['Постачальник', 'Покупець'] }])(
    'has its buyer by role, in Ukrainian too: %j',
    async (roles) => {
      const seller = { type: 'company' as const, name: 'Ми', role: 'Продавець', contacts: [], extra: {} };
      const buyer = { type: 'person' as const, name: 'Олена', contacts: [], extra: {}, ...roles };
      await world.tell({ ...document, counterparties: [seller, buyer] });
      expect((await world.knex('orders').first()).customer).toMatchObject({ name: 'Олена' });
    },
  );

  it('is this node’s from birth, with its number, and not offered back until the shop changes it', async () => {
    const other = await world.node({ settings: {} });
    expect(await world.apply(other, orderDocument(document))).toEqual(['created']);
    const row = await world.knex('orders').first();
    const order = await world.read(row.order_id);
    expect(order).toMatchObject({
      number: 'УТ-00000077',
      ownerNodeId: other.nodeId,
      currency: 'UAH',
      total: '55.50',
      status: 'Открыт',
      paid: true,
      version: 1,
      customer: {
        id: 'k-1',
        type: 'person',
        name: 'Іван',
        phone: '+380',
        email: 'i@example.com',
        taxId: '123',
        address: { text: 'Київ' },
      },
      lines: [{ lineNo: 1, externalId: 'a', amount: '55.50' }],
      oneC: { id: GUID, number: 'УТ-00000077', date: '2026-07-01' },
    });
    expect(order.placedAt.toISOString()).toBe('2026-07-01T09:30:00.000Z'); // Kyiv, summer
    expect(row).toMatchObject({ origin: 'node', number_frozen: true });
    expect(await world.isDue(order.orderId)).toBe(false);
    expect(await world.told()).toMatchObject([{ code: 'order-created', severity: 'info' }]);
    await patchOrder(world.services.db, SHOP, order.orderId, { status: 'packed' });
    expect(await world.isDue(order.orderId)).toBe(true);
  });

  it('is counted to the site that the node names for such orders', async () => {
    const node = await world.node({ settings: { siteOfNewOrders: 'b2b.example' } });
    await world.apply(node, orderDocument(document));
    expect(await world.knex('orders').select('site', 'owner_node_id')).toEqual([
      { site: 'b2b.example', owner_node_id: node.nodeId },
    ]);
  });

  it('sent again changes nothing', async () => {
    await world.tell(document);
    const before = await world.state();
    expect(await world.tell({ ...document, line: 77 })).toEqual(['unchanged']);
    expect(await world.state()).toEqual(before);
  });

  it('without an id is found again by its number in its year', async () => {
    const { id: _, ...anonymous } = document;
    await world.tell(anonymous);
    const before = await world.state();
    expect(await world.tell(anonymous)).toEqual(['unchanged']);
    expect(await world.state()).toEqual(before);
    expect(await world.tell({ ...anonymous, date: '2027-07-01' })).toEqual(['created']);
  });

  it('gets a number of ours when its own is taken, too long with the prefix, or not there', async () => {
    await world.place({ number: '5' });
    const numberOf = async (id: string) => (await world.knex('orders').where({ one_c_id: id }).first('number')).number;
    for (const [id, number] of [
      ['i', 'S-5'],
      ['j', '1234567890'],
      ['k', ''],
    ] as const) {
      expect(await world.tell({ ...document, id, number })).toEqual(['created']);
    }
    expect([await numberOf('i'), await numberOf('j'), await numberOf('k')]).toEqual(['1', '2', '3']);
    expect(await world.tell({ ...document, id: 'l', number: 'S-6' })).toEqual(['created']);
    expect(await numberOf('l')).toBe('6');
  });

  it('finds its offers in the node’s id space', async () => {
    for (const id_space of ['main', 'other']) {
      await world.knex('offers').insert({
        shop_id: SHOP,
        offer_id: world.knex.raw('gen_random_uuid()'),
        id_space,
        product_external_id: 'a',
        name: id_space,
      });
    }
    const other = await world.node({ idSpace: 'other', settings: {} });
    await world.apply(other, orderDocument(document));
    const offer = await world.knex('offers').where({ id_space: 'other' }).first('offer_id');
    expect((await world.knex('orders').first('lines')).lines).toMatchObject([{ offerId: offer.offer_id }]);
  });

  it('is not born of a document that is no order', async () => {
    expect(await world.tell({ ...document, operation: 'payment', operationText: 'Выплата наличных денег' })).toEqual([
      'ignored',
    ]);
    expect(await world.count('orders')).toBe(0);
    const [entry] = await world.knex('journal').select('code', 'severity', 'detail');
    expect(entry).toMatchObject({ code: 'document-unmatched', severity: 'info', detail: { id: GUID, amount: '55.5' } });
  });
});
