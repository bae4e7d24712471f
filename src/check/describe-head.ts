import { NAME } from '../commerceml/names.js';
import { readDateTime } from '../commerceml/values.js';
import type { FileHead } from './file-head.js';
import type { Findings } from './findings.js';
import type { FileEncoding, FileReport, Maker } from './report.js';

/** Namespaces that one maker alone uses (commerceml.md §2.1, one-c-client.md §7). */
const MAKER_BY_NAMESPACE: Readonly<Record<string, Maker>> = {
  'urn:1C.ru:commerceml_205': 'unf',
  'urn:1C.ru:commerceml_208': 'unf',
  'urn:1C.ru:commerceml_210': 'unf',
  'urn:1C.ru:commerceml_3': 'bitrix-module',
};

type Described = Pick<FileReport, 'schemaVersion' | 'namespace' | 'encoding' | 'generatedAt' | 'madeBy'>;

/** What the head of a CommerceML file says of itself; what is wrong with it becomes findings. */
export function describeHead(name: string, head: FileHead, findings: Findings): Described {
  const attributes = head.root?.attributes;
  const schemaVersion = attributes?.get(NAME.schemaVersion)?.trim() || null;
  const line = head.root?.line ?? 1;
  if (schemaVersion === null && head.root?.name === NAME.root) findings.add('no-version', { file: name, line });
  return {
    schemaVersion,
    namespace: head.root?.namespace ?? null,
    encoding: encodingOf(name, head, findings),
    generatedAt: generatedAt(name, head, line, findings),
    madeBy: makerOf(head),
  };
}

/** Every file that has no place for what it says of itself. */
export const NOTHING_SAID: Described = {
  schemaVersion: null,
  namespace: null,
  encoding: null,
  generatedAt: null,
  madeBy: null,
};

function encodingOf(name: string, { encoding, declared }: FileHead, findings: Findings): FileEncoding | null {
  if (encoding === null) return null;
  if (encoding.guessed || contradicts(declared, encoding.name)) {
    const values = { declared: declared ?? 'utf-8', actual: encoding.name };
    findings.add(
      'encoding-misdeclared',
      { file: name, line: 1 },
      { subject: `${values.declared} → ${values.actual}`, values },
    );
  }
  return { declared, actual: encoding.name, byteOrderMark: encoding.bom > 0 };
}

/** A byte order mark decides, whatever is declared; programs that believe the declaration see garbage. */
function contradicts(declared: string | null, actual: string): boolean {
  if (declared === null) return false;
  if (actual === 'utf-8') return !/^utf-?8$/.test(declared);
  return actual.startsWith('utf-16') && !/^(utf-?16|(iso-10646-)?ucs-?2|unicode)/.test(declared);
}

function generatedAt(name: string, head: FileHead, line: number, findings: Findings): string | null {
  const written = head.root?.attributes.get(NAME.generatedAt);
  if (written === undefined || written.trim() === '') return null;
  // The zone of a time that names one does not matter here.
  const read = readDateTime(written, 'UTC');
  if (typeof read === 'string') return read;
  if (read === undefined)
    findings.add('date-unreadable', { file: name, line, value: written }, { subject: NAME.generatedAt });
  return written.trim();
}

function makerOf({ root }: FileHead): Maker | null {
  if (root === null) return null;
  // Written by the order export of 1C-Bitrix alone.
  if (root.attributes.has(NAME.dateTimeSeparator)) return 'bitrix-site';
  return MAKER_BY_NAMESPACE[root.namespace ?? ''] ?? null;
}
