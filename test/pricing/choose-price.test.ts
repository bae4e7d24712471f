import { describe, expect, it } from '@jest/globals';
import { choosePrice } from '../../src/pricing/choose-price.js';

const ONE = { amount: '12' };
const TEN = { amount: '11', minQuantity: '10' };
const HUNDRED = { amount: '9', minQuantity: '100.000' };

describe('of the prices in one type', () => {
  it.each<[string, readonly { amount: string; minQuantity?: string }[], string | undefined, object | undefined]>([
    ['that of the least quantity', [HUNDRED, TEN, ONE], undefined, ONE],
    ['that of the least quantity though it is more than one', [HUNDRED, TEN], undefined, TEN],
    ['that which a quantity reaches', [ONE, HUNDRED, TEN], '99.999', TEN],
    ['that which it just reaches', [ONE, HUNDRED, TEN], '100', HUNDRED],
    ['the least when it reaches none', [HUNDRED, TEN], '2', TEN],
    ['the first of two alike', [ONE, { amount: '13' }], undefined, ONE],
    ['none of none', [], '1', undefined],
  ])('is taken %s', (_what, prices, quantity, chosen) => {
    expect(choosePrice(prices, quantity)).toBe(chosen);
  });
});
