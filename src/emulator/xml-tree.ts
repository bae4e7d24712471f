import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { EmulatorFailure } from './failure.js';

/** A piece of text of an element; CDATA is told apart, since УТП does not see it. */
export interface XmlChunk {
  readonly kind: 'text' | 'cdata';
  readonly value: string;
}

/** An element, its content in document order. `name` keeps a prefix. */
export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (XmlElement | XmlChunk)[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/**
 * A whole XML document → its root element. Strict where 1C's own reader is: well-formed, the five entities and numeric
 * references only, no characters that XML forbids. The declared encoding is not looked at: 1C decoded the text already.
 * Throws EmulatorFailure.
 */
export function parseXml(text: string): XmlElement {
  const checked = XMLValidator.validate(text);
  if (checked !== true) {
    throw new EmulatorFailure(`The XML cannot be read: line ${checked.err.line}: ${checked.err.msg}`);
  }
  const roots = contentOf(parser.parse(text)).filter((node) => node.kind === 'element');
  const [root] = roots;
  if (root === undefined || roots.length !== 1) throw new EmulatorFailure('The XML must have one root element.');
  return root;
}

/** What fast-xml-parser gives in its ordered form: `{name: [...], ":@": {attributes}}` or `{"#text": "…"}`. */
type RawNode = Readonly<Record<string, unknown>>;

function contentOf(raw: unknown): (XmlElement | XmlChunk)[] {
  return Array.isArray(raw) ? raw.map((node: RawNode) => nodeOf(node)) : [];
}

function nodeOf(raw: RawNode): XmlElement | XmlChunk {
  const name = Object.keys(raw).find((key) => key !== ':@') ?? '';
  const value = raw[name];
  if (name === '#text') return { kind: 'text', value: decodeReferences(String(value)) };
  if (name === '#cdata') {
    const inner = contentOf(value).map((chunk) => (chunk.kind === 'element' ? '' : chunk.value));
    return { kind: 'cdata', value: inner.join('') };
  }
  const attributes = Object.entries((raw[':@'] ?? {}) as Readonly<Record<string, unknown>>);
  return {
    kind: 'element',
    name,
    attributes: Object.fromEntries(attributes.map(([key, text]) => [key, decodeReferences(String(text))])),
    content: contentOf(value),
  };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function decodeReferences(text: string): string {
  const decoded = text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([^;\s]*));?/gi, (whole, hex, decimal, name) => {
    if (!whole.endsWith(';')) throw new EmulatorFailure('The XML cannot be read: a bare & in the text.');
    if (name !== undefined) return namedCharacter(name);
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
  if (FORBIDDEN.test(decoded)) throw new EmulatorFailure('The XML cannot be read: it holds a forbidden character.');
  return decoded;
}

function namedCharacter(name: string): string {
  const character = NAMED[name];
  if (character === undefined) throw new EmulatorFailure(`The XML cannot be read: unknown entity &${name};`);
  return character;
}
