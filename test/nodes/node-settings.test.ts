import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { NodeSettings } from '../../src/nodes/exchange-node.js';
import { nodeSettingsJsonSchema, nodeSettingsSchema, SETTING_SCHEMAS } from '../../src/nodes/node-settings.js';

const PLACE = path.join(process.cwd(), 'schemas', 'node-settings.json');

/** One value of each setting, as it is stored. */
const STORED: Required<NodeSettings> = {
  numberPrefix: 'A-',
  ordersFrom: '2026-01-31',
  ordersEncoding: 'utf-8',
  schemaVersion: '2.10',
  currencySpelling: { UAH: 'грн' },
  defaultCurrency: 'UAH',
  taxName: 'ПДВ',
  deliveryTaxRate: '20',
  phoneTypes: ['Телефон'],
  emailTypes: ['Почта', 'Пошта'],
  companyCodeElement: 'ОКПО',
  deliveryAddressOfCounterparty: false,
  paymentKinds: { Долями: 'card' },
  site: 'shop.example',
  requisites: { Сайт: 's1' },
  removalAction: 'nothing',
  keepFields: ['name'],
  fullRunQuietMinutes: 5,
  removalLimitPercent: 50,
  missingAttributeMeans: 'full',
  orderSites: ['shop.example'],
  orderRegions: ['Київ'],
  orderWarehouses: ['main'],
  orderCustomers: ['c-1'],
  orderStatuses: ['new', 'paid'],
  onlyPaid: true,
  onlyDeliveryAllowed: true,
  ordersPerAnswer: 100,
  confirmBy: 'next-query',
  currencies: ['UAH', 'EUR'],
  requiredCustomerFields: ['phone', 'taxId'],
  floorPriceType: 'floor',
  createsProducts: false,
  statuses: { new: 'Новый' },
  paymentMethods: { card: 'Карта' },
  deliveries: { courier: 'Курьер' },
  warehouses: { main: 'w1' },
  priceTypes: { retail: 'p1' },
  units: { pc: '796' },
  organisations: { ours: 'ООО «Наша»' },
  personFields: { ДатаРождения: 'customer.fields.birthDate' },
  companyFields: { ОКПО: 'customer.fields.okpo' },
  requisiteFields: { Источник: 'site' },
  promoCodeRequisite: 'Промокод',
  bonusCardRequisite: 'Карта',
  bonusAmountRequisite: 'Бонусы',
  responsibleRequisite: 'Ответственный',
  lockRequisite: 'Заблокирован',
  winners: { status: 'newest' },
  settledOrders: ['final', 'paid'],
  finalStatuses: ['done'],
  statusWhenShipped: 'shipped',
  readsStatus: false,
  siteOfNewOrders: 'shop.example',
  customerRules: ['phone', 'email'],
  promoCodeDictionary: 'Промокоды',
  employeeDictionary: 'Сотрудники',
};

describe('the settings of a node', () => {
  it('are read as they are stored, together and each alone', () => {
    expect(nodeSettingsSchema.parse(STORED)).toEqual(STORED);
    expect(nodeSettingsSchema.parse({})).toEqual({});
    for (const [key, schema] of Object.entries(SETTING_SCHEMAS)) {
      expect(schema.parse(STORED[key as keyof NodeSettings])).toEqual(STORED[key as keyof NodeSettings]);
    }
  });

  it('have no other names', () => {
    expect(nodeSettingsSchema.safeParse({ colour: 'red' }).success).toBe(false);
  });

  it('schemas/node-settings.json is what the source gives (UPDATE_DOCS=1 writes it)', () => {
    const text = `${JSON.stringify(nodeSettingsJsonSchema(), null, 2)}\n`;
    if (process.env.UPDATE_DOCS) writeFileSync(PLACE, text);
    expect(readFileSync(PLACE, 'utf8')).toBe(text);
    const { properties } = JSON.parse(text) as { properties: Record<string, { description: string; type?: string }> };
    expect(Object.keys(properties)).toEqual(Object.keys(SETTING_SCHEMAS));
    for (const { description } of Object.values(properties)) expect(description).toMatch(/^[A-Z].*\.$/);
    expect(properties.deliveryAddressOfCounterparty?.type).toBe('boolean');
    expect(properties.keepFields?.type).toBe('array');
  });
});
