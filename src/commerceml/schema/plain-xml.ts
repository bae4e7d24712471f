import { NAME } from '../names.js';
import type { XmlEvents } from '../xml/parser.js';
import type { ContentModel, Shape } from './content-model.js';
import type { SchemaFinding } from './findings.js';

/** libxml2 keeps the line of an element in 16 bits. */
const LINES_OF_AN_ELEMENT = 65_535;
/**
 * A text node keeps a long line number, and an element without one takes that of its first text. The comment keeps that text apart
 * from what follows: it would take over the line on which all of it ends.
 */
const LONG_LINE_MARK = ' <!---->';
/** Values that are checked are shorter; texts need not go to libxml2 whole. */
const TEXT_SENT = 200;
/**
 * libxml2 counts the siblings before an element for each thing that it says about it: a hundred thousand products with a fault each
 * take minutes in one list, and seconds in many. Our schemas allow any number of lists where there is one.
 */
const CHILDREN_OF_A_LIST = 500;

interface OpenElement {
  readonly name: string;
  readonly shape: Shape;
  /** Characters of its text that were written, without the blanks between its children. */
  text: number;
  /** Children since it was begun (again). */
  children: number;
}

/**
 * Writes a document anew for libxml2: local names, no namespaces, no declaration, each start tag on its own line of the source.
 * What the content model does not know is told and left out, so that libxml2 looks at all that remains.
 */
export class PlainXml implements XmlEvents {
  readonly findings: SchemaFinding[] = [];
  readonly #pieces: string[] = [];
  readonly #open: OpenElement[] = [];
  /** Depth inside of an element that is left out. */
  #skipped = 0;
  #line = 1;
  #model: ContentModel | null = null;

  /**
   * @param onRoot called with the root element; throws when it is another root than that of CommerceML
   *   @returns the model of its version, null = nothing is to be checked
   */
  constructor(
    private readonly onRoot: (name: string, attributes: ReadonlyMap<string, string>) => ContentModel | null,
  ) {}

  /** The document, UTF-8; asked for when all was parsed. */
  bytes(): Buffer {
    return Buffer.from(this.#pieces.join(''), 'utf8');
  }

  open(name: string, attributes: Map<string, string> = new Map(), _nil: boolean, line: number): void {
    if (this.#skipped > 0) {
      this.#skipped += 1;
      return;
    }
    const shape = this.#shapeOf(name, attributes, line);
    if (!shape) {
      this.#skipped = 1;
      return;
    }
    this.#splitList();
    this.#open.push({ name, shape, text: 0, children: 0 });
    const written = [...attributes].filter(([attribute]) => this.#isKnown(attribute, name, shape, line));
    const padding = '\n'.repeat(Math.max(0, line - this.#line));
    this.#line += padding.length;
    const tag = [name, ...written.map(([attribute, value]) => `${attribute}="${escaped(value)}"`)].join(' ');
    this.#pieces.push(padding, '<', tag, '>');
    this.#markLongLine();
  }

  text(text: string): void {
    const element = this.#open.at(-1);
    if (this.#skipped > 0 || !element || element.shape.open) return;
    const sent = text.replace(/[ \t\r\n]+/g, ' ').slice(0, TEXT_SENT - element.text);
    if (sent !== ' ') element.text += sent.length;
    this.#pieces.push(escaped(sent));
  }

  close(): void {
    if (this.#skipped > 0) this.#skipped -= 1;
    else this.#pieces.push('</', this.#open.pop()?.name ?? NAME.root, '>');
  }

  #markLongLine(): void {
    if (this.#line >= LINES_OF_AN_ELEMENT) this.#pieces.push(LONG_LINE_MARK);
  }

  /** Begins the list anew that the next element stands in, when it is long. */
  #splitList(): void {
    const list = this.#open.at(-1);
    if (!list) return;
    list.children += 1;
    const isList = list.shape.children.size === 1 && list.shape.attributes.size === 0 && this.#open.length > 1;
    if (!isList || list.children <= CHILDREN_OF_A_LIST) return;
    list.children = 1;
    this.#pieces.push('</', list.name, '><', list.name, '>');
    this.#markLongLine();
  }

  /** undefined = the element is left out. */
  #shapeOf(name: string, attributes: ReadonlyMap<string, string>, line: number): Shape | undefined {
    const parent = this.#open.at(-1);
    if (!parent) {
      this.#model = this.onRoot(name, attributes);
      return this.#model?.root;
    }
    const shape = parent.shape.children.get(name);
    if (shape || parent.shape.open) return shape;
    const places = this.#model?.parents.get(name);
    this.findings.push(
      places
        ? { kind: 'misplaced', line, element: name, detail: [...places].sort().join(', ') }
        : { kind: 'unknown-element', line, element: name, detail: parent.name },
    );
    return undefined;
  }

  #isKnown(attribute: string, element: string, shape: Shape, line: number): boolean {
    if (shape.attributes.has(attribute)) return true;
    if (!shape.open) this.findings.push({ kind: 'unknown-attribute', line, element, detail: attribute });
    return false;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign).replace(/[\t\r\n]/g, ' ');
