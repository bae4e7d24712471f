import type { Command } from 'commander';
import { pino } from 'pino';
import { readConfig } from '../config.js';
import { createLog } from '../server/log.js';
import { logForPeople } from '../server/log-for-people.js';
import type { RunningServer } from '../server/main.js';
import { announcement, exchangeAddress } from '../server/welcome.js';
import { hasNodes } from '../store/nodes/nodes.js';
import { example } from './example.js';
import { onInterruption } from './interruption.js';
import { jsonOption, type OutputOptions, print } from './output.js';

/** A start that is interrupted gets so long to come to its orderly end. */
const START_MS = 9000;
/** What may still hold the process after everything was closed, e.g. a connection that a library keeps. */
const LEAVING_MS = 300;

/** `uzel serve`: the server, until a signal ends it. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run the server: 1C exchanges at /1c_exchange, storefronts read and order at /v1')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nThe first start makes a node, a password and an API key, and prints them once on standard output; the log goes to
standard error: lines to read in a terminal, JSON anywhere else. SIGTERM or Ctrl+C: running requests and the current step of an import end, then the process does
(within 10 s, exit 0); a second one ends it at once.\n${example('uzel serve', 'PORT=80 DATABASE_URL=postgresql://uzel:secret@localhost/uzel uzel serve')}`,
    )
    .action(serve);
}

async function serve(options: OutputOptions): Promise<void> {
  const config = readConfig(process.env);
  // Not to standard output: what is printed there once holds the first secrets, and no log may keep them.
  const log = createLog(
    config,
    process.stderr.isTTY ? logForPeople(process.stderr) : pino.destination({ dest: 2, sync: true }),
  );
  let running: RunningServer | undefined;
  let interrupted = false;
  onInterruption((signal) => {
    interrupted = true;
    log.info({ signal }, 'stopping');
    if (running) void running.stop();
    else setTimeout(() => process.exit(130), START_MS).unref();
  });
  // Loaded here only: the other commands start in half the time without it.
  const { startServer } = await import('../server/main.js');
  running = await startServer(config, log, () => interrupted);
  // Secrets that a first start has made are told even to who has pressed Ctrl+C since: they are shown this once.
  if (!interrupted || running.first) await announce(running, options);
  if (interrupted) await running.stop();
  const reason = await running.ended;
  setTimeout(() => process.exit(), LEAVING_MS).unref();
  if (reason) throw reason;
}

async function announce(running: RunningServer, options: OutputOptions): Promise<void> {
  const { url, publicUrl, first } = running;
  const document = { url, publicUrl, exchangeAddress: exchangeAddress(publicUrl), first };
  print(options, document, () => announcement(running));
  if (first || (await hasNodes(running.services.db.knex))) return;
  running.services.log.warn('no exchange node yet, so no 1C can log in: npx uzel node add <name>');
}
