import { EmulatorFailure } from './failure.js';
import type { XmlElement } from './xml-tree.js';

/**
 * What `ФабрикаXDTO.ПрочитатьXML` makes of a document without a schema: a property for each name of a child. An element
 * of text alone is a string; an empty one, or one with attributes or children, is an object; a name that is repeated
 * is a list. BAS and УТ 11 read orders so (one-c-client.md §5).
 */
export type XdtoValue = string | XdtoObject | readonly (string | XdtoObject)[];

/** An object of XDTO: its properties by local name. */
export interface XdtoObject {
  readonly properties: ReadonlyMap<string, XdtoValue>;
}

/** An element as the value that XDTO makes of it. */
export function toXdto(element: XmlElement): string | XdtoObject {
  const children = element.content.filter((node) => node.kind === 'element');
  const attributes = Object.entries(element.attributes).filter(([name]) => !/^(xmlns|xsi)(:|$)/.test(name));
  const text = element.content.map((node) => (node.kind === 'element' ? '' : node.value)).join('');
  if (children.length === 0 && attributes.length === 0 && text !== '') return text;
  const properties = new Map<string, XdtoValue>(attributes);
  for (const child of children) {
    const name = child.name.slice(child.name.indexOf(':') + 1);
    const before = properties.get(name);
    const value = toXdto(child);
    properties.set(name, before === undefined ? value : [...collection(before), value]);
  }
  return { properties };
}

/** ОбъектXDTOСодержитСвойство and its value; undefined when the owner is no object or has no such property. */
export function property(owner: XdtoValue | undefined, name: string): XdtoValue | undefined {
  return owner !== undefined && isObject(owner) ? owner.properties.get(name) : undefined;
}

/** `owner.name` written without a check: a property that is not there is an error of 1C, and nothing is loaded. */
export function required(owner: XdtoValue | undefined, name: string): XdtoValue {
  const value = property(owner, name);
  if (value === undefined) throw new EmulatorFailure(`query: the field of the object was not found (${name}).`);
  return value;
}

/** A filled string, else undefined: an empty element is an object, a repeated one a list, and both count as not filled. */
export function filled(value: XdtoValue | undefined): string | undefined {
  return typeof value === 'string' && trimmed(value) !== '' ? value : undefined;
}

/** A string that 1C needs: an object or a list in its place is an error. */
export function requiredText(owner: XdtoValue | undefined, name: string): string {
  const value = required(owner, name);
  if (typeof value !== 'string') {
    throw new EmulatorFailure(`query: <${name}> is empty or repeated: 1C reads an object in place of its text.`);
  }
  return trimmed(value);
}

/** КоллекцияОбъектовXDTO: the items of a list, or the one value as a list of one. */
export function collection(value: XdtoValue | undefined): readonly (string | XdtoObject)[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList(value: XdtoValue): value is readonly (string | XdtoObject)[] {
  return Array.isArray(value);
}

function isObject(value: XdtoValue): value is XdtoObject {
  return typeof value !== 'string' && !isList(value);
}

function trimmed(text: string): string {
  return text.replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, '');
}
