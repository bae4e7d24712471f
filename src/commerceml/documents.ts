import type { DocumentRecord, FeedRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { readCounterparty } from './fields/counterparty.js';
import { readCurrencyOf } from './fields/currency.js';
import { readFate } from './fields/fate.js';
import { readDiscounts, readLine } from './fields/line.js';
import { readPayments } from './fields/payments.js';
import { indexRequisites, type RequisiteIndex, readRequisites, requisiteValue } from './fields/requisites.js';
import { readTaxes } from './fields/taxes.js';
import { NAME, OPERATIONS, REFUND_REQUISITES } from './names.js';
import { byFoldedWord, fold } from './names-alike.js';
import { endRecord, startRecord, unusable } from './record-base.js';
import { readBoolean } from './values.js';
import type { Fields } from './xml/fields.js';
import type { XmlNode } from './xml/node.js';

const OPERATION_BY_WORD = byFoldedWord<keyof typeof OPERATIONS>(OPERATIONS);

/** A `Документ`, or an 'other' record when it has neither id nor number. */
export function readDocument(node: XmlNode, feed: FeedContext): FeedRecord {
  return readDocumentOf(startRecord(node, feed)) ?? unusable(node, NAME.document, 'empty-id');
}

function readDocumentOf(document: Fields): DocumentRecord | undefined {
  const id = document.textOr('', NAME.id);
  const number = document.textOr('', NAME.number);
  if (id === '' && number === '') return undefined;
  const requisites = readRequisites(document, NAME.requisites) ?? [];
  const index = indexRequisites(requisites);
  const operationText = document.textOr('', NAME.operation);
  const fields = defined({
    kind: 'document' as const,
    id,
    number,
    date: document.date(NAME.date),
    time: document.time(NAME.time),
    operationText,
    operation: operationOf(operationText, index),
    role: document.text(NAME.role) ?? undefined,
    currency: readCurrencyOf(document),
    rate: document.quantity(NAME.rate) ?? undefined,
    amount: document.amount(NAME.amount),
    counterparties: (document.list(NAME.counterparties, NAME.counterparty) ?? []).map(readCounterparty),
    comment: document.text(NAME.comment),
    taxes: readTaxes(document),
    discounts: readDiscounts(document),
    payments: readPayments(document),
    lines: document.list(NAME.products, NAME.product)?.map(readLine),
    requisites,
    fate: readFate(document, index),
    basis: readBasis(document),
    subordinate: readSubordinates(document),
  });
  return { ...fields, ...endRecord(document) };
}

/** `ХозОперация` by its meaning; a payment that is marked as given back is a refund. */
function operationOf(text: string, requisites: RequisiteIndex): DocumentRecord['operation'] {
  const operation = OPERATION_BY_WORD.get(fold(text)) ?? 'other';
  if (operation !== 'payment') return operation;
  return readBoolean(requisiteValue(requisites, REFUND_REQUISITES) ?? '') === true ? 'refund' : operation;
}

/** `Основание`: the id of the order, as text or as the `Ид` of an element. */
function readBasis(document: Fields): string | undefined {
  return document.text(NAME.basis) ?? document.child(NAME.basis)?.text(NAME.id) ?? undefined;
}

/** `ПодчиненныеДокументы` (2.10): their warnings are those of the document. */
function readSubordinates(document: Fields): DocumentRecord[] {
  const written = [
    ...(document.list(NAME.subordinates, NAME.subordinate) ?? []),
    ...(document.list(NAME.subordinates, NAME.document) ?? []),
  ];
  return written.flatMap((fields) => {
    const record = readDocumentOf(fields);
    if (record) return [{ ...record, warnings: [] }];
    fields.unread();
    return [];
  });
}
