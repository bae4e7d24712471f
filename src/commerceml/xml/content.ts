import {
  AMPERSAND,
  EQUALS,
  GREATER,
  isQuote,
  LESS,
  LF,
  RIGHT_BRACKET,
  SEMICOLON,
  SLASH,
  SPACE,
  SURROGATES,
  TAB,
} from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';
import { hashOn, stands } from './known-names.js';
import { markup } from './markup.js';
import { meaning, reference } from './reference.js';
import type { Attribute } from './tokens.js';

/** Characters of ASCII, as far as `]`, that are text and nothing else. */
const IS_TEXT = classOf((code) => code === TAB || (code >= SPACE && ![AMPERSAND, LESS, RIGHT_BRACKET].includes(code)));
/** As far as `>`: what may stand in a name of which it is to be found out whether it is known. */
const IN_NAME = classOf((code) => code > SPACE && ![SLASH, EQUALS, GREATER].includes(code));
/** No reference that is sound is longer: `&#x0010ffff;` with a few zeros more. */
const REFERENCE_MAX = 16;

/**
 * Text and tags inside of the root, as they almost always are: whole in the piece, of known names. Nothing is refused here but `]]>`:
 * what is not as it almost always is, is left to `markup`, which is exact and ten times as slow.
 */
export class Content {
  /** Closing brackets at the end of the piece before. */
  #brackets = 0;
  readonly #attributes: Attribute[] = [];

  constructor(private readonly document: XmlDocument) {}

  /** @returns what is to be read piecewise; undefined at the end of the piece, or of the root */
  read(): Piecewise | undefined {
    const { document } = this;
    while (document.stack.length > 0) {
      const stop = this.#text();
      if (stop === undefined) return undefined;
      if (stop === AMPERSAND) return entity(document);
      if (!this.#tag()) return markup(document);
    }
    return undefined;
  }

  /** The text ends here: what stands behind it is not read. */
  endText(): void {
    this.#brackets = 0;
    this.document.flushText();
  }

  /** As far as a `<` or a `&` that is not easily read, and takes it; undefined at the end of the piece. */
  #text(): number | undefined {
    const { document } = this;
    const { source, sink } = document;
    const { units, end } = source;
    let from = source.at;
    let at = from;
    if (this.#brackets > 0) at = this.#closingBrackets(at);
    else if (document.pending === '') {
      at = this.#blanks(at);
      if (units[at] === LESS) {
        source.at = at + 1;
        if (at > from && !sink.blank(at - from)) sink.text(source.text.slice(from, at));
        return LESS;
      }
    }
    for (;;) {
      const code = units[at] ?? 0;
      if (code > RIGHT_BRACKET ? code < SURROGATES : IS_TEXT[code] === 1) at += 1;
      else if (code === LESS) {
        const text =
          document.pending === '' ? source.text.slice(from, at) : document.pending + source.text.slice(from, at);
        document.pending = '';
        source.at = at + 1;
        if (text !== '') sink.text(text);
        return LESS;
      } else if (code === LF) {
        at += 1;
        source.line += 1;
        source.lineStart = at;
      } else if (code === AMPERSAND) {
        document.pending += source.text.slice(from, at);
        source.at = at + 1;
        if (!this.#reference()) return AMPERSAND;
        from = source.at;
        at = from;
      } else if (code === RIGHT_BRACKET) at = this.#closingBrackets(at);
      else if (at >= end) {
        document.pending += source.text.slice(from);
        source.at = at;
        return undefined;
      } else {
        // Half a character, or none: the source knows.
        source.at = at;
        source.take();
        at = source.at;
      }
    }
  }

  /** Behind blanks. */
  #blanks(from: number): number {
    const { source } = this.document;
    const { units } = source;
    for (let at = from; ; at++) {
      const code = units[at];
      if (code === LF) {
        source.line += 1;
        source.lineStart = at + 1;
      } else if (code !== TAB && code !== SPACE) return at;
    }
  }

  /** Behind brackets, which must not be two or more before `>` (XML §2.4). */
  #closingBrackets(from: number): number {
    const { source, sink } = this.document;
    let at = from;
    while (source.units[at] === RIGHT_BRACKET) at += 1;
    const brackets = this.#brackets + at - from;
    this.#brackets = at >= source.end ? brackets : 0;
    if (brackets < 2 || source.units[at] !== GREATER) return at;
    source.at = at + 1;
    return sink.fail('the string "]]>" is disallowed in text');
  }

