import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runUzel } from './support/run-uzel.js';

/** Each command, and a word that its help must say. None of them may need a database. */
const COMMANDS: readonly (readonly [words: string, says: string])[] = [
  ['serve', 'SIGTERM'],
  ['migrate', 'schema'],
  ['node', 'password'],
  ['node add', '--profile <profile>'],
  ['node list', 'last'],
  ['node set', 'currencySpelling.RUB=руб'],
  ['node remove', 'orders stay'],
  ['node password', '--password <password>'],
  ['key', 'revoke'],
  ['key add', 'once'],
  ['key list', 'in force'],
  ['key revoke', 'at once'],
  ['exchange', 'confirm'],
  ['exchange list', '--limit <n>'],
  ['exchange show', 'journal'],
  ['exchange confirm', 'held'],
  ['order', 'resend'],
  ['order resend', '<number>'],
  ['import', '--node'],
  ['copy', '--to'],
  ['emulate', '--login'],
];

const GROUPS = ['node', 'key', 'exchange', 'order'];
const nothing = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
const program = (...words: string[]) => runUzel(nothing, ...words);

describe('uzel --help', () => {
  it('names every command, the exit codes and where the settings are told', async () => {
    const { code, stdout, stderr } = await program('--help');
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n').map((line) => line.trim().split(' ')[0]);
    expect(lines).toEqual(expect.arrayContaining(COMMANDS.map(([words]) => words.split(' ')[0])));
    expect(stdout).toContain('docs/reference/configuration.md');
    expect(stdout).toMatch(/0 done, 1 failed, 2 wrong use/);
  });

  it.each(COMMANDS)('%s --help says how it is used, with an example', async (words, says) => {
    const { code, stdout, stderr } = await program(...words.split(' '), '--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Usage: uzel ${words}`);
    expect(stdout).toContain(says);
    expect(stdout).toMatch(/\nExamples?:\n/);
    if (!GROUPS.includes(words)) expect(stdout).toContain('--json');
  });

  it('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await program('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('a wrong use', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['srve']],
    ['an unknown subcommand', ['node', 'ad']],
    ['an unknown option', ['migrate', '--force']],
    ['a missing argument', ['key', 'add']],
    ['a missing option', ['node', 'add', 'shop']],
    ['an argument too many', ['key', 'list', 'all']],
    ['an unknown profile', ['node', 'add', 'shop', '--login', 'l', '--profile', 'erp']],
    ['a limit that is no number', ['exchange', 'list', '--limit', 'ten']],
    ['a limit of nothing', ['exchange', 'list', '--limit', '0']],
  ])('%s exits with 2 and says so on standard error', async (_, words) => {
    const { code, stdout, stderr } = await program(...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('    at ');
  });
});
