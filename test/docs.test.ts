import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findMode } from '../src/protocol/modes.js';

/** The pages that people wrote say what the source says, and lead where they say. */

const ROOT = process.cwd();
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const inFolder = (folder: string, ending: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));

/** The cells of a page's table rows. */
const rowsOf = (page: string): string[][] =>
  read(page)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

describe('docs/reference/journal-codes.md', () => {
  /** Codes of the journal have a hyphen; these are the other such words in the files that write it: kinds of value warnings, a rule. */
  const OTHER_WORDS = ['next-query', 'duplicate-id', 'empty-id', 'unknown-encoding', 'customer-cancelled'];
  const codes = inFolder('src', '.ts')
    .map(read)
    .filter((text) =>
      /\b(addJournal|addJournalOnce|addJournalOfFeed|tellOfDocument|keepUnapplied|JournalInput)\b/.test(text),
    )
    .flatMap((text) => Array.from(text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g), ([, word]) => word ?? ''));
  const inSource = [...new Set(codes)].filter((code) => !OTHER_WORDS.includes(code)).sort();

  it('the source is read', () => {
    expect(inSource).toEqual(
      expect.arrayContaining(['feed-received', 'import-failed', 'removal-held', 'order-created']),
    );
    for (const word of OTHER_WORDS) expect(codes).toContain(word);
  });

  it('names each code of the source once, and no other', () => {
    const onPage = rowsOf('docs/reference/journal-codes.md').map(([, code]) => code);
    expect([...onPage].sort()).toEqual(inSource);
  });

  it('gives each a severity and a sentence', () => {
    for (const [, , severity, sentence] of rowsOf('docs/reference/journal-codes.md')) {
      expect(severity).toMatch(/^(info|warning|error)$/);
      expect(sentence).toMatch(/^[A-Z1].*[.]$/);
    }
  });
});

describe('docs/reference/order-checks.md', () => {
  it('names each check of an order, and those of a kind that fails', () => {
    const checks = [...read('src/exchange/orders-out/preflight-checks.ts').matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(
      ([, code]) => code,
    );
    const onPage = rowsOf('docs/reference/order-checks.md').flatMap(([, codes]) => (codes ?? '').split(', '));
    expect(onPage.sort()).toEqual([...new Set([...checks, 'node-kind-missing', 'node-kind-failed'])].sort());
    const ofKinds = read('src/exchange/hooks/order-hooks.ts');
    for (const code of ['node-kind-missing', 'node-kind-failed']) expect(ofKinds).toContain(`'${code}'`);
  });
});

describe('docs/reference/protocol.md', () => {
  const TYPES = ['catalog', 'sale', 'reference', 'get_catalog'] as const;
  const NEEDS = {
    password: 'login and password',
    exchange: 'an exchange',
    node: 'an exchange, or login and password',
  } as const;
  const table = rowsOf('docs/reference/protocol.md').filter((row) => row.length === TYPES.length + 4);

  it.each(table.map((row) => [row[1] ?? '', row] as const))(
    'mode=%s as the table of the source has it',
    (mode, row) => {
      const needs = new Set<string>();
      for (const [index, type] of TYPES.entries()) {
        const known = findMode(type, mode);
        expect([type, row[index + 2] !== '–']).toEqual([type, known !== null]);
        if (known) needs.add(NEEDS[known.row.needs]);
      }
      expect([...needs]).toEqual([row[TYPES.length + 2]]);
    },
  );

  it('has every mode', () => {
    const listed = read('src/protocol/modes.ts').matchAll(/\{ mode: '(\w+)'/g);
    const modes = [...new Set(Array.from(listed, ([, mode]) => mode))];
    expect(modes.length).toBeGreaterThan(5);
    expect(table.map(([, mode]) => mode)).toEqual(modes);
  });
});

describe('the pages', () => {
  const pages = [
    ...inFolder('docs', '.md'),
    'README.md',
    'README.ru.md',
    'CONTRIBUTING.md',
    'test/acceptance/README.md',
  ];

  it.each(pages)('%s: each link leads to a file that is there', (page) => {
    const links = Array.from(read(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link ?? '');
    const lost = links
      .filter((link) => !/^(https?:|#)/.test(link))
      .filter((link) => !existsSync(path.join(ROOT, path.dirname(page), link.replace(/#.*/, ''))));
    expect(lost).toEqual([]);
  });

  it('docs/README.md leads to every page', () => {
    const map = read('docs/README.md');
    const missing = inFolder('docs', '.md')
      .map((page) => path.relative('docs', page).split(path.sep).join('/'))
      .filter((page) => page !== 'README.md' && !map.includes(`(${page})`));
    expect(missing).toEqual([]);
  });

  it('tell of no command that is not there', () => {
    const commands = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/npx uzel (\w+)(?: (\w+))?/g), ([, ...words]) => words.filter(Boolean)),
    );
    expect(commands.length).toBeGreaterThan(10);
    const files = new Set(inFolder('src/cli', '.ts').map((file) => path.basename(file, '.ts')));
    const known = ([first = '', second]: (string | undefined)[]) =>
      files.has(`${first}-${second}`) || (files.has(first) && !['node', 'exchange'].includes(first));
    expect(commands.filter((words) => !known(words)).map((words) => words.join(' '))).toEqual([]);
  });
});
