import { GREATER, isBlank, isNameCharacter, isNameStart, QUESTION } from './characters.js';
import { declaration } from './declaration.js';
import type { Piecewise, XmlDocument } from './document.js';

/** A processing instruction, or the XML declaration, behind its `<?`. */
export function* instruction(document: XmlDocument): Piecewise {
  const { source, sink } = document;
  let target = '';
  let code: number;
  for (;;) {
    if (source.isEmpty) yield;
    code = source.take();
    if (target === '' ? !isNameStart(code) : !isNameCharacter(code)) break;
    target += String.fromCodePoint(code);
  }
  if (target === '' || (code !== QUESTION && !isBlank(code))) sink.fail('malformed processing instruction name');
  if (target === 'xml') {
    if (!document.isAtStart) sink.fail('an XML declaration must be at the start of the document');
    yield* declaration(document, code);
    return;
  }
  for (let isEnding = code === QUESTION; ; ) {
    if (source.isEmpty) yield;
    code = source.take();
    if (code === GREATER && isEnding) break;
    isEnding = code === QUESTION;
  }
  if (target.toLowerCase() === 'xml') sink.fail('an instruction must not be called xml');
}
