import { NAME } from '../commerceml/names.js';
import type { SchemaFindingKind, SchemaReport } from '../commerceml/schema/validate.js';
import { UzelError } from '../errors.js';
import type { FindingCode } from './codes.js';
import type { FileHead } from './file-head.js';
import type { Findings } from './findings.js';
import { allBytes, type SourceFile } from './sources/source.js';

/** The schema wants the whole document in memory. */
export const LARGEST_CHECKED = 64 * 1024 * 1024;

const CODES: Readonly<Record<SchemaFindingKind, FindingCode>> = {
  'unknown-element': 'schema-unknown-element',
  'unknown-attribute': 'schema-unknown-attribute',
  'missing-element': 'schema-missing',
  'missing-attribute': 'schema-missing',
  'bad-value': 'schema-value',
  misplaced: 'schema-misplaced',
  other: 'schema-other',
};

/**
 * Compares a well-formed file with the schema of its version. All that it finds are notes: hardly a real 1C keeps to the schema, and
 * Uzel reads it all the same.
 * @returns the version family; null = it was not compared, which a note tells
 */
export async function checkSchema(file: SourceFile, head: FileHead, findings: Findings): Promise<string | null> {
  if (file.bytes > LARGEST_CHECKED) {
    findings.add('schema-skipped', { file: file.name }, { values: { limit: LARGEST_CHECKED / 1024 / 1024 } });
    return null;
  }
  const report = await validated(file);
  if (report === null) {
    findings.add('schema-failed', { file: file.name });
    return null;
  }
  const { family, findings: found } = report;
  const version = head.root?.attributes.get(NAME.schemaVersion) ?? '';
  if (family === null && version !== '') findings.add('schema-none', { file: file.name, value: version });
  for (const { kind, line, element, detail } of found) {
    const [subject, value] = told(kind, element, detail);
    findings.add(CODES[kind], { file: file.name, line, ...(value === '' ? {} : { value }) }, { subject });
  }
  return family;
}

/** null = the validator's own limits are passed: those of the reader may be set higher. */
async function validated(file: SourceFile): Promise<SchemaReport | null> {
  // Loaded when it is wanted: the WebAssembly in it would slow down the start of every other command.
  const { validateFeed } = await import('../commerceml/schema/validate.js');
  try {
    return await validateFeed(await allBytes(file));
  } catch (error) {
    if (error instanceof UzelError) return null;
    throw error;
  }
}

/** Path by which findings are folded, and what is told of each place. */
function told(kind: SchemaFindingKind, element: string, detail: string): [subject: string, value: string] {
  switch (kind) {
    case 'unknown-element':
      return [`${detail}/${element}`, ''];
    case 'missing-element':
      return [`${element}/${detail}`, ''];
    case 'unknown-attribute':
    case 'missing-attribute':
      return [`${element}/@${detail}`, ''];
    default:
      return [element, detail];
  }
}
