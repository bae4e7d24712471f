import { ParseOption, XmlDocument, XmlValidateError } from 'libxml2-wasm';
import { decoderOf, encodingOf, SAMPLE_BYTES } from '../encoding.js';
import type { XmlLimits } from '../limits.js';
import { NAME } from '../names.js';
import { notCommerceMl } from '../xml/failures.js';
import { XmlParser } from '../xml/parser.js';
import { type CompiledSchema, schemaOf } from './compile.js';
import { type Family, familyOf } from './families.js';
import type { SchemaFinding, SchemaReport } from './findings.js';
import { findingsOf } from './messages.js';
import { PlainXml } from './plain-xml.js';

export type { SchemaFinding, SchemaFindingKind, SchemaReport } from './findings.js';

export interface SchemaOptions {
  /** CommerceML version to measure by; by default the one that the root says, 2.10 where it says none. */
  readonly version?: string;
}

/** The document is in memory anyway: only its depth costs more. */
const LIMITS: XmlLimits = { depth: 200, text: 2 ** 29, attribute: 2 ** 20 };
const PIECE_BYTES = 1024 * 1024;
const PARSE = ParseOption.XML_PARSE_BIG_LINES | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE;

/**
 * Validates a whole document against the schema of its version in schemas/commerceml: any encoding, any namespace or none, children
 * in any order. Elements of customisations are findings, and what is inside of them is not looked at.
 * Takes about ten times the size of the document in memory; the caller bounds it.
 * @throws UzelError UZ1301 not well-formed or cut off, UZ1302 DOCTYPE, UZ1303 too deep, UZ1304 unknown encoding, UZ1305 another root
 *   element: the same as the reader throws, Russian, with line and column
 */
export async function validateFeed(xml: Uint8Array, options: SchemaOptions = {}): Promise<SchemaReport> {
  const { plain, family, schema } = normalise(xml, options.version);
  if (!schema) return { family, findings: [] };
  const findings = [...plain.findings, ...findingsIn(plain.bytes(), schema)];
  return { family, findings: findings.sort((one, other) => one.line - other.line) };
}

interface Normalised {
  readonly plain: PlainXml;
  readonly family: Family | null;
  readonly schema: CompiledSchema | undefined;
}

function normalise(xml: Uint8Array, version: string | undefined): Normalised {
  let family: Family | null = null;
  let schema: CompiledSchema | undefined;
  const plain = new PlainXml((name, attributes) => {
    if (name !== NAME.root) throw notCommerceMl(parser.place(), `<${name}>`);
    family = familyOf(version ?? attributes.get(NAME.schemaVersion));
    schema = family === null ? undefined : schemaOf(family);
    return schema?.model ?? null;
  });
  const parser = new XmlParser(plain, LIMITS);
  const encoding = encodingOf(xml.subarray(0, SAMPLE_BYTES));
  const decoder = decoderOf(encoding);
  for (let start = encoding.bom; start < xml.length; start += PIECE_BYTES)
    parser.write(decoder.decode(xml.subarray(start, start + PIECE_BYTES)));
  parser.write(decoder.end());
  parser.end();
  return { plain, family, schema };
}

function findingsIn(bytes: Buffer, { validator }: CompiledSchema): SchemaFinding[] {
  const document = XmlDocument.fromBuffer(bytes, { option: PARSE });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return findingsOf(error.details);
    throw error;
  } finally {
    document.dispose();
  }
}
