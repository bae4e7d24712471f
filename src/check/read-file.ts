import type { XmlLimits } from '../commerceml/limits.js';
import { readFeed } from '../commerceml/reader.js';
import { describeHead } from './describe-head.js';
import type { ExportSet } from './export-set.js';
import { tellOfFailure } from './file-failure.js';
import type { FileHead } from './file-head.js';
import type { Findings } from './findings.js';
import type { Inspector } from './inspector.js';
import type { FileReport } from './report.js';
import { checkSchema } from './schema-check.js';
import type { SourceFile } from './sources/source.js';
import { Tally } from './tally.js';

/** What the reading of all files shares. */
export interface Reading {
  readonly findings: Findings;
  readonly set: ExportSet;
  readonly inspectors: readonly Inspector[];
  readonly limits: XmlLimits;
  /** IANA name: 1C writes times without a zone. */
  readonly timeZone: string;
  readonly onProgress: (bytesRead: number) => void;
}

/** Reads one feed to its end, or to where it breaks: every record is counted and shown to every rule. */
export async function readFile(file: SourceFile, head: FileHead, reading: Reading): Promise<FileReport> {
  const { findings, set, inspectors, limits, timeZone, onProgress } = reading;
  const described = describeHead(file.name, head, findings);
  const tally = new Tally();
  let whole = true;
  for (const inspector of inspectors) inspector.file?.(file.name);
  try {
    for await (const record of readFeed(file.open(), { timeZone, limits, onProgress })) {
      set.add(record, file.name);
      tally.add(record);
      for (const inspector of inspectors) inspector.record(record, file.name);
    }
  } catch (error) {
    whole = false;
    await tellOfFailure(file, head, error, findings);
  }
  const schemaFamily = whole ? await checkSchema(file, head, findings) : null;
  const kinds = tally.kinds;
  return {
    name: file.name,
    bytes: file.bytes,
    kinds: !whole && kinds[0] === 'empty' ? ['unreadable'] : kinds,
    ...described,
    owner: tally.owner,
    extent: tally.extent,
    hasClassifier: tally.hasClassifier,
    counts: tally.counts,
    documents: tally.documents,
    schemaFamily,
  };
}
