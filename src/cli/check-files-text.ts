import { type CheckReport, COUNTS, type FileReport, type Operation } from '../check/report.js';
import { counted, fill, type Words } from '../check/texts/fill.js';
import { padDisplay, plainText } from './display-width.js';
import { table } from './output.js';

/** A table of the files, and below each row what the file holds. */
export function filesText({ files, attachments }: CheckReport, words: Words): string[] {
  const { report: texts } = words.texts;
  const others =
    attachments.count > 0
      ? [fill(words, texts.attachments, { count: attachments.count, size: size(attachments.bytes, words) })]
      : [];
  if (files.length === 0) return others;
  const headings = [texts.file, texts.kind, texts.extent, texts.version, texts.encoding, texts.size, texts.made];
  const columns = headings.map((heading, index) => (index === 5 ? { heading, align: 'right' as const } : { heading }));
  const [head = '', ...rows] = table(
    columns,
    files.map((file) => cells(file, words)),
    '',
  ).split('\n');
  const lines = files.flatMap((file, index) => [rows[index] ?? '', ...content(file, words)]);
  return [texts.files, '', head, ...lines, ...(others.length > 0 ? ['', ...others] : [])];
}

function cells(file: FileReport, words: Words): string[] {
  const { kinds, extents, report } = words.texts;
  return [
    file.name,
    file.kinds.map((kind) => kinds[kind]).join(', '),
    file.extent === null ? '' : extents[file.extent],
    file.schemaVersion ?? report.unsaidVersion,
    encoding(file, words),
    size(file.bytes, words),
    file.generatedAt?.replace('T', ' ') ?? '',
  ];
}

function encoding({ encoding: said }: FileReport, words: Words): string {
  if (said === null) return '';
  const bom = said.byteOrderMark && said.actual === 'utf-8' ? ' BOM' : '';
  if (said.declared === null || said.declared === said.actual || said.actual.startsWith(said.declared))
    return `${said.actual}${bom}`;
  return fill(words, words.texts.report.declared, { actual: `${said.actual}${bom}`, declared: said.declared });
}

/** Below a row: counts, owner, maker. */
function content(file: FileReport, words: Words): string[] {
  const { report, makers } = words.texts;
  const counts = COUNTS.flatMap((name) => (file.counts[name] ? [counted(words, file.counts[name], name)] : []));
  const documents = (Object.entries(file.documents) as [Operation, number][]).map(([operation, count]) =>
    counted(words, count, `document-${operation}`),
  );
  const said = [
    [...counts, ...documents].join(', '),
    file.owner === null ? '' : fill(words, report.owner, { owner: file.owner }),
    file.madeBy === null ? '' : fill(words, report.madeBy, { maker: makers[file.madeBy] }),
  ].filter((part) => part !== '');
  return said.length === 0 ? [] : [`  ${plainText(said.join('; '))}`];
}

/** Bytes with one digit behind the point, as people read them. */
export function size(bytes: number, words: Words): string {
  const units = words.texts.report.bytes.split(',');
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = new Intl.NumberFormat(words.language, { maximumFractionDigits: power === 0 ? 0 : 1 });
  return `${padDisplay(value.format(bytes / 1024 ** power), 0)} ${units[power] ?? ''}`;
}
