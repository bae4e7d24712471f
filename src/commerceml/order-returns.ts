import type { Order } from '../orders.js';

/**
 * What came back to the shop, for the people at 1C: the standard exchange takes no return from a site. Undefined = nothing did. E.g.
 * `2026-01-31: 2 × Комбайн, 1 × Чайник (201.00)`; a line that the order has no more is named by its number.
 */
export function returnsText({ returns, lines }: Pick<Order, 'returns' | 'lines'>): string | undefined {
  const texts = returns.map((one) => {
    const parts = one.lines.map(({ lineNo, quantity }) => {
      const name = lines.find((line) => line.lineNo === lineNo)?.name ?? `№ ${lineNo}`;
      return `${quantity} × ${name}`;
    });
    return `${one.returnedAt.slice(0, 10)}: ${parts.join(', ')}${one.amount === undefined ? '' : ` (${one.amount})`}`;
  });
  return texts.length === 0 ? undefined : texts.join('; ');
}
