import type { OrderAddress } from '../orders.js';
import { ADDRESS_FIELD, ELEMENT } from './order-names.js';
import { LENGTH, lineText } from './order-values.js';
import type { XmlFields } from './order-xml.js';

/** How a person writes an address. */
const SPOKEN_ORDER = ['postalCode', 'country', 'region', 'city', 'street', 'house', 'apartment'] as const;

/** The country first: УТП puts country and postal code into one field, and the later one stays. */
const FIELD_ORDER = ['country', 'postalCode', 'region', 'city', 'street', 'house', 'apartment'] as const;

/** The whole address in one line: as the shop says it, else put together from its parts. */
export function addressText(address: OrderAddress | undefined, length: number = LENGTH.name): string | undefined {
  if (!address) return undefined;
  const parts = SPOKEN_ORDER.flatMap((part) => lineText(address[part], length) ?? []);
  return lineText(address.text, length) ?? lineText(parts.join(', '), length);
}

/** An address with its parts: `АдресРегистрации`, `ЮридическийАдрес`. */
export function addressFields(address: OrderAddress | undefined): XmlFields | undefined {
  if (!address) return undefined;
  return {
    [ELEMENT.presentation]: addressText(address),
    [ELEMENT.addressField]: FIELD_ORDER.flatMap((part) => {
      const value = lineText(address[part], LENGTH.line);
      return value ? [{ [ELEMENT.type]: ADDRESS_FIELD[part], [ELEMENT.value]: value }] : [];
    }),
  };
}

/**
 * An address as one line only: `Адрес` of the counterparty, where the order is delivered to.
 * BAS drops the line as soon as there are parts, and with it whatever the parts do not say.
 */
export function addressLine(address: OrderAddress | undefined): XmlFields {
  return { [ELEMENT.presentation]: addressText(address) };
}
