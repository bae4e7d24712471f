import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../db/open.js';
import type { Order } from '../../orders.js';
import { shopSettings } from '../../store/nodes/shops.js';
import type { Standing } from '../../store/orders/order-notices.js';
import { promoCodeWarnings } from '../directories/promo-code-warnings.js';

/** How an order that was changed is looked at anew. */
export interface Restanding {
  /** Whether changed promo codes that are not in force may refuse the change, by the shop's setting: not what was done in 1C. */
  readonly mayRefuse: boolean;
  /** The customer of the shop whom the order names now; null = nobody. */
  customerIdOf(order: Order): Promise<string | null>;
}

/**
 * What the shop's own rules say anew of an order that was changed: whose it is when its customer was changed, and of its promo codes when
 * these were changed, or were not in force before: the directory may have them now.
 * @throws UzelError UZ1517 where the shop refuses such orders
 */
export async function restanding(
  tx: Tx,
  shopId: string,
  before: Order,
  changed: Order,
  { mayRefuse, customerIdOf }: Restanding,
): Promise<Standing> {
  const codes = !isDeepStrictEqual(before.promoCodes, changed.promoCodes);
  const customer = !isDeepStrictEqual(before.customer, changed.customer);
  const others = before.warnings.filter(({ code }) => !code.startsWith('promo-code-'));
  const isWarned = others.length < before.warnings.length;
  const warn = async () =>
    await promoCodeWarnings(tx, shopId, await shopSettings(tx, shopId), changed, mayRefuse && codes);
  return {
    ...(codes || isWarned ? { warnings: [...others, ...(await warn())] } : {}),
    ...(customer ? { customerId: (await customerIdOf(changed)) ?? before.customerId } : {}),
  };
}
