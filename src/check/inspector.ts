import type { FeedRecord } from '../records.js';
import type { ExportSet } from './export-set.js';
import type { Findings } from './findings.js';

/** One rule, or a few that look at the same things: sees every record of every file once, in any order of files. */
export interface Inspector {
  /** Called when a file begins; what is counted per file starts anew. */
  file?(name: string): void;
  record(record: FeedRecord, file: string): void;
  /** Called once, when all files were read: what one file names another may define. */
  end?(): void;
}

/** How a rule is made. */
export type InspectorFactory = (findings: Findings, set: ExportSet) => Inspector;
