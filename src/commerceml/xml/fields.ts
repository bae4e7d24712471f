import type { Extra, ValueWarning } from '../../records.js';
import type { FeedContext } from '../feed-context.js';
import { NAME } from '../names.js';
import { type Read, readBoolean, readDate, readDateTime, readDecimal, readTime } from '../values.js';
import { leftover, type XmlNode } from './node.js';

type WarningCode = ValueWarning['code'];

/**
 * One element as a mapping reads it. Whatever is read is marked, and the rest goes to `extra` by itself.
 * A scalar is looked for among the children and then among the attributes: senders differ (commerceml.md §2.4).
 * Scalars have three states: undefined = not mentioned (or not readable, with a warning), null = empty, a value.
 */
export class Fields {
  constructor(
    readonly node: XmlNode,
    readonly feed: FeedContext,
    readonly warnings: ValueWarning[],
    /** The element above; undefined for the record itself. */
    private readonly above?: Fields,
  ) {
    node.read = true;
  }

  get line(): number {
    return this.node.line;
  }

  /** The element's own text, trimmed. */
  get ownText(): string {
    return this.node.readText();
  }

  /** Text of the first of these names that has one; several elements of one name: the first that is not blank, the others stay for `extra`. */
  text(name: string, ...others: string[]): string | null | undefined {
    const first = this.#scalar(name);
    if (first || others.length === 0) return first;
    let empty = first === null;
    for (const other of others) {
      const found = this.#scalar(other);
      if (found) return found;
      if (found === null) empty = true;
    }
    return empty ? null : undefined;
  }

  /** As text, where null and undefined are the same to the record. */
  textOr<Fallback>(fallback: Fallback, name: string): string | Fallback {
    return this.#scalar(name) ?? fallback;
  }

  /** Texts of all children of that name that are not blank and have none of their own. */
  texts(name: string): string[] {
    const texts: string[] = [];
    for (let child = this.node.firstChild; child; child = child.next) {
      if (child.name !== name || !child.leaf) continue;
      const text = textOf(child);
      if (text !== '') texts.push(text);
    }
    return texts;
  }

  amount(...names: string[]): Read<string> {
    return this.#value('number', names, readDecimal, this.feed.amountSeparator);
  }

  quantity(...names: string[]): Read<string> {
    return this.#value('number', names, readDecimal, this.feed.quantitySeparator);
  }

  /** A rate in percent, with its sign or without: the schema has it as text (commerceml.md §4.4). */
  percent(...names: string[]): Read<string> {
    return this.#value('number', names, readPercent, this.feed.quantitySeparator);
  }

  /** A number that stands in a text of this element, `name` being where. */
  readQuantity(text: string, name: string): Read<string> {
    const value = readDecimal(text, this.feed.quantitySeparator);
    if (value === undefined) this.warn('number', text, name);
    return value;
  }

  boolean(...names: string[]): Read<boolean> {
    return this.#value('boolean', names, readBoolean, undefined);
  }

  date(...names: string[]): Read<string> {
    return this.#value('date', names, readDate, this.feed.timeZone);
  }

  time(...names: string[]): Read<string> {
    return this.#value('date', names, readTime, this.feed.timeZone);
  }

  dateTime(...names: string[]): Read<string> {
    return this.#value('date', names, readDateTime, this.feed.timeZone);
  }

  /** The trimmed value of an attribute that was not read yet. */
  attribute(name: string): string | undefined {
    const value = this.node.attributes?.get(name);
    if (value === undefined || this.node.attributesRead?.includes(name)) return undefined;
    if (this.node.attributesRead) this.node.attributesRead.push(name);
    else this.node.attributesRead = [name];
    return value.trim();
  }

  /** The first child of that name. */
  child(name: string): Fields | undefined {
    const node = this.node.child(name);
    return node && this.of(node);
  }

  /** All children of that name. */
  all(name: string): Fields[] {
    const found: Fields[] = [];
    this.#collect(name, found);
    return found;
  }

