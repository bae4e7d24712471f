import { Option } from 'commander';
import { displayWidth, padDisplay, plainText } from './display-width.js';

/** The option that every command has. */
export interface OutputOptions {
  readonly json?: boolean | undefined;
}

export const jsonOption = (): Option => new Option('--json', 'print one JSON document, for programs');

/** Prints the answer of a command: for people, or with `--json` as one JSON document on one line. */
export function print(options: OutputOptions, document: unknown, forPeople: () => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(document) : forPeople().trimEnd()}\n`);
}

/** A column of a table: its heading, and how its cells are aligned (numbers right). */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

/** A table with aligned columns, headings above; `nothing` when it has no rows. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly (string | number)[])[],
  nothing: string,
): string {
  if (rows.length === 0) return nothing;
  const cells = rows.map((row) => row.map((cell) => plainText(String(cell))));
  const lines = [columns.map((column) => column.heading), ...cells];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => displayWidth(line[index] ?? ''))));
  return lines
    .map((line) =>
      columns
        .map(({ align }, index) => padDisplay(line[index] ?? '', widths[index] ?? 0, align))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Name and value of one thing, a pair a line; pairs whose value is null are left out. */
export function record(pairs: readonly (readonly [name: string, value: string | number | null])[]): string {
  const said = pairs.filter(([, value]) => value !== null);
  const width = Math.max(...said.map(([name]) => displayWidth(name)));
  return said.map(([name, value]) => `${padDisplay(name, width)}  ${plainText(String(value))}`.trimEnd()).join('\n');
}
