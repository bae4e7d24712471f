import type { ClassifierRecord, FeedRecord, GroupRecord, PropertyRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { readDeleted } from './fields/deletion.js';
import { readPropertyFields } from './fields/property.js';
import { NAME } from './names.js';
import { normalisePath } from './paths.js';
import { type Emit, endRecord, startRecord, unusable } from './record-base.js';
import { readPriceType, readUnitRecord, readWarehouse } from './references.js';
import { lateHead } from './section-head.js';
import type { Section } from './xml/cutter.js';
import type { Fields } from './xml/fields.js';
import type { XmlNode } from './xml/node.js';

const LISTS: ReadonlySet<string> = new Set([
  NAME.groups,
  NAME.properties,
  NAME.priceTypes,
  NAME.warehouses,
  NAME.units,
]);

/** `Классификатор` → its head, then its groups (a tree, flattened), properties, price types, warehouses and units. */
export function classifierSection(feed: FeedContext, emit: Emit): Section {
  let id = '';
  let topGroups = 0;
  const groupIds = new Set<string>();
  const readers: Readonly<Record<string, (node: XmlNode) => void>> = {
    [NAME.group]: (node) => readGroups(node, { parentId: null, sort: topGroups++, seen: groupIds }, feed, emit),
    [NAME.property]: (node) => emit(readProperty(node, feed)),
    [NAME.priceType]: (node) => emit(readPriceType(node, feed)),
    [NAME.warehouse]: (node) => emit(readWarehouse(node, feed)),
    [NAME.unitOfMeasure]: (node) => emit(readUnitRecord(node, feed)),
  };
  return {
    isRecord: (name) => Object.hasOwn(readers, name),
    isList: (name) => LISTS.has(name),
    head(node) {
      const head = readClassifier(node, feed);
      id = head.id;
      emit(head);
    },
    record: (node) => readers[node.name]?.(node),
    end(late) {
      const other = lateHead(late, id);
      if (other) emit(other);
    },
  };
}

function readClassifier(node: XmlNode, feed: FeedContext): ClassifierRecord {
  const head = startRecord(node, feed);
  const fields = defined({
    kind: 'classifier' as const,
    id: head.textOr('', NAME.id),
    name: head.text(NAME.name),
    onlyChanges: head.boolean(NAME.onlyChanges) ?? undefined,
  });
  return { ...fields, ...endRecord(head) };
}

/** No shop has more groups; a hostile file shall not fill the memory with their ids. */
const SEEN_MAX = 1_000_000;

interface GroupPlace {
  readonly parentId: string | null;
  readonly sort: number;
  /** Ids met in this classifier: 1C sends some twice. */
  readonly seen: Set<string>;
}

/** A group and all below it, parents first. A group without an id is left out; its children hang on its parent. */
function readGroups(node: XmlNode, place: GroupPlace, feed: FeedContext, emit: Emit): void {
  const group = startRecord(node, feed);
  const id = group.textOr('', NAME.id);
  const below = group.list(NAME.groups, NAME.group) ?? [];
  const properties = group.list(NAME.properties, NAME.property) ?? [];
  if (id === '') emit(unusable(ownPart(node), NAME.group, 'empty-id'));
  else emit(readGroup(group, id, place));
  for (const property of properties) emit(readProperty(property.node, feed));
  const parentId = id === '' ? place.parentId : id;
  for (const [sort, child] of below.entries()) readGroups(child.node, { parentId, sort, seen: place.seen }, feed, emit);
}

function readGroup(group: Fields, id: string, { parentId, sort, seen }: GroupPlace): GroupRecord {
  if (seen.has(id)) group.warn('duplicate-id', id, NAME.id);
  if (seen.size < SEEN_MAX) seen.add(id);
  const picture = group.text(NAME.picture);
  const fields = defined({
    kind: 'group' as const,
    id,
    parentId,
    name: group.text(NAME.name),
    description: group.text(NAME.description),
    picture: picture ? normalisePath(picture) : picture,
    sort,
    deleted: readDeleted(group),
  });
  detach(group.node);
  return { ...fields, ...endRecord(group) };
}

/** The groups and properties of a group are records of their own. */
function detach(group: XmlNode): void {
  for (const child of group.children()) {
    if (child.name !== NAME.groups && child.name !== NAME.properties) continue;
    child.keep(({ name }) => name !== NAME.group && name !== NAME.property);
  }
}

function ownPart(group: XmlNode): XmlNode {
  detach(group);
  return group;
}

function readProperty(node: XmlNode, feed: FeedContext): FeedRecord {
  const property = startRecord(node, feed);
  const id = property.text(NAME.id);
  if (!id) return unusable(node, NAME.property, 'empty-id');
  const fields: Omit<PropertyRecord, 'line' | 'extra' | 'warnings'> = {
    kind: 'property',
    id,
    ...readPropertyFields(property),
    deleted: readDeleted(property),
  };
  return { ...fields, ...endRecord(property) };
}
