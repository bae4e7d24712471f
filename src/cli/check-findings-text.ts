import type { Severity } from '../check/codes.js';
import { type Finding, isOfSchema, type Place, totalsOf } from '../check/findings.js';
import { explain } from '../check/texts/explain.js';
import { fill, type Words } from '../check/texts/fill.js';
import { displayWidth, padDisplay, plainText } from './display-width.js';
import { table } from './output.js';
import { wrap } from './wrap.js';

/** Seen at a glance, without colours, which logs and mails lose. */
const MARKS: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', note: '·' };
/** So many paths of a customisation are shown. */
const SHOWN_PATHS = 40;
/** A long list of names would break the table. */
const SHOWN_DETAIL = 60;

/** All findings of one severity: what is wrong, where, why it matters and what to do. */
export function findingsText(all: readonly Finding[], severity: Severity, words: Words, width: number): string[] {
  const findings = all.filter((finding) => finding.severity === severity);
  if (findings.length === 0) return [];
  const heading = `${words.texts.severities[severity]} (${totalsOf(findings)[severity]})`;
  return [heading, ...blocksOf(findings).flatMap((block) => ['', ...blockText(block, words, width)])];
}

/** Deviations from the schema are told together, a path a line: a customised 1C has dozens of them. */
function blocksOf(findings: readonly Finding[]): (readonly Finding[])[] {
  const blocks = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = isOfSchema(finding) ? finding.code : `${finding.code} ${finding.subject}`;
    blocks.set(key, [...(blocks.get(key) ?? []), finding]);
  }
  return [...blocks.values()];
}

function blockText(block: readonly Finding[], words: Words, width: number): string[] {
  const [finding] = block;
  if (!finding) return [];
  const { what, why, advice } = explain(words, finding);
  return [
    ...wrap(`${MARKS[finding.severity]} ${plainText(what)} [${finding.code}]`, width, '', '  '),
    ...(isOfSchema(finding) ? pathsText(block, words) : placesText(finding, words)),
    ...wrap(plainText(why), width, '  '),
    ...(advice === '' ? [] : wrap(`→ ${plainText(advice)}`, width, '  ', '    ')),
  ];
}

/** A path, how often it is met, and where first. */
function pathsText(block: readonly Finding[], words: Words): string[] {
  const rows = block.slice(0, SHOWN_PATHS).map(({ places: [first], subject, count }) => {
    const detail = first?.value ?? '';
    const shown = detail.length > SHOWN_DETAIL ? `${detail.slice(0, SHOWN_DETAIL)}…` : detail;
    return [first ? placeText(first) : '', subject, `${count}×`, shown];
  });
  const columns = [{ heading: '' }, { heading: '' }, { heading: '', align: 'right' as const }, { heading: '' }];
  const [, ...lines] = table(columns, rows, '').split('\n');
  return [...lines.map((line) => `    ${line}`), ...more(block.length - rows.length, words)];
}

function placesText({ places, count }: Finding, words: Words): string[] {
  const shown = places.filter(({ file }) => file !== '');
  const where = shown.map(placeText);
  const widest = Math.max(0, ...where.map(displayWidth));
  const lines = shown.map(({ value }, index) =>
    `    ${padDisplay(where[index] ?? '', widest)}  ${plainText(value ?? '')}`.trimEnd(),
  );
  return [...lines, ...(shown.length === 0 ? [] : more(count - shown.length, words))];
}

const more = (count: number, words: Words): string[] =>
  count > 0 ? [`    ${fill(words, words.texts.report.morePlaces, { count })}`] : [];

/** `import.xml:12:5`, as compilers write it: terminals and editors open it by a click. */
function placeText({ file, line, column }: Place): string {
  return plainText([file, line, column].filter((part) => part !== undefined).join(':'));
}
