import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { decode } from './order-reader.js';

/** The official CommerceML schemas as a judge of what the writer writes. */

const FOLDER = path.join(process.cwd(), '..', 'shared', 'data', 'xsd');

export const SCHEMA_VERSIONS = ['2.05', '2.06', '2.07', '2.08', '2.09', '2.10'] as const;
export type SchemaVersion = (typeof SCHEMA_VERSIONS)[number];

export const schemasPresent = existsSync(FOLDER);

interface Schema {
  readonly namespace: string;
  readonly validator: XsdValidator;
}

const schemas = new Map<SchemaVersion, Schema>();

/**
 * What the official schema of `version` says against the document; [] = valid.
 * Real clients want no namespace, the schemas demand one: it is put into a copy.
 */
export function schemaErrors(body: Buffer, version: SchemaVersion): string[] {
  const { namespace, validator } = schemaOf(version);
  const xml = decode(body)
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace('<КоммерческаяИнформация ', `<КоммерческаяИнформация xmlns="${namespace}" `);
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map((detail) => detail.message.trim());
    throw error;
  } finally {
    document.dispose();
  }
}

function schemaOf(version: SchemaVersion): Schema {
  const known = schemas.get(version);
  if (known) return known;
  const text = readFileSync(path.join(FOLDER, `CML_${version}.xsd`), 'utf8');
  const namespace = /targetNamespace="([^"]+)"/.exec(text)?.[1];
  if (!namespace) throw new Error(`CML_${version}.xsd has no targetNamespace`);
  const document = XmlDocument.fromString(text.replace(/^\uFEFF/, ''));
  const schema = { namespace, validator: XsdValidator.fromDoc(document) };
  schemas.set(version, schema);
  return schema;
}
