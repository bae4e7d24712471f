import { type FindingCode, SEVERITY_OF, type Severity } from './codes.js';

/** Where something was found. */
export interface Place {
  /** Name of the file within what was checked; '' = the whole. */
  readonly file: string;
  /** 1-based; absent where the file as such is meant. */
  readonly line?: number;
  readonly column?: number;
  /** What was found there: an id, a value, a path. */
  readonly value?: string;
}

/** All findings of one kind and one subject, folded into one. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The element, path or series of files that it is about; '' = none. */
  readonly subject: string;
  readonly count: number;
  /** The first of them, in the order of reading. */
  readonly places: readonly Place[];
  /** Further values that its text needs, by the name of the placeholder. */
  readonly values: Readonly<Record<string, string | number>>;
}

export interface FindingOptions {
  readonly severity?: Severity | undefined;
  readonly subject?: string | undefined;
  readonly values?: Finding['values'] | undefined;
}

/** So many places of a finding are told, the others are counted. */
export const SHOWN_PLACES = 5;
/** A value is shown as far as that. */
const SHOWN_VALUE = 120;
/** So many of each severity: a hostile file may invent any number of element names, and notes must not crowd out an error. */
const MOST_FINDINGS = 1000;

type Folded = Finding & { count: number; readonly places: Place[] };

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Collects findings: those of one code, severity and subject are one, with their first places and their number. */
export class Findings {
  readonly #folded = new Map<string, Folded>();
  readonly #kinds: Record<Severity, number> = { error: 0, warning: 0, note: 0 };

  add(code: FindingCode, place: Place, options: FindingOptions = {}): void {
    const { severity = SEVERITY_OF[code], subject = '', values = {} } = options;
    const key = `${code} ${severity} ${subject}`;
    const known = this.#folded.get(key);
    if (known) {
      known.count += 1;
      if (known.places.length < SHOWN_PLACES) known.places.push(shortened(place));
    } else if (this.#kinds[severity] < MOST_FINDINGS || code === 'findings-cut') {
      this.#kinds[severity] += 1;
      this.#folded.set(key, { code, severity, subject, values, count: 1, places: [shortened(place)] });
    } else this.add('findings-cut', { file: '' });
  }

  get hasErrors(): boolean {
    return this.#kinds.error > 0;
  }

  /** Errors first, then warnings, then notes; each in the order in which they were met. */
  list(): Finding[] {
    return [...this.#folded.values()].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  }
}

function shortened(place: Place): Place {
  if (place.value === undefined || place.value.length <= SHOWN_VALUE) return place;
  return { ...place, value: `${place.value.slice(0, SHOWN_VALUE)}…` };
}

/** How many there are of each severity; deviations of one kind from the schema are one, however many paths they have. */
export function totalsOf(findings: readonly Finding[]): Record<Severity, number> {
  const totals = { error: 0, warning: 0, note: 0 };
  const told = new Set<FindingCode>();
  for (const { code, severity, subject } of findings) {
    if (isOfSchema({ code, subject }) && told.has(code)) continue;
    told.add(code);
    totals[severity] += 1;
  }
  return totals;
}

/** Whether it is a path that deviates from the schema; they are told together. */
export const isOfSchema = ({ code, subject }: Pick<Finding, 'code' | 'subject'>): boolean =>
  code.startsWith('schema-') && subject !== '';