  /** Children `item` of the children `list`; undefined when there is no `list` at all. */
  list(list: string, item: string): Fields[] | undefined {
    let found: Fields[] | undefined;
    for (let child = this.node.firstChild; child; child = child.next) {
      if (child.name !== list) continue;
      found ??= [];
      this.of(child).#collect(item, found);
    }
    return found;
  }

  /** As list, each of them read; those of which nothing can be read (undefined) are left out. */
  listOf<Item>(list: string, item: string, read: (fields: Fields) => Item | undefined): Item[] | undefined {
    const fields = this.list(list, item);
    return fields && readEach(fields, read);
  }

  of(child: XmlNode): Fields {
    return new Fields(child, this.feed, this.warnings, this);
  }

  has(name: string): boolean {
    return this.node.child(name) !== undefined || this.node.attributes?.has(name) === true;
  }

  /** Takes the element back: nothing of it was understood, all of it is for `extra`. */
  unread(): void {
    this.node.read = false;
  }

  /** What was not read, at the end of a mapping; the element above does not see it again. */
  rest(): Extra {
    const left = leftover(this.node);
    this.node.clear();
    return typeof left === 'object' && left !== null && !Array.isArray(left) ? left : {};
  }

  restOrNothing(): Extra | undefined {
    const rest = this.rest();
    for (const _ in rest) return rest;
    return undefined;
  }

  warn(code: WarningCode, value: string, name = '', line = this.line): void {
    this.warnings.push({ code, path: this.#path(name), value: value.slice(0, 200), line });
  }

  /** Path from the record's element; `name` may be '' for this element itself. */
  #path(name: string): string {
    if (!this.above) return name;
    return this.above.#path(name === '' ? this.node.name : `${this.node.name}/${name}`);
  }

  #collect(name: string, found: Fields[]): void {
    for (let child = this.node.firstChild; child; child = child.next) {
      if (child.name === name) found.push(this.of(child));
    }
  }

  /** @param option what `read` needs to know besides the text */
  #value<Value, Option>(
    code: WarningCode,
    names: readonly string[],
    read: (text: string, option: Option) => Read<Value>,
    option: Option,
  ): Read<Value> {
    for (const name of names) {
      if (!this.has(name)) continue;
      const leaf = this.#leaf(name);
      const text = leaf ? leaf.text : this.#attributeOr(leaf, name);
      if (typeof text !== 'string') return text;
      const value = read(text, option);
      if (value === undefined) this.warn(code, text, name, leaf?.line);
      return value;
    }
    return undefined;
  }

  /** null = said, but blank. */
  #scalar(name: string): string | null | undefined {
    const leaf = this.#leaf(name);
    return leaf ? leaf.text : this.#attributeOr(leaf, name);
  }

  /** The first child of that name that is not blank and was not read yet; null when there are blank ones only. */
  #leaf(name: string): XmlNode | null | undefined {
    let blank: null | undefined;
    for (let child = this.node.firstChild; child; child = child.next) {
      if (child.name !== name || child.read || !child.leaf) continue;
      if (textOf(child) !== '') return child;
      blank = null;
    }
    return blank;
  }

  /** The attribute of that name; null = said, but blank. */
  #attributeOr(blank: null | undefined, name: string): string | null | undefined {
    if (this.node.attributes === undefined) return blank;
    const attribute = this.attribute(name);
    return attribute === undefined ? blank : attribute || null;
  }
}

/** What is read of each of them; those of which nothing can be read (undefined) are left out. */
export function readEach<Item>(all: readonly Fields[], read: (fields: Fields) => Item | undefined): Item[] {
  const items: Item[] = [];
  for (const fields of all) {
    const item = read(fields);
    if (item !== undefined) items.push(item);
  }
  return items;
}

/** The trimmed text of a leaf, which counts as read from now on. */
function textOf(leaf: XmlNode): string {
  leaf.read = true;
  return leaf.readText();
}

const readPercent = (text: string, separator: string | undefined): Read<string> =>
  readDecimal(text.replace(/%\s*$/, ''), separator);

/** The id of an element; '' when it has none (a blank id is no id: commerceml.md §2.9 no. 5). */
export function idOf(fields: Fields): string {
  return fields.textOr('', NAME.id);
}
