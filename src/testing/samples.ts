import type { ExchangeNode } from '../nodes/exchange-node.js';
import { type Order, UNTOUCHED_ORDER } from '../orders.js';
import type { DictionaryItemRecord, DocumentRecord, OfferRecord, ProductRecord } from '../records.js';

/** What the contract suite asks a kind about; further samples of the kind's own stand beside them. */

export const SAMPLE_NODE: Omit<ExchangeNode, 'kind' | 'settings'> = {
  shopId: 'main',
  nodeId: '01900000-0000-7000-8000-000000000001',
  name: 'sample',
  profile: 'trade',
  login: 'sample',
  idSpace: 'main',
  timeZone: 'Europe/Kyiv',
  state: 'active',
  priority: 0,
  receivesOrders: true,
  sendsOrders: true,
  receivesOnlyOwn: false,
  createsOrders: true,
  createsCustomers: true,
};

const base = { line: 1, extra: {}, warnings: [] };

export const SAMPLE_PRODUCTS: readonly ProductRecord[] = [
  {
    ...base,
    kind: 'product',
    id: 'bed',
    productId: 'bed',
    characteristicId: '',
    catalogueId: 'catalogue',
    name: 'Матрас «Полюс»',
    sku: 'P-160',
    barcode: '4600000000015',
    unit: { code: '796', name: 'шт' },
    description: 'Пружинный, 160 × 200',
    groups: ['beds'],
    properties: [{ id: 'colour', values: ['белый'] }],
    requisites: [{ name: 'ВидНоменклатуры', values: ['Товар'] }],
    taxes: [{ name: 'НДС', rate: '20' }],
    pictures: [{ path: 'import_files/ab/bed.jpg', kind: 'picture' }],
    weight: '21.500',
    deleted: false,
  },
  {
    ...base,
    kind: 'product',
    id: 'bed#160',
    productId: 'bed',
    characteristicId: '160',
    catalogueId: 'catalogue',
    characteristics: [{ name: 'Ширина', value: '160' }],
    deleted: false,
  },
  {
    ...base,
    kind: 'product',
    id: 'bare',
    productId: 'bare',
    characteristicId: '',
    catalogueId: 'catalogue',
    deleted: false,
  },
  {
    ...base,
    kind: 'product',
    id: 'gone',
    productId: 'gone',
    characteristicId: '',
    catalogueId: 'catalogue',
    name: null,
    deleted: true,
  },
];

export const SAMPLE_OFFERS: readonly OfferRecord[] = [
  {
    ...base,
    kind: 'offer',
    id: 'bed#160',
    productId: 'bed',
    characteristicId: '160',
    packageId: 'catalogue#',
    catalogueId: 'catalogue',
    name: 'Матрас «Полюс» 160',
    prices: [{ priceTypeId: 'retail', amount: '12500.00', currency: 'UAH' }],
    stock: { total: '7', warehouses: { north: '5', south: '2' } },
    deleted: false,
  },
  {
    ...base,
    kind: 'offer',
    id: 'bare',
    productId: 'bare',
    characteristicId: '',
    packageId: 'catalogue#',
    catalogueId: 'catalogue',
    deleted: false,
  },
  {
    ...base,
    kind: 'offer',
    id: 'gone',
    productId: 'gone',
    characteristicId: '',
    packageId: 'catalogue#',
    catalogueId: 'catalogue',
    prices: [],
    stock: {},
    deleted: true,
  },
];

export const SAMPLE_ITEMS: readonly DictionaryItemRecord[] = [
  {
    ...base,
    kind: 'dictionaryItem',
    dictionaryId: 'codes',
    id: 'spring',
    name: 'SPRING',
    values: [{ name: 'Скидка', values: ['10'] }],
    deleted: false,
  },
  { ...base, kind: 'dictionaryItem', dictionaryId: 'codes', id: 'bare', deleted: false },
  { ...base, kind: 'dictionaryItem', dictionaryId: 'codes', id: 'gone', name: null, values: [], deleted: true },
];

const at = new Date('2026-02-01T10:00:00Z');

/** With nothing that an order can be without. */
const BARE_ORDER: Order = {
  ...UNTOUCHED_ORDER,
  orderId: '01900000-0000-7000-8000-000000000010',
  number: '1',
  ownerNodeId: SAMPLE_NODE.nodeId,
  customer: { type: 'person', name: 'Иван Петренко' },
  currency: 'UAH',
  lines: [{ lineNo: 1, name: 'Матрас', quantity: '1', price: '100.00', amount: '100.00', kind: 'product' }],
  total: '100.00',
  placedAt: at,
  createdAt: at,
  updatedAt: at,
};

export const SAMPLE_ORDERS: readonly Order[] = [
  BARE_ORDER,
  {
    ...BARE_ORDER,
    orderId: '01900000-0000-7000-8000-000000000011',
    number: '2',
    status: 'Новый',
    customer: {
      id: 'c-2',
      type: 'company',
      name: 'ТОВ «Сон»',
      taxId: '12345678',
      phone: '+380441234567',
      email: 'order@example.com',
      address: { text: 'Київ, вул. Хрещатик, 1', city: 'Київ', region: 'Київ' },
      fields: { cardNumber: '4600000000015' },
    },
    lines: [
      {
        lineNo: 1,
        externalId: 'bed#160',
        name: 'Матрас «Полюс» 160',
        unit: { code: '796', name: 'шт' },
        quantity: '2',
        price: '12500.00',
        discount: '500.00',
        tax: { rate: '20', included: true, amount: '4083.33' },
        amount: '24500.00',
        kind: 'product',
      },
      { lineNo: 2, name: 'Доставка', quantity: '1', price: '300.00', amount: '300.00', kind: 'delivery' },
    ],
    delivery: { name: 'Курьер', price: '300.00', address: { text: 'Київ', region: 'Київ' } },
    payments: [{ name: 'Картой', amount: '24800.00', paidAt: '2026-02-01T10:05:00Z', number: '77' }],
    comment: 'Позвонить',
    requisites: { Источник: 'сайт' },
    total: '24800.00',
    paid: true,
    site: 'shop.example',
    warehouse: 'north',
    organisation: 'Сон',
    responsible: '0042',
    promoCodes: ['SPRING'],
    bonus: { card: '4600000000015', amount: '200.00' },
    deliveryAllowed: true,
    version: 4,
  },
];

export const SAMPLE_DOCUMENTS: readonly DocumentRecord[] = [
  {
    ...base,
    kind: 'document',
    id: '01900000-0000-7000-8000-000000000011',
    number: '2',
    date: '2026-02-02',
    time: '12:00:00',
    operationText: 'Заказ товара',
    operation: 'order',
    currency: 'UAH',
    amount: '24800.00',
    counterparties: [],
    taxes: [],
    discounts: [],
    requisites: [
      { name: 'Проведен', values: ['true'] },
      { name: 'Статус заказа', values: ['В работе'] },
    ],
    fate: { posted: true, status: 'В работе', oneCNumber: 'ТД00-000002' },
    subordinate: [],
  },
  {
    ...base,
    kind: 'document',
    id: 'bare',
    number: '1',
    operationText: '',
    operation: 'order',
    counterparties: [],
    taxes: [],
    discounts: [],
    requisites: [],
    fate: {},
    subordinate: [],
  },
];
