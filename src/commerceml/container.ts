import type { DocumentRecord, FeedRecord } from '../records.js';
import { readDocument } from './documents.js';
import type { FeedContext } from './feed-context.js';
import { NAME } from './names.js';
import type { Emit } from './record-base.js';
import { plainSection } from './section-head.js';
import type { Section } from './xml/cutter.js';

/** So many documents may stand before their order; a container holds one order with its payments and shipments. */
const WAITING_MAX = 100;
/** So many characters they may have together, as JSON: one alone may be as large as the memory bears. */
const WAITING_CHARACTERS = 4 * 1024 * 1024;

/**
 * `Контейнер` of 3.x: an order with its payments and shipments; each `Документ` in it is a record. They belong together: a document
 * that names no `Основание` gets the container's order for it (commerceml.md §3.2), also where it stands before the order.
 */
export function containerSection(feed: FeedContext, emit: Emit): Section {
  const plain = plainSection(feed, emit);
  let order: DocumentRecord | undefined;
  let waiting: FeedRecord[] = [];
  let characters = 0;
  const release = () => {
    for (const record of waiting) emit(withBasis(record, order));
    waiting = [];
    characters = 0;
  };
  return {
    ...plain,
    isRecord: (name) => name === NAME.document,
    record(node) {
      const record = readDocument(node, feed);
      if (record.kind === 'document' && record.operation === 'order') {
        order = record;
        emit(record);
        release();
        return;
      }
      waiting.push(record);
      if (!order) characters += JSON.stringify(record).length;
      if (order || waiting.length >= WAITING_MAX || characters >= WAITING_CHARACTERS) release();
    },
    end(late) {
      release();
      plain.end(late);
    },
  };
}

function withBasis(record: FeedRecord, order: DocumentRecord | undefined): FeedRecord {
  if (!order || record.kind !== 'document' || record.basis !== undefined) return record;
  return { ...record, basis: order.id || order.number };
}
