import type { CheckReport } from './report.js';
import { explain } from './texts/explain.js';
import type { Words } from './texts/fill.js';

/** Raised when a field is renamed or removed; new fields do not change it. */
export const JSON_FORMAT = 1;

/** The report as one JSON document (docs/how-to/check-an-export.md): codes and values for programs, texts in the language. */
export function reportJson(report: CheckReport, words: Words): Readonly<Record<string, unknown>> {
  const { path, source, totals, files, attachments, set, findings } = report;
  return {
    format: JSON_FORMAT,
    path,
    source,
    language: words.language,
    ok: totals.error === 0,
    totals: { errors: totals.error, warnings: totals.warning, notes: totals.note },
    files,
    attachments,
    set,
    findings: findings.map((finding) => {
      const { code, severity, subject, count, places } = finding;
      return { code, severity, subject, count, ...explain(words, finding), places };
    }),
  };
}
