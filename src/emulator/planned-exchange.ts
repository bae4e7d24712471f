import type { ExchangeType } from './options.js';
import type { FileSource } from './pieces.js';

/** A file to send. */
export interface PlannedFile {
  /** Under which it is sent when nothing is zipped. */
  readonly name: string;
  /** Under which it lies in the archive. */
  readonly relative: string;
  readonly source: FileSource;
}

/** One exchange: the files that go in it, and the names that are imported after them. */
export interface PlannedExchange {
  /** Default: `catalog`, or `sale` for orders. */
  readonly type?: ExchangeType;
  readonly files: readonly PlannedFile[];
  readonly imports: readonly string[];
  /** true = each file is imported as soon as it is sent (БУС); default: all files first, then the imports. */
  readonly importsAsSent?: boolean;
}