  /** A sound reference that is whole in the piece; false when it is not. */
  #reference(): boolean {
    const { document } = this;
    const { source } = document;
    for (let at = source.at; at < source.at + REFERENCE_MAX; at++) {
      const code = source.units[at];
      if (code === 0 || code === LF) return false;
      if (code !== SEMICOLON) continue;
      const text = meaning(source.text.slice(source.at, at), source.isVersion11);
      if (text === undefined) return false;
      document.pending += text;
      source.at = at + 1;
      return true;
    }
    return false;
  }

  /** A start tag or an end tag behind its `<`; false when it is to be read piecewise, from the same place. */
  #tag(): boolean {
    const { document } = this;
    const { source, stack } = document;
    const { units } = source;
    if (units[source.at] !== SLASH) return this.#startTag();
    const name = stack[stack.length - 1]?.units;
    const from = source.at + 1;
    const behind = from + (name?.length ?? 0);
    if (!name || units[behind] !== GREATER || !stands(name, units, from, behind)) return false;
    source.at = behind + 1;
    document.close();
    return true;
  }

  #startTag(): boolean {
    const { document } = this;
    const { source } = document;
    const { units } = source;
    const from = source.at;
    let hash = 0;
    let at = from;
    let code = units[at] ?? 0;
    while (code > GREATER || IN_NAME[code] === 1) {
      hash = hashOn(hash, code);
      at += 1;
      code = units[at] ?? 0;
    }
    const name = document.names.find(units, from, at, hash);
    if (!name) return false;
    const { line, lineStart } = source;
    this.#attributes.length = 0;
    if (code !== GREATER) {
      at = this.#attributesAt(at);
      code = units[at] ?? 0;
    }
    const isEmpty = code === SLASH;
    if (isEmpty) at += 1;
    if (units[at] !== GREATER) {
      source.line = line;
      source.lineStart = lineStart;
      return false;
    }
    source.at = at + 1;
    document.open(name, this.#attributes, line);
    if (isEmpty) document.close();
    return true;
  }

  /** Collects attributes → where the tag ends, or where something begins that is to be read piecewise. */
  #attributesAt(from: number): number {
    const { document } = this;
    const { source } = document;
    const { units } = source;
    for (let at = from; ; ) {
      const start = this.#blanks(at);
      if (start === at || units[start] === SLASH || units[start] === GREATER) return start;
      let hash = 0;
      at = start;
      for (let code = units[at] ?? 0; code > GREATER || IN_NAME[code] === 1; code = units[at] ?? 0) {
        hash = hashOn(hash, code);
        at += 1;
      }
      const name = document.names.find(units, start, at, hash);
      const quote = units[at + 1] ?? 0;
      if (!name || units[at] !== EQUALS || !isQuote(quote)) return start;
      const valueFrom = at + 2;
      at = valueFrom;
      for (let code = units[at] ?? 0; code !== quote; code = units[at] ?? 0) {
        if (code < SPACE || code === LESS || code === AMPERSAND || code >= SURROGATES) return start;
        at += 1;
      }
      this.#attributes.push({ name, value: source.text.slice(valueFrom, at) });
      at += 1;
    }
  }
}

function* entity(document: XmlDocument): Piecewise {
  document.pending += yield* reference(document);
}

function classOf(belongs: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: RIGHT_BRACKET + 1 }, (_, code) => (belongs(code) ? 1 : 0));
}
