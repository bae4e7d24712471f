import type { Order, OrderLine } from '../orders.js';
import { ELEMENT, WORD } from './order-names.js';
import { unitPrice } from './order-price.js';
import { requisiteFields } from './order-requisites.js';
import { type LineTax, lineTaxes, lineTaxFields, rateFields } from './order-tax.js';
import { unitFields } from './order-unit.js';
import { idText, LENGTH, lineText, moneyText, quantityText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';

/** `Товары` of the order's document and of its shipment. */
export function linesFields(order: Order, shape: OrdersShape): XmlFields {
  const taxes = lineTaxes(order.lines, shape);
  return { [ELEMENT.line]: order.lines.map((line, index) => lineFields(line, taxes?.[index], shape)) };
}

/**
 * One `Товар` of the order. 1C finds the item by Ид (`product#characteristic`), then by article, then by name;
 * what it does not find it makes, as goods or as a service by ТипНоменклатуры.
 */
function lineFields(line: OrderLine, tax: LineTax | undefined, shape: OrdersShape): XmlFields {
  const type = line.kind === 'product' ? WORD.product : WORD.service;
  const id = idText(line.externalId) ?? (line.kind === 'delivery' ? WORD.deliveryId : undefined);
  const { [ELEMENT.baseUnit]: baseUnit, ...unitOfLine } = unitFields(line.unit, shape.family);
  const price = unitPrice(line);
  return {
    [ELEMENT.id]: id,
    [ELEMENT.sku]: lineText(line.sku, LENGTH.line),
    // 1C finds the delivery by its id and else by its name: one fixed name makes one item there (commerceml.md §2.8).
    [ELEMENT.name]: line.kind === 'delivery' ? WORD.delivery : (lineText(line.name) ?? lineText(line.sku) ?? type),
    [ELEMENT.baseUnit]: baseUnit,
    [ELEMENT.taxRates]: rateFields(tax),
    [ELEMENT.requisites]: requisiteFields([
      [WORD.itemKind, type],
      [WORD.itemType, type],
    ]),
    ...(shape.family === 3
      ? {
          ...unitOfLine,
          [ELEMENT.quantity]: quantityText(line.quantity),
          [ELEMENT.unitPrice]: price,
          [ELEMENT.price]: price,
        }
      : { [ELEMENT.unitPrice]: price, [ELEMENT.quantity]: quantityText(line.quantity) }),
    [ELEMENT.amount]: moneyText(line.amount),
    [ELEMENT.taxes]: lineTaxFields(tax),
  };
}
