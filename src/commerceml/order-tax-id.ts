import type { Order } from '../orders.js';
import { ELEMENT } from './order-names.js';
import { idText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';

/** Where a customer's tax id belongs. `requisite`: 1C drops an ИНН of that length, so it travels as a requisite. */
type Place = 'taxId' | 'companyCode' | 'requisite';

/**
 * ИНН, КПП and the register code, by the number of digits: 8 = ЄДРПОУ or ОКПО of a company, 12 = ИНН (ІПН, БИН),
 * 10 = ИНН, but in Ukraine a company's register code (a private entrepreneur's). КПП has 9 characters or is left out,
 * as 1C itself does.
 */
export function taxIdFields(order: Order, shape: OrdersShape): XmlFields {
  const id = taxIdOf(order);
  const place = placeOf(order, shape);
  const reason = idText(order.customer.taxRegistrationReason);
  return {
    [ELEMENT.taxId]: place === 'taxId' ? id : undefined,
    [ELEMENT.taxRegistrationReason]: /^[0-9A-Z]{9}$/.test(reason ?? '') ? reason : undefined,
    [shape.companyCodeElement]: place === 'companyCode' ? id : undefined,
  };
}

/** The tax id when no element can carry it: 9 digits of Belarus, 14 of Kyrgyzstan, a passport in its place. */
export function taxIdRequisite(order: Order, shape: OrdersShape): string | undefined {
  return placeOf(order, shape) === 'requisite' ? taxIdOf(order) : undefined;
}

function taxIdOf(order: Order): string | undefined {
  return idText(order.customer.taxId?.replace(/\s/g, ''));
}

function placeOf(order: Order, shape: OrdersShape): Place {
  const digits = /^\d+$/.exec(taxIdOf(order) ?? '')?.[0].length;
  const ukrainian = shape.ukrainian || order.currency === 'UAH';
  const company = order.customer.type === 'company';
  if (company && (digits === 8 || (digits === 10 && ukrainian))) return 'companyCode';
  return digits === 10 || digits === 12 ? 'taxId' : 'requisite';
}
