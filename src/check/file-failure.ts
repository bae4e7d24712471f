import { isWholeXml } from '../commerceml/whole.js';
import { UzelError } from '../errors.js';
import { isSystemError } from '../exchange/feeds/archive.js';
import { bareAmpersand } from './bare-ampersand.js';
import type { FileHead } from './file-head.js';
import type { Findings, Place } from './findings.js';
import { firstBytes, lastBytes, type SourceFile } from './sources/source.js';

/** How much of either end tells whether a file is whole. */
const EDGE_BYTES = 16 * 1024;

/**
 * Why a file could not be read to its end, as a finding. What was read before it counts all the same.
 * @throws whatever says nothing about the file
 */
export async function tellOfFailure(
  file: SourceFile,
  head: FileHead,
  error: unknown,
  findings: Findings,
): Promise<void> {
  if (isSystemError(error)) {
    findings.add(
      'unreadable',
      { file: file.name },
      { values: { reason: (error as NodeJS.ErrnoException).code ?? '' } },
    );
    return;
  }
  if (!(error instanceof UzelError)) throw error;
  const place = { file: file.name, ...placeIn(error.detail) };
  switch (error.code) {
    case 'UZ1301':
      if (await isWhole(file)) findings.add('malformed', await whereMalformed(file, head, place, error.detail));
      else findings.add('truncated', place);
      return;
    case 'UZ1302':
      // The parser knows it when it ends.
      findings.add('doctype', head.doctypeLine === null ? place : { file: file.name, line: head.doctypeLine });
      return;
    case 'UZ1303':
      findings.add('over-limit', place);
      return;
    case 'UZ1304':
      findings.add('encoding-unsupported', { file: file.name, line: 1, value: head.declared ?? 'UTF-32' });
      return;
    case 'UZ1305':
      findings.add('wrong-root', { ...place, value: textIn(error.detail, 'found') });
      return;
    case 'UZ1203':
      findings.add('zip-damaged', { file: file.name });
      return;
    default:
      throw error;
  }
}

/** A bare `&` is noticed pages later, or at the end of the file. */
async function whereMalformed(file: SourceFile, head: FileHead, place: Place, detail: unknown): Promise<Place> {
  if (!/entity|unexpected end|unclosed/i.test(textIn(detail, 'reason'))) return place;
  const ampersand = await bareAmpersand(file, head);
  return ampersand && (ampersand.line ?? 0) <= (place.line ?? 0) ? ampersand : place;
}

async function isWhole(file: SourceFile): Promise<boolean> {
  return isWholeXml(await firstBytes(file, EDGE_BYTES), await lastBytes(file, EDGE_BYTES));
}

function placeIn(detail: unknown): Pick<Place, 'line' | 'column'> {
  if (typeof detail !== 'object' || detail === null) return {};
  const { line, column } = detail as { line?: unknown; column?: unknown };
  return {
    ...(typeof line === 'number' ? { line } : {}),
    ...(typeof column === 'number' ? { column } : {}),
  };
}

function textIn(detail: unknown, name: string): string {
  const value = typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}
