import Big from 'big.js';
import type { Rounding, RoundingWay } from './rule.js';

/** What a rule that does not say how rounds to. */
const TO_CENTS: Rounding = { step: '0.01', how: 'nearest' };

/**
 * An amount rounded, exactly; half a step is rounded up. It never falls below zero, nor from above zero to it: the least amount of the kind
 * is taken instead (50 down to steps of 100 is 100, and to the ending 99 it is 99).
 */
export function roundedPrice(amount: Big, rounding: Rounding = TO_CENTS): Big {
  const { step, first } = 'step' in rounding ? { step: new Big(rounding.step), first: new Big(0) } : gridOf(rounding);
  const near = onGrid(amount, step, first, rounding.how);
  return near.lt(0) || (near.eq(0) && amount.gt(0)) ? near.plus(step) : near;
}

/**
 * The amounts that end in some digits: `99` → 99, 199, …; `9.90` → 9.90, 19.90, …; and of `0.90`, whose only digit before the dot is a
 * zero, 0.90, 1.90, ….
 */
function gridOf({ ending }: { readonly ending: string }): { step: Big; first: Big } {
  const [whole = '', fraction] = ending.split('.');
  const digits = whole === '0' && fraction !== undefined ? 0 : whole.length;
  return { step: new Big(`1e${digits}`), first: new Big(ending) };
}

/** The amount of first, first + step, first − step, … that is nearest in the wanted direction. */
function onGrid(amount: Big, step: Big, first: Big, how: RoundingWay): Big {
  const rest = amount.minus(first).mod(step);
  const over = rest.lt(0) ? rest.plus(step) : rest;
  const below = amount.minus(over);
  if (over.eq(0) || how === 'down') return below;
  return how === 'up' || over.times(2).gte(step) ? below.plus(step) : below;
}
