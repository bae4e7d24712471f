import { Command } from 'commander';
import { VERSION } from '../version.js';
import type { RegisterCommand } from './command-context.js';
import { addShopOption } from './shop-option.js';

/** In the order of `uzel --help`. Read when they are asked for: together they are most of the time that a short command takes. */
const COMMANDS: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  serve: async () => (await import('./serve.js')).registerServe,
  migrate: async () => (await import('./migrate.js')).registerMigrate,
  shop: async () => (await import('./shop.js')).registerShop,
  node: async () => (await import('./node.js')).registerNode,
  key: async () => (await import('./key.js')).registerKey,
  import: async () => (await import('./import.js')).registerImport,
  check: async () => (await import('./check.js')).registerCheck,
  exchange: async () => (await import('./exchange.js')).registerExchange,
  replay: async () => (await import('./replay.js')).registerReplay,
  restore: async () => (await import('./restore.js')).registerRestore,
  order: async () => (await import('./order.js')).registerOrder,
  copy: async () => (await import('./copy.js')).registerCopy,
  emulate: async () => (await import('./emulate.js')).registerEmulate,
};

/**
 * The command line for these words: with the commands that are among them, or with all when none is.
 * A wrong use is a thrown CommanderError, told on standard error already.
 */
export async function createProgram(words: readonly string[]): Promise<Command> {
  const program = new Command('uzel')
    .description('An exchange server for 1C:Enterprise and BAS: the site’s side of «Обмен с сайтом» (CommerceML 2).')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'say how it is used')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(--help says how it is used)')
    .addHelpText(
      'after',
      '\nSettings are environment variables: docs/reference/configuration.md lists them all.\n' +
        'Exit codes: 0 done, 1 failed, 2 wrong use.\n\nExample:\n  $ DATA_DIR=/var/lib/uzel uzel serve',
    );
  addShopOption(program);
  const named = Object.keys(COMMANDS).filter((name) => words.includes(name));
  for (const [name, read] of Object.entries(COMMANDS)) {
    if (named.length === 0 || named.includes(name)) (await read())(program);
  }
  return program;
}
