import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiFigures, describeApiRun } from './api-figures.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'explanation');
const PAGE = path.join(folder, 'api-performance.md');
const BEGIN = '<!-- made by npm run bench:page from api-performance.json -->\n';
const END = '<!-- end of what is made -->\n';

/**
 * The table of docs/explanation/api-performance.md.
 * @param {Record<string, any>} result of npm run bench:api
 */
export function apiTable(result) {
  const { machine, date } = result;
  const rows = apiFigures(result).map(({ what, figure, floor, bar = '', reached }) =>
    row([what, figure, reached === false ? `${bar}: **not reached**` : bar, floor]),
  );
  return [
    `Measured on ${date.slice(0, 10)}: ${machine}; ${describeApiRun(result)}.\n`,
    [row(['', 'figure', 'goal', 'floor']), row(['---', '---:', '---:', '---']), ...rows].join(''),
  ].join('\n');
}

const row = (cells) => `| ${cells.join(' | ')} |\n`;

/** The page with its table made anew. */
export function withApiTable(page, result) {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error('api-performance.md has lost the marks between which its table stands.');
  return `${page.slice(0, begin + BEGIN.length)}\n${apiTable(result)}\n${page.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    withApiTable(page, JSON.parse(await readFile(path.join(folder, 'api-performance.json'), 'utf8'))),
  );
}
