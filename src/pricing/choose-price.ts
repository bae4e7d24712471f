import Big from 'big.js';

/** A price of 1C as far as choosing goes. */
interface PriceOfQuantity {
  readonly minQuantity?: string;
}

/**
 * Of the prices that an offer has in one type: that for a quantity, else that for the least.
 * @param quantity decimal text; undefined = as few as may be
 */
export function choosePrice<Each extends PriceOfQuantity>(
  prices: readonly Each[],
  quantity?: string,
): Each | undefined {
  const sorted = [...prices].sort((one, other) => from(one).cmp(from(other)));
  if (quantity === undefined) return sorted[0];
  return sorted.findLast((price) => from(price).lte(quantity)) ?? sorted[0];
}

const from = ({ minQuantity }: PriceOfQuantity): Big => new Big(minQuantity ?? 0);
