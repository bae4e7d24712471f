import { NAME } from '../../commerceml/names.js';
import type { FeedRecord, ValueWarning } from '../../records.js';
import type { FindingCode, Severity } from '../codes.js';
import type { InspectorFactory } from '../inspector.js';

const CODES: Readonly<Partial<Record<string, FindingCode>>> = {
  number: 'number-unreadable',
  date: 'date-unreadable',
  boolean: 'boolean-unreadable',
  currency: 'currency-unknown',
  'empty-id': 'no-id',
  'duplicate-id': 'duplicate-id',
};

/** What a value warning is told under; the reader's words for its encoding are told elsewhere (`encoding.ts`). */
function codeOf(warning: ValueWarning): FindingCode {
  if (warning.code === 'number' && warning.value === '' && warning.path.endsWith(NAME.unitPrice)) return 'price-empty';
  return CODES[warning.code] ?? 'value-unreadable';
}

/**
 * A record that the shop needs is lost for want of an id; a value of a property can be done without, and in a unit of measure
 * 1C's own exports leave it blank where the unit has no code.
 */
function severityWithoutId({ kind }: FeedRecord, { path }: ValueWarning): Severity {
  const element = path.split('/').at(-1);
  if (element === NAME.unitOfMeasure) return 'note';
  const isLost = kind === 'other' && [NAME.product, NAME.offer, NAME.document].some((name) => element === name);
  return isLost ? 'error' : 'warning';
}

/** Element names by the kind of their record: the path of a warning begins below it. */
const ELEMENTS: Readonly<Partial<Record<FeedRecord['kind'], string>>> = {
  group: NAME.group,
  property: NAME.property,
  priceType: NAME.priceType,
  warehouse: NAME.warehouse,
  unit: NAME.unitOfMeasure,
  catalogue: NAME.catalogue,
  product: NAME.product,
  offerPackage: NAME.offerPackage,
  offer: NAME.offer,
  document: NAME.document,
};

/** Values that the reader could not read: the old value stays, and the place is told (commerceml.md §4). */
export const values: InspectorFactory = (findings) => ({
  record(record, file) {
    for (const warning of record.warnings) {
      if (warning.code === 'unknown-encoding') continue;
      const element = ELEMENTS[record.kind];
      const subject = [element, warning.path].filter((part) => part !== undefined && part !== '').join('/');
      const place = { file, line: warning.line, ...(warning.value === '' ? {} : { value: warning.value }) };
      const severity = warning.code === 'empty-id' ? severityWithoutId(record, warning) : undefined;
      findings.add(codeOf(warning), place, { subject, severity });
    }
  },
});
