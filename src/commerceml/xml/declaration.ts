import { EQUALS, GREATER, isBlank, isQuote, QUESTION } from './characters.js';
import type { Piecewise, XmlDocument } from './document.js';

const INCOMPLETE = 'XML declaration is incomplete';
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['version', /^1\.[0-9]+$/],
  ['encoding', /^[A-Za-z][A-Za-z0-9._-]*$/],
  ['standalone', /^(?:yes|no)$/],
]);
/** What may stand behind what. */
const FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  version: ['encoding', 'standalone'],
  encoding: ['standalone'],
  standalone: [],
};

/**
 * The XML declaration (XML §2.8) behind `<?xml` and the character after it. A version other than 1.0 changes what the characters of all
 * the document behind it mean.
 */
export function* declaration(document: XmlDocument, behind: number): Piecewise {
  const { source, sink } = document;
  let expected: readonly string[] = ['version'];
  let code = behind;
  while (code !== QUESTION) {
    if (!isBlank(code)) sink.fail('whitespace required');
    while (isBlank(code)) {
      if (source.isEmpty) yield;
      code = source.take();
    }
    if (code === QUESTION) break;
    let name = '';
    do {
      name += String.fromCodePoint(code);
      if (source.isEmpty) yield;
      code = source.take();
    } while (code !== EQUALS && code !== QUESTION && !isBlank(code));
    if (code === QUESTION) sink.fail(INCOMPLETE);
    if (!expected.includes(name)) sink.fail(`expected one of ${expected.join(', ')}`);
    const value = yield* declaredValue(document, code);
    if (VALUES.get(name)?.test(value) !== true) sink.fail(`malformed value of ${name}`);
    if (name === 'version') source.isVersion11 = value !== '1.0';
    expected = FOLLOWING[name] ?? [];
    if (source.isEmpty) yield;
    code = source.take();
  }
  if (source.isEmpty) yield;
  if (source.take() !== GREATER) sink.fail('disallowed character ? in the XML declaration');
  if (expected.includes('version')) sink.fail('XML declaration must contain a version');
}

/** `="value"`, of which the first character was taken. */
function* declaredValue({ source, sink }: XmlDocument, first: number): Piecewise<string> {
  let code = first;
  while (isBlank(code)) {
    if (source.isEmpty) yield;
    code = source.take();
  }
  if (code !== EQUALS) sink.fail(code === QUESTION ? INCOMPLETE : 'value required');
  do {
    if (source.isEmpty) yield;
    code = source.take();
  } while (isBlank(code));
  if (!isQuote(code)) sink.fail(code === QUESTION ? INCOMPLETE : 'value must be quoted');
  const quote = code;
  let value = '';
  for (;;) {
    if (source.isEmpty) yield;
    code = source.take();
    if (code === quote) return value;
    if (code === QUESTION) sink.fail(INCOMPLETE);
    value += String.fromCodePoint(code);
  }
}
