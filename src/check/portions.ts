import type { Findings } from './findings.js';
import type { PortionSeries } from './report.js';

/** `import0_1.xml`: what is exported, the number of the catalogue, the number of the portion (one-c-client.md §4). */
const PORTION = /^((?:.*\/)?[a-z]+\d+_)(\d{1,5})(\.xml)$/i;
/** `import.xml`, `import1.xml`, `import2.xml`: УНФ. Other names with a number, a year or a day are somebody's own. */
const NUMBERED = /^((?:.*\/)?(?:import|offers|prices|rests))(\d{0,3})(\.xml)$/i;
/** More numbers of one series are not told one by one. */
const MOST_MISSING = 1000;

interface Series extends PortionSeries {
  /** The number that a series begins with. */
  readonly first: number;
  /** The file behind the first gap. */
  readonly behind: string;
}

/**
 * Files whose names are numbered as portions, and the numbers that are missing: here alone names tell something.
 * @param classifying files that hold what only a first portion holds: with such a one a series of УНФ begins, whatever its number
 */
export function portionsOf(
  names: readonly string[],
  classifying: ReadonlySet<string>,
  findings: Findings,
): PortionSeries[] {
  const portions = seriesOf(names, PORTION, () => 1);
  const plain = names.filter((name) => !PORTION.test(name));
  // One file of the plain kind may be called anything.
  const numbered = seriesOf(plain, NUMBERED, (lowest, name) => (classifying.has(name) ? lowest : 0)).filter(
    ({ numbers }) => numbers.length > 1,
  );
  const told = [...portions, ...numbered].filter(({ numbers, missing }) => numbers.length + missing.length > 1);
  for (const { series, numbers, missing, first, behind } of told) {
    const options = { subject: series, values: { missing: ranges(missing), present: ranges(numbers) } };
    const isFirst = missing[0] === first;
    if (isFirst) findings.add('portion-first-missing', { file: behind }, options);
    if (missing.length > (isFirst ? 1 : 0)) findings.add('portion-gap', { file: behind }, options);
  }
  return told.map(({ series, numbers, missing }) => ({ series, numbers, missing }));
}

/** Numbers in their order, as a person writes them: `1, 3–7, 9`. */
export function ranges(numbers: readonly number[]): string {
  const told: [from: number, to: number][] = [];
  for (const number of numbers) {
    const last = told.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else told.push([number, number]);
  }
  return told.map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`)).join(', ');
}

function seriesOf(
  names: readonly string[],
  pattern: RegExp,
  firstOf: (lowest: number, name: string) => number,
): Series[] {
  const found = new Map<string, Map<number, string>>();
  for (const name of names) {
    const [, before, number, after] = pattern.exec(name) ?? [];
    if (before === undefined || number === undefined) continue;
    const series = `${before}*${after}`;
    found.set(series, (found.get(series) ?? new Map<number, string>()).set(Number(number || 0), name));
  }
  return [...found].map(([series, files]) => {
    const numbers = [...files.keys()].sort((a, b) => a - b);
    const [lowest = 0] = numbers;
    const first = firstOf(lowest, files.get(lowest) ?? '');
    const missing = missingIn(files, first, numbers.at(-1) ?? 0);
    const after = numbers.find((number) => number > (missing[0] ?? Number.POSITIVE_INFINITY));
    return { series, numbers, missing, first, behind: files.get(after ?? first) ?? '' };
  });
}

function missingIn(files: ReadonlyMap<number, string>, first: number, last: number): number[] {
  const missing: number[] = [];
  for (let number = first; number < last && missing.length < MOST_MISSING; number++)
    if (!files.has(number)) missing.push(number);
  return missing;
}
