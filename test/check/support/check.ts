import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CheckOptions, checkExport } from '../../../src/check/check-export.js';
import type { CheckReport } from '../../../src/check/report.js';
import type { Words } from '../../../src/check/texts/fill.js';
import { LANGUAGES, type Language } from '../../../src/check/texts/languages.js';
import { checkText } from '../../../src/cli/check-text.js';
import { limitsOf } from '../../../src/commerceml/limits.js';
import { readConfig } from '../../../src/config.js';

export const FIXTURES = path.join(process.cwd(), 'fixtures');
export const DAMAGED = path.join(FIXTURES, 'damaged');
export const ALL_LANGUAGES = Object.keys(LANGUAGES) as readonly Language[];

const config = readConfig({});

/** As `uzel check` does it, with the limits of a server that was not set up. */
export const check = (location: string, more: Partial<CheckOptions> = {}): Promise<CheckReport> =>
  checkExport(location, { xml: limitsOf(config), archive: config, timeZone: 'Europe/Kyiv', ...more });

export const wordsOf = (language: Language): Words => ({ language, texts: LANGUAGES[language] });

/** The text in every language, for 100 columns. */
export const textsOf = (report: CheckReport): Readonly<Record<Language, string>> => {
  const texts = ALL_LANGUAGES.map((language) => [language, checkText(report, wordsOf(language), 100)]);
  return Object.fromEntries(texts) as Record<Language, string>;
};

/** Codes of a report, with their severity. */
export const codesOf = ({ findings }: CheckReport): string[] =>
  findings.map(({ severity, code }) => `${severity} ${code}`);

/** What a text must never show. */
export const TRACE = /^\s+at |\bundefined\b|\[object |\bNaN\b|Error:|\{\w+(:\w+)?\}/m;

export interface Damage {
  readonly checked: string;
  readonly code: string;
  readonly file: string;
  /** undefined = the file as a whole. */
  readonly line: number | undefined;
}

/** The table of fixtures/damaged/README.md, written by hand. */
export const damages: readonly Damage[] = readFileSync(path.join(DAMAGED, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, checked = '', code = '', file = '', line = '']) => ({
    checked,
    code,
    file,
    line: line === '–' ? undefined : Number(line),
  }));
