import type { ErrorCode } from '../../errors.js';
import type { Sentence } from './sentences.js';

/** Codes that only 1C, the command line or the start of the server meet. */
type ElseWhere = `UZ100${1 | 2 | 3 | 4 | 5 | 6}` | `UZ140${1 | 2}` | `UZ160${2 | 3 | 4 | 5 | 6 | 7}` | `UZ161${0 | 1}`;

/** Codes that the REST API answers with. */
export type ApiCode = Exclude<ErrorCode, ElseWhere>;

/** What the REST API says in one language. */
export interface Texts {
  /** What each code means, and what to do about it. */
  readonly codes: Readonly<Record<ApiCode, readonly [title: string, help: string]>>;
  readonly sentences: Readonly<Record<Sentence, string>>;
}
