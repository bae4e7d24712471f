import { SaxesParser } from 'saxes';
import type { XmlLimits } from '../../../src/commerceml/limits.js';
import { localName } from '../../../src/commerceml/names-alike.js';
import {
  holdsDoctype,
  malformed,
  neverEnds,
  notCommerceMl,
  overLimit,
  type Place,
  truncated,
} from '../../../src/commerceml/xml/failures.js';
import type { XmlEvents } from '../../../src/commerceml/xml/parser.js';
import type { UzelError } from '../../../src/errors.js';

/** Pieces are cut to this, so that a text that never ends is noticed before it fills the memory. */
const PIECE = 64 * 1024;
/** A tag may be so many times as long as its longest attribute. */
const TAG_FACTOR = 4;
/** What is cut off by the end of a file is a text of a few words; what is longer was begun by mistake (a bare `&`). */
const CUT_TEXT = 1000;
/** No element of CommerceML has twenty. */
const ATTRIBUTES_OF_ONE_TAG = 1000;

/**
 * The judge of our own tokenizer: `XmlParser` as it is on top of saxes.
 *
 * A streaming parser that refuses DOCTYPE, holds the limits on depth, text and attributes, and names line and column
 * in every error. Text may be written in pieces cut anywhere.
 */
export class SaxesJudge {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #limits: XmlLimits;
  readonly #events: XmlEvents;
  #depth = 0;
  #tagLine = 1;
  #inTag = false;
  /** Position of the last event: what lies behind it is what the parser holds in memory. */
  #settled = 0;
  #settledLine = 1;
  #settledColumn = 0;
  #linesBefore = 0;
  #started = false;
  #closing = false;

  constructor(events: XmlEvents, limits: XmlLimits) {
    this.#events = events;
    this.#limits = limits;
    this.#listen();
  }

  /** How many UTF-16 code units stand before the end of the tag or text that an event tells of; right only during an event. */
  get position(): number {
    return this.#parser.position;
  }

  /** Where the parser is. */
  place(): Place {
    return { line: this.#parser.line + this.#linesBefore, column: this.#parser.column + 1 };
  }

  /** @throws UzelError UZ1301, UZ1302, UZ1303, and whatever the events throw */
  write(text: string): void {
    const rest = this.#started ? text : this.#withoutLeadingBlanks(text);
    for (let start = 0; start < rest.length; start += PIECE) {
      this.#parser.write(rest.slice(start, start + PIECE));
      this.#checkHeld();
    }
  }

  /** @throws UzelError UZ1301 when the document is not whole */
  end(): void {
    this.#closing = true;
    this.#parser.close();
  }

  /** Blank lines before the declaration are an error of XML that hand-made exports make. */
  #withoutLeadingBlanks(text: string): string {
    const rest = text.replace(/^[\s\ufeff]+/, '');
    this.#linesBefore += text.slice(0, text.length - rest.length).split('\n').length - 1;
    if (rest === '') return rest;
    this.#started = true;
    if (!rest.startsWith('<')) throw notCommerceMl(this.place(), rest.slice(0, 60));
    return rest;
  }

  /** Seven listeners and no more: with the eighth V8 makes a dictionary of the parser, and it is four times as slow (75 → 20 MB/s). */
  #listen(): void {
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw this.#failure(error);
    });
    parser.on('doctype', () => {
      throw holdsDoctype(this.place());
    });
    parser.on('opentagstart', () => {
      this.#settle();
      this.#inTag = true;
      // The parser has read the character after the name, which may be a line feed.
      this.#tagLine = parser.line + this.#linesBefore - (parser.column === 0 ? 1 : 0);
    });
    parser.on('opentag', (tag) => this.#open(tag.name, tag.attributes));
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('closetag', () => {
      this.#settle();
      this.#depth -= 1;
      this.#events.close();
    });
  }

  #open(name: string, written: Record<string, string>): void {
    this.#settle();
    this.#inTag = false;
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) throw this.#over('слишком глубокая вложенность', 'XML_DEPTH');
    let attributes: Map<string, string> | undefined;
    let nil = false;
    let count = 0;
    for (const key in written) {
      const value = written[key] ?? '';
      count += 1;
      if (count > ATTRIBUTES_OF_ONE_TAG) throw overLimit(this.place(), 'слишком много атрибутов', undefined);
      if (value.length > this.#limits.attribute) throw this.#over('слишком длинный атрибут', 'XML_ATTRIBUTE');
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
      if (key.endsWith(':nil')) nil = value === 'true' || value === '1';
      // What xsi says is about the schema, not about the data.
      if (key.startsWith('xsi:') || key.endsWith(':nil')) continue;
      attributes ??= new Map();
      const local = localName(key);
      attributes.set(attributes.has(local) ? key : local, value);
    }
    this.#events.open(localName(name), attributes, nil, this.#tagLine);
  }

  #text(text: string): void {
    this.#settle();
    if (text.length > this.#limits.text) throw this.#over('слишком длинный текст', 'XML_TEXT');
    if (this.#depth > 0) this.#events.text(text);
  }

  #settle(): void {
    this.#settled = this.#parser.position;
    this.#settledLine = this.#parser.line;
    this.#settledColumn = this.#parser.column;
  }

  #checkHeld(): void {
    const held = this.#parser.position - this.#settled;
    if (this.#inTag && held > this.#limits.attribute * TAG_FACTOR + PIECE)
      throw this.#over('слишком длинный атрибут', 'XML_ATTRIBUTE');
    if (held > this.#limits.text + PIECE) throw this.#over('слишком длинный текст', 'XML_TEXT');
  }

  #over(what: string, setting: string): UzelError {
    return overLimit(this.place(), what, setting);
  }

  #failure({ message }: Error): UzelError {
    const place = this.place();
    const begun = { line: this.#settledLine + this.#linesBefore, column: this.#settledColumn + 1 };
    if (message.includes('doctype')) return holdsDoctype(place);
    // An entity is looked for as far as the next `;`, which may be pages away from the `&`.
    if (!this.#closing)
      return malformed(message.includes('entity') && begun.line < place.line ? begun : place, message);
    return this.#parser.position - this.#settled > CUT_TEXT ? neverEnds(begun, message) : truncated(place, message);
  }
}
