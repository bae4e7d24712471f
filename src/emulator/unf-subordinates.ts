import { told } from './fields.js';
import type { FindingLog } from './findings.js';
import { date1C } from './one-c-values.js';
import type { ParsedSubordinate } from './parsed-order.js';
import { readRequisiteValues } from './unf-requisites.js';
import { collection, filled, property, requiredText, type XdtoValue } from './xdto.js';

/** Operations of documents that belong to an order (commerceml.md §3.1). */
export const SUBORDINATE_OPERATIONS: readonly string[] = [
  'Отпуск товара',
  'Возврат товара',
  'Выплата наличных денег',
  'Возврат наличных денег',
  'Выплата безналичных денег',
  'Возврат безналичных денег',
  'Эквайринговая операция',
];

/**
 * The payments and shipments under an order: `ПодчиненныеДокументы/ПодчиненныйДокумент` (2.10). УНФ reads them only when
 * they are switched on; else they are not seen, which is a loss. Throws EmulatorFailure for one without Ид or Номер.
 */
export function readSubordinates(
  order: XdtoValue,
  switchedOn: boolean,
  number: string,
  log: FindingLog,
): ParsedSubordinate[] {
  const documents = collection(property(property(order, 'ПодчиненныеДокументы'), 'ПодчиненныйДокумент'));
  if (!switchedOn && documents.length > 0) {
    log.loss(
      `query: order ${number}: ${documents.length} subordinate ${documents.length === 1 ? 'document is' : 'documents are'} not seen: this 1C did not ask for them (cmlVersion=2.10 at init).`,
    );
    return [];
  }
  return documents.map((document) => readSubordinate(document, log));
}

/** One payment, shipment or refund. An operation that is none of them is a loss: 1C makes nothing of it. */
export function readSubordinate(document: XdtoValue, log: FindingLog): ParsedSubordinate {
  const number = requiredText(document, 'Номер');
  const operation = requiredText(document, 'ХозОперация');
  const lost = (text: string): void => log.loss(`query: document ${number} (${operation}): ${text}`);
  if (!SUBORDINATE_OPERATIONS.includes(operation)) lost('this operation is not known: nothing is made of it.');
  const date = date1C(filled(property(document, 'Дата')) ?? '', filled(property(document, 'Время')));
  if (date === undefined) lost('Дата and Время make no date of 1C: the date is lost.');
  return {
    id: requiredText(document, 'Ид'),
    number,
    operation,
    date: date ?? null,
    requisites: readRequisiteValues(document, lost),
    ...told({ amount: filled(property(document, 'Сумма')) }),
  };
}
