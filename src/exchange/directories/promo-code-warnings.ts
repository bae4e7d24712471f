import type { Tx } from '../../db/open.js';
import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { Order, OrderNotice } from '../../orders.js';
import { checkPromoCodes, promoCodeNotices, promoCodeRefusal } from './promo-codes.js';

/**
 * What stands on an order of promo codes that were not in force when it was placed, by the shop's setting `promoCodes`.
 * @param mayRefuse false for an order that is made already: in 1C
 * @throws UzelError UZ1517 where the shop refuses such orders
 */
export async function promoCodeWarnings(
  tx: Tx,
  shopId: string,
  settings: Pick<ShopSettings, 'promoCodes' | 'language'>,
  order: Pick<Order, 'promoCodes' | 'placedAt'>,
  mayRefuse: boolean,
): Promise<OrderNotice[]> {
  if (settings.promoCodes === 'ignore' || order.promoCodes.length === 0) return [];
  const findings = await checkPromoCodes(tx, shopId, order.promoCodes, order.placedAt);
  const refusal = mayRefuse && settings.promoCodes === 'refuse' ? promoCodeRefusal(findings) : null;
  if (refusal) throw refusal;
  return promoCodeNotices(settings.language, findings);
}
