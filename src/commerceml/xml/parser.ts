import type { UzelError } from '../../errors.js';
import type { Extent } from '../extent.js';
import type { XmlLimits } from '../limits.js';
import { holdsDoctype, malformed, neverEnds, notCommerceMl, overLimit, type Place, truncated } from './failures.js';
import type { KnownName } from './known-names.js';
import { Tokenizer } from './tokenizer.js';
import type { Attribute, TokenSink } from './tokens.js';

/** What a file says, tag by tag, under known local names. */
export interface XmlEvents {
  open(name: string, attributes: Map<string, string> | undefined, nil: boolean, line: number): void;
  text(text: string): void;
  /**
   * Blanks alone between two tags, before they are made a string.
   * @returns false when they are wanted as `text`; so they are without this method
   */
  blank?(length: number): boolean;
  close(): void;
}

/** Pieces are cut to this, so that a text that never ends is noticed before it fills the memory. */
const PIECE = 64 * 1024;
/** A tag may be so many times as long as its longest attribute. */
const TAG_FACTOR = 4;
/** What is cut off by the end of a file is a text of a few words; what is longer was begun by mistake (a bare `&`). */
const CUT_TEXT = 1000;
/** No element of CommerceML has twenty. */
const ATTRIBUTES_OF_ONE_TAG = 1000;

/**
 * A streaming parser that refuses DOCTYPE, holds the limits on depth, text and attributes, and names line and column
 * in every error. Text may be written in pieces cut anywhere.
 */
export class XmlParser implements TokenSink {
  readonly #tokenizer = new Tokenizer(this);
  readonly #limits: XmlLimits;
  readonly #events: XmlEvents;
  #depth = 0;
  #inTag = false;
  /** Position of the last event: what lies behind it is what the tokenizer holds in memory. */
  #settled = 0;
  #settledLine = 1;
  #settledColumn = 1;
  #linesBefore = 0;
  #started = false;
  #closing = false;

  constructor(events: XmlEvents, limits: XmlLimits) {
    this.#events = events;
    this.#limits = limits;
  }

  /** Where the parser is. */
  place(): Place {
    return { line: this.#tokenizer.line + this.#linesBefore, column: this.#tokenizer.column };
  }

  /** @throws UzelError UZ1301, UZ1302, UZ1303, and whatever the events throw */
  write(text: string): void {
    const rest = this.#started ? text : this.#withoutLeadingBlanks(text);
    for (let start = 0; start < rest.length; start += PIECE) {
      this.#tokenizer.write(rest.slice(start, start + PIECE));
      this.#checkHeld();
    }
  }

  /** Between the tags of an element of XML 1.0: something may be skipped here. */
  get maySkip(): boolean {
    return this.#tokenizer.isInText && !this.#tokenizer.isVersion11;
  }

  /** Directly behind a tag. */
  get isBehindTag(): boolean {
    return this.#tokenizer.isBehindTag;
  }

  /** The next character begins a tag: the text before it is told of. */
  endText(): void {
    this.#tokenizer.endText();
  }

  /** A whole element that stands here is known to be sound, and is not written; its lines and columns are. */
  skip(extent: Extent): void {
    this.#tokenizer.skip(extent);
    this.#settle();
  }

  /** @throws UzelError UZ1301 when the document is not whole */
  end(): void {
    this.#closing = true;
    this.#tokenizer.end();
  }

  tagBegins(): void {
    this.#settle();
    this.#inTag = true;
  }

  open(name: KnownName, written: readonly Attribute[], line: number): void {
    this.#settle();
    this.#inTag = false;
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) throw this.#over('слишком глубокая вложенность', 'XML_DEPTH');
    const { attributes, nil } = written.length === 0 ? NO_ATTRIBUTES : this.#attributes(written);
    this.#events.open(name.local, attributes, nil, line + this.#linesBefore);
  }

  text(text: string): void {
    this.#settle();
    this.#checkText(text.length);
    if (this.#depth > 0) this.#events.text(text);
  }

  blank(length: number): boolean {
    if (this.#events.blank?.(length) !== true) return false;
    this.#settle();
    this.#checkText(length);
    return true;
  }

  close(): void {
    this.#settle();
    this.#depth -= 1;
    this.#events.close();
  }

  doctype(): void {
    throw holdsDoctype(this.place());
  }

  fail(reason: string, about?: 'reference' | 'doctype'): never {
    const place = this.place();
    const begun = { line: this.#settledLine + this.#linesBefore, column: this.#settledColumn };
    if (about === 'doctype') throw holdsDoctype(place);
    // An entity is looked for as far as the next `;`, which may be pages away from the `&`.
    if (!this.#closing) throw malformed(about === 'reference' && begun.line < place.line ? begun : place, reason);
    throw this.#tokenizer.position - this.#settled > CUT_TEXT ? neverEnds(begun, reason) : truncated(place, reason);
  }

  #attributes(written: readonly Attribute[]): { attributes: Map<string, string> | undefined; nil: boolean } {
    let attributes: Map<string, string> | undefined;
    let nil = false;
    let count = 0;
    for (const { name, value } of written) {
      count += 1;
      if (count > ATTRIBUTES_OF_ONE_TAG) throw overLimit(this.place(), 'слишком много атрибутов', undefined);
      if (value.length > this.#limits.attribute) throw this.#over('слишком длинный атрибут', 'XML_ATTRIBUTE');
      const key = name.raw;
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
      if (key.endsWith(':nil')) nil = value === 'true' || value === '1';
      // What xsi says is about the schema, not about the data.
      if (key.startsWith('xsi:') || key.endsWith(':nil')) continue;
      attributes ??= new Map();
      attributes.set(attributes.has(name.local) ? key : name.local, value);
    }
    return { attributes, nil };
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

  #settle(): void {
    this.#settled = this.#tokenizer.position;
    this.#settledLine = this.#tokenizer.line;
    this.#settledColumn = this.#tokenizer.column;
  }

  #checkText(length: number): void {
    if (length > this.#limits.text) throw this.#over('слишком длинный текст', 'XML_TEXT');
  }

  #checkHeld(): void {
    const held = this.#tokenizer.position - this.#settled;
    if (this.#inTag && held > this.#limits.attribute * TAG_FACTOR + PIECE)
      throw this.#over('слишком длинный атрибут', 'XML_ATTRIBUTE');
    if (held > this.#limits.text + PIECE) throw this.#over('слишком длинный текст', 'XML_TEXT');
  }

  #over(what: string, setting: string): UzelError {
    return overLimit(this.place(), what, setting);
  }
}

const NO_ATTRIBUTES = { attributes: undefined, nil: false };
