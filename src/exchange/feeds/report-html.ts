import type { Json } from '../../records.js';
import type { Difference } from '../../store/catalogue/row-differences.js';
import { durationOf, type FeedReport } from './feed-report.js';
import { REPORT_WORDS, type ReportWords } from './report-words.js';

/** What a value may take of a cell, in characters. */
const LONGEST_VALUE = 200;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Whatever 1C wrote is text here. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

const STYLE =
  'body{font:14px/1.5 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}';

/** A report as a page of its own, without scripts and without anything from elsewhere, for a browser and for a mail. */
export function reportHtml(report: FeedReport): string {
  const words = REPORT_WORDS[report.language];
  const seconds = durationOf(report);
  return [
    `<!doctype html><html lang="${report.language}"><head><meta charset="utf-8"><title>${escaped(titleOf(report))}</title>`,
    `<style>${STYLE}</style></head><body><h1>${escaped(titleOf(report))}</h1>`,
    report.exchangeId === null ? `<p><strong>${words.dryRun}</strong></p>` : '',
    `<p>${words.received}: ${report.receivedAt.toISOString()}${seconds === null ? '' : `. ${words.seconds}: ${seconds}`}</p>`,
    table(report.files.map(({ name, state, text }) => [name, state === 'progress' ? '' : words.state[state], text])),
    `<h2>${words.catalogue}</h2>`,
    report.counts.length === 0 ? `<p>${words.nothing}</p>` : table(countRows(report, words), ['', ...words.counts]),
    ...(report.differences.length === 0 ? [] : [`<h2>${words.first}</h2>`, table(report.differences.map(row(words)))]),
    report.more ? `<p>${words.more}</p>` : '',
    ...(report.messages.length === 0 ? [] : [`<h2>${words.journal}</h2>`, table(messageRows(report))]),
    '</body></html>\n',
  ].join('\n');
}

/** E.g. `Report of an import: import.xml: done`. */
export function titleOf({ language, name, state }: FeedReport): string {
  const { title, state: states } = REPORT_WORDS[language];
  return `${title}: ${name}: ${states[state]}`;
}

const countRows = ({ counts }: FeedReport, { entity }: ReportWords): string[][] =>
  counts.map((of) => [entity[of.entity], ...[of.new, of.changed, of.removed, of.deleted].map(String)]);

const messageRows = ({ messages }: FeedReport): string[][] =>
  messages.map(({ severity, code, count, message }) => [severity, code, String(count), message]);

const row =
  ({ entity, counts: [made, , , deleted] }: ReportWords) =>
  ({ entity: of, id, what, field = '', before, after }: Difference): string[] =>
    what === 'changed'
      ? [entity[of], id, field, shown(before), shown(after)]
      : [entity[of], id, what === 'new' ? made : deleted, '', ''];

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

function table(rows: readonly (readonly string[])[], head: readonly string[] = []): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const heads = head.length === 0 ? '' : line(head, 'th');
  return `<table>${heads}${rows.map((cells) => line(cells, 'td')).join('')}</table>`;
}
