import { isCharacter, isName, SEMICOLON } from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const HEXADECIMAL = /^#x[0-9a-f]+$/i;
const DECIMAL = /^#[0-9]+$/;

/** An entity or character reference behind its `&`, up to and with the next `;`, however far that is → its text. */
export function* reference(document: XmlDocument): Piecewise<string> {
  const { source, sink } = document;
  let written = '';
  for (;;) {
    if (source.isEmpty) yield;
    const code = source.take();
    if (code === SEMICOLON) break;
    written += String.fromCodePoint(code);
  }
  const text = meaning(written, source.isVersion11);
  return (
    text ?? sink.fail(isName(written) ? 'undefined entity' : 'malformed entity or character reference', 'reference')
  );
}

/** The text that stands for what is between `&` and `;`; undefined when it is no sound reference. */
export function meaning(written: string, isVersion11: boolean): string | undefined {
  if (!written.startsWith('#')) return PREDEFINED.get(written);
  // A large X is no sign of a hexadecimal reference.
  const isHexadecimal = written[1] === 'x';
  if (!(isHexadecimal ? HEXADECIMAL : DECIMAL).test(written)) return undefined;
  const code = isHexadecimal ? Number.parseInt(written.slice(2), 16) : Number.parseInt(written.slice(1), 10);
  return isCharacter(code, isVersion11) ? String.fromCodePoint(code) : undefined;
}
