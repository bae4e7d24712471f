import { readFileSync } from 'node:fs';
import { documentPath, type Schema } from '../api/document-check.js';

/** The operations that schemas/openapi.json names, as a client reads them. */

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** An answer that the document promises: a status, and of an error one of its codes. */
export interface Promised {
  readonly status: number;
  /** Null = no error. */
  readonly code: string | null;
}

export interface Operation {
  readonly id: string;
  /** As in the document: `get`. */
  readonly method: string;
  /** `/v1/products/{id}`. */
  readonly path: string;
  readonly scope: 'read' | 'orders' | 'admin';
  readonly parameters: readonly Parameter[];
  /** Of its JSON body. */
  readonly body: Schema | undefined;
  readonly promised: readonly Promised[];
}

interface Written {
  readonly operationId: string;
  readonly security: readonly { readonly apiKey: readonly Operation['scope'][] }[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** @returns the document as it stands in schemas/ */
export const apiDocument = (): Document => JSON.parse(readFileSync(documentPath, 'utf8')) as Document;

/** Every operation of the document, in its order. */
export function apiOperations(document = apiDocument()): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]) => ({
      ...{ id: written.operationId, method, path },
      scope: written.security[0]?.apiKey[0] ?? 'admin',
      parameters: written.parameters ?? [],
      body: written.requestBody?.content['application/json']?.schema,
      promised: Object.entries(written.responses).flatMap(([status, { description }]) =>
        promisedBy(Number(status), description),
      ),
    })),
  );
}

/** The description of an error names its codes: `UZ1507 Not found; UZ1508 …`. */
function promisedBy(status: number, description: string): Promised[] {
  if (status < 400) return [{ status, code: null }];
  return [...new Set(description.match(/UZ\d{4}/g) ?? [''])].map((code) => ({ status, code }));
}

/** `#/components/schemas/X` as what it names; any other schema as it is. */
export function resolved(schema: Schema, document: Document): Schema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/components/schemas/', '') : null;
  return name === null ? schema : (document.components.schemas[name] ?? {});
}
