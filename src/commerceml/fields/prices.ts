import type { PriceRecord } from '../../records.js';
import type { Draft } from '../defined.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';
import { readCurrencyOf } from './currency.js';

/**
 * `Цены/Цена*` of an offer. A price without a type, or whose amount is not a number, is left out with a warning (never 0:
 * commerceml.md §4.4) and kept in `extra`.
 * @returns undefined = not mentioned; [] = `<Цены/>`
 */
export function readPrices(offer: Fields): PriceRecord[] | undefined {
  return offer.listOf(NAME.prices, NAME.price, readPrice);
}

function readPrice(price: Fields): PriceRecord | undefined {
  const priceTypeId = price.text(NAME.priceTypeId);
  if (!priceTypeId) {
    price.warn('empty-id', '', NAME.priceTypeId);
    price.unread();
    return undefined;
  }
  const amount = price.amount(NAME.unitPrice);
  if (typeof amount !== 'string') {
    if (amount === null || !price.has(NAME.unitPrice)) price.warn('number', '', NAME.unitPrice);
    price.unread();
    return undefined;
  }
  const read: Draft<PriceRecord> = { priceTypeId, amount };
  const currency = readCurrencyOf(price);
  if (currency) read.currency = currency;
  const unit = price.text(NAME.unit, NAME.unitId);
  if (unit) read.unit = unit;
  const coefficient = price.quantity(NAME.coefficient);
  if (coefficient) read.coefficient = coefficient;
  const minQuantity = price.quantity(NAME.minQuantity, NAME.quantityFrom);
  if (minQuantity) read.minQuantity = minQuantity;
  const presentation = price.text(NAME.presentation);
  if (presentation) read.presentation = presentation;
  const extra = price.restOrNothing();
  if (extra) read.extra = extra;
  return read;
}
