import { createHash } from 'node:crypto';
import { NAME } from '../commerceml/names.js';
import type { OtherRecord } from '../records.js';
import type { OtherRow } from '../store/heads.js';

/**
 * The row of a record that is kept whole. One that has no id of 1C is known by its content: several such records do not take each
 * other's place, and the same feed again finds them as they are.
 */
export function otherRow(record: OtherRecord): OtherRow {
  const content = JSON.stringify(record.extra);
  const id = record.extra[NAME.id] ?? record.extra[`@${NAME.id}`];
  const known = typeof id === 'string' && id !== '';
  const externalId = known ? id : `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { name: record.name, externalId, content };
}
