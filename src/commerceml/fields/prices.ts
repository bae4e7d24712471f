import type { PriceRecord } from '../../records.js';
import { defined } from '../defined.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';
import { readCurrencyOf } from './currency.js';

/**
 * `Цены/Цена*` of an offer. A price without a type, or whose amount is not a number, is left out with a warning (never 0:
 * commerceml.md §4.4) and kept in `extra`.
 * @returns undefined = not mentioned; [] = `<Цены/>`
 */
export function readPrices(offer: Fields): PriceRecord[] | undefined {
  return offer.list(NAME.prices, NAME.price)?.flatMap((price) => {
    const priceTypeId = price.text(NAME.priceTypeId);
    if (!priceTypeId) {
      price.warn('empty-id', '', NAME.priceTypeId);
      price.unread();
      return [];
    }
    const amount = price.amount(NAME.unitPrice);
    if (typeof amount !== 'string') {
      if (amount === null || !price.has(NAME.unitPrice)) price.warn('number', '', NAME.unitPrice);
      price.unread();
      return [];
    }
    return [readPrice(price, priceTypeId, amount)];
  });
}

function readPrice(price: Fields, priceTypeId: string, amount: string): PriceRecord {
  return defined({
    priceTypeId,
    amount,
    currency: readCurrencyOf(price) ?? undefined,
    unit: price.text(NAME.unit, NAME.unitId) ?? undefined,
    coefficient: price.quantity(NAME.coefficient) ?? undefined,
    minQuantity: price.quantity(NAME.minQuantity, NAME.quantityFrom) ?? undefined,
    presentation: price.text(NAME.presentation) ?? undefined,
    extra: price.restOrNothing(),
  });
}
