import { BANG, isNameStart, QUESTION, SLASH } from './characters.js';
import { cdata, comment } from './comment.js';
import { doctype } from './doctype.js';
import type { Piecewise, XmlDocument } from './document.js';
import { endTag } from './end-tag.js';
import { instruction } from './instruction.js';
import { startTag } from './start-tag.js';

/** Whatever begins with `<`, behind it. Any part of it may stand in a piece of text that has not come yet. */
export function* markup(document: XmlDocument): Piecewise {
  const { source, sink } = document;
  if (source.isEmpty) yield;
  const code = source.take();
  if (isNameStart(code)) yield* startTag(document, code);
  else if (code === SLASH) yield* endTag(document);
  else if (code === BANG) yield* declared(document);
  else if (code === QUESTION) yield* instruction(document);
  else sink.fail('disallowed character in tag name');
  document.isAtStart = false;
}

/** No word that may stand behind `<!` is longer. */
const LONGEST = 'DOCTYPE'.length;

function* declared(document: XmlDocument): Piecewise {
  const { source, sink } = document;
  for (let word = ''; ; ) {
    if (source.isEmpty) yield;
    word += String.fromCodePoint(source.take());
    if (word === '--') return yield* comment(document);
    if (word === 'DOCTYPE') return yield* doctype(document);
    if (word === '[CDATA[') {
      if (!document.sawRoot || document.isOver) sink.fail('text outside of the root element');
      return yield* cdata(document);
    }
    if (word.length >= LONGEST) sink.fail('incorrect syntax');
  }
}
