import type { Extent } from '../extent.js';
import { AMPERSAND, isBlank, LESS, SPACE } from './characters.js';
import { Content } from './content.js';
import { type Piecewise, XmlDocument } from './document.js';
import { markup } from './markup.js';
import { Source } from './source.js';
import type { TokenSink } from './tokens.js';

/**
 * Reads XML 1.0 and 1.1 without a DTD, in pieces of text that are cut anywhere, and tells its tags and texts. Whatever is not well-formed
 * is refused through `TokenSink.fail`; namespaces are not looked at.
 */
export class Tokenizer {
  readonly #source: Source;
  readonly #sink: TokenSink;
  readonly #document: XmlDocument;
  readonly #content: Content;
  /** What is being read and did not end in the piece before. */
  #token: Piecewise | undefined;
  #isVersionKnown = false;

  constructor(sink: TokenSink) {
    this.#sink = sink;
    this.#source = new Source((reason) => sink.fail(reason));
    this.#document = new XmlDocument(this.#source, sink);
    this.#content = new Content(this.#document);
  }

  /** The line where the reading is, 1-based: during an event, behind the tag that it tells of, or behind the `<` that ends a text. */
  get line(): number {
    return this.#source.line;
  }

  /** The column there, 1-based, in characters. */
  get column(): number {
    return this.#source.column;
  }

  /** UTF-16 units that are read, a line end being one. */
  get position(): number {
    return this.#source.position;
  }

  /** Inside of the root, and neither in a tag nor in anything else but text. */
  get isInText(): boolean {
    return this.#token === undefined && this.#document.stack.length > 0;
  }

  /** Directly behind a tag. */
  get isBehindTag(): boolean {
    return this.isInText && this.#document.pending === '';
  }

  get isVersion11(): boolean {
    return this.#source.isVersion11;
  }

  /** A tag stands here: the text before it is told of. */
  endText(): void {
    this.#content.endText();
  }

  /**
   * A whole element that stands here is not written.
   * @param extent what it is long
   */
  skip(extent: Extent): void {
    this.endText();
    this.#source.skip(extent);
  }

  write(text: string): void {
    this.#source.load(text);
    while (!this.#source.isEmpty) {
      if (this.#token) this.#readOn(this.#token);
      else if (this.#document.stack.length > 0) this.#token = this.#content.read();
      else this.#outside();
    }
    this.#source.endPiece();
  }

  end(): void {
    this.#source.endDocument();
    const { sawRoot, stack } = this.#document;
    if (!sawRoot) this.#sink.fail('document must contain a root element');
    if (stack.length > 0) this.#sink.fail(`unclosed element: ${stack.at(-1)?.raw}`);
    if (this.#token) this.#sink.fail('unexpected end');
    this.#document.flushText();
  }

  #readOn(token: Piecewise): void {
    if (token.next().done !== true) return;
    this.#token = undefined;
    if (this.#isVersionKnown) return;
    // A declaration is the first markup, or there is none.
    this.#isVersionKnown = true;
    this.#source.normalise();
  }

  /** Before and behind the root only blanks may stand between markup. */
  #outside(): void {
    const source = this.#source;
    let isText = false;
    let code = SPACE;
    while (!source.isEmpty && code !== LESS && code !== AMPERSAND) {
      code = source.take();
      if (code === LESS) continue;
      isText ||= !isBlank(code);
      this.#document.isAtStart = false;
      if (code !== AMPERSAND) this.#document.pending += String.fromCodePoint(code);
    }
    if (code === LESS) {
      this.#document.flushText();
      if (!isText) this.#token = markup(this.#document);
    }
    if (!isText) return;
    if (code !== LESS && code !== AMPERSAND) source.endPiece();
    this.#sink.fail('text outside of the root element');
  }
}
