import { NAME } from '../../commerceml/names.js';
import type { FeedRecord } from '../../records.js';
import type { InspectorFactory } from '../inspector.js';
import { MOST_IDS, owned } from '../references.js';

/**
 * Ids that one file names twice: the second overwrites the first. Not looked for across files: prices come beside offers, and a
 * folder may hold two exports. Groups are told by the reader (`values.ts`); reference lists may stand in two places of a file.
 */
export const duplicates: InspectorFactory = (findings) => {
  /** Element, catalogue and id → the line where it stood first. */
  let seen = new Map<string, number>();
  let full = false;
  /** Prices and stock of an offer may stand in two packages of one file: they add up. */
  let packages = 0;
  return {
    file() {
      seen = new Map();
      full = false;
      packages = 0;
    },
    record(record, file) {
      if (record.kind === 'offerPackage') packages += 1;
      const [element, key] = identity(record, packages);
      if (element === undefined || key === undefined) return;
      const first = seen.get(key);
      if (first !== undefined) {
        const value = `${'id' in record ? record.id : ''} ← ${first}`;
        findings.add('duplicate-id', { file, line: record.line, value }, { subject: `${element}/${NAME.id}` });
      } else if (seen.size < MOST_IDS) seen.set(owned(key), record.line);
      else if (!full) {
        full = true;
        findings.add('ids-not-compared', { file });
      }
    },
  };
};

/** Element and key of what must be there once; documents of one id may be an order and its payment. */
function identity(record: FeedRecord, offerPackage: number): [element?: string, key?: string] {
  switch (record.kind) {
    case 'product':
      return [NAME.product, `p ${record.catalogueId} ${record.id}`];
    case 'offer':
      return [NAME.offer, `o ${offerPackage} ${record.id}`];
    case 'document':
      return record.id === '' ? [] : [NAME.document, `d ${record.operationText} ${record.id}`];
    default:
      return [];
  }
}
