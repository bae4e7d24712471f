/**
 * Examples of the OpenAPI document. A test checks each against its schema, and sends each request to a server on which the things that
 * it names are there.
 */

/** Ids that the examples name. */
export const EXAMPLE_IDS = {
  product: '0197a4c0-5b7e-7d1c-9f00-000000000001',
  offer: '0197a4c0-5b7e-7d1c-9f00-000000000002',
  group: '0197a4c0-5b7e-7d1c-9f00-000000000003',
  order: '0197a4c0-5b7e-7d1c-9f00-000000000004',
  channel: '0197a4c0-5b7e-7d1c-9f00-000000000005',
  rule: '0197a4c0-5b7e-7d1c-9f00-000000000006',
  webhook: '0197a4c0-5b7e-7d1c-9f00-000000000007',
  node: '0197a4c0-5b7e-7d1c-9f00-000000000008',
  claim: '0197a4c0-5b7e-7d1c-9f00-000000000009',
  priceType: '0197a4c0-5b7e-7d1c-9f00-00000000000a',
  warehouse: '0197a4c0-5b7e-7d1c-9f00-00000000000b',
  delivery: '0197a4c0-5b7e-7d1c-9f00-00000000000c',
  exchange: '0197a4c0-5b7e-7d1c-9f00-00000000000d',
} as const;

const { product, offer, claim } = EXAMPLE_IDS;

/** A price rule. */
export const MORE_BY_A_TENTH = {
  name: 'Матраци: +10 %, до …99',
  scope: { groups: ['mattresses'], priceFrom: '1000' },
  action: { change: { by: 'percent', value: '10' }, round: { ending: '99', how: 'nearest' }, floor: '999' },
};

/** Bodies of requests, by the operation. */
export const REQUEST_EXAMPLES: Readonly<Record<string, unknown>> = {
  placeOrder: {
    customer: { type: 'person', name: 'Олена Ковальчук', phone: '+380501112233', email: 'olena@example.com' },
    currency: 'UAH',
    lines: [
      { offerId: offer, quantity: '2', price: '7499.00' },
      { name: 'Підйом на поверх', kind: 'service', quantity: '1', price: '150.00' },
    ],
    delivery: { name: 'Нова пошта', price: '90.00', address: { text: 'Київ, відділення 12' } },
    status: 'Новий',
    requisites: { Промокод: 'ОСІНЬ' },
  },
  patchOrder: { status: 'Підтверджено', delivery: { trackingNumber: '20450000000000' } },
  lockOrder: { seconds: 600, by: 'Ірина' },
  moveOrder: { node: 'lviv' },
  cancelOrder: { by: 'customer' },
  commentOrder: { comment: 'Зателефонувати за годину' },
  addPayment: { key: 'liqpay-771', amount: '15000.00', name: 'Картка', paidAt: '2026-11-22T10:00:00Z' },
  addShipment: { key: 'ttn-1', lines: [{ lineNo: 1, quantity: '1' }], trackingNumber: '20450000000000' },
  addReturn: { key: 'return-1', lines: [{ lineNo: 1, quantity: '1' }], amount: '7499.00', reason: 'Не підійшов' },
  setOrderStatuses: { items: [{ order: '1001', status: 'Передано в доставку' }] },
  claimOrders: { consumer: 'crm', limit: 50, lease: 120 },
  confirmOrders: { claim },
  decideDuplicate: { decision: 'same' },
  putEmployee: { name: 'Ірина Мельник', email: 'iryna@example.com', content: { Посада: 'Менеджер' } },
  putPromoCode: { name: 'Осінь: −10 %', validTo: '2026-11-30T23:59:59+02:00' },
  putOrderStatus: { name: 'Передано в доставку' },
  putPaymentMethod: { name: 'Карткою на сайті' },
  putDelivery: { name: 'Нова пошта: відділення', content: { Термін: '1–2 дні' } },
  makeChannel: { name: 'Rozetka', currency: 'UAH', priceTypes: ['retail'], mode: 'first', updates: 'both' },
  patchChannel: { mode: 'all' },
  putPriceRules: {
    rules: [MORE_BY_A_TENTH, { name: 'Решта: +5 %', action: { change: { by: 'percent', value: '5' } } }],
  },
  putOwnPrices: { items: [{ offer, price: '7990.00', stock: '3' }] },
  putOwnPrice: { price: '7990.00' },
  freezeChannel: { prices: true, stock: false },
  previewPrices: { rules: [MORE_BY_A_TENTH], product },
  makeWebhook: {
    url: 'https://crm.example.com/uzel',
    events: ['order.*', 'stock.changed'],
    filter: { sites: ['main-site'] },
  },
  patchWebhook: { state: 'paused', description: 'CRM, до понеділка' },
  putProductRef: { ref: '10045' },
  putRefs: { items: [{ product, ref: '10045' }] },
  putShopItems: { items: [{ ref: '10045', sku: 'SON-160', barcode: '4820000000017', name: 'Матрац Сон 160×200' }] },
  runMatching: { system: 'site', rules: ['id', 'barcode', 'sku', 'name'] },
  confirmMatches: { system: 'site', rules: ['barcode'] },
  decideMatch: { decision: 'pick', product },
};
