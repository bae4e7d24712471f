import Big from 'big.js';
import { UzelError } from '../../errors.js';
import type { OrderBonus } from '../../orders.js';

/**
 * Bonuses pay at most the whole order.
 * @param total of the order, decimal text
 * @throws UzelError UZ1505
 */
export function checkBonus(bonus: OrderBonus | null | undefined, total: string): void {
  if (bonus?.amount === undefined || !new Big(bonus.amount).gt(total)) return;
  throw new UzelError(
    'UZ1505',
    `Bonuses pay ${bonus.amount}, but the whole order costs ${total}. Correct bonus.amount or the lines.`,
    { path: 'bonus.amount' },
  );
}

/** The bonus of an order as it is kept: null when it says nothing. */
export const bonusOrNone = (bonus: OrderBonus | null | undefined): OrderBonus | null =>
  bonus?.card === undefined && bonus?.amount === undefined ? null : bonus;
