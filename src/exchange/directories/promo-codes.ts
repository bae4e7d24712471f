import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { OrderNotice } from '../../orders.js';
import { findInvalidPromoCodes, type PromoCodeFindings } from '../../store/orders/promo-code-validity.js';

export type { PromoCodeFindings } from '../../store/orders/promo-code-validity.js';

/**
 * Which promo codes of an order are not in force; codes are compared without case and outer blanks.
 * @param at when the customer ordered
 */
export async function checkPromoCodes(
  tx: Tx,
  shopId: string,
  codes: readonly string[],
  at: Date,
): Promise<PromoCodeFindings> {
  return await findInvalidPromoCodes(tx, shopId, codes, at);
}

type Texts = Readonly<Record<keyof PromoCodeFindings, (code: string) => string>>;

const TEXTS: Readonly<Record<ShopSettings['language'], Texts>> = {
  ru: {
    unknown: (code) =>
      `Промокода «${code}» нет в справочнике. Проверьте, так ли он написан, или дождитесь, пока 1С передаст его.`,
    expired: (code) =>
      `Промокод «${code}» не действовал, когда был сделан заказ. Уточните у покупателя другой или уберите его из заказа.`,
  },
  uk: {
    unknown: (code) =>
      `Промокоду «${code}» немає в довіднику. Перевірте, чи правильно він написаний, або дочекайтеся, доки 1С передасть його.`,
    expired: (code) =>
      `Промокод «${code}» не діяв, коли було зроблено замовлення. Уточніть у покупця інший або приберіть його із замовлення.`,
  },
  en: {
    unknown: (code) =>
      `The promo code "${code}" is not in the directory. Check its spelling, or wait until 1C has sent it.`,
    expired: (code) =>
      `The promo code "${code}" was not in force when the order was placed. Ask the customer for another one, or remove it from the order.`,
  },
};

const KINDS = ['unknown', 'expired'] as const;

/** Warnings that stand on an order with such codes, one for each: `promo-code-unknown`, `promo-code-expired`. */
export function promoCodeNotices(language: ShopSettings['language'], findings: PromoCodeFindings): OrderNotice[] {
  return KINDS.flatMap((kind) =>
    findings[kind].map((code) => ({ code: `promo-code-${kind}`, text: TEXTS[language][kind](code) })),
  );
}

/** What an order with such codes is refused with where the shop refuses them: UZ1517; null when all codes are in force. */
export function promoCodeRefusal(findings: PromoCodeFindings): UzelError | null {
  const said = KINDS.flatMap((kind) => findings[kind].map((code) => TEXTS.en[kind](code)));
  return said.length === 0 ? null : new UzelError('UZ1517', said.join(' '));
}
