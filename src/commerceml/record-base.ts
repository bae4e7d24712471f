import type { Extra, FeedRecord, OtherRecord, ValueWarning } from '../records.js';
import type { Draft } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { Fields } from './xml/fields.js';
import { contentOf, type XmlNode } from './xml/node.js';

export type Emit = (record: FeedRecord) => void;

/** A record's element, ready to be read. */
export function startRecord(node: XmlNode, feed: FeedContext): Fields {
  return new Fields(node, feed, []);
}

/** What a record gets at its end only. */
type AtEnd = 'line' | 'extra' | 'warnings';

/** A record that is put together member by member. */
export type Begun<R extends FeedRecord> = Draft<Omit<R, AtEnd>> & Partial<Draft<Pick<R, AtEnd>>>;

/** What every record has; called last, since `extra` is what was not read. */
export function endRecord(fields: Fields): { line: number; extra: Extra; warnings: readonly ValueWarning[] } {
  return { line: fields.line, extra: fields.rest(), warnings: fields.warnings };
}

/** As endRecord, into a record that was begun. */
export function finishRecord(record: Partial<Draft<Pick<FeedRecord, AtEnd>>>, fields: Fields): void {
  record.line = fields.line;
  record.extra = fields.rest();
  record.warnings = fields.warnings;
}

/** An element that cannot be taken for what it seems to be (a product without an id): kept whole, with the reason as a warning. */
export function unusable(node: XmlNode, name: string, code: ValueWarning['code']): OtherRecord {
  const { line } = node;
  return {
    kind: 'other',
    name,
    line,
    extra: contentOf(node),
    warnings: [{ code, path: name, value: '', line }],
  };
}
