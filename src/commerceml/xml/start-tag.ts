import {
  AMPERSAND,
  EQUALS,
  GREATER,
  isBlank,
  isNameCharacter,
  isNameStart,
  isQuote,
  LESS,
  LF,
  SLASH,
  TAB,
} from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';
import { reference } from './reference.js';
import type { Attribute } from './tokens.js';

/** A start tag or empty-element tag behind its `<` and the first character of its name. */
export function* startTag(document: XmlDocument, first: number): Piecewise {
  const { source, sink } = document;
  const { line } = source;
  const name: { text: string; behind: number } = { text: String.fromCodePoint(first), behind: 0 };
  yield* nameRest(document, name);
  sink.tagBegins();
  if (document.isOver) sink.fail('documents may contain only one root');
  document.sawRoot = true;
  const attributes: Attribute[] = [];
  let code = name.behind;
  if (code !== GREATER && code !== SLASH && !isBlank(code)) sink.fail('disallowed character in tag name');
  for (;;) {
    while (isBlank(code)) {
      if (source.isEmpty) yield;
      code = source.take();
    }
    if (code === GREATER || code === SLASH) break;
    if (!isNameStart(code)) sink.fail('disallowed character in attribute name');
    attributes.push(yield* attribute(document, code));
    if (source.isEmpty) yield;
    code = source.take();
    if (!isBlank(code) && code !== GREATER && code !== SLASH) sink.fail('no whitespace between attributes');
  }
  const isEmpty = code === SLASH;
  if (isEmpty) {
    if (source.isEmpty) yield;
    if (source.take() !== GREATER) sink.fail('slash in a start tag');
  }
  document.open(document.names.of(name.text), attributes, line);
  if (isEmpty) document.close();
}

/** `name="value"` behind the first character of the name. */
function* attribute(document: XmlDocument, first: number): Piecewise<Attribute> {
  const { source, sink } = document;
  const name: { text: string; behind: number } = { text: String.fromCodePoint(first), behind: 0 };
  yield* nameRest(document, name);
  while (isBlank(name.behind)) {
    if (source.isEmpty) yield;
    name.behind = source.take();
  }
  if (name.behind !== EQUALS) sink.fail('attribute without a value');
  let quote = LF;
  while (isBlank(quote)) {
    if (source.isEmpty) yield;
    quote = source.take();
  }
  if (!isQuote(quote)) sink.fail('attribute value without quotes');
  const value = yield* quoted(document, quote);
  return { name: document.names.of(name.text), value };
}

/** An attribute value behind its quote; line ends and tabs are blanks (XML §3.3.3). */
function* quoted(document: XmlDocument, quote: number): Piecewise<string> {
  const { source, sink } = document;
  let value = '';
  for (;;) {
    if (source.isEmpty) yield;
    const code = source.take();
    if (code === quote) return value;
    if (code === LESS) sink.fail('disallowed character in attribute value');
    if (code === AMPERSAND) value += yield* reference(document);
    else value += code === LF || code === TAB ? ' ' : String.fromCodePoint(code);
  }
}

/** Reads name characters on to `name.text`, and the character behind them. */
function* nameRest({ source }: XmlDocument, name: { text: string; behind: number }): Piecewise {
  for (;;) {
    if (source.isEmpty) yield;
    name.behind = source.take();
    if (!isNameCharacter(name.behind)) return;
    name.text += String.fromCodePoint(name.behind);
  }
}
