import type { OtherRecord } from '../records.js';

/** The 1C id of a record that is kept whole: its `Ид` element or attribute, else ''. */
export function externalIdOf(record: OtherRecord): string {
  const id = record.extra.Ид ?? record.extra['@Ид'];
  return typeof id === 'string' ? id : '';
}
