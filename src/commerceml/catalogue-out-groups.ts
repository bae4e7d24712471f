import { wholeText } from './catalogue-out-shape.js';
import { NAME } from './names.js';
import { elementXml } from './order-xml.js';

interface GroupOut {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string | null;
  readonly description: string | null;
}

/**
 * The whole tree of groups as `Группы`, siblings in the order of `groups`; '' when there is none. A group whose parent is not there
 * is a root; of groups that are each other's parents one is.
 */
export function groupsXml(groups: readonly GroupOut[]): string {
  if (groups.length === 0) return '';
  const known = new Set(groups.map(({ id }) => id));
  const below = new Map<string, GroupOut[]>();
  const roots: GroupOut[] = [];
  for (const group of groups) {
    if (group.parentId === null || !known.has(group.parentId)) roots.push(group);
    else below.set(group.parentId, [...(below.get(group.parentId) ?? []), group]);
  }
  const written = new Set<string>();
  const tree = [...roots, ...groups].map((group) => groupXml(group, below, written)).join('');
  return `<${NAME.groups}>\n${tree}</${NAME.groups}>\n`;
}

const END = `</${NAME.group}>`;

/** A group with all below it; '' when it stands somewhere already. */
function groupXml(group: GroupOut, below: ReadonlyMap<string, readonly GroupOut[]>, written: Set<string>): string {
  if (written.has(group.id)) return '';
  written.add(group.id);
  const own = elementXml(NAME.group, {
    [NAME.id]: wholeText(group.id),
    [NAME.name]: wholeText(group.name),
    [NAME.description]: wholeText(group.description),
  });
  const children = (below.get(group.id) ?? []).map((child) => groupXml(child, below, written)).join('');
  if (children === '') return `${own}\n`;
  return `${own.slice(0, -END.length)}<${NAME.groups}>\n${children}</${NAME.groups}>${END}\n`;
}
