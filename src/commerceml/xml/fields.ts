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
    /** Path from the record, '' for the record itself. */
    private readonly path = '',
  ) {
    node.read = true;
  }

  get line(): number {
    return this.node.line;
  }

  /** The element's own text, trimmed. */
  get ownText(): string {
    this.node.textRead = true;
    return this.node.nil ? '' : this.node.text.trim();
  }

  /** Text of the first of these names that has one; several elements of one name: the first that is not blank, the others stay for `extra`. */
  text(...names: string[]): string | null | undefined {
    let empty = false;
    for (const name of names) {
      const found = this.#raw(name);
      if (found) return found.text;
      if (found === null) empty = true;
    }
    return empty ? null : undefined;
  }

  /** As text, where null and undefined are the same to the record. */
  textOr<Fallback>(fallback: Fallback, ...names: string[]): string | Fallback {
    return this.text(...names) ?? fallback;
  }

  /** Texts of all children of that name that are not blank and have none of their own. */
  texts(name: string): string[] {
    const texts: string[] = [];
    for (const child of this.node.children ?? []) {
      if (child.name !== name || child.children) continue;
      const text = textOf(child);
      if (text !== '') texts.push(text);
    }
    return texts;
  }

  amount(...names: string[]): Read<string> {
    return this.#value('number', names, (text) => readDecimal(text, this.feed.amountSeparator));
  }

  quantity(...names: string[]): Read<string> {
    return this.#value('number', names, (text) => readDecimal(text, this.feed.quantitySeparator));
  }

  /** A rate in percent, with its sign or without: the schema has it as text (commerceml.md §4.4). */
  percent(...names: string[]): Read<string> {
    return this.#value('number', names, (text) => readDecimal(text.replace(/%\s*$/, ''), this.feed.quantitySeparator));
  }

  /** A number that stands in a text of this element, `name` being where. */
  readQuantity(text: string, name: string): Read<string> {
    const value = readDecimal(text, this.feed.quantitySeparator);
    if (value === undefined) this.warn('number', text, name);
    return value;
  }

  boolean(...names: string[]): Read<boolean> {
    return this.#value('boolean', names, readBoolean);
  }

  date(...names: string[]): Read<string> {
    return this.#value('date', names, (text) => readDate(text, this.feed.timeZone));
  }

  time(...names: string[]): Read<string> {
    return this.#value('date', names, (text) => readTime(text, this.feed.timeZone));
  }

  dateTime(...names: string[]): Read<string> {
    return this.#value('date', names, (text) => readDateTime(text, this.feed.timeZone));
  }

  /** The trimmed value of an attribute that was not read yet. */
  attribute(name: string): string | undefined {
    const value = this.node.attributes?.get(name);
    if (value === undefined || this.node.attributesRead?.has(name)) return undefined;
    this.node.attributesRead ??= new Set();
    this.node.attributesRead.add(name);
    return value.trim();
  }

  /** The first child of that name. */
  child(name: string): Fields | undefined {
    const node = this.node.children?.find((child) => child.name === name);
    return node && this.of(node);
  }

  /** All children of that name. */
  all(name: string): Fields[] {
    return (this.node.children ?? []).filter((child) => child.name === name).map((child) => this.of(child));
  }

  /** Children `item` of the children `list`; undefined when there is no `list` at all. */
  list(list: string, item: string): Fields[] | undefined {
    const lists = this.all(list);
    return lists.length === 0 ? undefined : lists.flatMap((fields) => fields.all(item));
  }

  of(child: XmlNode): Fields {
    return new Fields(child, this.feed, this.warnings, this.path === '' ? child.name : `${this.path}/${child.name}`);
  }

  has(name: string): boolean {
    return (
      this.node.children?.some((child) => child.name === name) === true || this.node.attributes?.has(name) === true
    );
  }

  /** Takes the element back: nothing of it was understood, all of it is for `extra`. */
  unread(): void {
    this.node.read = false;
  }

  /** What was not read, at the end of a mapping; the element above does not see it again. */
  rest(): Extra {
    const left = leftover(this.node);
    this.node.attributes = undefined;
    this.node.children = undefined;
    return typeof left === 'object' && left !== null && !Array.isArray(left) ? left : {};
  }

  restOrNothing(): Extra | undefined {
    const rest = this.rest();
    return Object.keys(rest).length === 0 ? undefined : rest;
  }

  warn(code: WarningCode, value: string, name = ''): void {
    const path = [this.path, name].filter((part) => part !== '').join('/');
    this.warnings.push({ code, path, value: value.slice(0, 200), line: this.line });
  }

  #value<Value>(code: WarningCode, names: string[], read: (text: string) => Read<Value>): Read<Value> {
    const name = names.find((candidate) => this.has(candidate));
    if (name === undefined) return undefined;
    const found = this.#raw(name);
    if (!found) return found;
    const value = read(found.text);
    if (value === undefined) {
      this.warnings.push({
        code,
        path: this.path === '' ? name : `${this.path}/${name}`,
        value: found.text.slice(0, 200),
        line: found.line,
      });
    }
    return value;
  }

  /** null = said, but blank. */
  #raw(name: string): { text: string; line: number } | null | undefined {
    let blank: null | undefined;
    for (const child of this.node.children ?? []) {
      if (child.name !== name || child.read || child.children) continue;
      const text = textOf(child);
      if (text !== '') return { text, line: child.line };
      blank = null;
    }
    const attribute = this.attribute(name);
    if (attribute === undefined) return blank;
    return attribute === '' ? null : { text: attribute, line: this.line };
  }
}

/** The trimmed text of a leaf, which counts as read from now on. */
function textOf(leaf: XmlNode): string {
  leaf.read = true;
  leaf.textRead = true;
  return leaf.nil ? '' : leaf.text.trim();
}

/** The id of an element; '' when it has none (a blank id is no id: commerceml.md §2.9 no. 5). */
export function idOf(fields: Fields): string {
  return fields.textOr('', NAME.id);
}
