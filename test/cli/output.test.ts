import { describe, expect, it } from '@jest/globals';
import { displayWidth, plainText } from '../../src/cli/display-width.js';
import { foldJournal } from '../../src/cli/journal-folding.js';
import { record, table } from '../../src/cli/output.js';
import type { JournalEntry } from '../../src/store/exchanges/journal.js';

describe('the width of a text on a terminal', () => {
  it.each([
    ['', 0],
    ['shop', 4],
    ['Магазин', 7],
    ['йогурт', 6], // й as one code point
    ['и\u0306огурт', 6], // the same as letter and mark
    ['Київ', 4],
    ['і\u0308жак', 4],
    ['北京', 4],
    ['🛒', 2],
    ['a\u200bb', 2],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('plain text', () => {
  it('is one line that steers no terminal', () => {
    expect(plainText(' a\r\n\tb\u001b[31mc\u0007\u202ed ')).toBe('a b[31mcd');
  });
});

describe('a table', () => {
  it('aligns its columns, numbers right, whatever the letters are made of', () => {
    const columns = [{ heading: 'NAME' }, { heading: 'N', align: 'right' as const }, { heading: 'END' }];
    const rows = [
      ['shop', 5, 'x'],
      ['и\u0306огурт', 120, 'y'],
      ['магазин', 1, ''],
    ];
    expect(table(columns, rows, 'none')).toBe(
      ['NAME       N  END', 'shop       5  x', 'и\u0306огурт   120  y', 'магазин    1'].join('\n'),
    );
  });

  it('says what it says of nothing', () => {
    expect(table([{ heading: 'NAME' }], [], 'There is none.')).toBe('There is none.');
  });
});

describe('a record', () => {
  it('aligns its values and leaves out what is not known', () => {
    const pairs = [
      ['Узел', 'Склад'],
      ['Client', null],
      ['Files', 3],
    ] as const;
    expect(record(pairs)).toBe('Узел   Склад\nFiles  3');
  });
});

describe('a folded journal', () => {
  const entry = (code: string, severity: JournalEntry['severity'] = 'warning'): JournalEntry => ({
    ...{ entryId: code, feedId: null, at: new Date(0), severity, code, message: code, line: null, detail: null },
  });
  const fold = (...entries: JournalEntry[]) => foldJournal(entries, (one) => one.code);

  it('keeps ten of a kind in a row and counts the rest', () => {
    const many = Array.from({ length: 12 }, () => entry('a'));
    const lines = fold(entry('begin'), ...many, entry('b'), ...many.slice(0, 10));
    expect(lines).toEqual([
      'begin',
      ...Array(10).fill('a'),
      '… and 2 more like these (--all shows them)',
      'b',
      ...Array(10).fill('a'),
    ]);
  });

  it('does not hide an error among warnings of the same code', () => {
    const warnings = Array.from({ length: 11 }, () => entry('a'));
    expect(fold(...warnings, entry('a', 'error'))).toHaveLength(12);
    expect(fold()).toEqual([]);
  });
});
