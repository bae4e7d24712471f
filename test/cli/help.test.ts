import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { reportFailure } from '../../src/cli/failure.js';
import { createProgram } from '../../src/cli/program.js';
import { runUzel } from './support/run-uzel.js';

/** Each command, and a word that its help must say. None of them may need a database. */
const COMMANDS: readonly (readonly [words: string, says: string])[] = [
  ['serve', 'SIGTERM'],
  ['migrate', 'schema'],
  ['shop', '--shop'],
  ['shop add', 'language=uk'],
  ['shop list', 'of this server'],
  ['shop show', 'settings'],
  ['shop set', 'duplicates'],
  ['node', 'password'],
  ['node show', 'how its orders are written'],
  ['node test', '1 an error'],
  ['node journal', '--exchanges'],
  ['node pause', 'its orders wait'],
  ['node resume', 'has waited'],
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
  ['exchange feed', 'byte for byte'],
  ['exchange confirm', 'held'],
  ['replay', '--dry-run'],
  ['restore', '--before <exchange>'],
  ['order', 'resend'],
  ['order resend', '<number>'],
  ['order move', '--to <node>'],
  ['import', '--node'],
  ['check', '--lang <language>'],
  ['copy', '--to'],
  ['emulate', '--login'],
];

/** What a command line prints, without a process of its own for each. */
async function inProcess(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const program = await createProgram(words);
  const all = [program, ...program.commands, ...program.commands.flatMap((command) => command.commands)];
  for (const command of all) {
    command.configureOutput({
      writeOut: (text) => {
        said.out += text;
      },
      writeErr: (text) => {
        said.err += text;
      },
    });
  }
  const error = await program.parseAsync(words, { from: 'user' }).catch((thrown: unknown) => thrown);
  return { exitCode: reportFailure(error), ...said };
}

const GROUPS = ['shop', 'node', 'key', 'exchange', 'order'];
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
    const { exitCode, out, err } = await inProcess(...words.split(' '), '--help');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: uzel ${words}`);
    expect(out).toContain(says);
    expect(out).toMatch(/\nExamples?:\n/);
    if (!GROUPS.includes(words)) expect(out).toContain('--json');
  });

  it('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await program('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('a wrong use', () => {
  it.each([
    ['an unknown subcommand', ['node', 'ad']],
    ['an unknown option', ['migrate', '--force']],
    ['a missing argument', ['key', 'add']],
    ['an argument too many', ['key', 'list', 'all']],
    ['a limit that is no number', ['exchange', 'list', '--limit', 'ten']],
    ['a limit of nothing', ['exchange', 'list', '--limit', '0']],
    ['nothing to check', ['check']],
    ['a language that is not there', ['check', 'fixtures', '--lang', 'de']],
  ])('%s is told on standard error and exits with 2', async (_, words) => {
    const { exitCode, out, err } = await inProcess(...words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: /);
  });

  it.each([
    ['no command', [], /^Usage: uzel/],
    ['an unknown command', ['srve'], /unknown command 'srve'.*Did you mean serve/s],
    ['a missing option', ['node', 'add', 'shop'], /'--login <login>' not specified/],
    ['an unknown profile', ['node', 'add', 'shop', '--login', 'l', '--profile', 'erp'], /utp, trade, unf, bitrix3/],
  ])('%s ends the process so', async (_, words, sentence) => {
    const { code, stdout, stderr } = await program(...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
