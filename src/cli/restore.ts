import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { UzelError } from '../errors.js';
import { restore as putBack, type Restored, tryRestore } from '../exchange/history/restore.js';
import type { Services } from '../services.js';
import { type Exchange, findExchange } from '../store/exchanges/exchanges.js';
import { differencesText } from './effect-text.js';
import { example } from './example.js';
import { knownExchange } from './known-exchange.js';
import { localTime } from './local-time.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { showOption } from './show-option.js';
import { withDatabase } from './with-database.js';

interface RestoreOptions extends OutputOptions {
  readonly before: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly show: number;
}

const ID = '0199a3c4-7d1e-7c52-9f1a-2b6f0d8e4a11';

/** `uzel restore`: the catalogue as it was before a bad exchange. */
export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('put the goods back as they were before an exchange, later exchanges undone too; orders stay')
    .requiredOption('--before <exchange>', 'as in `uzel exchange list`')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--yes', 'do not ask')
    .addOption(showOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nIt is done in one transaction, as an exchange of its own: \`uzel restore --before\` of that one undoes it. Imports wait meanwhile.\nWithout --yes it shows first what would change, and asks; without a terminal it demands --yes.\n${example(
        `uzel restore --before ${ID} --dry-run`,
        `uzel restore --before ${ID} --yes`,
      )}`,
    )
    .action((options: RestoreOptions) => withDatabase((services) => restore(services, options)));
}

async function restore(services: Services, options: RestoreOptions): Promise<void> {
  const { exchangeId } = await knownExchange(services.db.knex, options.before);
  const before = await findExchange(services.db.knex, currentShop(), exchangeId);
  if (before === null) throw new UzelError('UZ1507', `The exchange ${exchangeId} is gone.`);
  if (options.dryRun) {
    show(options, await tryRestore(services, before, options.show), true);
    return;
  }
  if (!options.yes && !(await agreed(services, before, options))) {
    process.stdout.write('Nothing has changed.\n');
    return;
  }
  show(options, await putBack(services, before, options.show), false);
}

/** So many of them are told one by one. */
const MOST_UNDONE = 20;

function undoneText(undone: Restored['undone']): string[] {
  const line = ({ exchangeId, node, type, openedAt }: Restored['undone'][number]) =>
    `  ${exchangeId}  ${localTime(openedAt)}  ${node}  ${type}`;
  const more = undone.length - MOST_UNDONE;
  return [
    `Exchanges that are taken back: ${undone.length}`,
    ...undone.slice(0, MOST_UNDONE).map(line),
    ...(more > 0 ? [`  … and ${more} later ones`] : []),
    '',
  ];
}

function show(options: RestoreOptions, { exchangeId, undone, differences, voidRuns }: Restored, dryRun: boolean): void {
  const document = {
    dryRun,
    before: options.before,
    exchange: dryRun ? null : exchangeId,
    undone,
    differences,
    voidRuns,
  };
  print(options, document, () =>
    [
      ...undoneText(undone),
      ...differencesText(differences),
      ...(voidRuns > 0 ? ['', `Full exports that were under way or held, and are given up: ${voidRuns}`] : []),
      '',
      dryRun
        ? 'This was a dry run: nothing has changed. Without --dry-run it is done.'
        : `Restored. To undo it: ${uzelHere()} restore --before ${exchangeId}`,
    ].join('\n'),
  );
}

async function agreed(services: Services, before: Exchange, options: RestoreOptions): Promise<boolean> {
  if (options.json || !process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UzelError(
      'UZ1607',
      'Without a terminal there is nobody to ask. Look with --dry-run what would change, then repeat it with --yes.',
    );
  }
  show(options, await tryRestore(services, before, options.show), true);
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^(y|yes|д|да)$/i.test((await asking.question('Do it now? [y/N] ')).trim());
  } finally {
    asking.close();
  }
}
