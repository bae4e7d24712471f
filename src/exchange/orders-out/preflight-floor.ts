import { Decimal } from '../../commerceml/order-values.js';
import type { Order, OrderLine } from '../../orders.js';
import type { FloorPrice } from '../../store/catalogue/floor-prices.js';

/** A line that is sold for less than it may be; both prices are those of one unit. */
export interface BelowFloor {
  readonly name: string;
  readonly price: string;
  readonly floor: string;
}

/**
 * The lines whose price of one unit, after the discount of the line, is below the floor in the order's currency. What has no price there
 * has no floor. A price without a currency is one of `defaultCurrency`, else of the order's.
 * @param floors by whole 1C id
 */
export function linesBelowFloor(
  order: Order,
  floors: ReadonlyMap<string, readonly FloorPrice[]>,
  defaultCurrency: string | undefined,
): BelowFloor[] {
  return order.lines.flatMap((line) => {
    if (line.kind !== 'product' || new Decimal(line.quantity).lte(0)) return [];
    const prices = (floors.get(line.externalId ?? '') ?? []).filter(
      ({ currency }) => (currency || defaultCurrency || order.currency) === order.currency,
    );
    const floor = floorFor(line, prices);
    if (floor === undefined) return [];
    const net = new Decimal(line.price).times(line.quantity).minus(line.discount ?? 0);
    if (net.gte(floor.times(line.quantity))) return [];
    return [{ name: line.name, price: net.div(line.quantity).toFixed(2), floor: floor.toFixed(2) }];
  });
}

/** Of prices for several quantities the one for the most that the line reaches; a price of a package is divided by what it holds. */
function floorFor(line: OrderLine, prices: readonly FloorPrice[]) {
  const reached = prices
    .filter((price) => new Decimal(price.minQuantity ?? 0).lte(line.quantity))
    .sort((a, b) => new Decimal(b.minQuantity ?? 0).cmp(a.minQuantity ?? 0));
  const [price] = reached;
  if (!price) return undefined;
  const ofLine = price.unit !== undefined && [line.unit?.code, line.unit?.name].includes(price.unit);
  const holds = new Decimal(price.coefficient ?? 1);
  return ofLine || holds.lte(0) ? new Decimal(price.amount) : new Decimal(price.amount).div(holds);
}
