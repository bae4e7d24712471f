import type { Extra, Json } from '../../records.js';

/** One element of a record, with everything below it. Names are local and known (`localName`). */
export class XmlNode {
  text = '';
  attributes: Map<string, string> | undefined;
  children: XmlNode[] | undefined;
  /** `xsi:nil="true"`: the element says that there is no value. */
  nil = false;
  /** Known to a mapping: of it only what was not read below is still to be kept. */
  read = false;
  textRead = false;
  attributesRead: Set<string> | undefined;

  constructor(
    readonly name: string,
    /** 1-based line of the start tag. */
    readonly line: number,
  ) {}

  add(child: XmlNode): void {
    if (this.children) this.children.push(child);
    else this.children = [child];
  }
}

/** A whole element as JSON: a leaf is its text, anything else an object of `@attributes`, children (repeated ones as a list) and `#text`. */
export function toJson(node: XmlNode): Json {
  const own = node.text.trim();
  if (!node.attributes && !node.children) return node.nil ? null : own;
  const entries: [string, Json][] = [...(node.attributes ?? [])].map(([name, value]) => [`@${name}`, value]);
  for (const [name, same] of byName(node.children ?? [])) {
    const [only] = same;
    entries.push([name, same.length === 1 && only ? toJson(only) : same.map(toJson)]);
  }
  if (own !== '') entries.push(['#text', own]);
  // fromEntries, since an element may be called `__proto__`.
  return Object.fromEntries(entries);
}

/** As toJson, always an object: what a record that is kept whole has for content. */
export function contentOf(node: XmlNode): Extra {
  const json = toJson(node);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  return json === '' || json === null ? {} : { '#text': json };
}

/**
 * What no mapping has read of an element: this is how nothing is dropped (commerceml.md §2.4: every configuration adds elements).
 * In a list of which only some have something left, `null` stands for the others, so that places are kept.
 * @returns undefined when all was read
 */
export function leftover(node: XmlNode): Json | undefined {
  if (!node.read) return toJson(node);
  if (!node.children && !node.attributes && (node.textRead || node.text.trim() === '')) return undefined;
  const entries: [string, Json][] = [];
  for (const [name, value] of node.attributes ?? []) {
    if (!node.attributesRead?.has(name)) entries.push([`@${name}`, value]);
  }
  for (const [name, same] of byName(node.children ?? [])) {
    const left = same.map(leftover);
    if (left.every((value) => value === undefined)) continue;
    entries.push([name, left.length === 1 && left[0] !== undefined ? left[0] : upToLast(left)]);
  }
  const own = node.textRead ? '' : node.text.trim();
  if (own !== '') entries.push(['#text', own]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function upToLast(left: readonly (Json | undefined)[]): Json[] {
  const last = left.findLastIndex((value) => value !== undefined);
  return left.slice(0, last + 1).map((value) => value ?? null);
}

function byName(children: readonly XmlNode[]): ReadonlyMap<string, XmlNode[]> {
  const groups = new Map<string, XmlNode[]>();
  for (const child of children) {
    const same = groups.get(child.name);
    if (same) same.push(child);
    else groups.set(child.name, [child]);
  }
  return groups;
}
