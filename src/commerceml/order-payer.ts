import type { Order } from '../orders.js';
import {
  ADDRESS_PARTS,
  COUNTERPARTY_ORDER,
  ELEMENT,
  PAYER_ADDRESSES,
  PAYER_CONTACT,
  PAYER_DAYS,
  PAYER_ELEMENTS,
} from './order-names.js';
import { valueAt } from './order-path.js';
import { LENGTH, lineText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { readDate } from './values/dates.js';

/** Own fields of the payer, in which 1C looks for them: what is an element of `Контрагент`, and what goes as a requisite of the order. */
interface PayerFields {
  readonly elements: ReadonlyMap<string, string>;
  readonly requisites: readonly (readonly [name: string, value: string])[];
}

type Place = 'element' | 'address' | 'contact' | 'requisite';

/** The counterparty with the node's fields of a person or a company, which win, its children in the order of the schemas. */
export function withPayerFields(base: XmlFields, order: Order, shape: OrdersShape): XmlFields {
  const { elements } = payerFields(order, shape);
  const fields: Record<string, XmlFields[string]> = { ...base };
  for (const path of PAYER_ELEMENTS[order.customer.type]) {
    const value = elements.get(path);
    if (value !== undefined) put(fields, path.split('/'), value);
  }
  for (const name of PAYER_ADDRESSES) {
    const given = [...elements].filter(([path]) => path === name || path.startsWith(`${name}/`));
    if (given.length > 0) fields[name] = addressWith(fields[name], given);
  }
  for (const [path, value] of elements) {
    if (path.startsWith(PAYER_CONTACT)) fields[ELEMENT.contacts] = contactsWith(fields[ELEMENT.contacts], path, value);
  }
  return Object.fromEntries(COUNTERPARTY_ORDER.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
}

/** The node's fields of a person or a company that no element of the counterparty carries: requisites of the document. */
export function payerRequisites(order: Order, shape: OrdersShape): PayerFields['requisites'] {
  return payerFields(order, shape).requisites;
}

function payerFields(order: Order, shape: OrdersShape): PayerFields {
  const { type } = order.customer;
  const elements = new Map<string, string>();
  const requisites: (readonly [string, string])[] = [];
  for (const [key, path] of Object.entries(shape.payerFields[type])) {
    const text = valueAt(order, path, shape);
    const place = placeOf(key, type);
    const value = place === 'requisite' ? text : lineText(PAYER_DAYS.has(key) ? dayOf(text, shape) : text, LENGTH.line);
    if (!value) continue;
    if (place === 'requisite') requisites.push([key, value]);
    else elements.set(key, value);
  }
  return { elements, requisites };
}

function placeOf(key: string, type: Order['customer']['type']): Place {
  if (PAYER_ELEMENTS[type].includes(key)) return 'element';
  if (key.startsWith(PAYER_CONTACT)) return 'contact';
  const [name = '', part, ...more] = key.split('/');
  const known = PAYER_ADDRESSES.some((each) => each === name) && more.length === 0;
  const ofType = name !== (type === 'company' ? ELEMENT.registeredAddress : ELEMENT.legalAddress);
  return known && ofType && (part === undefined || ADDRESS_PARTS.includes(part)) ? 'address' : 'requisite';
}

/** 1C takes `yyyy-MM-dd` alone; what is no day is left out, it would break the counterparty. */
function dayOf(text: string | undefined, { timeZone }: OrdersShape): string | undefined {
  return (text === undefined ? undefined : readDate(text, timeZone)) ?? undefined;
}

function put(
  fields: Record<string, XmlFields[string]>,
  [name = '', ...deeper]: readonly string[],
  value: string,
): void {
  if (deeper.length === 0) {
    fields[name] = value;
    return;
  }
  const inner: Record<string, XmlFields[string]> = { ...(fields[name] as XmlFields | undefined) };
  put(inner, deeper, value);
  fields[name] = inner;
}

/** An address with the given line and parts; those that it has already are replaced. 1C sees no address without its line. */
function addressWith(base: XmlFields[string], given: readonly (readonly [path: string, value: string])[]): XmlFields {
  const known = (base ?? {}) as XmlFields;
  const line = given.find(([path]) => !path.includes('/'))?.[1];
  const parts = given.flatMap(([path, value]) => {
    const type = path.split('/')[1];
    return type === undefined ? [] : [{ [ELEMENT.type]: type, [ELEMENT.value]: value }];
  });
  const kept = ((known[ELEMENT.addressField] ?? []) as readonly XmlFields[]).filter(
    (each) => !parts.some((part) => part[ELEMENT.type] === each[ELEMENT.type]),
  );
  return {
    [ELEMENT.presentation]:
      line ?? known[ELEMENT.presentation] ?? lineText(parts.map((part) => part[ELEMENT.value]).join(', ')),
    [ELEMENT.addressField]: [...kept, ...parts],
  };
}

function contactsWith(base: XmlFields[string], path: string, value: string): XmlFields {
  const known = ((base as XmlFields | undefined)?.[ELEMENT.contact] ?? []) as readonly XmlFields[];
  const contact = { [ELEMENT.type]: path.slice(PAYER_CONTACT.length), [ELEMENT.value]: value };
  return { [ELEMENT.contact]: [...known, contact] };
}
