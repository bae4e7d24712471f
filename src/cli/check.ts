import { type Command, Option } from 'commander';
import { checkExport } from '../check/check-export.js';
import { reportJson } from '../check/json.js';
import { LANGUAGES, type Language, languageOf } from '../check/texts/languages.js';
import { limitsOf } from '../commerceml/limits.js';
import { readConfig } from '../config.js';
import { checkProgress } from './check-progress.js';
import { inLanguage } from './check-refusal.js';
import { checkText } from './check-text.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';

interface CheckCommandOptions extends OutputOptions {
  readonly lang?: Language;
}

/** `uzel check`: what is wrong with an export, said in words. Needs no server and no database. */
export function registerCheck(program: Command): void {
  program
    .command('check')
    .description(
      'diagnose a CommerceML file, a folder as 1C exports it, or a ZIP: what it holds and what is wrong with it',
    )
    .argument('<path>', 'a file, a folder, or a ZIP')
    .addOption(
      new Option('--lang <language>', 'language of the report; default: that of LC_ALL or LANG, else ru').choices(
        Object.keys(LANGUAGES),
      ),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${example('uzel check ./webdata', 'uzel check import.xml --lang en', 'uzel check v8_1A2B_3.zip --json')}\n\n` +
        'Needs no server and no database. Exits with 1 when there are errors; warnings and notes are not errors.',
    )
    .action(check);
}

async function check(path: string, options: CheckCommandOptions): Promise<void> {
  const config = readConfig(process.env);
  const language = options.lang ?? languageOf(process.env);
  const words = { language, texts: LANGUAGES[language] };
  const progress = checkProgress(process.stderr.isTTY === true && !options.json);
  try {
    const report = await checkExport(path, {
      xml: limitsOf(config),
      archive: config,
      timeZone: config.DEFAULT_TIME_ZONE,
      onProgress: progress.update,
    });
    progress.stop();
    print(options, reportJson(report, words), () => checkText(report, words, process.stdout.columns));
    if (report.totals.error > 0) process.exitCode = 1;
  } catch (error) {
    throw inLanguage(error, path, words);
  } finally {
    progress.stop();
  }
}
