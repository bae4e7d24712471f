import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { applyAssignments, newNodeFrom } from '../../src/cli/node-assignments.js';
import { keyNames } from '../../src/cli/node-keys.js';
import { UzelError } from '../../src/errors.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import { NODE_KEYS } from '../../src/nodes/node-keys.js';
import { defineNodeKind } from '../../src/nodes/node-kind.js';
import { SETTING_SCHEMAS } from '../../src/nodes/node-settings.js';

const node = (settings: NodeSettings = {}): ExchangeNode => ({
  ...{ shopId: 'main', nodeId: 'n', name: 'shop', kind: 'one-c', profile: 'trade', login: 'l', idSpace: 'main' },
  ...{ timeZone: 'UTC', state: 'active', receivesOrders: true, settings },
  ...{ priority: 0, sendsOrders: true, receivesOnlyOwn: false, createsOrders: true, createsCustomers: true },
});

const set = (settings: NodeSettings, ...texts: string[]) =>
  applyAssignments(node(settings), texts, { idSpace: 'main' });

describe('the keys of `node set`', () => {
  it('all have a sentence, and errors list them all', () => {
    for (const [key, schema] of Object.entries({ ...NODE_KEYS, ...SETTING_SCHEMAS })) {
      expect(schema.description).toMatch(/^[A-Z].*\.$/);
      expect(keyNames().split(/, |\.<name>/)).toContain(key);
    }
  });
});

describe('assignments', () => {
  it('change only what they name', () => {
    expect(set({ removalAction: 'nothing', keepFields: ['name'] }, 'keepFields=price')).toEqual({
      settings: { removalAction: 'nothing', keepFields: ['price'] },
    });
  });

  it('give values of their types', () => {
    const words = ['ordersFrom=2026-01-31', 'taxName=ПДВ', 'deliveryTaxRate=none', 'phoneTypes=Телефон, Факс'];
    const more = ['companyCodeElement=КодПоЕДРПОУ', 'deliveryAddressOfCounterparty=no', 'paymentKinds.Долями=card'];
    expect(set({}, ...words, ...more, 'site=shop.example', 'deliveryAddressOfCounterparty=yes').settings).toEqual({
      ordersFrom: '2026-01-31',
      taxName: 'ПДВ',
      deliveryTaxRate: 'none',
      phoneTypes: ['Телефон', 'Факс'],
      companyCodeElement: 'КодПоЕДРПОУ',
      deliveryAddressOfCounterparty: true,
      paymentKinds: { Долями: 'card' },
      site: 'shop.example',
    });
  });

  it('change the profile together with what would not fit it', () => {
    const former: NodeSettings = { schemaVersion: '2.08', ordersEncoding: 'windows-1251' };
    expect(() => set(former, 'profile=bitrix3')).toThrow(expect.objectContaining({ code: 'UZ1607' }));
    expect(set(former, 'profile=bitrix3', 'schemaVersion=', 'ordersEncoding=')).toEqual({
      profile: 'bitrix3',
      settings: {},
    });
    expect(set({}, 'schemaVersion=3.1', 'profile=bitrix3').settings).toEqual({ schemaVersion: '3.1' });
  });

  it('of a new node are its flags and settings', () => {
    expect(newNodeFrom('trade', ['numberPrefix=A-', 'requisites.Сайт=s1', 'priority=5', 'receivesOrders=no'])).toEqual({
      priority: 5,
      receivesOrders: false,
      settings: { numberPrefix: 'A-', requisites: { Сайт: 's1' } },
    });
    for (const key of ['login', 'name', 'profile', 'idSpace', 'timeZone']) {
      expect(() => newNodeFrom('trade', [`${key}=x`])).toThrow(`${key} is no setting`);
    }
    expect(() => newNodeFrom('trade', ['colour=red'])).toThrow(/no key "colour"/);
    expect(() => newNodeFrom('bitrix3', ['schemaVersion=2.08'])).toThrow(/no orders in 2\.08/);
  });

  it('follow one another; blanks around key and value do not count', () => {
    expect(set({}, 'numberPrefix=A', ' numberPrefix = B ', 'state=paused', 'state=active')).toEqual({
      state: 'active',
      settings: { numberPrefix: 'B' },
    });
  });

  it('keep the other names of a setting that holds several', () => {
    const former = { requisites: { a: '1', b: '2' } };
    expect(set(former, 'requisites.b=3').settings).toEqual({ requisites: { a: '1', b: '3' } });
    expect(set(former, 'requisites.b=').settings).toEqual({ requisites: { a: '1' } });
    expect(set(former, 'requisites.a=', 'requisites.b=').settings).toEqual({});
    expect(set(former, 'requisites.none=').settings).toEqual(former);
    expect(former).toEqual({ requisites: { a: '1', b: '2' } });
  });

  it.each([
    ['colour=red', /no key "colour".*schemaVersion.*currencySpelling\.<name>/],
    ['Name=x', /no key "Name"/],
    ['orderRegion=x', /no key "orderRegion".* Did you mean orderRegions\? /],
    ['warehouse.kyiv=x', /no key "warehouse\.kyiv".* Did you mean warehouses\.<name>\? /],
    ['constructor=x', /no key "constructor"/],
    ['numberPrefix.x=A', /no key "numberPrefix\.x"/],
    ['numberPrefix', /no key=value/],
    ['=x', /no key=value/],
    ['profile=erp', /utp, trade, unf or bitrix3/],
    ['state=maybe', /active, or paused/],
    ['receivesOrders=maybe', /true or false/],
    ['numberPrefix=A B', /without blanks/],
    ['numberPrefix=12345678901', /1 to 10 characters/],
    ['ordersEncoding=koi8-u', /windows-1251 or utf-8/],
    ['schemaVersion=2.1', /2\.04 to 2\.10/],
    ['currencySpelling=руб', /currencySpelling\.<name>=руб/],
    ['currencySpelling.RUB=рубль', /at most 3 characters/],
    ['currencySpelling.GRN=грн', /ISO code/],
    ['defaultCurrency=грн', /ISO code/],
    ['removalAction=delete', /deactivate or nothing/],
    ['keepFields=name,colour', /name, description, pictures/],
    ['fullRunQuietMinutes=soon', /0\.01 to 10080/],
    ['fullRunQuietMinutes=0', /0\.01 to 10080/],
    ['removalLimitPercent=101', /0 to 100/],
    ['missingAttributeMeans=all', /changes or full/],
    ['requisites.=x', /requisites\.<name>/],
    ['ordersFrom=2026-02-30', /2026-01-31/],
    ['ordersFrom=01.02.2026', /2026-01-31/],
    ['taxName=\u0007', /ПДВ/],
    ['deliveryTaxRate=НДС20', /such as 20, or none/],
    ['deliveryTaxRate=120', /such as 20, or none/],
    ['companyCodeElement=ЄДРПОУ', /ОКПО, КодПоЕДРПОУ/],
    ['deliveryAddressOfCounterparty=maybe', /true or false/],
    ['paymentKinds.Карта=visa', /cash, cashless or card/],
    ['paymentKinds=card', /paymentKinds\.<name>/],
    ['phoneTypes=Телефон,,Факс', /with commas between/],
    ['schemaVersion=3.1', /«Контейнер».*profile=bitrix3/],
    ['schemaVersion=3.2', /2\.04 to 2\.10, or 3\.1/],
    [`requisites.${'name'.repeat(26)}=x`, /100 and 1000 characters/],
  ])('%s is refused with a sentence', (wrong, sentence) => {
    const refused = (): unknown => {
      try {
        return set({}, 'idSpace=elsewhere', wrong);
      } catch (error) {
        return error;
      }
    };
    const error = refused();
    expect(error).toBeInstanceOf(UzelError);
    expect(error).toMatchObject({ code: 'UZ1607', publicMessage: expect.stringMatching(sentence) });
  });
});

