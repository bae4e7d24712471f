import { DELETED_STATUSES, NAME } from '../names.js';
import { fold } from '../names-alike.js';
import type { Fields } from '../xml/fields.js';

const DELETED: ReadonlySet<string> = new Set(DELETED_STATUSES.map(fold));

/**
 * Whether 1C says that the element is deleted: `Статус="Удален"` as attribute (УТ11, УНФ) or child (УТП),
 * `ПометкаУдаления` as child (3.x) or attribute. Another `Статус` stays for `extra`.
 */
export function readDeleted(fields: Fields): boolean {
  const marked = fields.boolean(NAME.deletionMark) === true;
  const written = fields.node.attributes?.get(NAME.status);
  const byAttribute = written !== undefined && DELETED.has(fold(written));
  if (byAttribute) fields.attribute(NAME.status);
  return byStatus(fields) || marked || byAttribute;
}

function byStatus(fields: Fields): boolean {
  for (let child = fields.node.firstChild; child; child = child.next) {
    if (child.name === NAME.status && DELETED.has(fold(child.text))) return fields.of(child).ownText !== '';
  }
  return false;
}
