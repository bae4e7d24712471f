import type { OrderLine } from '../orders.js';
import { ELEMENT, WORD } from './order-names.js';
import { unitPrice } from './order-price.js';
import { requisiteFields } from './order-requisites.js';
import { type LineTax, lineTaxFields, rateFields } from './order-tax.js';
import { idText, LENGTH, lineText, moneyText, quantityText } from './order-values.js';
import type { XmlFields } from './order-xml.js';

/** The code of «штука» in ОКЕИ; Ukrainian bases know it beside 2009. */
const PIECE = '796';

/**
 * One `Товар` of the order. 1C finds the item by Ид (`product#characteristic`), then by article, then by name;
 * what it does not find it makes, as goods or as a service by ТипНоменклатуры.
 */
export function lineFields(line: OrderLine, tax: LineTax | undefined): XmlFields {
  const type = line.kind === 'product' ? WORD.product : WORD.service;
  const id = idText(line.externalId) ?? (line.kind === 'delivery' ? WORD.deliveryId : undefined);
  return {
    [ELEMENT.id]: id,
    [ELEMENT.sku]: lineText(line.sku, LENGTH.line),
    // 1C finds the delivery by its id and else by its name: one fixed name makes one item there (commerceml.md §2.8).
    [ELEMENT.name]: line.kind === 'delivery' ? WORD.delivery : (lineText(line.name) ?? lineText(line.sku) ?? type),
    [ELEMENT.unit]: unitFields(line.unit),
    [ELEMENT.taxRates]: rateFields(tax),
    [ELEMENT.requisites]: requisiteFields([
      [WORD.itemKind, type],
      [WORD.itemType, type],
    ]),
    [ELEMENT.price]: unitPrice(line),
    [ELEMENT.quantity]: quantityText(line.quantity),
    [ELEMENT.amount]: moneyText(line.amount),
    [ELEMENT.taxes]: lineTaxFields(tax),
  };
}

function unitFields(unit: OrderLine['unit']): XmlFields {
  const code = lineText(unit?.code) ?? PIECE;
  const piece = code === PIECE;
  const fullName = lineText(unit?.fullName, LENGTH.line) ?? (piece ? WORD.pieceFullName : undefined);
  return {
    [ELEMENT.unitCode]: code,
    [ELEMENT.unitFullName]: fullName,
    [ELEMENT.unitInternational]: piece ? WORD.pieceInternational : undefined,
    '#': lineText(unit?.name) ?? (piece ? WORD.piece : (fullName ?? code)),
  };
}
