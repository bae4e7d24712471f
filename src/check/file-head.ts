import { decoderOf, type Encoding, encodingOf, SAMPLE_BYTES } from '../commerceml/encoding.js';
import { localName } from '../commerceml/names-alike.js';
import { sniff } from '../commerceml/whole.js';
import { Tokenizer } from '../commerceml/xml/tokenizer.js';
import { UzelError } from '../errors.js';
import { firstBytes, type SourceFile } from './sources/source.js';

/** What the first bytes of a file say. */
export interface FileHead {
  readonly content: 'xml' | 'zip' | 'other';
  /** null = there is none that Uzel knows. */
  readonly encoding: Encoding | null;
  /** As the XML declaration says it, lower case. */
  readonly declared: string | null;
  /** null = no start tag in the first 64 KB. */
  readonly root: RootTag | null;
  /** Name of the first element below the root. */
  readonly firstChild: string | null;
  /** Line of a DOCTYPE; null = there is none. */
  readonly doctypeLine: number | null;
}

export interface RootTag {
  readonly name: string;
  readonly line: number;
  /** By their known local names. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly namespace: string | null;
}

const DECLARED = /^[\s\ufeff]*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([^"']{1,60}?)\s*["']/;

/** Reads the first 64 KB: encoding, root tag, and what comes first below it. Errors in there are told when the file is read. */
export async function readHead(file: SourceFile): Promise<FileHead> {
  const bytes = await firstBytes(file, SAMPLE_BYTES);
  const content = sniff(bytes);
  const nothing = { content, encoding: null, declared: null, root: null, firstChild: null, doctypeLine: null };
  if (content !== 'xml') return nothing;
  const encoding = encodingOrNull(bytes);
  const text = encoding && decoderOf(encoding).decode(bytes.subarray(encoding.bom));
  if (encoding === null || text === null) return { ...nothing, declared: declaredIn(bytes.toString('latin1')) };
  return { content, encoding, declared: declaredIn(text), doctypeLine: doctypeLineIn(text), ...tagsOf(text) };
}

function encodingOrNull(bytes: Buffer): Encoding | null {
  try {
    return encodingOf(bytes);
  } catch (error) {
    if (error instanceof UzelError) return null;
    throw error;
  }
}

function declaredIn(text: string): string | null {
  return DECLARED.exec(text.slice(0, 1024))?.[1]?.toLowerCase() ?? null;
}

function doctypeLineIn(text: string): number | null {
  const at = text.indexOf('<!DOCTYPE');
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}

/** Thrown to leave the tokenizer: the tags that matter are read, or what stands before them is not well-formed. */
const ENOUGH = new Error('enough of the head is read');

function tagsOf(text: string): Pick<FileHead, 'root' | 'firstChild'> {
  const blanks = /^[\s\ufeff]*/.exec(text)?.[0] ?? '';
  const before = blanks.split('\n').length - 1;
  const found: { root: RootTag | null; firstChild: string | null } = { root: null, firstChild: null };
  const tokenizer = new Tokenizer({
    tagBegins: () => undefined,
    open(name, attributes, line) {
      if (found.root !== null) {
        found.firstChild = name.local;
        throw ENOUGH;
      }
      found.root = rootTag(name.raw, new Map(attributes.map((one) => [one.name.raw, one.value])), line + before);
    },
    close: () => undefined,
    text: () => undefined,
    blank: () => true,
    doctype: () => undefined,
    fail() {
      throw ENOUGH;
    },
  });
  try {
    tokenizer.write(text.slice(blanks.length));
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return found;
}

function rootTag(name: string, attributes: ReadonlyMap<string, string>, line: number): RootTag {
  const prefix = name.includes(':') ? `xmlns:${name.slice(0, name.indexOf(':'))}` : 'xmlns';
  return {
    name: localName(name),
    line,
    attributes: new Map([...attributes].map(([key, value]) => [localName(key), value])),
    namespace: attributes.get(prefix) ?? null,
  };
}
