import Big from 'big.js';
import { validate } from 'uuid';
import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { OrderDelivery, OrderLine } from '../../orders.js';
import { type CatalogueItem, itemsByExternalId, itemsByOffer } from '../catalogue/catalogue-items.js';
import type { OrderLineInput } from './order-input.js';
import { lineSums, money, priceText, quantityText, sameNumber, taxOf } from './order-totals.js';

/** A line before it has its place in the order. */
export type UnnumberedLine = Omit<OrderLine, 'lineNo'>;

/**
 * The lines of an order out of what the shop gave: name, sku, unit and 1C id are taken from the catalogue where the line has none.
 * @param idSpace the id space of the 1C that will get the order; null while nobody will
 * @throws UzelError UZ1501 naming the line with an unknown offer or without any name, UZ1505 naming the line whose amount differs
 */
export async function resolveLines(
  tx: Tx,
  shopId: string,
  lines: readonly OrderLineInput[],
  idSpace: string | null,
): Promise<UnnumberedLine[]> {
  const offerIds = lines.flatMap((line) =>
    line.offerId !== undefined && validate(line.offerId) ? [line.offerId.toLowerCase()] : [],
  );
  const byOffer = await itemsByOffer(tx, shopId, offerIds);
  const externalIds = lines.flatMap((line) => (line.offerId === undefined ? (externalIdOf(line) ?? []) : []));
  const byExternalId = await itemsByExternalId(tx, shopId, externalIds, idSpace);
  return lines.map((line, index) => {
    if (line.offerId === undefined) return resolved(line, index + 1, byExternalId.get(externalIdOf(line) ?? ''));
    return resolved(line, index + 1, byOffer.get(line.offerId.toLowerCase()) ?? unknownOffer(index + 1, line.offerId));
  });
}

const externalIdOf = (line: OrderLineInput): string | undefined => line.externalId?.trim() || undefined;

/** Where a client finds it. @param place from 1 */
const fieldOf = (place: number, name: string): string => `lines.${place - 1}.${name}`;

function resolved(line: OrderLineInput, place: number, item: CatalogueItem | undefined): UnnumberedLine {
  const externalId = externalIdOf(line);
  if (line.offerId !== undefined && item && externalId !== undefined && bare(externalId) !== bare(item.externalId)) {
    throw new UzelError(
      'UZ1501',
      `Line ${place}: the offer ${line.offerId} is "${item.externalId}" in 1C, not "${externalId}". Give one of the two.`,
      { path: fieldOf(place, 'externalId') },
    );
  }
  const name = line.name?.trim() || item?.name?.trim();
  if (!name) {
    throw new UzelError(
      'UZ1501',
      `Line ${place} has no name, and the catalogue has none for ${externalId ? `"${externalId}"` : 'it'}. Give the line a name.`,
      { path: fieldOf(place, 'name') },
    );
  }
  const offerId = line.offerId?.toLowerCase() ?? item?.offerId;
  const unit =
    line.unit ??
    (item?.unit ? { code: item.unit.code, name: item.unit.name, fullName: item.unit.fullName } : undefined);
  const sku = line.sku?.trim() || item?.sku?.trim() || undefined;
  return {
    offerId,
    externalId: externalId ?? item?.externalId,
    name,
    sku,
    unit,
    ...sums(line, place),
    kind: line.kind ?? 'product',
  };
}

