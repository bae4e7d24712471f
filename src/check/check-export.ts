import type { XmlLimits } from '../commerceml/limits.js';
import { NOTHING_SAID } from './describe-head.js';
import { ExportSet } from './export-set.js';
import { Findings, totalsOf } from './findings.js';
import { INSPECTORS } from './inspectors/all.js';
import { pictures } from './inspectors/pictures.js';
import { portionsOf } from './portions.js';
import { readFile } from './read-file.js';
import type { CheckReport, FileReport } from './report.js';
import { type SortedFiles, sortFiles } from './sort-files.js';
import type { ArchiveLimits } from './sources/archive-files.js';
import { openSources } from './sources/open-sources.js';
import type { SourceFile, Sources } from './sources/source.js';

export interface CheckOptions {
  readonly xml: XmlLimits;
  readonly archive: ArchiveLimits;
  /** IANA name: 1C writes times without a zone. */
  readonly timeZone: string;
  /** Called often, with the bytes of feeds that were read and are to be read. */
  readonly onProgress?: (progress: { file: string; read: number; all: number }) => void;
}

/**
 * Diagnoses an export without a server and without a database: reads every feed of a file, a folder or a ZIP as an import would,
 * and compares what they say with each other. Memory holds one record, and the ids that files name.
 * @throws UzelError UZ1607 when the path cannot be read; whatever is wrong with the files is in the report
 */
export async function checkExport(path: string, options: CheckOptions): Promise<CheckReport> {
  const findings = new Findings();
  const sources = await openSources(path, findings, options.archive);
  try {
    const sorted = await sortFiles(sources.files, sources.kind === 'file', findings);
    if (sorted.feeds.length === 0 && !findings.hasErrors) findings.add('nothing-to-check', { file: '' });
    return { path, source: sources.kind, ...(await readAll(sources, sorted, findings, options)) };
  } finally {
    sources.close();
  }
}

async function readAll(
  sources: Sources,
  { feeds, attachments, unreadable }: SortedFiles,
  findings: Findings,
  { xml, timeZone, onProgress }: CheckOptions,
): Promise<Omit<CheckReport, 'path' | 'source'>> {
  const set = new ExportSet();
  const files = unreadable.map(unreadableFile);
  const pictured = sources.kind === 'file' ? null : pictures(findings, set, attachments);
  const rules = INSPECTORS.map((make) => make(findings, set));
  const inspectors = pictured ? [...rules, pictured] : rules;
  const all = feeds.reduce((sum, { file }) => sum + file.bytes, 0);
  let read = 0;
  for (const { file, head } of feeds) {
    const before = read;
    const progress = (bytes: number): void => onProgress?.({ file: file.name, read: before + bytes, all });
    files.push(await readFile(file, head, { findings, set, inspectors, limits: xml, timeZone, onProgress: progress }));
    read += file.bytes;
  }
  for (const inspector of inspectors) inspector.end?.();
  const names = feeds.map(({ file }) => file.name);
  const classifying = files.filter(({ hasClassifier, counts }) => hasClassifier || counts.priceTypes !== undefined);
  const portions =
    sources.kind === 'file' ? [] : portionsOf(names, new Set(classifying.map(({ name }) => name)), findings);
  const list = findings.list();
  return {
    files: files.sort((a, b) => byName.compare(a.name, b.name)),
    attachments: { count: attachments.length, bytes: attachments.reduce((sum, { bytes }) => sum + bytes, 0) },
    set: {
      catalogues: set.catalogues.filter(({ id, files: own, offers }) => own.length > 0 || offers > 0 || id !== ''),
      classifierFiles: [...set.classifierFiles],
      portions,
      pictures: pictured?.report() ?? null,
    },
    findings: list,
    totals: totalsOf(list),
  };
}

const byName = new Intl.Collator('en', { numeric: true });

function unreadableFile({ name, bytes }: SourceFile): FileReport {
  return {
    name,
    bytes,
    kinds: ['unreadable'],
    ...NOTHING_SAID,
    owner: null,
    extent: null,
    hasClassifier: false,
    counts: {},
    documents: {},
    schemaFamily: null,
  };
}
