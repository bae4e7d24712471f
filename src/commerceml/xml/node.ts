import type { Extra, Json } from '../../records.js';

/**
 * One element of a record, with everything below it. Names are local and known (`localName`).
 * Its children are a chain: an array, however short, comes with room for seventeen.
 */
export class XmlNode {
  /** Blanks at its ends mean nothing. */
  text = '';
  attributes: Map<string, string> | undefined;
  firstChild: XmlNode | undefined;
  lastChild: XmlNode | undefined;
  /** The next child of the element above. */
  next: XmlNode | undefined;
  /** No element was ever below it: all that it says is its text. */
  leaf = true;
  /** `xsi:nil="true"`: the element says that there is no value. */
  nil = false;
  /** Known to a mapping: of it only what was not read below is still to be kept. */
  read = false;
  textRead = false;
  attributesRead: string[] | undefined;

  constructor(
    readonly name: string,
    /** 1-based line of the start tag. */
    readonly line: number,
  ) {}

  add(child: XmlNode): void {
    if (this.lastChild) this.lastChild.next = child;
    else this.firstChild = child;
    this.lastChild = child;
    this.leaf = false;
  }

  /** Its text, trimmed, which counts as read from now on. */
  readText(): string {
    this.textRead = true;
    if (this.nil) return '';
    this.text = this.text.trim();
    return this.text;
  }

  /** The children, in order, while none is added or removed. */
  *children(): Generator<XmlNode> {
    for (let child = this.firstChild; child; child = child.next) yield child;
  }

  /** The first child of that name. */
  child(name: string): XmlNode | undefined {
    let child = this.firstChild;
    while (child && child.name !== name) child = child.next;
    return child;
  }

  /** As if it had neither attributes nor children: they were taken. */
  clear(): void {
    this.attributes = undefined;
    this.firstChild = undefined;
    this.lastChild = undefined;
    this.leaf = true;
  }

  /** Keeps those children only. */
  keep(wanted: (child: XmlNode) => boolean): void {
    const kept = [...this.children()].filter(wanted);
    this.firstChild = undefined;
    this.lastChild = undefined;
    for (const child of kept) {
      child.next = undefined;
      this.add(child);
    }
  }
}

/** A whole element as JSON: a leaf is its text, anything else an object of `@attributes`, children (repeated ones as a list) and `#text`. */
export function toJson(node: XmlNode): Json {
  const own = node.text.trim();
  if (!node.attributes && node.leaf) return node.nil ? null : own;
  const entries: [string, Json][] = [...(node.attributes ?? [])].map(([name, value]) => [`@${name}`, value]);
  for (const [name, same] of byName(node)) {
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
  // Most records have nothing left, and to see that needs no lists of names.
  return hasLeftover(node) ? gather(node) : undefined;
}

function hasLeftover(node: XmlNode): boolean {
  if (!node.read || hasUnreadText(node)) return true;
  if (node.attributes && (node.attributesRead?.length ?? 0) < node.attributes.size) return true;
  for (let child = node.firstChild; child; child = child.next) {
    if (hasLeftover(child)) return true;
  }
  return false;
}

const hasUnreadText = (node: XmlNode): boolean => !node.textRead && node.text.trim() !== '';

function gather(node: XmlNode): Json | undefined {
  if (!node.read) return toJson(node);
  const entries: [string, Json][] = [];
  for (const [name, value] of node.attributes ?? []) {
    if (!node.attributesRead?.includes(name)) entries.push([`@${name}`, value]);
  }
  for (const [name, same] of byName(node)) {
    const left = same.map(gather);
    if (left.every((value) => value === undefined)) continue;
    entries.push([name, left.length === 1 && left[0] !== undefined ? left[0] : upToLast(left)]);
  }
  if (hasUnreadText(node)) entries.push(['#text', node.text.trim()]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function upToLast(left: readonly (Json | undefined)[]): Json[] {
  const last = left.findLastIndex((value) => value !== undefined);
  return left.slice(0, last + 1).map((value) => value ?? null);
}

function byName(node: XmlNode): ReadonlyMap<string, XmlNode[]> {
  const groups = new Map<string, XmlNode[]>();
  for (let child = node.firstChild; child; child = child.next) {
    const same = groups.get(child.name);
    if (same) same.push(child);
    else groups.set(child.name, [child]);
  }
  return groups;
}