/** `a#` is what УТП calls the product `a` without a characteristic. */
const bare = (externalId: string): string => externalId.replace(/#$/, '');

type LineSums = Pick<OrderLine, 'quantity' | 'price' | 'discount' | 'tax' | 'amount'>;

function sums(line: OrderLineInput, place: number): LineSums {
  const price = priceText(line.price);
  const quantity = quantityText(line.quantity);
  const discount = line.discount === undefined || sameNumber(line.discount, '0') ? undefined : priceText(line.discount);
  const tax = line.tax === undefined ? undefined : checkedTax(line, place);
  const { amount, taxAmount } = lineSums({ quantity, price, discount, tax });
  if (new Big(amount).lt(0)) {
    throw new UzelError(
      'UZ1505',
      `Line ${place}: the discount ${discount} is larger than the line itself. Its amount would be ${amount}.`,
      { path: fieldOf(place, 'discount') },
    );
  }
  if (line.amount !== undefined && !sameNumber(line.amount, amount)) {
    throw new UzelError(
      'UZ1505',
      `Line ${place}: the amount given is ${line.amount}, but quantity, price, discount and tax make ${amount}. Correct one of them.`,
      { path: fieldOf(place, 'amount') },
    );
  }
  return { quantity, price, discount, tax: tax && { ...tax, amount: taxAmount }, amount };
}

/** The tax of a line; a given amount may differ from the computed one by a kopeck: shops round in their own way. */
function checkedTax(
  line: OrderLineInput,
  place: number,
): { rate: string; included: boolean; amount?: string } | undefined {
  if (line.tax === undefined) return undefined;
  const tax = { rate: line.tax.rate.trim(), included: line.tax.included ?? true };
  if (!/^(none|\d+(\.\d+)?|\d+(\.\d+)?\/0*[1-9]\d*(\.\d+)?)$/.test(tax.rate)) {
    throw new UzelError(
      'UZ1501',
      `Line ${place}: the tax rate "${line.tax.rate}" is not understood. Give a percentage such as "20", or "none".`,
      { path: fieldOf(place, 'tax.rate') },
    );
  }
  if (line.tax.amount === undefined) return tax;
  const base = new Big(line.quantity).times(line.price).minus(line.discount ?? '0');
  const computed = money(taxOf(base, tax));
  if (new Big(computed).minus(line.tax.amount).abs().gt('0.01')) {
    throw new UzelError(
      'UZ1505',
      `Line ${place}: the tax given is ${line.tax.amount}, but ${tax.rate} % makes ${computed}. Correct one of them.`,
      { path: fieldOf(place, 'tax.amount') },
    );
  }
  return { ...tax, amount: priceText(line.tax.amount) };
}

function unknownOffer(place: number, offerId: string): never {
  throw new UzelError(
    'UZ1501',
    `Line ${place}: there is no offer ${offerId}. Read /v1/offers, or name the goods by externalId or name.`,
    { path: fieldOf(place, 'offerId') },
  );
}

/** As 1C calls the delivery (commerceml.md §2.8). */
const DELIVERY = 'Доставка заказа';

/** The line that a paid delivery is, the last of an order; none when it costs nothing. */
export function deliveryLines(delivery: OrderDelivery | null): UnnumberedLine[] {
  if (!delivery?.price || sameNumber(delivery.price, '0')) return [];
  const price = priceText(delivery.price);
  return [
    { name: delivery.name?.trim() || DELIVERY, quantity: '1', price, amount: money(new Big(price)), kind: 'delivery' },
  ];
}

/**
 * Gives lines their numbers: a line that the order had before keeps its own, a new one gets the next above all, the delivery comes last.
 * @param before the lines as they were; [] for a new order
 * @param named the highest number that shipments and returns speak of: new lines stand above it
 */
export function numberLines(lines: readonly UnnumberedLine[], before: readonly OrderLine[], named = 0): OrderLine[] {
  const free = before.filter((line) => line.kind !== 'delivery');
  let last = Math.max(named, ...free.map((line) => line.lineNo));
  const goods = lines
    .filter((line) => line.kind !== 'delivery')
    .map((line) => {
      const place = free.findIndex((former) => identityOf(former) === identityOf(line));
      const [former] = place < 0 ? [] : free.splice(place, 1);
      last = former ? last : last + 1;
      return { ...line, lineNo: former?.lineNo ?? last };
    });
  const delivery = lines.filter((line) => line.kind === 'delivery');
  return [...goods, ...delivery.map((line, index) => ({ ...line, lineNo: last + 1 + index }))];
}

/** What a line is of: by this the lines of two versions of an order are the same. */
export const identityOf = (line: Pick<OrderLine, 'externalId' | 'name'>): string =>
  line.externalId === undefined ? `name:${line.name}` : `id:${bare(line.externalId)}`;
