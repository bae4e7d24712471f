import { describe, expect, it } from '@jest/globals';
import { applyAssignments } from '../../src/cli/node-assignments.js';
import { keyNames, OWN_KEYS, SETTING_KEYS } from '../../src/cli/node-keys.js';
import { UzelError } from '../../src/errors.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/node-kind.js';

const node = (settings: NodeSettings = {}): ExchangeNode => ({
  ...{ shopId: 'main', nodeId: 'n', name: 'shop', kind: 'one-c', profile: 'trade', login: 'l', idSpace: 'main' },
  ...{ timeZone: 'UTC', active: true, receivesOrders: true, settings },
});

const set = (settings: NodeSettings, ...texts: string[]) =>
  applyAssignments(node(settings), texts, { idSpace: 'main' });

describe('the keys of `node set`', () => {
  it('all have a sentence, and errors list them all', () => {
    for (const [key, schema] of Object.entries({ ...OWN_KEYS, ...SETTING_KEYS })) {
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

  it('follow one another; blanks around key and value do not count', () => {
    expect(set({}, 'numberPrefix=A', ' numberPrefix = B ', 'active=no', 'active=yes')).toEqual({
      active: true,
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
    ['constructor=x', /no key "constructor"/],
    ['numberPrefix.x=A', /no key "numberPrefix\.x"/],
    ['numberPrefix', /no key=value/],
    ['=x', /no key=value/],
    ['profile=erp', /utp, trade or unf/],
    ['active=maybe', /true or false/],
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
