import { GREATER, isBlank, isNameCharacter } from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';

/** An end tag behind its `</`. */
export function* endTag(document: XmlDocument): Piecewise {
  const { source, sink, stack } = document;
  let name = '';
  let code: number;
  for (;;) {
    if (source.isEmpty) yield;
    code = source.take();
    if (!isNameCharacter(code)) break;
    name += String.fromCodePoint(code);
  }
  while (isBlank(code)) {
    if (source.isEmpty) yield;
    code = source.take();
  }
  if (code !== GREATER) sink.fail('disallowed character in closing tag');
  const open = stack.at(-1);
  if (name === '' || !open) return sink.fail('unmatched closing tag');
  // An element that is closed by another name was read to its end all the same: a record is told of before the error.
  document.close();
  if (open.raw !== name) sink.fail('unexpected closing tag');
}
