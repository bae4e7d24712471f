import { readFileSync } from 'node:fs';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { NAME } from '../names.js';
import { type ContentModel, contentModelOf } from './content-model.js';
import type { Family } from './families.js';

/** schemas/commerceml/ of the package: as far from src/commerceml/schema as from dist/commerceml/schema. */
const FOLDER = new URL('../../../schemas/commerceml/', import.meta.url);
const INCLUDED = /<xs:include schemaLocation="([^"]+)"/g;

/** A schema ready for use; it lives as long as the process. */
export interface CompiledSchema {
  readonly validator: XsdValidator;
  /** The validator points into it, and it would be freed when nobody holds it. */
  readonly document: XmlDocument;
  readonly model: ContentModel;
}

const compiled = new Map<Family, CompiledSchema>();

/** The schema of a family, compiled when it is first asked for (some 30 ms). The only files that are read are our own. */
export function schemaOf(family: Family): CompiledSchema {
  const known = compiled.get(family);
  if (known) return known;
  const schema = compile(`${family}.xsd`);
  compiled.set(family, schema);
  return schema;
}

function compile(file: string): CompiledSchema {
  const main = read(file);
  const parts = Object.fromEntries(
    [...main.toString('utf8').matchAll(INCLUDED)].map(([, name = '']): [string, Buffer] => [name, read(name)]),
  );
  const document = XmlDocument.fromBuffer(main);
  const included = Object.values(parts).map((text) => XmlDocument.fromBuffer(text));
  // libxml2 asks for includes while it compiles, and for nothing at any other time.
  xmlRegisterInputProvider(new XmlBufferInputProvider(parts));
  try {
    const model = contentModelOf([document, ...included], NAME.root);
    return { validator: XsdValidator.fromDoc(document), document, model };
  } finally {
    xmlCleanupInputProvider();
    for (const part of included) part.dispose();
  }
}

function read(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}