describe('settings of a kind', () => {
  const kind = defineNodeKind({
    name: 'push',
    apiVersion: 1,
    settings: z.strictObject({
      url: z.url().describe('Where orders are sent to.'),
      attempts: z.number().int().min(1).default(5).describe('How often.'),
      secret: z.string().optional().describe('A word that the receiver knows.'),
      tags: z.array(z.string().min(1)).optional().describe('Tags, with commas between.'),
      headers: z.record(z.string(), z.string()).optional().describe('headers.<name>=value.'),
    }),
  });
  const apply = (settings: NodeSettings, ...texts: string[]) =>
    applyAssignments(node(settings), texts, {}, kind).settings;
  const url = { url: 'https://crm.example/orders' } as NodeSettings;

  it('stand beside those of every node, as values of their types', () => {
    const words = [
      'url=https://crm.example/orders',
      'attempts=3',
      'secret=5',
      'tags=a, b',
      'headers.X-Key=k',
      'site=s',
    ];
    expect(newNodeFrom('trade', words, kind).settings).toEqual({
      ...url,
      attempts: 3,
      secret: '5',
      tags: ['a', 'b'],
      headers: { 'X-Key': 'k' },
      site: 's',
    });
    expect(apply({ ...url, headers: { a: '1' } } as NodeSettings, 'headers.b=2', 'attempts=')).toEqual({
      ...url,
      headers: { a: '1', b: '2' },
    });
  });

  it.each([
    [['attempts=0'], /attempts is not right.*How often\./],
    [['attempts=many'], /attempts is not right/],
    [['tags='], null],
    [['url='], /kind push cannot work with this: url is not right.*Where orders are sent to\./],
    [['headers=x'], /headers\.<name>=x/],
    [['colour=red'], /no key "colour".*url, attempts, secret, tags, headers\.<name>\./],
  ])('%j', (texts, sentence) => {
    const act = () => apply(url, ...texts);
    if (sentence === null) expect(act()).toEqual(url);
    else expect(act).toThrow(sentence);
  });

  it('are kept as they are while the kind is not there, and cannot be set', () => {
    expect(applyAssignments(node(url), ['site=s'], {}).settings).toEqual({ ...url, site: 's' });
    expect(() => applyAssignments(node(url), ['url=https://x.example'], {})).toThrow(/no key "url"/);
  });
});
