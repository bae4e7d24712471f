import { NAME } from '../../commerceml/names.js';
import type { DocumentRecord } from '../../records.js';
import type { InspectorFactory } from '../inspector.js';

/** BAS and УТ 11 compare numbers in a column of that width (one-c-client.md §5). */
const LONGEST_NUMBER = 11;

/** What every 1C needs of an order (one-c-client.md §5), also of the documents that belong to it. */
export const orders: InspectorFactory = (findings) => {
  const inspect = (document: DocumentRecord, file: string): void => {
    const place = { file, line: document.line };
    const called = document.number || document.id;
    const subject = document.operationText;
    if (document.operation === 'other')
      findings.add('operation-unknown', { ...place, value: called }, { subject: document.operationText || '—' });
    if (document.operation === 'order') {
      if (document.number === '') findings.add('no-number', { ...place, value: document.id }, { subject });
      if (Array.from(document.number).length > LONGEST_NUMBER)
        findings.add('number-too-long', { ...place, value: document.number }, { subject });
      // 1C itself sends orders back without their customer, whom it has already.
      const isFrom1C = document.fate.oneCNumber !== undefined || document.fate.oneCDate !== undefined;
      if (document.counterparties.length === 0 && !isFrom1C)
        findings.add('no-counterparty', { ...place, value: called }, { subject });
    }
    const unreadable = document.warnings.some(({ code, path }) => code === 'date' && path === NAME.date);
    if (!document.date && !unreadable) findings.add('no-date', { ...place, value: called }, { subject });
    for (const one of document.subordinate) inspect(one, file);
  };
  return {
    record(record, file) {
      if (record.kind === 'document') inspect(record, file);
    },
  };
};
