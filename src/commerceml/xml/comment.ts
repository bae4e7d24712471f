import { GREATER, MINUS, RIGHT_BRACKET } from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';

/** A comment behind its `<!--`. */
export function* comment({ source, sink }: XmlDocument): Piecewise {
  for (let hyphens = 0; hyphens < 2; ) {
    if (source.isEmpty) yield;
    hyphens = source.take() === MINUS ? hyphens + 1 : 0;
  }
  if (source.isEmpty) yield;
  if (source.take() !== GREATER) sink.fail('malformed comment');
}

/** A section of CDATA behind its `<![CDATA[`. */
export function* cdata({ source, sink }: XmlDocument): Piecewise {
  let text = '';
  for (let brackets = 0; ; ) {
    if (source.isEmpty) yield;
    const code = source.take();
    if (code === GREATER && brackets >= 2) break;
    brackets = code === RIGHT_BRACKET ? brackets + 1 : 0;
    text += String.fromCodePoint(code);
  }
  sink.text(text.slice(0, -2));
}
