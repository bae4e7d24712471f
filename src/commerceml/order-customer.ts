import { v5 as uuid } from 'uuid';
import type { Order, OrderCustomer } from '../orders.js';
import { addressFields, addressLine } from './order-address.js';
import { ELEMENT, WORD } from './order-names.js';
import { withPayerFields } from './order-payer.js';
import { taxIdFields } from './order-tax-id.js';
import { idText, LENGTH, lineText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';

const CUSTOMERS = '5f0c2f0e-6f0a-5c39-9d3b-2f6d1f9a7e51';

/**
 * `Контрагент`: 1C reads the first only, and takes `ОфициальноеНаименование` for a legal entity (one-c-client.md §5). The node's own
 * fields of the payer stand where the schemas have them.
 */
export function customerFields(order: Order, shape: OrdersShape): XmlFields {
  const { customer } = order;
  const name = lineText(customer.name) ?? WORD.buyer;
  const fields = {
    [ELEMENT.id]: customerId(order),
    [ELEMENT.name]: name,
    ...(customer.type === 'company' ? companyFields(name, order, shape) : personFields(name, order, shape)),
    [ELEMENT.actualAddress]: shape.deliveryAddressOfCounterparty
      ? addressLine(order.delivery?.address ?? customer.address)
      : undefined,
    [ELEMENT.contacts]: contactFields(customer, shape),
    [ELEMENT.role]: WORD.buyer,
  };
  return withPayerFields(fields, order, shape);
}

/**
 * The shop's id of the customer; a guest gets one made of what identifies a person,
 * so that the same guest is the same counterparty in 1C next time.
 */
function customerId(order: Order): string {
  const { id, type, taxId, email, phone } = order.customer;
  const known = idText(taxId) ?? idText(email)?.toLowerCase() ?? (phone?.replace(/\D/g, '') || order.orderId);
  return idText(id) ?? uuid(`${type}:${known}`, CUSTOMERS);
}

function companyFields(name: string, order: Order, shape: OrdersShape): XmlFields {
  return {
    [ELEMENT.officialName]: name,
    [ELEMENT.legalAddress]: addressFields(order.customer.address),
    ...taxIdFields(order, shape),
  };
}

function personFields(name: string, order: Order, shape: OrdersShape): XmlFields {
  const { lastName, firstName, middleName, address } = order.customer;
  return {
    [ELEMENT.fullName]: name,
    [ELEMENT.lastName]: lineText(lastName),
    [ELEMENT.firstName]: lineText(firstName),
    [ELEMENT.middleName]: lineText(middleName),
    ...taxIdFields(order, shape),
    [ELEMENT.registeredAddress]: addressFields(address),
  };
}

function contactFields(customer: OrderCustomer, shape: OrdersShape): XmlFields {
  const contacts = (types: readonly string[], text: string | undefined): XmlFields[] => {
    const value = lineText(text, LENGTH.line);
    return value ? types.map((type) => ({ [ELEMENT.type]: type, [ELEMENT.value]: value })) : [];
  };
  return {
    [ELEMENT.contact]: [
      ...contacts(shape.contactTypes.phone, customer.phone),
      ...contacts(shape.contactTypes.email, customer.email),
    ],
  };
}
