import type { Severity } from '../check/codes.js';
import type { CheckReport } from '../check/report.js';
import { fill, type Words } from '../check/texts/fill.js';
import { filesText } from './check-files-text.js';
import { findingsText } from './check-findings-text.js';
import { setText } from './check-set-text.js';
import { plainText } from './display-width.js';

/** Longer lines are hard to read, on a wide terminal, too. */
const WIDEST = 100;
/** Below this nothing can be aligned. */
const NARROWEST = 40;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * The report for a person: what the files are, what they are together, what is wrong and what to do, and the verdict last, where a
 * terminal stops.
 * @param columns of the terminal; undefined or 0 = nobody knows
 */
export function checkText(report: CheckReport, words: Words, columns: number | undefined): string {
  const width = Math.max(NARROWEST, Math.min(columns || WIDEST, WIDEST));
  const parts = [
    [plainText(fill(words, words.texts.report.title, { path: report.path }))],
    filesText(report, words),
    setText(report, words, width),
    ...SEVERITIES.map((severity) => findingsText(report.findings, severity, words, width)),
    [verdict(report, words)],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function verdict({ totals, findings }: CheckReport, words: Words): string {
  const { clean, onlyNotes, total } = words.texts.report;
  if (findings.length === 0) return clean;
  const sum = fill(words, total, { errors: totals.error, warnings: totals.warning, notes: totals.note });
  return totals.error + totals.warning === 0 ? `${onlyNotes} ${sum}.` : `${sum}.`;
}
