import type { JournalEntry } from '../store/exchanges/journal.js';

/** So many entries of one kind in a row are shown; the others are counted. */
const SHOWN = 10;

/**
 * A journal's lines where a thousand entries of one kind do not hide the others: of a row of entries of the same code and
 * severity the first ten are shown, the rest is counted.
 */
export function foldJournal(entries: readonly JournalEntry[], line: (entry: JournalEntry) => string): string[] {
  const lines: string[] = [];
  for (let from = 0; from < entries.length; ) {
    const first = entries[from];
    let to = from;
    while (to < entries.length && entries[to]?.code === first?.code && entries[to]?.severity === first?.severity)
      to += 1;
    lines.push(...entries.slice(from, Math.min(to, from + SHOWN)).map(line));
    if (to - from > SHOWN) lines.push(`… and ${to - from - SHOWN} more like these (--all shows them)`);
    from = to;
  }
  return lines;
}
