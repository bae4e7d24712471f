import type { OtherRecord } from '../records.js';
import type { FeedContext } from './feed-context.js';
import { NAME } from './names.js';
import type { Emit } from './record-base.js';
import type { Section } from './xml/cutter.js';
import { Fields } from './xml/fields.js';
import { leftover, type XmlNode } from './xml/node.js';

/**
 * What a section says of itself behind its first record (3.x writes `Описание` after `Товары`): its head has gone out
 * already, so this is kept as a record of its own.
 * @returns undefined when nothing came late
 */
export function lateHead(late: XmlNode, id: string): OtherRecord | undefined {
  const left = leftover(late);
  if (typeof left !== 'object' || left === null || Array.isArray(left)) return undefined;
  const extra = id === '' ? left : { [NAME.id]: id, ...left };
  return { kind: 'other', name: late.name, line: late.line, extra, warnings: [] };
}

/**
 * A section that has no head of its own (`Контрагенты`, `ПользовательскиеСправочники`, `Контейнер`): what it says beside its records
 * is kept as other records. `СодержитТолькоИзменения` means nothing there: 3.x deletes by `ПометкаУдаления` (commerceml.md §2.9).
 */
export function plainSection(feed: FeedContext, emit: Emit): Pick<Section, 'isList' | 'head' | 'end'> {
  const emitRest = (node: XmlNode) => {
    const other = lateHead(node, '');
    if (other) emit(other);
  };
  return {
    isList: () => false,
    head(node) {
      new Fields(node, feed, []).attribute(NAME.onlyChanges);
      emitRest(node);
    },
    end: emitRest,
  };
}
