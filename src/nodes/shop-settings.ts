import { z } from 'zod';

/** What a shop may set for itself; whatever is left out has its default. */
export interface ShopSettings {
  /** Of texts for the shop's people: notices on orders, reasons of routing. */
  readonly language: 'ru' | 'uk' | 'en';
  /** What becomes of a document of an order that belongs to another node. */
  readonly duplicates: 'ignore' | 'link' | 'ask';
  /** What becomes of an order with a promo code that nobody knows, or that is not valid now. */
  readonly promoCodes: 'ignore' | 'warn' | 'refuse';
  /** ISO 3166 alpha-2; whose telephone numbers are written without a country code. */
  readonly country?: string;
}

/** Two letters, but not those of unions and of tests. */
const COUNTRY = /^(?!AA|E[UZ]|Q[M-Z]|UN|X[A-JL-Z]|ZZ)[A-Z]{2}$/;
const REGIONS = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Each setting of a shop, from the text of a command line or as it is stored. The sentence of each says what is right. */
export const SHOP_SETTING_SCHEMAS = {
  language: z
    .enum(['ru', 'uk', 'en'])
    .default('ru')
    .describe('Language of the texts that stand on orders for the people of the shop: ru, uk or en.'),
  duplicates: z
    .enum(['ignore', 'link', 'ask'])
    .default('link')
    .describe(
      'What becomes of a document of an order that belongs to another node: ignore it, link it to that order, or link it and ask a person.',
    ),
  promoCodes: z
    .enum(['ignore', 'warn', 'refuse'])
    .default('warn')
    .describe(
      'What becomes of an order with an unknown or expired promo code: ignore the code’s state, warn on the order, or refuse the order.',
    ),
  country: z
    .string()
    .toUpperCase()
    .refine((code) => COUNTRY.test(code) && REGIONS.of(code) !== undefined)
    .optional()
    .describe(
      'Country whose telephone numbers customers write without a country code: two letters of ISO 3166 such as UA.',
    ),
} satisfies Record<keyof ShopSettings, z.ZodType>;

/** All settings of a shop together; what is left out gets its default. */
export const shopSettingsSchema = z.strictObject(SHOP_SETTING_SCHEMAS).describe('Settings of a shop.');
