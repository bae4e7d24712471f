import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { byCatalogue, COLUMNS, describeCatalogue, PHASE_NAMES } from './figures.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'explanation');
const PAGE = path.join(folder, 'performance.md');
const BEGIN = '<!-- made by npm run bench:page from performance.json -->\n';
const END = '<!-- end of what is made -->\n';

/**
 * The tables of docs/explanation/performance.md.
 * @param {{ machine: string, date: string, runs: Record<string, unknown>[], peers: { name: string, seconds: number, what: string }[] }} result
 */
export function tables({ machine, date, runs, peers }) {
  const parts = [`Measured on ${date.slice(0, 10)}: ${machine}.\n`];
  for (const catalogue of byCatalogue(runs)) {
    parts.push(
      `**${describeCatalogue(catalogue)}**\n`,
      [
        row(['', ...COLUMNS.map(([heading]) => heading)]),
        row(['---', ...COLUMNS.map(() => '---:')]),
        ...catalogue.map((run) => row([PHASE_NAMES[run.phase], ...COLUMNS.map(([, cell]) => cell(run))])),
      ].join(''),
    );
  }
  const others = peers.map(({ name, seconds, what }) => row([name, `${seconds.toFixed(1)} s`, what]));
  return [...parts, 'Others:\n', [row(['', 'time', 'what']), row(['---', '---:', '---']), ...others].join('')].join(
    '\n',
  );
}

const row = (cells) => `| ${cells.join(' | ')} |\n`;

/** The page with its tables made anew. */
export function withTables(page, result) {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('performance.md has lost the marks between which its tables stand.');
  return `${page.slice(0, begin + BEGIN.length)}\n${tables(result)}\n${page.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await readFile(PAGE, 'utf8');
  const made = withTables(page, JSON.parse(await readFile(path.join(folder, 'performance.json'), 'utf8')));
  await writeFile(PAGE, made);
}
