import type { OrderFate } from '../../records.js';
import { defined } from '../defined.js';
import { FATE_REQUISITES, NAME } from '../names.js';
import { byFoldedWord, fold } from '../names-alike.js';
import { readBoolean, readDateTime } from '../values.js';
import type { Fields } from '../xml/fields.js';
import { type RequisiteIndex, requisiteValue } from './requisites.js';

type FateField = keyof typeof FATE_REQUISITES;

/** Elements and attributes of the document that say the same as a requisite (3.x: `Номер1С`, `ПометкаУдаления`). */
const FIELD_BY_ELEMENT = byFoldedWord<FateField>(FATE_REQUISITES);

/**
 * What a document says of the fate of its order, in Russian or Ukrainian (commerceml.md §3.4, one-c-client.md §6).
 * A blank value and 1C's empty date are not said; nor is what BAS leaves out because it is false. `Оплачен` decides when it is
 * said; else a number or date of the payment means that it is paid. The same for `Отгружен`.
 */
export function readFate(document: Fields, requisites: RequisiteIndex): OrderFate {
  const said = saidBy(document, requisites);
  const flag = (field: FateField) => readFlag(document, field, said);
  const date = (field: FateField) => readFateDate(document, field, said);
  const payment = { number: said.get('paymentNumber'), date: date('paymentDate') };
  const shipment = { number: said.get('shipmentNumber'), date: date('shipmentDate') };
  return defined({
    oneCNumber: said.get('oneCNumber'),
    oneCDate: date('oneCDate'),
    deleted: flag('deleted'),
    posted: flag('posted'),
    cancelled: flag('cancelled'),
    paid: flag('paid') ?? happened(payment),
    paymentNumber: payment.number,
    paymentDate: payment.date,
    shipped: flag('shipped') ?? happened(shipment),
    shipmentNumber: shipment.number,
    shipmentDate: shipment.date,
    status: said.get('status'),
    statusId: said.get('statusId'),
  });
}

function happened({ number, date }: { number: string | undefined; date: string | undefined }): true | undefined {
  return number !== undefined || date !== undefined ? true : undefined;
}

/** The first value of each field that is not blank: of a requisite, else of an element or attribute of the document. */
function saidBy(document: Fields, requisites: RequisiteIndex): ReadonlyMap<FateField, string> {
  const said = new Map<FateField, string>();
  for (const [field, names] of Object.entries(FATE_REQUISITES) as [FateField, readonly string[]][]) {
    const value = requisiteValue(requisites, names);
    if (value) said.set(field, value);
  }
  const own = [...[...document.node.children()].map(({ name }) => name), ...(document.node.attributes?.keys() ?? [])];
  for (const name of own) {
    const field = FIELD_BY_ELEMENT.get(fold(name));
    const value = field === undefined ? undefined : document.text(name);
    if (field !== undefined && value && !said.has(field)) said.set(field, value);
  }
  return said;
}

function readFlag(document: Fields, field: FateField, said: ReadonlyMap<FateField, string>): boolean | undefined {
  const text = said.get(field);
  if (text === undefined) return undefined;
  const value = readBoolean(text);
  if (value === undefined) document.warn('boolean', text, `${NAME.requisites}/${FATE_REQUISITES[field][0]}`);
  return value ?? undefined;
}

function readFateDate(document: Fields, field: FateField, said: ReadonlyMap<FateField, string>): string | undefined {
  const text = said.get(field);
  if (text === undefined) return undefined;
  const value = readDateTime(text, document.feed.timeZone);
  if (value === undefined) document.warn('date', text, `${NAME.requisites}/${FATE_REQUISITES[field][0]}`);
  return value ?? undefined;
}
