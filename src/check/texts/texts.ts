import type { FindingCode, Severity } from '../codes.js';
import type { CountName, Extent, FileKind, Maker, Operation } from '../report.js';
import type { PathRefusal } from '../sources/open-sources.js';

/** What is told of a finding; placeholders as `fill` knows them. */
export interface FindingText {
  /** What is wrong. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do in 1C; '' = nothing. */
  readonly advice: string;
}

/** A noun behind a number, by the categories of Intl.PluralRules that the language has for whole numbers. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Nouns that are counted: what a feed holds, and the words of the report. */
export type Noun = CountName | `document-${Operation}` | Severity | 'files' | 'places' | 'times';

/** All words of `uzel check` in one language: every language has the same keys and the same placeholders. */
export interface Texts {
  readonly findings: Readonly<Record<FindingCode, FindingText>>;
  readonly nouns: Readonly<Record<Noun, Plural>>;
  readonly kinds: Readonly<Record<FileKind, string>>;
  readonly extents: Readonly<Record<Extent, string>>;
  readonly makers: Readonly<Record<Maker, string>>;
  /** Headings of the groups of findings. */
  readonly severities: Readonly<Record<Severity, string>>;
  readonly report: Readonly<Record<ReportText, string>>;
}

export type ReportText =
  | PathRefusal
  | 'title'
  | 'files'
  | 'together'
  | 'file'
  | 'kind'
  | 'extent'
  | 'version'
  | 'encoding'
  | 'size'
  | 'made'
  | 'owner'
  | 'madeBy'
  | 'attachments'
  | 'catalogue'
  | 'catalogueFiles'
  | 'offersIn'
  | 'classifierIn'
  | 'noClassifier'
  | 'portions'
  | 'portionsMissing'
  | 'pictures'
  | 'morePlaces'
  | 'clean'
  | 'onlyNotes'
  | 'total'
  | 'declared'
  | 'unsaidVersion'
  | 'bytes';
