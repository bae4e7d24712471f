import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { registerCheck } from './check.js';
import type { RegisterCommand } from './command-context.js';
import { registerCopy } from './copy.js';
import { registerEmulate } from './emulate.js';
import { registerExchange } from './exchange.js';
import { registerImport } from './import.js';
import { registerKey } from './key.js';
import { registerMigrate } from './migrate.js';
import { registerNode } from './node.js';
import { registerOrder } from './order.js';
import { registerServe } from './serve.js';

/** In the order of `uzel --help`. */
const COMMANDS: readonly RegisterCommand[] = [
  registerServe,
  registerMigrate,
  registerNode,
  registerKey,
  registerImport,
  registerCheck,
  registerExchange,
  registerOrder,
  registerCopy,
  registerEmulate,
];

/** The command line. A wrong use is a thrown CommanderError, told on standard error already. */
export function createProgram(): Command {
  const program = new Command('uzel')
    .description('An exchange server for 1C:Enterprise and BAS: the site’s side of «Обмен с сайтом» (CommerceML 2).')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'say how it is used')
    .exitOverride()
    .showHelpAfterError('(--help says how it is used)')
    .addHelpText(
      'after',
      '\nSettings are environment variables: docs/reference/configuration.md lists them all.\n' +
        'Exit codes: 0 done, 1 failed, 2 wrong use.\n\nExample:\n  $ DATA_DIR=/var/lib/uzel uzel serve',
    );
  for (const register of COMMANDS) register(program);
  return program;
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
