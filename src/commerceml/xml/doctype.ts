import { BANG, GREATER, isQuote, LEFT_BRACKET, LESS, MINUS, QUESTION, RIGHT_BRACKET } from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';

/** A DOCTYPE declaration behind its `<!DOCTYPE`: its end is looked for, what it says is not looked at. */
export function* doctype(document: XmlDocument): Piecewise {
  const { source, sink } = document;
  if (document.sawDoctype || document.sawRoot) sink.fail('DOCTYPE out of its place', 'doctype');
  for (;;) {
    if (source.isEmpty) yield;
    const code = source.take();
    if (code === GREATER) break;
    if (isQuote(code)) yield* upTo(document, code);
    else if (code === LEFT_BRACKET) yield* internalSubset(document);
  }
  document.sawDoctype = true;
  sink.doctype();
}

/** What stands in brackets, behind the first of them. */
function* internalSubset(document: XmlDocument): Piecewise {
  const { source } = document;
  for (;;) {
    if (source.isEmpty) yield;
    const code = source.take();
    if (code === RIGHT_BRACKET) return;
    if (isQuote(code)) yield* upTo(document, code);
    else if (code === LESS) yield* markupOfSubset(document);
  }
}

/** Comments and instructions may hold quotes and brackets. */
function* markupOfSubset(document: XmlDocument): Piecewise {
  const { source, sink } = document;
  if (source.isEmpty) yield;
  const kind = source.take();
  if (kind === QUESTION) {
    yield* upTo(document, QUESTION);
    yield* upTo(document, GREATER);
  }
  if (kind !== BANG) return;
  for (let hyphens = 0; hyphens < 2; hyphens++) {
    if (source.isEmpty) yield;
    if (source.take() !== MINUS) return;
  }
  for (let hyphens = 0; hyphens < 2; ) {
    if (source.isEmpty) yield;
    hyphens = source.take() === MINUS ? hyphens + 1 : 0;
  }
  if (source.isEmpty) yield;
  if (source.take() !== GREATER) sink.fail('malformed comment');
}

function* upTo({ source }: XmlDocument, last: number): Piecewise {
  for (;;) {
    if (source.isEmpty) yield;
    if (source.take() === last) return;
  }
}
