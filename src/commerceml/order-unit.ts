import type { OrderLine } from '../orders.js';
import { ELEMENT, WORD } from './order-names.js';
import { LENGTH, lineText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';

/** The code of «штука» in ОКЕИ; Ukrainian bases know it beside 2009. */
const PIECE = '796';

/** Longest `НаименованиеКраткое` of 3.1. */
const SHORT_NAME = 4;

/**
 * The unit of a line, the piece when the order names none. 2.x: `БазоваяЕдиница`, its codes as attributes. 3.x: the same by its code
 * alone, and whole as the element `Единица`, of which the quantity counts (commerceml.md §2.9).
 */
export function unitFields(unit: OrderLine['unit'], family: OrdersShape['family']): XmlFields {
  const code = lineText(unit?.code) ?? PIECE;
  const piece = code === PIECE;
  const fullName = lineText(unit?.fullName, LENGTH.line) ?? (piece ? WORD.pieceFullName : undefined);
  const name = lineText(unit?.name) ?? (piece ? WORD.piece : (fullName ?? code));
  const international = piece ? WORD.pieceInternational : undefined;
  if (family === 2) {
    return {
      [ELEMENT.baseUnit]: {
        [`@${ELEMENT.unitCode}`]: code,
        [`@${ELEMENT.unitFullName}`]: fullName,
        [`@${ELEMENT.unitInternational}`]: international,
        '#': name,
      },
    };
  }
  return {
    [ELEMENT.baseUnit]: code,
    [ELEMENT.unit]: {
      [ELEMENT.id]: code,
      [ELEMENT.unitShortName]: lineText(name, SHORT_NAME),
      [ELEMENT.unitCode]: code,
      [ELEMENT.unitFullName]: fullName ?? name,
      [ELEMENT.unitInternational]: international,
    },
    [ELEMENT.coefficient]: '1',
  };
}
