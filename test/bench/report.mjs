import { judgeGrowth, judgePeer, judgeRun } from './bars.mjs';
import { byCatalogue, COLUMNS, describeCatalogue, PHASE_NAMES } from './figures.mjs';

const floors = ({ floorRuns }) => `The floors, measured in the same run, the least of ${floorRuns}:
  bare parse: the server's own tokenizer reads the same files in a process of its own and only counts.
  bare COPY: the rows that the import left in products, offers and their numbers (for prices and rests: only these columns
    of every offer), as ready text, into fresh logged tables with their primary key and no other index, on the same server, about
    4 MB a transaction, one connection.`;

/**
 * The result as text.
 * @param {{ machine: string, runs: Record<string, unknown>[], peers: { name: string, seconds: number, what: string, products: number, measured: boolean }[] }} result
 * @returns {{ text: string, reached: boolean }} whether every «least» is reached
 */
export function report({ machine, runs, peers }) {
  const judged = [];
  const lines = [machine, '', floors(runs[0])];
  for (const catalogue of byCatalogue(runs)) {
    lines.push('', `${describeCatalogue(catalogue)}`, ...table(catalogue));
    for (const run of catalogue) {
      const peer = peers.find(({ measured, products }) => measured && products === run.products);
      const all = [...judgeRun(run), ...(peer && run.phase === 'first' ? [judgePeer(run, peer.seconds)] : [])];
      judged.push(...all);
      lines.push('', PHASE_NAMES[run.phase], ...all.map(inWords));
    }
  }
  const growth = judgeGrowth(runs.filter(({ database }) => database === runs[0].database));
  if (growth) lines.push('', 'growth', inWords(growth));
  lines.push('', 'Others', ...peers.map(({ name, seconds, what }) => `  ${name}: ${seconds.toFixed(1)} s, ${what}`));
  return { text: `${lines.join('\n')}\n`, reached: judged.every(({ least }) => least !== false) };
}

const word = (passed) => (passed ? 'PASS' : 'FAIL');

function inWords({ text, goal, least }) {
  return `  goal ${word(goal)}, ${least === undefined ? '          ' : `least ${word(least)}`}  ${text}`;
}

function table(runs) {
  const rows = [
    ['', ...COLUMNS.map(([heading]) => heading)],
    ...runs.map((run) => [PHASE_NAMES[run.phase], ...COLUMNS.map(([, cell]) => cell(run))]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
}
