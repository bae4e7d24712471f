import { NAME } from '../../commerceml/names.js';
import type { FeedRecord } from '../../records.js';
import type { InspectorFactory } from '../inspector.js';

/** Kinds that a person must be able to call something, by their element. */
const NAMED = {
  group: NAME.group,
  property: NAME.property,
  priceType: NAME.priceType,
  warehouse: NAME.warehouse,
  product: NAME.product,
} as const satisfies Readonly<Partial<Record<FeedRecord['kind'], string>>>;

type Named = Extract<FeedRecord, { kind: keyof typeof NAMED }>;

const isNamed = (record: FeedRecord): record is Named => Object.hasOwn(NAMED, record.kind);

/** Things without `Наименование`; what is deleted needs none. */
export const names: InspectorFactory = (findings) => ({
  record(record, file) {
    if (!isNamed(record) || record.deleted || record.name) return;
    findings.add('no-name', { file, line: record.line, value: record.id }, { subject: NAMED[record.kind] });
  },
});
