import { afterAll, beforeAll, it } from '@jest/globals';
import { patchOrder } from '../../src/exchange/order-desk.js';
import { applyWaiting } from '../../src/exchange/apply-waiting.js';
import { lockOrder } from '../../src/exchange/order-locks.js';
import { putEntries } from '../../src/store/directories.js';
import { entriesFromDictionaries } from '../../src/exchange/directory-feeds.js';
import { matchCustomer } from '../../src/exchange/customers.js';
import { documentLine, ECHO } from '../exchange/documents-world.js';
import { SHOP } from '../exchange/orders-world.js';
import { openRulesWorld, type RulesWorld } from '../exchange/rules-world.js';
let world: RulesWorld;
beforeAll(async () => { world = await openRulesWorld(); });
afterAll(() => world.close());
const say = (...a: unknown[]) => console.log('ZZ', ...a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)));
const codes = async () => (await world.told()).map((e) => e.code);
it('dates', () => {
  for (const to of ['9999-12-31', '3999-12-31T23:59:59', '0001-01-01T00:00:00', '31.12.9999 23:59:59', '9999-12-31T00:00:00', '0002-01-01']) {
    try {
      const r = entriesFromDictionaries({ timeZone: 'America/New_York', settings: { promoCodeDictionary: 'd' } }, { externalId: 'd', name: null, fields: null },
        [{ kind: 'dictionaryItem', dictionaryId: 'd', id: 'i', values: [{ name: 'Код', values: ['A'] }, { name: 'Действует до', values: [to] }], deleted: false, line: 7, extra: {}, warnings: [] }]);
      say('date', to, r[0]?.entries, r[0]?.refused.map((x) => x.reason));
    } catch (e) { say('date', to, 'THROWS', String(e)); }
  }
});
it('date db', async () => {
  for (const v of ['9999-12-31T23:59:59.999Z', '+010000-01-01T04:59:59.999Z', '0002-01-01T00:00:00.000Z'])
  try { say('db', v, await world.services.db.transaction((tx) => putEntries(tx, SHOP, 'promo-codes', [{ key: 'K', name: '', validTo: v }], { nodeId: null, exchangeId: null })));
  say((await world.knex('directory_entries').select('valid_to')).map((r) => String(r.valid_to))); } catch (e) { say('db', v, String(e).slice(0, 300)); }
});
it('poison', async () => {
  const a = await world.placeKnown(); const b = await world.placeKnown();
  for (const o of [a, b]) { await lockOrder(world.services, SHOP, o.orderId, { seconds: 60 }); await world.tell({ id: o.orderId, fate: { status: 'X' } }); }
  await world.knex('waiting_documents').where({ order_id: a.orderId }).update({ document: JSON.stringify({ operation: 'order' }) });
  await world.knex('orders').update({ locked_until: new Date(Date.now() - 1000) });
  for (let i = 0; i < 2; i++) try { await applyWaiting(world.services); } catch (e) { say('poison', String(e)); }
  say('poison b:', (await world.read(b.orderId)).status, await world.count('waiting_documents'));
  try { await world.exchangeOrders(); say('query ok'); } catch (e) { say('query', String(e)); }
  await world.knex('waiting_documents').del();
});
it('warnings', async () => {
  const o = await world.placeKnown({ promoCodes: ['NOPE'] });
  say('warn1', o.warnings.map((w) => w.code));
  await world.services.db.transaction((tx) => putEntries(tx, SHOP, 'promo-codes', [{ key: 'GOOD', name: '' }], { nodeId: null, exchangeId: null }));
  await world.tell({ id: o.orderId, requisites: [{ name: 'Промокод', values: ['GOOD'] }] });
  const r = await world.read(o.orderId);
  say('warn2', r.promoCodes, r.warnings);
  await world.tell({ id: o.orderId, requisites: [{ name: 'Промокод', values: ['BAD'] }] });
  say('warn3', (await world.read(o.orderId)).promoCodes, (await world.read(o.orderId)).warnings.map((w) => w.code));
});
it('currency noise', async () => {
  const o = await world.placeKnown(); await codes();
  for (let i = 0; i < 3; i++) { await world.tell({ id: o.orderId, currency: 'USD', amount: '211' }); say('cur', await codes()); }
  for (let i = 0; i < 2; i++) { await world.tell({ id: 'b0000000-0000-4000-8000-000000000001', number: '77', operation: 'payment', basis: 'zzz' }); say('unm', await codes()); }
  for (let i = 0; i < 2; i++) { await world.tell({ id: 'b0000000-0000-4000-8000-000000000002', number: '78', operation: 'order' }); say('unm2', await codes()); }
});
it('address echo', async () => {
  const o = await world.placeKnown({ customer: { type: 'person', name: 'Олена', address: { city: 'Київ', street: 'Лесі 1', postalCode: '01001' } } });
  await world.tellBy({ winners: { contact: '1c' } }, { id: o.orderId, counterparties: [{ type: 'person', name: 'Олена', address: '01001, Київ, Лесі 1', contacts: [], extra: {} }] });
  const r = await world.read(o.orderId); say('addr', r.version, r.customer.address);
});
it('tax', async () => {
  const m = (c: object) => world.services.db.transaction((tx) => matchCustomer(tx, SHOP, { type: 'company', name: 'x', ...c }, undefined, { create: true, nodeId: null }));
  const a = await m({ taxId: '1111111111', phone: '+380501234567' }); const b = await m({ taxId: '2222222222', phone: '+380501234567' });
  say('tax', a === b, await world.count('customer_links'));
  const z1 = await m({ phone: '000-00-00', email: 'q@x.ua' }); const z2 = await m({ phone: '0000000', email: 'r@x.ua' });
  say('zero', z1 === z2);
});
it('bonus', async () => {
  const o = await world.placeKnown({ bonus: { card: '7' } });
  say('bonus', (await patchOrder(world.services, SHOP, o.orderId, { bonus: { card: null } })).bonus, (await world.place({ bonus: {} })).bonus, (await patchOrder(world.services, SHOP, o.orderId, { responsible: '' })).responsible === '');
});
it('newborn cancelled by customer', async () => {
  const o = await world.placeKnown({ status: 'new' });
  await patchOrder(world.services, SHOP, o.orderId, { cancelled: true, cancelledBy: 'customer' });
  for (const p of [{ cancelled: false }, { cancelledBy: 'shop' as const }, { cancelled: true, cancelledBy: 'shop' as const }, { cancelled: true }]) try { const r = await patchOrder(world.services, SHOP, o.orderId, p); say('cc', p, r.cancelled, r.cancelledBy); } catch (e) { say('cc', p, (e as { code: string }).code); }
  for (const fate of [{ deleted: true }, { deleted: false, cancelled: false }, { cancelled: true }, { cancelled: false }]) { await world.tellBy({ winners: { status: '1c' } }, { id: o.orderId, fate }); const r = await world.read(o.orderId); say('cc', fate, r.cancelled, r.cancelledBy, r.deleted); }
});
it('lock requisite', async () => {
  const o = await world.placeKnown();
  await world.tell({ id: o.orderId, requisites: [{ name: 'Заблокирован', values: ['true'] }] });
  await world.tell({ id: o.orderId, requisites: [{ name: 'Заблокирован', values: [''] }, { name: 'X', values: ['1'] }] });
  say('lock', (await world.read(o.orderId)).lockedInOneC);
});
