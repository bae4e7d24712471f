import { describe, expect, it } from '@jest/globals';
import { shopChanges, shopKeysHelp } from '../../src/cli/shop-keys.js';
import { SHOP_SETTING_SCHEMAS, shopSettingsSchema } from '../../src/nodes/shop-settings.js';

const now = { language: 'uk', duplicates: 'ask', promoCodes: 'refuse', country: 'UA' } as const;

describe('the keys of a shop', () => {
  it('each have a sentence, which help shows', () => {
    for (const [key, schema] of Object.entries(SHOP_SETTING_SCHEMAS)) {
      expect(schema.description).toMatch(/^[A-Z].*\.$/);
      expect(shopKeysHelp()).toContain(`  ${key}`);
    }
    expect(shopSettingsSchema.parse({})).toEqual({ language: 'ru', duplicates: 'link', promoCodes: 'warn' });
  });

  it('change only what they name; an empty value goes back to the default', () => {
    expect(shopChanges(now, ['duplicates=ignore', ' country = kz ', 'name=Магазин №1'])).toEqual({
      name: 'Магазин №1',
      settings: { ...now, duplicates: 'ignore', country: 'KZ' },
    });
    expect(shopChanges(now, ['language=', 'promoCodes=', 'country='])).toEqual({
      name: undefined,
      settings: { language: 'ru', duplicates: 'ask', promoCodes: 'warn', country: undefined },
    });
  });

  it.each([
    ['language=de', /ru, uk or en/],
    ['duplicates=merge', /ignore it, link it/],
    ['promoCodes=yes', /warn on the order/],
    ['country=EU', /two letters of ISO 3166/],
    ['country=ZZ', /ISO 3166/],
    ['country=Україна', /ISO 3166/],
    ['colour=red', /no key "colour".*name, language, duplicates, promoCodes, country/],
    ['constructor=x', /no key "constructor"/],
    ['language', /no key=value/],
  ])('%s is refused with a sentence', (wrong, sentence) => {
    const act = () => shopChanges(now, ['name=x', wrong]);
    expect(act).toThrow(expect.objectContaining({ code: 'UZ1607', publicMessage: expect.stringMatching(sentence) }));
  });
});
