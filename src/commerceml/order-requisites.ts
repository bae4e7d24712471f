import type { Order } from '../orders.js';
import { orderFact } from './order-facts.js';
import { ELEMENT, REQUISITE } from './order-names.js';
import { valueAt } from './order-path.js';
import { payerRequisites } from './order-payer.js';
import { returnsText } from './order-returns.js';
import { taxIdRequisite } from './order-tax-id.js';
import { freeText, LENGTH, lineText, moneyText } from './order-values.js';
import type { XmlFields } from './order-xml.js';
import type { OrdersShape } from './orders-shape.js';
import { readDateTime } from './values/dates.js';

/** `ЗначенияРеквизитов` of names and values. Empty values are left out: BAS would keep the value of the one before. */
export function requisiteFields(requisites: Iterable<readonly [name: string, value: string | undefined]>): XmlFields {
  const rows: XmlFields[] = [];
  for (const [name, value] of requisites) {
    if (name && value) rows.push({ [ELEMENT.name]: name, [ELEMENT.value]: value });
  }
  return { [ELEMENT.requisite]: rows };
}

/**
 * BAS takes `Дата отгрузки` in one form only: yyyy-MM-ddTHH:mm:ss of its own zone (one-c-client.md §5). An empty date is none; what is
 * no date at all stays as the shop says it.
 */
function ownValue(name: string, value: string, shape: OrdersShape): string | undefined {
  if (name.trim() !== REQUISITE.shipmentDate) return value;
  const time = readDateTime(value, shape.timeZone);
  if (!time) return time === null ? undefined : value;
  return time.includes('T') ? time : `${time}T00:00:00`;
}

/** What every order may have in fields of its own, whatever the profile knows: 1C makes properties of the document of them. */
function typedRequisites(order: Order, shape: OrdersShape): readonly (readonly [string, string | undefined])[] {
  const { ownRequisites: names } = shape;
  const amount = order.bonus?.amount;
  return [
    [REQUISITE.organisation, order.organisation ?? undefined],
    [REQUISITE.warehouse, shape.warehouse === 'requisite' ? (order.warehouse ?? undefined) : undefined],
    [names.responsible, order.responsible ?? undefined],
    [names.promoCodes, order.promoCodes.join(', ')],
    [names.bonusCard, order.bonus?.card],
    [REQUISITE.returns, returnsText(order)],
    [names.bonusAmount, amount === undefined ? undefined : moneyText(amount)],
  ];
}

/**
 * The requisites of an order: those that the profile knows, then its typed fields, the node's, the order's own, and what its node's
 * kind adds. Each name stands once; the later value wins.
 */
export function orderRequisites(order: Order, shape: OrdersShape): XmlFields {
  const values = new Map<string, string>();
  const put = (rawName: string, rawValue: string | undefined): void => {
    const name = lineText(rawName);
    const value = freeText(rawValue, LENGTH.value);
    if (name && value) values.set(name, value);
  };
  for (const { name, fact } of shape.requisites) put(name, orderFact(order, fact, shape));
  put(REQUISITE.taxId, taxIdRequisite(order, shape));
  for (const [name, value] of typedRequisites(order, shape)) put(name, value);
  for (const [name, value] of Object.entries(shape.fixedRequisites)) put(name, value);
  for (const [name, value] of payerRequisites(order, shape)) put(name, value);
  for (const [name, path] of Object.entries(shape.requisiteFields)) put(name, valueAt(order, path, shape));
  for (const [name, value] of Object.entries(order.requisites)) put(name, ownValue(name, value, shape));
  for (const [name, value] of Object.entries(shape.addedRequisites?.get(order.orderId) ?? {})) {
    if (value.trim() === '') values.delete(lineText(name) ?? '');
    put(name, ownValue(name, value, shape));
  }
  return requisiteFields(values);
}
