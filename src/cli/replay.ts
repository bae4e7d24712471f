import type { Command } from 'commander';
import { validate } from 'uuid';
import { UzelError } from '../errors.js';
import { doReplay, type Effect, tryReplay } from '../exchange/history/effect.js';
import { planReplay } from '../exchange/history/replay.js';
import type { Services } from '../services.js';
import { getNode } from '../store/nodes/nodes.js';
import { differencesText, filesText } from './effect-text.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { showOption } from './show-option.js';
import { withDatabase } from './with-database.js';

interface ReplayOptions extends OutputOptions {
  readonly to?: string;
  readonly dryRun?: boolean;
  readonly show: number;
}

const ID = '0199a3c4-7d1e-7c52-9f1a-2b6f0d8e4a11';

/** `uzel replay`: what an exchange sent is applied again, from the files that were kept. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('apply the kept files of an exchange again, or one of them, as an exchange of its own')
    .argument('<id>', 'of an exchange or of a file, as in `uzel exchange list` and `uzel exchange show`')
    .option('--to <node>', 'another node of the shop, for which they are applied')
    .option('--dry-run', 'say what would change, and change nothing')
    .addOption(showOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nA dry run does everything in one transaction and takes it back: until it ends, imports of the same catalogue wait, and so\ndo the rows that it would change. That of a large file is best run when no exchange is due.\n${example(
        `uzel replay ${ID} --dry-run`,
        `uzel replay ${ID} --to test1c`,
      )}`,
    )
    .action((given: string, options: ReplayOptions) => withDatabase((services) => replay(services, given, options)));
}

async function replay(services: Services, given: string, options: ReplayOptions): Promise<void> {
  if (!validate(given)) throw new UzelError('UZ1507', `"${given}" is no id. See \`uzel exchange list\`.`);
  const to = options.to === undefined ? undefined : await getNode(services.db.knex, currentShop(), options.to);
  const plan = await planReplay(services, currentShop(), given.toLowerCase(), to);
  const effect: Effect & { readonly exchangeId?: string } = options.dryRun
    ? await tryReplay(services, plan, options.show)
    : await doReplay(services, plan, options.show);
  const { exchangeId = null, files, differences } = effect;
  const failed = files.filter((file) => file.state === 'failed').length;
  const document = {
    dryRun: options.dryRun ?? false,
    exchange: exchangeId,
    node: plan.node.name,
    files: files.map(({ name, state, text, code }) => ({ name, state, text, ...(code ? { code } : {}) })),
    failed,
    differences,
  };
  print(options, document, () =>
    [
      ...filesText(files),
      '',
      ...differencesText(differences),
      '',
      exchangeId === null
        ? 'This was a dry run: nothing has changed. Without --dry-run it is done.'
        : `The journal: ${uzelHere()} exchange show ${exchangeId}\nTo undo it: ${uzelHere()} restore --before ${exchangeId}`,
    ].join('\n'),
  );
  if (failed > 0) process.exitCode = 1;
}
