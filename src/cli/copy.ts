import type { Command } from 'commander';
import { openServer } from '../db/open.js';
import { holdServerLock } from '../db/serve-lock.js';
import { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import { copyDatabase } from '../store/copy-database.js';
import { withDatabase } from './with-database.js';

interface CopyOptions {
  readonly to: string;
  readonly json?: boolean;
}

/** `uzel copy`: moves to a PostgreSQL of one's own. */
export function registerCopy(program: Command): void {
  program
    .command('copy')
    .description('copy everything to another PostgreSQL (15 or newer): catalogue, orders, numbers, who owns what')
    .requiredOption('--to <url>', 'the target, an empty database: postgresql://user:password@host/name')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  uzel copy --to postgresql://uzel:secret@db.example.com/uzel')
    .action((options: CopyOptions) => withDatabase((services) => copy(services, options)));
}

async function copy(services: Services, options: CopyOptions): Promise<void> {
  const print = options.json ? () => undefined : (line: string) => void process.stdout.write(`${line}\n`);
  const lock = await holdServerLock(services.db, { waitMs: 0 }).catch((error: unknown) => {
    if (!(error instanceof UzelError) || error.code !== 'UZ1602') throw error;
    throw new UzelError(
      'UZ1602',
      'A server is running on this database and would take orders meanwhile. Stop it, then copy.',
    );
  });
  try {
    const target = await openServer(options.to, 4, services.log);
    try {
      print(`From ${services.db.location}\nTo   ${target.location}`);
      const tables = await copyDatabase(services.db, target, ({ table, rows }) =>
        print(`  ${table.padEnd(20)} ${String(rows).padStart(12)}`),
      );
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      if (options.json) process.stdout.write(`${JSON.stringify({ tables, rows, to: target.location })}\n`);
      print(
        `\n${rows} rows copied and counted. Next: start with DATABASE_URL set to the target and the same DATA_DIR ` +
          `(${services.config.DATA_DIR}): the pictures and received files lie there.`,
      );
    } finally {
      await target.close();
    }
  } finally {
    await lock.release();
  }
}
