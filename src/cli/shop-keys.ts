import { z } from 'zod';
import { UzelError } from '../errors.js';
import { SHOP_SETTING_SCHEMAS, type ShopSettings } from '../nodes/shop-settings.js';
import type { Shop, ShopChanges } from '../store/nodes/shops.js';
import { record } from './output.js';

const KEYS = { name: z.string().describe('How the shop is called.'), ...SHOP_SETTING_SCHEMAS };

const isKey = (key: string): key is keyof typeof KEYS => Object.hasOwn(KEYS, key);

/**
 * What `key=value …` changes of a shop; `key=` goes back to the default.
 * @param now the shop's settings as they are
 * @throws UzelError UZ1607 for a key that is unknown (the sentence lists them) or a value that is not right
 */
export function shopChanges(now: Partial<ShopSettings>, texts: readonly string[]): ShopChanges {
  const settings: Record<string, unknown> = { ...now };
  let name: string | undefined;
  for (const text of texts) {
    const at = text.indexOf('=');
    const [key, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    if (at < 1) throw refused(`"${text}" is no key=value.`);
    if (!isKey(key)) throw refused(`There is no key "${key}".`);
    const result = KEYS[key].safeParse(value === '' && key !== 'name' ? undefined : value);
    if (!result.success) {
      throw new UzelError('UZ1607', `${key} is not right, nothing was changed. ${KEYS[key].description}`);
    }
    if (key === 'name') name = value;
    else settings[key] = result.data;
  }
  return { name, settings };
}

const refused = (what: string): UzelError =>
  new UzelError('UZ1607', `${what} Nothing was changed. Keys: ${Object.keys(KEYS).join(', ')}.`);

/** The keys with their sentences, a line each. */
export function shopKeysHelp(): string {
  const width = Math.max(...Object.keys(KEYS).map((key) => key.length));
  return Object.entries(KEYS)
    .map(([key, schema]) => `  ${key.padEnd(width)} ${schema.description}`)
    .join('\n');
}

/** A shop for programs. */
export const shopJson = ({ shopId, name, settings, createdAt }: Shop) => ({
  id: shopId,
  name,
  ...settings,
  createdAt: createdAt.toISOString(),
});

/** A shop with its settings, as `shop set` takes them: a key and its value a line. */
export function shopRecord(shop: Shop): string {
  const { createdAt: _createdAt, ...shown } = shopJson(shop);
  return record(Object.entries(shown).map(([key, value]) => [key, value ?? null]));
}
